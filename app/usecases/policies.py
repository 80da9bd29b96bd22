"""The policy packs a document is checked against: the bundled ones, installed when first asked for."""

from app.usecases.ports.services import Services
from app.usecases.ports.store import UnitOfWork
from app.usecases.unit import commit
from domain.policies.pack import Pack
from domain.policies.repository import THE_REPOSITORY, PolicyRepository


def packs_in_force(s: Services, names: tuple[str, ...], actor: str) -> tuple[Pack, ...]:
    """The packs of these names, as they are bundled today; raises NotFound for one nobody has."""
    packs = tuple(s.packs(name) for name in names)

    def step(unit: UnitOfWork) -> None:
        repository = unit.load(PolicyRepository, THE_REPOSITORY)
        for pack in packs:
            repository = unit.record(repository, repository.install(pack))

    if packs:
        commit(s, PolicyRepository.CONTEXT, actor, step)
    return packs
