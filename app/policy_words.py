"""Policy packs and verdicts in words: for the terminal, and the words the window shares with it."""

import textwrap
from collections.abc import Iterator

from app.usecases.policies import PackEntry
from domain.analysis.compliance.asked import asked_of
from domain.analysis.request import PolicyVerdict
from domain.documents.text import Block, spelled
from domain.policies.pack import Pack, Requirement


def entry_line(entry: PackEntry) -> str:
    """A pack in the list: name, number of requirements, title, version, how it stands; tab-separated."""
    pack = entry.pack
    parts = (entry.name, str(len(pack.requirements)), pack.title, pack.pack_version, standing(entry))
    return "\t".join(parts)


def standing(entry: PackEntry) -> str:
    """Whose a pack is, and whether it is in force."""
    whose = "comes with DocSense" if entry.builtin else "your own"
    if entry.retired:
        return f"{whose}, retired since {entry.since}"
    if not entry.in_force:
        return f"{whose}, in force from {entry.since} on"
    return f"{whose}, in force" + (f" since {entry.since}" if entry.since else "")


def versions(entry: PackEntry) -> list[str]:
    """Which version holds from which day on, as far as that was recorded."""
    return [
        f"Version {each.pack.pack_version} from {each.since} on" if each.pack else f"Retired from {each.since} on"
        for each in entry.history
    ]


def facts(pack: Pack) -> list[tuple[str, str]]:
    """What a pack says of itself, by the word for it; without what it leaves open."""
    told = {
        "Jurisdiction": pack.jurisdiction,
        "Based on": pack.basis,
        "Source": pack.source,
        "Compiled": pack.compiled,
        "Wording": pack.wording,
        "Status": pack.status,
    }
    return [(word, text) for word, text in told.items() if text]


def remarks(requirement: Requirement) -> list[tuple[str, str]]:
    """What is known of a requirement besides its text, by the word for it."""
    check = "This wording still has to be checked against the official text." if requirement.verify else ""
    evidence = ", ".join(facet.name for facet in asked_of(requirement).facets) if requirement.evidence.terms else ""
    told = {
        "To be verified": check,
        "Checked against": requirement.checked,
        "Note": requirement.note,
        "Evidence looked for": evidence,
        "Figures looked for": requirement.evidence.numbers or "",
        "Often wrong": requirement.typical_deficiency,
    }
    return [(word, text) for word, text in told.items() if text]


def pack_lines(entry: PackEntry) -> Iterator[str]:
    """A pack in full."""
    pack = entry.pack
    yield f"{pack.title}  ({pack.pack} {pack.pack_version})"
    yield f"{len(pack.requirements)} requirements; {standing(entry)}"
    yield from versions(entry)
    for word, text in facts(pack):
        yield _wrapped(f"{word}: {text}", 0)
    for requirement in pack.requirements:
        yield ""
        yield from _requirement_lines(requirement)


def verdict_lines(verdict: PolicyVerdict, requirement: Requirement | None, blocks: tuple[Block, ...]) -> Iterator[str]:
    """A verdict with its evidence."""
    if requirement:
        yield from _requirement_lines(requirement)
        yield ""
    yield f"{verdict.status.upper()}  ({verdict.searched} passages searched)"
    if verdict.lacking:
        yield _wrapped(f"Missing: {'; '.join(verdict.lacking)}", 3)
    by_id = {block.id: block for block in blocks}
    for number, span in enumerate(verdict.evidence, 1):
        quote = spelled(by_id[span.block], span.start, span.end)
        yield _wrapped(f"{number}. “{' '.join(quote.split())}”", 3)


def _requirement_lines(requirement: Requirement) -> Iterator[str]:
    cited = f"  {requirement.citation}" if requirement.citation else ""
    yield f"{requirement.id}  {requirement.level}{cited}"
    yield _wrapped(requirement.requirement, 3)
    for word, text in remarks(requirement):
        yield _wrapped(f"{word}: {text}", 3)


def _wrapped(text: str, indent: int) -> str:
    return textwrap.fill(text, width=110, initial_indent=" " * indent, subsequent_indent=" " * (indent + 3))
