"""What the checks noticed, settled: each defect once, no graver than its place in the document makes it."""

from bisect import bisect, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from domain.analysis.checks.check import Noticed
from domain.analysis.checks.subject import prose_sections
from domain.analysis.finding import Category, Observation, Severity
from domain.analysis.rulings import RulingUsed, graded
from domain.documents.text import Span
from domain.semantics.ir import DocumentIR
from domain.semantics.understanding import SectionKind


def settled(
    ir: DocumentIR, noticed: Iterable[Noticed], rulings: tuple[RulingUsed, ...] = ()
) -> tuple[Observation, ...]:
    """What stands, under these rulings, of what was noticed, in the order of the checks.

    A check that is off still claims its defects: no other one is to raise them in its place.
    """
    blocks = {block.id: block for block in ir.blocks}
    standing = ruled(ir, rulings, first_of_sentence(ir, asked_once(ir, merged(lowered(ir, noticed)))))
    return tuple(check.observation(hit, blocks) for check, hit in standing)


def ruled(ir: DocumentIR, rulings: tuple[RulingUsed, ...], noticed: Iterable[Noticed]) -> Iterator[Noticed]:
    """With the severity the reviewer wants, and without what is not wanted in its section."""
    kinds = _kinds(ir) if any(ruling.sections for ruling in rulings) else {}
    for check, hit in noticed:
        section = kinds.get(hit.spans[0].block) if hit.spans else None
        severity = graded(rulings, check.id, section, hit.severity or check.severity)
        if severity:
            yield check, replace(hit, severity=severity)


_OF_ANY_TEXT = frozenset(
    ("DS-PAR-04", "DS-REF-01", "DS-CON-07", "DS-CON-09", "DS-CON-12", "DS-CON-16", "DS-FOR-07", "DS-FOR-09")
)
"""Checks whose defect is one in prose as well."""


def lowered(ir: DocumentIR, noticed: Iterable[Noticed]) -> Iterator[Noticed]:
    """With a low severity for what is found in prose, whose open words decide no number."""
    is_prose = prose_sections(ir)
    section_of = {segment.block.id: segment.section for segment in ir.segments}
    for check, hit in noticed:
        graver = (hit.severity or check.severity).rank < Severity.LOW.rank
        spans = [section_of[span.block] for span in hit.spans if span.block in section_of]
        if graver and check.id not in _OF_ANY_TEXT and spans and all(is_prose(section) for section in spans):
            yield check, replace(hit, severity=Severity.LOW)
        else:
            yield check, hit


def first_of_sentence(ir: DocumentIR, noticed: Iterable[Noticed]) -> Iterator[Noticed]:
    """With a low severity for further vague words of one kind in a sentence: who rewrites the first sees them all."""
    sentence_of = _sentences(ir)
    told = set[tuple[str, tuple[str, int]]]()
    for check, hit in noticed:
        if check.family == "DS-VAG" and hit.spans:
            sentence = check.id, sentence_of(hit.spans[0])
            if sentence in told and (hit.severity or check.severity).rank < Severity.LOW.rank:
                hit = replace(hit, severity=Severity.LOW)
            told.add(sentence)
        yield check, hit


_ASKS_FOR_ALL = frozenset(
    (
        "DS-COM-18",
        "DS-COM-19",
        "DS-COM-20",
        "DS-FOR-24",
        "DS-GOV-04",
        "DS-GOV-16",
        "DS-GOV-20",
        "DS-GOV-23",
        "DS-GOV-24",
        "DS-GOV-71",
        "DS-GOV-94",
        "DS-GOV-95",
        "DS-MET-18",
        "DS-MET-31",
        "DS-LIM-12",
    )
)
"""Checks that ask, of a sentence, for what its vague words leave open."""
_OF_PAIRS = "DS-CON"
"""Two passages that cannot both hold are one defect, whichever of them is named first."""
_ASKS_THE_SAME: Mapping[str, tuple[str, ...]] = {
    "DS-CAL-25": ("DS-CAL-13",),
    "DS-DAT-03": ("DS-MET-23",),
    "DS-DAT-06": ("DS-MET-94", "DS-MET-95"),
    "DS-DAT-12": ("DS-NAM-31",),
    "DS-DAT-80": ("DS-NAM-03", "DS-NAM-04", "DS-NAM-11", "DS-NAM-13", "DS-VAG-18"),
    "DS-FOR-01": ("DS-FOR-84",),
    "DS-FOR-82": ("DS-FOR-13",),
    "DS-LIM-02": ("DS-LIM-07", "DS-VAG-27"),
    "DS-LIM-05": ("DS-CON-82",),
    "DS-MET-01": ("DS-SIG-04",),
    "DS-MET-02": ("DS-REF-02",),
    "DS-MET-04": ("DS-CAL-76", "DS-DAT-03", "DS-PRE-01"),
    "DS-MET-07": ("DS-MET-81", "DS-PAR-10", "DS-VAG-15"),
    "DS-MET-10": ("DS-MET-90", "DS-REF-02", "DS-REF-90"),
    "DS-MET-21": ("DS-FOR-15",),
    "DS-MET-30": ("DS-LIM-02", "DS-LIM-07"),
    "DS-MET-39": ("DS-PAR-23", "DS-PAR-27"),
    "DS-MET-80": ("DS-MET-19",),
    "DS-MET-83": ("DS-MET-34",),
    "DS-NAM-03": ("DS-MET-96", "DS-PAR-19"),
    "DS-PAR-01": ("DS-PAR-12",),
    "DS-PAR-06": ("DS-MET-20",),
    "DS-PAR-10": ("DS-FOR-24", "DS-PAR-15"),
    "DS-PAR-18": ("DS-MET-25",),
    "DS-PAR-22": ("DS-GOV-12", "DS-GOV-90", "DS-MET-90", "DS-PAR-04", "DS-REF-05", "DS-REF-90"),
    "DS-PAR-25": ("DS-MET-19", "DS-MET-21", "DS-MET-23"),
    "DS-PAR-28": ("DS-GOV-22",),
    "DS-PAR-94": ("DS-LIM-08", "DS-NAM-03", "DS-VAG-02"),
    "DS-REF-90": ("DS-REF-02", "DS-REF-05", "DS-REF-06", "DS-REF-07"),
    "DS-SIG-80": ("DS-FOR-02", "DS-MET-39", "DS-PAR-26", "DS-SIG-05", "DS-VAG-06"),
    "DS-VAG-01": ("DS-GOV-93",),
    "DS-VAG-02": (
        "DS-FOR-17",
        "DS-FOR-80",
        "DS-GOV-05",
        "DS-GOV-09",
        "DS-MET-91",
        "DS-MET-93",
        "DS-MET-94",
        "DS-MET-95",
        "DS-MET-96",
        "DS-NAM-02",
        "DS-SIG-60",
        "DS-SIG-80",
    ),
    "DS-VAG-03": ("DS-VAG-06",),
    "DS-VAG-04": ("DS-MET-90",),
    "DS-VAG-06": ("DS-FOR-80", "DS-MET-37", "DS-PRE-82"),
    "DS-VAG-11": ("DS-MET-95",),
    "DS-VAG-15": ("DS-MET-80", "DS-MET-81"),
    "DS-VAG-20": ("DS-GOV-01",),
    "DS-VAG-22": ("DS-PAR-96",),
    "DS-VAG-23": ("DS-GOV-09",),
    "DS-VAG-25": ("DS-MET-80", "DS-MET-81", "DS-MET-91"),
    "DS-VAG-26": ("DS-CAL-11",),
    "DS-VAG-33": ("DS-PRE-82",),
    "DS-VAG-74": ("DS-GOV-02", "DS-VAG-02", "DS-VAG-08", "DS-VAG-25", "DS-VAG-75"),
    "DS-VAG-77": ("DS-MET-07", "DS-MET-30", "DS-MET-31"),
    "DS-VAG-78": ("DS-MET-31", "DS-PRE-01"),
}
"""For each check those that ask its question better, of the same words."""


def asked_once(ir: DocumentIR, noticed: Iterable[Noticed]) -> Iterator[Noticed]:
    """Without what another check asks of the same words, or of the vague ones in its sentence, and asks better."""
    sentence_of, found = _sentences(ir), list(noticed)
    asked = {sentence_of(hit.spans[0]) for check, hit in found if check.id in _ASKS_FOR_ALL and hit.spans}
    by_check = defaultdict[tuple[str, str], list[Span]](list)
    for check, hit in found:
        if hit.spans:
            by_check[check.id, hit.spans[0].block].append(hit.spans[0])
    pairs = defaultdict[frozenset[str], list[tuple[Span, Span]]](list)
    for check, hit in found:
        if not hit.spans:
            yield check, hit
            continue
        main = hit.spans[0]
        if check.family == _OF_PAIRS and len(hit.spans) == 2:
            one, two = hit.spans
            between = pairs[frozenset((one.block, two.block))]
            if any(_are_one(pair, (one, two)) or _are_one(pair, (two, one)) for pair in between):
                continue
            between.append((one, two))
        if check.family == "DS-VAG" and sentence_of(main) in asked:
            continue
        better = _ASKS_THE_SAME.get(check.id, ())
        if not any(_overlap(main, span) for other in better for span in by_check[other, main.block]):
            yield check, hit


def _are_one(pair: tuple[Span, Span], other: tuple[Span, Span]) -> bool:
    return _overlap(pair[0], other[0]) and _overlap(pair[1], other[1])


def _overlap(one: Span, other: Span) -> bool:
    return one.block == other.block and one.start < other.end and other.start < one.end


def _sentences(ir: DocumentIR) -> Callable[[Span], tuple[str, int]]:
    """By a passage the block and the number of the sentence that it begins in."""
    starts = defaultdict[str, list[int]](list)
    for segment in ir.segments:
        starts[segment.block.id].append(segment.start)
    return lambda span: (span.block, bisect(starts[span.block], span.start))


def _kinds(ir: DocumentIR) -> Mapping[str, SectionKind]:
    """By the id of each block what its section is about."""
    entries = dict(zip(ir.sections, ir.understanding.sections, strict=True))
    return {segment.block.id: entries[segment.section].kind for segment in ir.segments}


def merged(noticed: Iterable[Noticed]) -> Iterator[Noticed]:
    """Without those that only say again, of the same words in the same category, what a graver one says."""
    taken: dict[tuple[Category, str], list[Span]] = defaultdict(list)
    for check, hit in sorted(noticed, key=lambda pair: (pair[1].severity or pair[0].severity).rank):
        if not hit.spans:
            yield check, hit
            continue
        main = hit.spans[0]
        places = taken[check.category, main.block]
        at = bisect(places, main.start, key=lambda span: span.start)
        if any(main.start < span.end and span.start < main.end for span in places[max(0, at - 1) : at + 1]):
            continue
        insort(places, main, key=lambda span: span.start)
        yield check, hit
