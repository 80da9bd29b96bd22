"""Terms: used and never defined, defined and never used."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_behind, to_specify
from domain.analysis.finding import Category, Severity
from domain.documents.matching import plain
from domain.documents.text import ATOM, Span
from domain.semantics.ir import DocumentIR
from domain.semantics.numbers import SPELLED
from domain.semantics.segments import SegmentKind
from domain.semantics.term_names import is_acronym
from domain.semantics.words import content_words


def _undefined(ir: DocumentIR) -> Iterator[Hit]:
    texts = {block.id: block.text for block in ir.blocks}
    columns = {segment.low.removesuffix("s") for segment in ir.segments if segment.kind is SegmentKind.CELL}
    headings = [segment.low for segment in ir.segments if segment.kind is SegmentKind.HEADING]
    for term in ir.understanding.terms:
        # what a section is named for is explained there
        if term.definitions or any(term.name.lower().removesuffix("s") in heading for heading in headings):
            continue
        if (
            term.name.lower().removesuffix("s") in columns
            or _is_body(ir, term.name)
            or _is_introduced(texts[term.uses[0].block], term.uses[0])
            or _is_of_another(ir, term.name)
            or _JOB.search(term.name.lower())
            or _is_stated(ir, term.name)
        ):
            continue
        short = is_acronym(term.name)
        yield Hit(
            title=f"'{term.name}' is never {'written out' if short else 'defined'}",
            why=f"“{term.name}” is used like a name with one fixed meaning, and the document does not say which."
            f" Each reader"
            " takes the meaning that seems likely.",
            spans=term.uses[:8],
            suggestion=add_behind(term.uses[0], f" ({to_specify(f'the meaning of {term.name}')})"),
            severity=Severity.LOW if short or _BODY.search(term.name.lower()) else None,
        )


_BODY = re.compile(r"\b(?:committee|board|team|group|panel|desk|forum|council|function)$")
_MADE_UP_OF = re.compile(
    r"\b(?:consists? of|comprises?|composed of|made up of|chaired by|members? (?:is|are|include)|reports to|led by"
    r"|headed by"
    rf"|(?:has|have|with) (?:\d+|{SPELLED}) [a-z]*(?:members|persons|people|employees))"
)


def _is_body(ir: DocumentIR, name: str) -> bool:
    """Whether it is a body of people of which some passage says who they are."""
    if not _BODY.search(name.lower()):
        return False
    near = {s.block.id for s in ir.with_all(content_words(name))}
    return any(_MADE_UP_OF.search(s.low) or s.kind is SegmentKind.CELL for s in ir.segments if s.block.id in near)


_BRACKET_BEFORE = re.compile(r"\((?:the |each,? an? |an? |together,? (?:the )?|collectively,? (?:the )?)?$")


_QUOTES = ("''", '""', "\u2018\u2019", "\u201c\u201d")


def _is_introduced(text: str, use: Span) -> bool:
    """Whether the name stands in brackets behind what it is short for: "the price index (the Underlying Index)"."""
    quoted = text[use.start - 1 : use.start] + text[use.end : use.end + 1] in _QUOTES
    return quoted or _BRACKET_BEFORE.search(text, max(0, use.start - 30), use.start) is not None


_JOB = re.compile(r"^(?:deputy )?(?:head|director|chief|president)\b|\b(?:officer|manager|director)$")
"""A post of the firm, which somebody holds."""


_A_DATE = r"(?:\d{1,2} [a-z]+ \d{4}|[a-z]+ \d{1,2}, \d{4})\b"


def _is_stated(ir: DocumentIR, name: str) -> bool:
    """Whether a line of particulars gives it: "Issue date: 20 March 2025. The note maturity date is 20 March 2028."."""
    longer = rf"(?:[a-z-]+ )?{re.escape(name.lower())}"
    stated = re.compile(
        rf"^(?:an? |the |each )?{re.escape(name.lower())} (?:(?:is|are|means?) (?:always )?(?:the|an?|any|each"
        rf"|every|one) [a-z]|(?:occurs|exists|has occurred|is deemed to (?:have occurred|occur)) (?:if|when|where|on|as"
        rf" soon as)\b)|(?:^|[.;,|] ){longer}(?:, \w{{1,3}})?(?: and (?:[a-z]+ )?[a-z]+)?: \S"
        rf"|^{longer}s?\.(?:$| \S)|\bacts? (?:itself |also |here )?as "
        rf"(?:the )?{longer}\b|\bthe {longer} is (?:\d|(?:the|each|every) (?:first|last|day)\b)"
        rf"|\bthe {longer}s? of (?:an?|each|every) [a-z]+ (?:is|are) (?:its|the)\b|\bthe {longer}, {_A_DATE}"
    )
    named = re.compile(
        rf"[\"']{re.escape(name)}s?[\"']|\b[Tt]his {re.escape(name)}\b|\bThe (?:[A-Z][a-z]+ "
        rf")?{re.escape(name)} (?:is|are) (?!The\b)[A-Z]"
    )
    computed = re.compile(
        rf"\b{re.escape(name)}(?: of [^.;:]{{1,40}})? (?:is|equals)(?: (?:calculated|computed|given) (?:as|by))?\s?:?$"
    )
    return any(
        stated.search(s.low)
        or named.search(s.text)
        or (computed.search(s.text) and (ATOM in ir.behind(s) or "=" in ir.behind(s)))
        for s in ir.with_all(content_words(name))
    )


def _is_of_another(ir: DocumentIR, name: str) -> bool:
    """Whether it is what a thing with a meaning has: "Settlement Price of Designated Contract"."""
    _, _, second = name.partition(" of ")
    return bool(second) and ir.meaning(second) is not None


def _unused(ir: DocumentIR) -> Iterator[Hit]:
    # a table of terms says in words what they mean; what is a date or a name there may be said for its own sake
    listed = {s.block.id for s in ir.segments if s.kind is SegmentKind.CELL and _IN_WORDS.match(s.text)}
    for term in ir.understanding.terms:
        spans = [span for span in term.definitions if _is_definition(span.quote, term.name) or span.block in listed]
        if spans and not term.uses:
            yield Hit(
                title=f"'{term.name}' is defined and never used",
                why=f"Nothing else in the document speaks of “{term.name}”. Either a rule that needed it is missing, or"
                f" the"
                " definition can go.",
                spans=tuple(spans[:8]),
            )


def _is_definition(passage: str, name: str) -> bool:
    """Whether a passage gives a name a meaning for later use, other than a line of a schedule: "Base Date: 2 May"."""
    return any(f"{mark}{name}" in plain(passage) for mark in "\"'") or _MEANS.search(passage) is not None


_IN_WORDS = re.compile(r"(?:The|A|An|Any|All|Each) [a-z]")
_MEANS = re.compile(r"\b(?:means?|(?:is|are) defined as|refers? to)\b")

CHECKS = (
    Check(
        id="DS-NAM-05",
        title="A term is used and never defined",
        matters="Each reader takes the meaning that seems likely to him, and no two need take the same.",
        fix="Define the term where it first decides something, or use the defined term that is meant.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_undefined,
        bad=(
            '"Index" means the Example 100. "Review Day" means the first Monday of May.\n\nOn the Review Day'
            " the Index is set to the price of the Valuation Date.",
            "Orders are sent when the XRQ signal is positive.",
        ),
        good=(
            '"Index" means the Example 100. "Review Day" means the first Monday of May.\n\nUnderlying. The '
            "Example 50 Index.\n\nOn the Review Day the level of the Underlying sets the Index. The Underlying "
            "is published at 18:00.",
            "Issue date: 20 March 2025. Maturity Date: 20 March 2028.\n\nOn the Maturity Date the note is"
            " redeemed. After the Maturity Date nothing is due.",
            '"Index" means the Example 100. "Review" means that of May.\n\nThe Index Owner is Delphin AG. The Owner of'
            " the Index sets the Review. The Owner may end the Index.\n\nThe Floor Level is\n\n$$ L = a / b $$\n\nThe"
            " Index ends at the Floor Level, and the Floor Level never falls.",
            '"Index" means the Example 100. "Review" means that of May.\n\nIn each Review the Index is set with prices'
            ' of two days before, the "Price Day". Without prices on the Price Day it waits. The Price Day is known.',
            '"Index" means the Example 100. "Divisor" means the sum of caps over the level.\n\nThe Index Launch Date is'
            " 4 May 2015.\n\nOn the Launch Date the Divisor of the Index is set. The level of the Launch Date is 100."
            "The Head of Trading can stop an order. The order is released by the Head of Trading.",
            '"Index" means the Example 100 in its net version (the Underlying Index). The Underlying Index is read'
            " daily.",
            '"Index" means the Example 100. "Valuation Date" means the first Monday.\n\nThe Index is set on the'
            " Valuation Date.",
            "Orders are sent when the exponential moving average (EMA) rises, and the EMA is kept.",
            "Prices are taken in USD at 16:00 UTC from the London Stock Exchange.",
            '"Index" means the Example 100. "Review" means that of May. "Lead" means the near contract.\n\n'
            "Next is the Lead of the following month. In each Review the Index moves into the Next contract, and the"
            " price of the Next contract counts.",
            '"Index" means the Example 100. "Barrier" means 60.\n\nA Knock-in Event occurs if the Index is below the'
            " Barrier. After a Knock-in Event the holder bears the loss.",
            '"Index" means the Example 100. "Barrier" means 60.\n\nThe Dividend Score of share i is\n\n$$ D = d / p $$'
            "\n\nThe Index holds shares by Dividend Score. No Dividend Score is below the Barrier.",
            "D = 1 on the Base Date, May 15, 2015.\n\nThe Roll Days of a month are its 6th to 10th trading"
            " days.\n\nAfter the Base"
            " Date the index rolls on the Roll Days, and on no day before the Base Date.",
        ),
        confidence=0.8,
    ),
    Check(
        id="DS-NAM-06",
        title="A term is defined and never used",
        matters="Either the rule that needed the definition is missing, or the definition is left over.",
        fix="Take the definition out, or add the rule that was to use it.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.LOW,
        find=_unused,
        bad=(
            "| Term | Meaning |\n| Review Day | The first Monday of May |\n| Legacy Band | The band that"
            " was used before |\n\nThe index is set on each Review Day.",
            '"Review Day" means the first Monday of May.\n\nThe index is set daily.',
        ),
        good=(
            '"Review Day" means the first Monday of May.\n\nThe index is set on each Review Day.',
            "Base Date: 2 January 2020",
        ),
        confidence=0.85,
    ),
)
