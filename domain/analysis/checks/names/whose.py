"""Whose: roles that nobody is named for, ratings of no agency, and tools of others."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, capital, to_specify
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.sections import Role
from domain.semantics.words import content_words

_ROLE = re.compile(
    r"\b(?:the|our|its|an?) (?P<what>(?:index )?calculation agent|index (?:sponsor|calculator|owner)|sponsor"
    r"|(?:external |independent )?valuation agent|determination agent|reference (?:bank|dealer)s?"
    r"|rating agency|market data (?:team|desk))\b"
)
_AS = "(?i:as (?:the |an? |its )?|the |an? |its )"
_NAMES = r"(?:[A-Z][\w&.-]+ )*[A-Z][\w&.-]+"


_NAME_BEHIND = re.compile(
    r"(?: of the [a-z]+)?(?: and (?:the )?[a-z ]{4,30})?"
    rf"(?: is| are|:|,| \(|, currently|, being) (?:currently )?(?!The\b){_NAMES}"
)
_NAME_BEFORE = re.compile(
    rf"(?:{_NAMES},? (?i:acts?|is|serves?|has been appointed|was appointed|appointed|will act)(?: itself| also)?,?"
    rf" {_AS}[\"“]?|(?i:appoints|(?:has|have) appointed|appointed|names|designates) (?:[A-Z][\w&.-]+,? ){{1,12}}{_AS}"
    rf"[\"“]?|{_NAMES} \((?:the |as )?[\"“]?|\band {_NAMES} (?:the|as) )$"
)
_BESIDE = 200
"""So many characters before a role its name may begin."""


def is_named_for(ir: DocumentIR, what: str) -> bool:
    """Whether a name stands beside the role: "Acme Ltd acts as calculation agent", "Calculation agent: Acme"."""
    if ir.meaning(what) is not None:
        return True
    return any(
        _NAME_BEHIND.match(segment.text, at + len(what)) or _NAME_BEFORE.search(segment.text, max(0, at - _BESIDE), at)
        for segment in ir.with_all(content_words(what))
        for at in _places(what, segment.low)
    )


def _places(what: str, low: str) -> Iterator[int]:
    at = low.find(what)
    while at >= 0:
        yield at
        at = low.find(what, at + 1)


def _nobody(ir: DocumentIR) -> Iterator[Hit]:
    told = set[str]()
    for segment in ir.prose.having(_ROLE):
        if segment.section.role is not Role.RULES:
            continue
        for match in _ROLE.finditer(segment.low):
            what = match["what"]
            if what in told:
                continue
            told.add(what)
            if is_named_for(ir, what):
                continue
            many = what.endswith("s")
            yield Hit(
                title=f"{capital(what)} {'are' if many else 'is'} not identified",
                why=f"The document depends on what the {what} {'do' if many else 'does'} and never names"
                f" {'them' if many else 'it'}, so nobody knows whom to ask or whose figures count.",
                spans=(segment.span(match.start("what"), match.end()),),
                suggestion=add_after(segment, match.end(), f" ({to_specify('name, and under which agreement')})"),
            )


_GRADE = re.compile(
    r"(?<![\w-])(?P<what>(?:composite|average|median|highest|lowest|credit|issuer|long-term|bond|external|minimum)"
    r" (?:credit )?"
    r"ratings?(?! (?:agenc|scores?|scale))|(?:non-|sub-?)?investment[- ]grade|high[- ]yield rat(?:ed|ings?)"
    r"|(?<!be )(?:downgraded|upgraded)(?! (?:by|to|below)\b)|(?:good|high|strong|solid|sound|top|poor|weak"
    r"|low) (?:credit "
    r")?ratings?(?! (?:agenc|scores?|scale))|(?:well|highly|poorly)-rated|rated (?:at least |below |above |between "
    r"|as )?(?:aaa|aa|a|bbb|bb|b|ccc|cc|baa\d?|ba\d?|caa\d?)[+-]?(?=[\s.,;)]))(?!\w)"
)
_RATED_BY = re.compile(
    r"\b(?:moody|s&p(?! ?\d| (?:mid|small|total|global \d))|standard & poor|fitch|dbrs|scope ratings|a\.?m\. best"
    r"|egan|kroll|jcr)"
)
_RATING = Wording(
    _GRADE,
    "'{words}': whose rating counts is not specified",
    "Agencies grade one issuer differently, and some grade it not at all. The document names no agency and does not say"
    " whether the lowest, the middle or the average grade counts.",
    "the agencies, how grades that differ are combined, and what holds for an issue without one",
    settled=re.compile(r"\binternal\b|\b(?:section|table|appendix|annex) [\da-z]|\bagencies named\b|\bbloomberg\b"),
    settled_elsewhere=_RATED_BY,
    needs=re.compile(
        r"\b(?:eligib\w+|must|needs?|requires?|have|has|be|is|are|select\w*|exclud\w*|includ\w*|between|below|above"
        r"|at least|minimum|limit\w*|sold|removed|exited)\b"
    ),
    once=True,
)

_NAMED = re.compile(r"\b\d+\.\d|\bv\d|\b(?:named|namely|such as|section|table|appendix|annex|version)\b|i\.e\.|[:(]")
_TOOLS = (
    r"(?:algorithms?|models?|software|engines?|tools?|systems?|librar(?:y|ies)|platforms?|packages?"
    r"|calculators?|optimi[sz]ers?)"
)
TOOL = Wording(
    re.compile(
        rf"(?<!\bto )(?<!\bto the )(?<!\bto an )(?<!\bto a )\b(?P<what>(?:commercial|third[- ]party"
        rf"|off[- ]the[- ]shelf|vendor|broker|vendor's|broker's|provider's|external"
        rf"|licensed|commercially available|bank's|custodian's|administrator's) (?:[a-z-]+ ){{0,2}}?{_TOOLS})\b"
        rf"|\b(?:through|via|by|in|using|from|on) (?P<what2>the (?:firm|company|bank|desk|group|sponsor|vendor"
        rf"|provider)'s (?:[a-z-]+ ){{0,2}}?{_TOOLS})\b"
    ),
    "{Words}: not identified",
    "The result comes out of something that belongs to others, that is not named and that they may change at any time."
    " Nobody outside can repeat the calculation.",
    "name, vendor and version, and what is done without it",
    settled=_NAMED,
)

_CONVERTED = Wording(
    re.compile(
        r"\b(?P<what>(?:(?:is|are|be) (?:first |then )?|(?<=prices )|(?<=values )|(?<=dividends ))(?:(?:converted"
        r"|translated|changed|turned|brought|exchanged|re-?translated) (?:in)?to|(?:restated|expressed|re-?expressed"
        r"|compared|added up|summed|aggregated) in) (?:the )?(?:index currency|base currency|reporting currency"
        r"|settlement currency|currency of the [a-z]+|euros?|(?:[a-z]+ )?dollars?|usd|eur|gbp|jpy|chf|sterling"
        r"|pounds?|yen|(?:swiss )?francs?)|(?:(?:us|u\.s\.|canadian|australian|hong kong) dollar|euro|sterling|yen"
        r"|swiss franc|usd"
        r"|eur|gbp|jpy|chf) (?:version|variant|series|edition|equivalent|share class|level)s?(?= (?:is|are|of) )"
        r"|(?:also"
        r"|additionally|further|in addition|besides) (?:published|shown|calculated|quoted|available|computed|expressed"
        r"|disseminated|reported|stated) in (?:other currencies|several currencies|euros?|(?:[a-z]+ )?dollars?|usd"
        r"|eur|gbp|jpy"
        r"|chf|sterling|pounds?|yen|(?:swiss )?francs?))\b"
    ),
    "'{words}': at whose rate is not specified",
    "Banks, central banks and fixings quote other rates at other times; the document names none of them.",
    "the rate with its publisher and time, and what is used where it is missing",
    settled=re.compile(r"\b(?:at|with|using) (?:the |a )?[^.;]*\b(?:rates?|fixings?|parity|price)\b|\d"),
    settled_elsewhere=re.compile(
        r"\b(?:(?:exchange|fx|conversion|currency|spot|forward) rates?|wmr?|bfix|ecb|fixing rates?)\b"
    ),
    once=True,
)

CHECKS = (
    Check(
        id="DS-NAM-12",
        title="Converted at nobody's rate",
        matters="A rate at noon and one at the close differ by a day's moves.",
        fix="Name the rate with its publisher and its time, and the fallback.",
        category=Category.DATA_SOURCE_UNSPECIFIED,
        severity=Severity.HIGH,
        find=_CONVERTED,
        bad=(
            "The level is based on closing prices converted into Canadian dollars.",
            "Amounts of foreign members are restated in euros.",
            "Dividends of foreign members are converted into euro.",
        ),
        good=(
            "Dividends of foreign members are converted into euro at the reference rates of the central bank.",
            "Dividends are converted into euro.\n\nExchange rates are those fixed at noon.",
        ),
    ),
    Check(
        id="DS-NAM-09",
        title="A role that nobody is named for",
        matters="Whose figures count must be known before they differ.",
        fix="Name the firm that acts in the role, under which agreement, and how it is replaced.",
        category=Category.EXTERNAL_DEPENDENCY,
        severity=Severity.MEDIUM,
        find=_nobody,
        bad=(
            "After five Roll Days, the calculation agent makes adjustments.",
            "The floor is reset by the sponsor each January.",
        ),
        good=(
            "Adjustments are made by the calculation agent. Delphin Indices GmbH acts as the calculation agent.",
            'Delphin Indices GmbH (the "Sponsor") resets the floor. The sponsor publishes it.',
            "Delphin Ltd is the sponsor and Orca GmbH the calculation agent. The calculation agent makes adjustments.",
            "The reference banks are Alfa Bank and Beta Bank. Quotes of the reference banks are averaged.",
            "Calculation agent: Delphin Indices GmbH\n\nThe calculation agent makes adjustments.",
            "Sponsor and administrator: Delphin Indices GmbH\n\nThe floor is reset by the sponsor each January.",
        ),
    ),
    Check(
        id="DS-NAM-10",
        title="A rating of no stated agency",
        matters="An issue is in by one agency's grade and out by another's.",
        fix="Name the agencies, how split ratings are combined, and what is done with an issue that has none.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_RATING,
        bad=(
            "The benchmark is the S&P 500. Brokers must be rated at least A.",
            "Issuers must have an average rating above B.",
            "Deposits are held with banks rated at least A-.",
        ),
        good=(
            "Issuers must have an average rating above B, being the mean of those of Moody's, S&P and Fitch.",
            "Borrowers must have an internal credit rating of 4 or better.",
            "Members must have a minimum rating score of 40.",
        ),
    ),
    Check(
        id="DS-NAM-11",
        title="A tool of others that is not named",
        matters="What others run and change, nobody can repeat.",
        fix="Name the tool with its vendor and version, describe what it computes, and say what is done without it.",
        category=Category.EXTERNAL_DEPENDENCY,
        severity=Severity.HIGH,
        find=TOOL,
        bad=(
            "Value at risk comes from a licensed analytics platform.",
            "Orders are routed via the desk's order system.",
        ),
        good=(
            "Value at risk comes from a licensed analytics platform (MSCI RiskManager, version 4).",
            "Fills are copied to the custodian's booking system.",
        ),
    ),
)
