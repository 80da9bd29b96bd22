"""The policy packs a document is checked against: the bundled ones, installed when first asked for."""

from app.usecases.ports import Services, UnitOfWork
from app.usecases.unit import commit
from domain.policies.pack import Pack
from domain.policies.repository import THE_REPOSITORY, PolicyRepository


def packs_in_force(s: Services, names: tuple[str, ...], actor: str) -> tuple[Pack, ...]:
    """The packs of these names as they stand in the repository; raises NotFound for one nobody has."""
    repository = s.store.load(PolicyRepository, THE_REPOSITORY)
    if missing := [name for name in names if name not in repository.packs]:
        bundled = [s.packs(name) for name in missing]

        def step(unit: UnitOfWork) -> PolicyRepository:
            state = unit.load(PolicyRepository, THE_REPOSITORY)
            for pack in bundled:
                state = unit.record(state, state.install(pack))
            return state

        repository = commit(s, PolicyRepository.CONTEXT, actor, step)
    return tuple(repository.find(name) for name in names)
