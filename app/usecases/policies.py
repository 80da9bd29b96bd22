"""The policy packs of the house: which there are and apply, and their installing, retiring and assigning."""

from collections.abc import Mapping
from datetime import date

from app.usecases.ports.services import Services
from app.usecases.ports.store import UnitOfWork
from app.usecases.unit import commit
from domain.documents.document import Document
from domain.kernel import DomainError, NotFound, Value
from domain.policies.pack import Pack
from domain.policies.repository import THE_REPOSITORY, PolicyRepository, Standing


class NameTaken(DomainError):
    """A pack of the reviewer's own is called like one that comes with DocSense."""


class SameVersion(DomainError):
    """A changed text claims the version of the one before it."""


class PackEntry(Value):
    """A pack as the house has it: the text in force, else the one that comes next, else the last one.

    `since` is the day from which it stands as it does: in force, to be in force, or retired. `history` is as recorded.
    """

    pack: Pack
    builtin: bool
    in_force: bool
    retired: bool
    since: date | None
    history: tuple[Standing, ...]

    @property
    def name(self) -> str:
        return self.pack.pack


def known_packs(s: Services) -> tuple[PackEntry, ...]:
    """Every pack there is: the house's own first, then those that come with DocSense."""
    return pack_entries(s.packs, s.store.load(PolicyRepository, THE_REPOSITORY), today(s))


def pack_entries(builtin: Mapping[str, Pack], repository: PolicyRepository, day: date) -> tuple[PackEntry, ...]:
    """Every pack there is on a day; one that comes with DocSense is in force unless it was retired."""
    names = dict.fromkeys((*sorted(set(repository.history) - set(builtin)), *builtin))
    return tuple(_entry(name, builtin.get(name), repository, day) for name in names)


def _entry(name: str, builtin: Pack | None, repository: PolicyRepository, day: date) -> PackEntry:
    standings = repository.history.get(name, ())
    now = repository.on(name, day)
    texts = [standing.pack for standing in standings if standing.pack]
    if builtin and (now is None or now.pack):
        since = now.since if now else None
        return PackEntry(pack=builtin, builtin=True, in_force=True, retired=False, since=since, history=standings)
    if now is None:
        since = standings[0].since
        return PackEntry(pack=texts[0], builtin=False, in_force=False, retired=False, since=since, history=standings)
    return PackEntry(
        pack=builtin or now.pack or texts[-1],
        builtin=builtin is not None,
        in_force=now.pack is not None,
        retired=now.pack is None,
        since=now.since,
        history=standings,
    )


def find_pack(entries: tuple[PackEntry, ...], name: str) -> PackEntry:
    """The pack of this name; raises NotFound, which names those there are."""
    for entry in entries:
        if entry.name == name:
            return entry
    raise NotFound(f"There is no policy pack {name}. There are: {', '.join(entry.name for entry in entries)}.")


def assigned_packs(s: Services, document: str) -> tuple[str, ...]:
    """The names of the packs that apply whenever a document is analysed."""
    return s.store.load(PolicyRepository, THE_REPOSITORY).assigned_to(document)


def install(s: Services, pack: Pack, actor: str, since: date | None = None) -> None:
    """Put a text in force from a day on (today unless named): a new pack of the house's own or its next version.

    A pack that comes with DocSense is put back in force so where it was retired. Raises NameTaken where another text
    is called like one of those, SameVersion where a changed text has no version of its own.
    """
    if pack.pack in s.packs and pack != s.packs[pack.pack]:
        raise NameTaken(f"{pack.pack} is the name of a pack that comes with DocSense: give yours another one.")

    def step(unit: UnitOfWork) -> None:
        repository = unit.load(PolicyRepository, THE_REPOSITORY)
        for standing in repository.history.get(pack.pack, ()):
            if standing.pack and standing.pack != pack and standing.pack.pack_version == pack.pack_version:
                raise SameVersion(
                    f"Version {pack.pack_version} of {pack.pack} is there with another text: raise pack_version."
                )
        unit.record(repository, repository.install(pack, since or today(s), today(s)))

    commit(s, PolicyRepository.CONTEXT, actor, step)


def retire(s: Services, name: str, actor: str, since: date | None = None) -> None:
    """Take a pack out of force from a day on (today unless named); runs and documents keep what they have."""

    def step(unit: UnitOfWork) -> None:
        repository = _recorded(s, unit, unit.load(PolicyRepository, THE_REPOSITORY), name)
        unit.record(repository, repository.retire(name, since or today(s), today(s)))

    commit(s, PolicyRepository.CONTEXT, actor, step)


def assign(s: Services, document: str, names: tuple[str, ...], actor: str) -> None:
    """Let these packs, and no others, apply whenever the document is analysed; raises NotFound."""
    s.store.load(Document, document).must_exist()

    def step(unit: UnitOfWork) -> None:
        repository = unit.load(PolicyRepository, THE_REPOSITORY)
        for name in names:
            repository = _recorded(s, unit, repository, name)
        unit.record(repository, repository.assign(document, names))

    commit(s, PolicyRepository.CONTEXT, actor, step)


def packs_to_apply(s: Services, document: str, named: tuple[str, ...], actor: str) -> tuple[Pack, ...]:
    """The texts a document is checked against today: of the packs assigned to it, and of those named for this time.

    An assigned pack that is not in force is left out; a named one raises IllegalTransition, an unknown one NotFound.
    """

    def step(unit: UnitOfWork) -> tuple[Pack, ...]:
        repository, day = unit.load(PolicyRepository, THE_REPOSITORY), today(s)
        names = dict.fromkeys((*repository.assigned_to(document), *named))
        for name in names:
            repository = _recorded(s, unit, repository, name)
        standing = [repository.on(name, day) for name in names if name not in named]
        return (
            *(each.pack for each in standing if each and each.pack),
            *(repository.in_force(name, day) for name in dict.fromkeys(named)),
        )

    if not named and not assigned_packs(s, document):
        return ()
    return commit(s, PolicyRepository.CONTEXT, actor, step)


def _recorded(s: Services, unit: UnitOfWork, repository: PolicyRepository, name: str) -> PolicyRepository:
    """The repository with a pack that comes with DocSense in its present text, unless the house retired it."""
    if name not in s.packs:
        if name not in repository.history:
            find_pack(pack_entries(s.packs, repository, today(s)), name)
        return repository
    now = repository.on(name, today(s))
    if now and now.pack is None:
        return repository
    return unit.record(repository, repository.install(s.packs[name], today(s), today(s)))


def today(s: Services) -> date:
    """The day it is where the reviewer sits."""
    return s.clock().astimezone().date()
