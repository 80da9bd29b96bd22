"""The AnalysisService: how an engine's answer becomes the findings of a review."""

from collections import Counter
from collections.abc import Iterable

from domain.analysis.finding import Finding, Observation, fingerprint
from domain.analysis.recognition import recognised
from domain.analysis.request import AnalysisResult
from domain.documents.changes import DeleteBlock, InsertAfter, Replace
from domain.documents.matching import normalised
from domain.documents.text import Block
from domain.semantics.sections import Section, sections_of


def findings_of(
    blocks: tuple[Block, ...], result: AnalysisResult, known: Iterable[Finding] = ()
) -> tuple[Finding, ...]:
    """The findings of an answer, the most serious first and then as they come in the document.

    What is `known` from this text or the one before it and is found again keeps its id.

    Raises ValueError where an observation does not fit the text.
    """
    order = {block.id: number for number, block in enumerate(blocks)}

    def place(finding: Finding) -> tuple[int, int, int]:
        anchor, start = finding.heading, 0
        if finding.spans:
            anchor, start = finding.spans[0].block, finding.spans[0].start
        return finding.severity.rank, order[anchor] if anchor else -1, start

    return tuple(sorted(identify(blocks, result.observations, known=known), key=place))


def identify(
    blocks: tuple[Block, ...],
    observations: Iterable[Observation],
    taken: frozenset[str] = frozenset(),
    known: Iterable[Finding] = (),
) -> tuple[Finding, ...]:
    """Each observation with its id and section, in the order given; none gets an id that is taken.

    What is `known` and found again keeps its id.

    Observations of one rule on the same words under the same headings are told apart by their ordinal, unless they
    are equal: then they are one. Raises ValueError where an observation does not fit the blocks.
    """
    by_id = {block.id: block for block in blocks}
    section_of = dict(zip(by_id, sections_of(blocks), strict=True))
    distinct = tuple(dict.fromkeys(observations))
    for observation in distinct:
        _check_fit(observation, by_id)
    sections = [_section(observation, section_of) for observation in distinct]
    seen = [(observation, section.printed) for observation, section in zip(distinct, sections, strict=True)]
    ids = recognised(seen, known)
    used, found = {*taken, *ids.values()}, list[Finding]()
    ordinals = Counter[tuple[str, str, tuple[str, ...]]]()
    for number, (observation, section) in enumerate(zip(distinct, sections, strict=True)):
        if number not in ids:
            quote = normalised(observation.spans[0].quote if observation.spans else observation.title)
            same = (observation.policy or observation.rule, quote, section.path)
            while (id := fingerprint(*same, ordinals[same])) in used:
                ordinals[same] += 1
            ids[number] = id
            used.add(id)
        found.append(Finding(**dict(observation), id=ids[number], section=section.printed))
    return tuple(found)


def _section(observation: Observation, section_of: dict[str, Section]) -> Section:
    anchor = observation.spans[0].block if observation.spans else observation.heading
    return section_of[anchor] if anchor else Section()


def _check_fit(observation: Observation, by_id: dict[str, Block]) -> None:
    spans = list(observation.spans)
    match observation.suggestion:
        case Replace(span=span):
            spans.append(span)
        case InsertAfter(block=block) | DeleteBlock(block=block) if block not in by_id:
            raise ValueError(f"{observation.rule} suggests a change to a paragraph that is not there")
    if observation.heading is not None and observation.heading not in by_id:
        raise ValueError(f"{observation.rule} is anchored to a heading that is not there")
    if not all(span.block in by_id and span.fits(by_id[span.block]) for span in spans):
        raise ValueError(f"{observation.rule} quotes what the text does not say")
