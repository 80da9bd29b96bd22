"""Parties: bodies that decide, reviews to no stated end, and notices that may be skipped."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, to_specify
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.numbers import SPELLED
from domain.semantics.words import content_words

_BODY = re.compile(
    r"\b(?:the|an?|our|its) (?P<what>(?!(?:same|other|management|supervisory) )(?:[a-z]+ ){0,2}?(?:committee|board"
    r"|panel|council|working group|task force|forum|body|(?:advisory|expert|user|steering|oversight|working|review)"
    r" group))\b(?! (?:of directors|members?))"
)
_ACTS = re.compile(
    r"\b(?:select|decid|determin|approv|choos|chang(?!es? (?:takes?|of|in|to|is|are)\b)|chosen|adjust|remov|includ"
    r"|exclud|overrul|overrid|authori[sz]|vot|suspend|admit|delet|replac|amend|waiv|judg|rul(?:es|ed) (?:on|that)"
    r"|veto|settl|grant|consent|overse|supervis|interpret|resolv)\w*|\b(?:ha(?:s|ve) the (?:last|final) (?:word|say)"
    r"|(?:may|can|could|might|is free to|is entitled to) (?:[a-z]+ )?(?:add|take|drop|put|set|move|keep|stop|halt"
    r"|cancel|bring|let|ask|order|close|lift|postpone|delay|call|freeze)|up to the|left to the|responsib\w+ for|in"
    r" the hands of)\b"
)
_CONSTITUTED = re.compile(
    rf"\b(?:(?:\d+|{SPELLED}|its|whose|permanent|voting) (?:[a-z]+ )?members"
    r"|members? (?:of (?:the|this|our) (?:[a-z]+ )?(?:committee|board|panel|council|group|body|forum)|is|are)|quorum"
    r"|majority|unanim\w+|composed of|consists? of|comprises?|chair\w*|charter|terms of reference|independent"
    r"|appointed by|appoints|headed by|votes?|voting|must (?:all )?agree|(?:committee|board|panel|council|group)"
    r" (?:\([^)]*|- (?:the )?)(?:officer|heads? of|chief|director))\b"
)

_SEATS = re.compile(rf"\bquorum\b|\b(?:simple|two-thirds) majority\b|\b(?:\d+|{SPELLED}) members\b")
"""What a section on the body says without its name: "Five members; quorum three"."""


def _constitution(ir: DocumentIR) -> Iterator[Hit]:
    """A body that decides something, in a document that says nothing of its members or of how it decides."""
    bodies = [(segment, match) for segment in ir.prose.having(_BODY) for match in _BODY.finditer(segment.low)]
    if not bodies or _is_constituted(ir, bodies[0][1]["what"]):
        return
    decides = next(((segment, match) for segment, match in bodies if _decides(segment.low, match)), None)
    if decides and not _is_constituted(ir, decides[1]["what"]):
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


def _is_constituted(ir: DocumentIR, body: str) -> bool:
    head = content_words(body.split()[-1])
    return any(_CONSTITUTED.search(segment.low) for segment in ir.with_all(head)) or any(
        _SEATS.search(segment.low) is not None and head <= content_words(segment.section.title)
        for segment in ir.prose.having(_SEATS)
    )


def _decides(low: str, body: re.Match[str]) -> bool:
    """Whether the body does it, or it is done by the body."""
    by_body = low.endswith(("by ", "consent of ", "approval of ", "agreement of "), 0, body.start())
    return _ACTS.search(low, 0 if by_body else body.end()) is not None


_REVIEWED = Wording(
    re.compile(
        r"\b(?P<what>(?:is|are|will be|shall be|may be) (?:\w+ly )?(?:reviewed|assessed|examined|evaluated"
        r"|investigated|considered|analy[sz]ed|inspected|looked at) (?:individually )?by (?:the |an? |our |its"
        r" )?(?:[a-z]+ ){0,2}?(?:administrator|committee|board|panel|desk|team|sponsor|managers?|management|officer"
        r"|agent|compliance|risk|operations|provider|traders?|analysts?))(?=[.;,]|$| and\b)"
    ),
    "'{words}': by which criteria and to what end is not specified",
    "Somebody looks at it, and the document says neither what is looked for nor what follows; the review may change"
    " everything or nothing.",
    "the criteria, the time, and what follows from each result",
    settled=re.compile(
        r"\d|\b(?:at least|every|annually|yearly|quarterly|monthly|weekly|daily|once|criteria|against|whether|if"
        r"|approved|section|removed|excluded|rejected|refused|escalat\w+|procedure|signed off)\b"
    ),
    settled_next=re.compile(
        r"\b(?:approv|reject|refus|clos|releas|escalat|cancel|remov|exclud|document|confirm|correct|record)\w*|\d"
    ),
)
_WAY_OUT = Wording(
    re.compile(
        r"\b(?P<what>(?:save|except|unless|other than|but) (?:where |when |if |in |that |for |by )*(?:an? |the |any"
        r" )?(?:shorter|longer|different|urgent|immediate|earlier|faster|sooner|emergency|minor|immaterial|clerical"
        r"|smaller)(?: [a-z-]+){1,5})"
    ),
    "'{words}': when the rule may be set aside is not specified",
    "The notice or the approval is promised and taken back in one sentence: “{words}” has no test and no lower end,"
    " so it can always be said to apply.",
    "in which cases, who decides so, and what holds at the least",
    settled=re.compile(
        r"\bdefined\b|\b(?:meaning|means|i\.e\.|that is|which (?:is|are)|by (?:applicable )?law|by regulat\w+|listed"
        r"|section)\b"
    ),
    settled_next=re.compile(r"\d|\b(?:is|are) (?:minor|urgent|immaterial|clerical)\b"),
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
            "# 1. Changes\n\nThe committee approves all changes.\n\n# 2. Committee\n\nSeven members. Quorum four.",
            "The investment committee is informed of the results.",
            "Overrides are approved by the model board (head of quants, chief risk officer and one trader).",
        ),
        confidence=0.75,
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
            "Alerts are assessed by compliance. Compliance closes an alert or escalates it on the same day.",
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
            "Every amendment needs approval, except for minor edits, which are changes of spelling.",
            "Changes are notified 90 days ahead, unless a shorter period is prescribed by law.",
        ),
        confidence=0.7,
    ),
)
