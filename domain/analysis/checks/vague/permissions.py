"""Choices left open: what may be done, one thing or another, a substitute, and what is shared out among the others."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.semantics.grids import grids
from domain.semantics.ir import DocumentIR

_ACTIONS = (
    r"used|included|excluded|added|removed|applied|extended|shortened|reduced|increased|raised|lowered|widened|delayed"
    r"|postponed|deferred|brought forward|accelerated|skipped|omitted|adjusted|replaced|substituted|suspended|relaxed"
    r"|ignored|disregarded|combined|netted|aggregated|traded|executed|imposed|charged|levied|deducted|withheld|paid"
    r"|delivered|redeemed|reversed|released|called|dispensed with|rolled"
    r"|hedged|reallocated|rounded|discarded|smoothed|capped|resized|re-?priced|re-?weighted"
)
_MAY_BE = re.compile(
    rf"\b(?P<what>(?:may|can|might) (?:also |then |instead |alternatively "
    rf"|optionally )?be (?:[a-z]+ly )?(?:{_ACTIONS}))\b"
    r"(?! to [a-z]+ (?:the|an?)\b)"
)
_BOUND_TO = re.compile(
    r"\d|\b(?:if|when|whenever|where|unless|until|once|provided|only|subject to|in case|in the event|after|before|upon"
    r"|following|except|at most|up to|no more|within|because|committee|board|approv\w+|consent|announc\w+|notice"
    r"|publish\w*|request\w*|instruct\w*|section|table|appendix|annex|schedule|for example|as follows|according to"
    r"|circumstances|conditions|cases|discretion|appropriate|necessary|temporarily|illiquid|other|larger?|smaller?"
    r"|at will|freely|largest|greatest|highest|maximum)\b"
    r"|\bby (?:the |an? )?(?:[a-z]+ing|(?:[a-z]+ ){0,2}(?:support|desk|risk|compliance|operations|officer|traders?))\b"
    r"|:"
)

_PRICE = r"(?:official |daily )?(?:clos(?:e|ing)|last|mid|settlement|open(?:ing)?|bid|ask|vwap|twap|auction|fixing)"
_ONE_OR_OTHER = re.compile(
    rf"\b(?P<what>either (?!(?:party|side|case|way|direction|of|is|are)\b)[^.;,]{{2,60}}? or [a-z-]+(?: [a-z-]+)?)"
    rf"|\b(?P<what2>(?:the |their |its )?{_PRICE}(?: price| level| rate)? or (?:the |their |its )?{_PRICE}(?: price"
    rf"| level"
    r"| rate)?)\b"
)
_SHORT_CHOICE = re.compile(r"^(?P<what>[a-z-]+(?: [a-z-]+)? or [a-z-]+(?: [a-z-]+)?)$")
"""A cell or an entry that is only a choice: "cash or physical"."""
_TOLD = re.compile(
    r"\b(?:if|when|whenever|whichever|where|depending|depends|unless|until|otherwise|at the (?:choice|option|election"
    r"|request)|elects?|chooses?|chosen by|as (?:instructed|specified|selected|configured|set out)|prefer\w*"
    r"|(?:can|may) be (?:defined|given|specified|set|expressed|entered)|the (?:higher|lower|larger|smaller|greater"
    r"|lesser|later|earlier|better|worse|first|last) of|neither|whether"
    r"|(?:changes?|updates?|ticks?) (?:of|in|to) (?:the |a |either |best )*bid or|or (?:ask|offer)(?: is)?"
    r" (?:missing|absent))\b"
)

_KINDS = (
    r"index|indices|benchmark|rate|source|security|securities|stock|bond|instrument|contract|venue|exchange|provider"
    r"|vendor|asset|constituent|feed|price|method|broker|counterparty|administrator|proxy|fund|measure|level|value|data"
    r"|calculation agent|market|reference|oracle|pair|coin|token"
)
_SUBSTITUTE = re.compile(
    r"\b(?:an?|another|some|such|other|any) (?P<what>(?:(?:other|new|reasonably|closely|sufficiently|similarly"
    r"|broadly) )?"
    r"(?:comparable|similar|equivalent|alternative|substitute|successor|replacement|like|corresponding|analogous"
    r"|alike|other)"
    rf" (?:[a-z-]+ ){{0,2}}?(?:{_KINDS})s?|[a-z]+ (?:with|of) (?:an? )?(?:similar|comparable|like|equivalent) [a-z]+"
    rf"|[a-z]+ (?:from|of) the same (?:industry|sector|country|region|class|type|kind|group))\b"
)
_INSTEAD = re.compile(
    r"\b(?:replac\w+|substitut\w+|instead|in (?:its|their) (?:place|stead)|fall\w* back|fallback|switch\w*"
    r"|discontinu\w+"
    r"|unavailable|not available|ceas\w+|no longer|chosen|select\w*|tak(?:e|es|en)|us(?:e|es|ed)|appoint\w*"
    r"|move[sd]?)\b"
)
_TELLS_WHICH = re.compile(
    r"\d|\b(?:criteria|ranked|highest|largest|lowest|closest|section|appendix|next (?:on|in)|reserve list|named"
    r"|(?:it|he|she|they) (?:considers?|deems?|thinks?|finds?)|designated by|recommended by|nominated by|published"
    r" by|listed in)\b|[:(]"
    r"|\b(?:that|which|whom) (?!(?:it|he|she|they|we)\b)[^;,]{3,40}? (?:names?|designates?|nominates?"
    r"|appoints?|announces?)\b"
)

_SHARED_OUT = re.compile(
    r"\b(?P<what>(?:re-?allocated|handed|given|passed on|transferred|moved|re-?distributed|re-?assigned|distributed"
    r"|apportioned|divided|shared(?: out)?|split"
    r"|allocated|spread) (?:among(?:st)?|over|across|between|to) (?:the |all |all the |its |those |their )*"
    r"(?:remaining|other|rest|others|surviving|residual|eligible|participating|relevant|underlying|respective|uncapped"
    r"|accounts|clients|constituents|venues|components|orders|funds|contracts|brokers|portfolios"
    r"|members)\b(?: [a-z]+)?)"
    r"|\b(?P<what2>(?:excess|remainder|rest|surplus|residual)(?: weights?)? (?:goes |is given |passes )?(?:to|among"
    r"|over|across) (?:the )?(?:others?|rest|remaining [a-z]+))\b"
)
_KEY = re.compile(
    r"\d|\b(?:pro[- ]?rata|proportion\w*|equal(?:ly)?|even(?:ly)?|according to|by (?:weight|size|value|market|volume"
    r"|score)|in line with|in the ratio|section|table|appendix|formula|per formula|weighted|largest first"
    r"|in (?:the )?order)\b|[=:]"
)

_WHICH_OF_TWO = (
    "'{words}': which of the two is not specified",
    "The text leaves “{words}” open; nothing says in which case the one and in which the other is taken.",
    "which of the two, in which case",
)
_IN_SENTENCE = Wording(_ONE_OR_OTHER, *_WHICH_OF_TWO, settled=_TOLD)
_AS_VALUE = Wording(_SHORT_CHOICE, *_WHICH_OF_TWO, settled=_TOLD, everywhere=True)


def _which_of_two(ir: DocumentIR) -> Iterator[Hit]:
    yield from _IN_SENTENCE(ir)
    values = (
        s
        for grid in grids(ir.segments)
        if len(grid.columns) == 2
        for (_, c), said in grid.cells.items()
        if c
        for s in said
    )
    short = {s.block.id for s in values}
    yield from (hit for hit in _AS_VALUE(ir) if hit.spans[0].block in short)


CHECKS = (
    Check(
        id="DS-VAG-16",
        title="Something may be done, and nothing says when",
        matters="A permission without its case is used by one implementer and not by the next.",
        fix="Say in which case it is done, by a test on named data, or that it is always or never done.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.MEDIUM,
        find=Wording(
            _MAY_BE,
            "'{words}': in which case is not specified ({subject})",
            "“{words}” allows something and names neither the case in which it is done nor who decides. Two"
            " implementations that differ in it both keep to the text.",
            "in which case, and how far",
            settled=_BOUND_TO,
        ),
        bad=("Stablecoin pairs may be used.", "Small positions can be omitted."),
        good=(
            "Stablecoin pairs may be used if fewer than three dollar pairs have traded.",
            "The cut-off may be extended by the committee.",
            "The emergency stop can be used by market operations.",
        ),
        confidence=0.7,
    ),
    Check(
        id="DS-VAG-17",
        title="One or the other, and nothing says which",
        matters="Two implementers take different branches.",
        fix="Say which of the two holds in which case, or that the higher, the lower or the first available is taken.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_which_of_two,
        bad=(
            "| Term | Content |\n| Settlement | cash or physical |",
            "The residual is either sent to the close or returned to the client.",
            "Positions are valued at the closing or settlement price.",
        ),
        good=(
            "The residual is either sent to the close or returned, as instructed by the client.",
            "The lower of the closing or settlement price is used.",
            "The fair price is computed on every change of the best bid or ask.",
            "Quotes are withdrawn, with bid or ask missing, for the day.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-VAG-18",
        title="A substitute that nothing tells",
        matters="Whoever replaces something has many candidates.",
        fix="Name the substitute, or the figures by which it is found and who confirms it.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=Wording(
            _SUBSTITUTE,
            "'{words}': by which criteria it is found is not specified",
            "More than one candidate is “{words}”, and the document gives no test by which one of them is taken; the"
            " results part on the day of the change.",
            "which one, or the figures and the order by which it is found",
            settled=_TELLS_WHICH,
            needs=_INSTEAD,
        ),
        bad=(
            "A discontinued benchmark is replaced by a comparable index.",
            "If the price is not available, another similar source is used.",
        ),
        good=(
            "A discontinued benchmark is replaced by a comparable index (the one of highest correlation over 250"
            " days).",
            "A discontinued index is replaced by a successor index that STOXX Ltd. names.",
        ),
    ),
    Check(
        id="DS-MET-12",
        title="Shared out, and nothing says by which key",
        matters="Equal parts and parts by size are two portfolios.",
        fix="Give the key: equally, in proportion to a named figure as of a named moment, or in a named order.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=Wording(
            _SHARED_OUT,
            "'{words}': by which key is not specified",
            "“{words}” can be in equal parts, by weight or by size; the document gives no key, and each gives other"
            " amounts.",
            "the key, such as in proportion to a named figure, and what is done with remainders",
            settled_beside=_KEY,
        ),
        bad=("The weight of a removed contract is reallocated among the remaining contracts.",),
        good=("The weight of a removed contract is reallocated pro rata among the remaining contracts.",),
    ),
)
