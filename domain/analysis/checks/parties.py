"""Parties: the bodies and agents that a rule leans on, who they are, and what binds them."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, capital, to_specify
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.sections import Role

_BODY = re.compile(
    r"\b(?P<what>(?:(?:index|oversight|investment|advisory|governance|steering|methodology|pricing|risk|selection|rules"
    r"|expert|esg|model|product|allocation|credit) )+(?:committee|board|panel|council)|(?<=by the )committee)\b"
)
_ACTS = re.compile(
    r"\b(?:select|decid|determin|approv|choos|chang|chosen|adjust|remov|includ|exclud|overrul|overrid|authori[sz]|vot)\w*"
)
_CONSTITUTED = re.compile(
    r"\b(?:members?|quorum|majority|unanim\w+|composed of|consists? of|comprises?|chair\w*|charter|terms of reference"
    r"|independent|appointed by|appoints|headed by|votes?|voting)\b"
)


def _constitution(ir: DocumentIR) -> Iterator[Hit]:
    """A body that decides something, in a document that says nothing of its members or of how it decides."""
    bodies = [(segment, match) for segment in ir.prose.having(_BODY) for match in _BODY.finditer(segment.low)]
    if not bodies or any(_CONSTITUTED.search(s.low) for s in ir.with_all([bodies[0][1]["what"].split()[-1]])):
        return
    decides = next(((segment, match) for segment, match in bodies if _ACTS.search(segment.low)), None)
    if decides:
        segment, match = decides
        yield Hit(
            title=f"Who sits in the {match['what']}, and how it decides, is not specified",
            why=f"The {match['what']} decides here. The document says nothing of its composition, its authority, its"
            " members and their conflicts of interest, its quorum or its votes.",
            spans=(segment.span(match.start(), match.end()),),
            suggestion=add_after(
                segment,
                match.end(),
                f" ({to_specify('members, independence, quorum, majority, and where it reports')})",
            ),
        )


_ROLE = re.compile(
    r"\b(?:the|our|its|an?) (?P<what>(?:index )?calculation agent|index (?:sponsor|calculator|owner)|sponsor"
    r"|(?:external |independent )?valuation agent|determination agent|reference (?:bank|dealer)s?|clearing house"
    r"|rating agency|market data (?:team|desk)|central counterparty)\b"
)
_NAMES = r"(?:[A-Z][\w&.-]+ )*[A-Z][\w&.-]+"


def _is_named(ir: DocumentIR, what: str) -> bool:
    """Whether a name stands beside the role: "Acme Ltd acts as calculation agent", "Calculation agent: Acme"."""
    role = f"(?i:{re.escape(what)})"
    beside = re.compile(
        rf"{role}(?: of the [a-z]+)?(?: is| are|:|,| \(|, currently|, being) (?:currently )?(?!The\b){_NAMES}"
        rf"|{_NAMES},? (?i:acts?|is|serves?|has been appointed|was appointed|appointed|will act)?(?: |, )"
        rf"(?:as )?(?:\(?(?i:the|an?|its|as) )[\"“]?{role}"
    )
    term = ir.meaning(what)
    return term is not None or any(beside.search(segment.text) for segment in ir.with_all(what.split()))


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
            if _is_named(ir, what):
                continue
            yield Hit(
                title=f"{capital(what)} is not identified",
                why=f"The document depends on what the {what} does and never names it, so nobody knows whom to ask or"
                " whose figures count.",
                spans=(segment.span(match.start("what"), match.end()),),
                suggestion=add_after(
                    segment, match.end(), f" ({to_specify('name, and under which agreement it acts')})"
                ),
            )


_REVIEWED = Wording(
    re.compile(
        r"\b(?P<what>(?:is|are|will be|shall be|may be) (?:\w+ly )?(?:reviewed|assessed|examined|evaluated|investigated"
        r"|considered|analy[sz]ed|inspected|looked at) (?:individually )?by (?:the |an? |our |its )?(?:[a-z]+ ){0,2}?"
        r"(?:administrator|committee|board|panel|desk|team|sponsor|managers?|management|officer|agent|compliance|risk"
        r"|operations|provider|traders?|analysts?))(?=[.;,]|$| and\b)"
    ),
    "'{words}': by which criteria and to what end is not specified",
    "Somebody looks at it, and the document says neither what is looked for nor what follows; the review may change"
    " everything or nothing.",
    "the criteria, the time, and what follows from each result",
    settled=re.compile(
        r"\d|\b(?:at least|every|annually|yearly|quarterly|monthly|weekly|daily|once|criteria|against|whether|if"
        r"|approved"
        r"|section|removed|excluded|rejected|signed off)\b"
    ),
)
_WAY_OUT = Wording(
    re.compile(
        r"\b(?P<what>(?:save|except|unless|other than|but) (?:where |when |if |in |that |for |by )*(?:an? |the |any )?"
        r"(?:shorter|longer|different|urgent|immediate|earlier|faster|sooner|emergency|minor|immaterial|clerical|smaller)"
        r"(?: [a-z-]+){1,5})"
    ),
    "'{words}': when the rule may be set aside is not specified",
    "The notice or the approval is promised and taken back in one sentence: “{words}” has no test and no lower end, so"
    " it can always be said to apply.",
    "in which cases, who decides so, and what holds at the least",
    settled=re.compile(r"\bdefined\b|\b(?:meaning|means|i\.e\.|that is)\b"),
    settled_beside=re.compile(r"(?:shorter|longer|different|urgent|earlier|minor|immaterial)[^.;]*\d"),
    needs=re.compile(r"\b(?:notice|announc\w+|approv\w+|consult\w+|notif\w+|amend\w+|changes?|publish\w*)\b"),
    everywhere=True,
)

CHECKS = (
    Check(
        id="DS-GOV-07",
        title="A body decides, and nobody says who sits in it",
        matters="A committee without members, quorum and majority can decide anything, or nothing.",
        fix="State the members or how they are appointed, their independence, the quorum, the majority, and where"
        " decisions are recorded; or name the terms of reference.",
        category=Category.MISSING_GOVERNANCE,
        severity=Severity.MEDIUM,
        find=_constitution,
        bad=(
            "Bonds in default are removed when the pricing committee decides so.",
            "Amendments are approved by the Rules Committee.",
        ),
        good=(
            "Amendments are approved by the Rules Committee. The committee has seven members and decides by majority.",
            "The investment committee is informed of the results.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-NAM-09",
        title="A role that nobody is named for",
        matters="Whose figures count must be known before they differ.",
        fix="Name the firm that acts in the role, under which agreement, and how it is replaced.",
        category=Category.EXTERNAL_DEPENDENCY,
        severity=Severity.MEDIUM,
        find=_nobody,
        bad=("Adjustments are made by the calculation agent.", "The floor is reset by the sponsor each January."),
        good=(
            "Adjustments are made by the calculation agent. Delphin Indices GmbH acts as the calculation agent.",
            'Delphin Indices GmbH (the "Sponsor") resets the floor. The sponsor publishes it.',
            "Calculation agent: Delphin Indices GmbH\n\nThe calculation agent makes adjustments.",
        ),
    ),
    Check(
        id="DS-GOV-08",
        title="Somebody reviews it, and nothing says to what end",
        matters="A review without criteria and consequence is no rule.",
        fix="Say what is looked at, when, from which value on something follows, and what.",
        category=Category.MISSING_GOVERNANCE,
        severity=Severity.MEDIUM,
        find=_REVIEWED,
        bad=(
            "Orders above the limit are reviewed by the desk.",
            "Stocks under investigation are assessed by compliance.",
        ),
        good=(
            "Parameters are reviewed by the risk team at least once a year.",
            "Orders above the limit are reviewed by the desk and rejected if no client confirmation is there.",
        ),
        confidence=0.7,
    ),
    Check(
        id="DS-GOV-09",
        title="A notice or approval that may be skipped",
        matters="A promise that can be taken back at will is none.",
        fix="List the cases in which the notice is shorter or the approval not needed, who decides so, and the least"
        " that always holds.",
        category=Category.MISSING_GOVERNANCE,
        severity=Severity.MEDIUM,
        find=_WAY_OUT,
        bad=(
            "Changes are announced 20 days ahead, unless immediate action is called for.",
            "Every amendment needs the approval of the board except for minor corrections.",
        ),
        good=(
            "Changes are announced 20 days ahead, or unless a shorter notice of 5 days is agreed by all users.",
            "Every amendment needs the approval of the board.",
        ),
        confidence=0.7,
    ),
)
