"""Names in code and in comparisons that nothing sets: "reject if slippage > collar", and what is collar?"""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_sentence, to_specify
from domain.analysis.finding import Category, Severity
from domain.documents.text import BlockKind
from domain.semantics.ir import DocumentIR
from domain.semantics.sections import Role
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.words import word_set

_COMPARED = re.compile(
    r"(?<=[\w)|%\]] )(?:[<>]=?|[\u2264\u2265]) -?(?P<name>[A-Za-z][A-Za-z_]{2,40})(?=\s*$|[.,;:)](?!\w)| (?:and|or"
    r"|then|for"
    r"|else|if)\b)"
)
_SCALED = re.compile(
    r"(?:[*/+-]=|\b(?:min|max|clip|clamp)\([^()]{0,80}?,) ?(?P<name>[a-z][a-z_]{2,40})(?![\w(\[]|\.\w)"
)
_CONSTANT = r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*"
_HANDED_OVER = re.compile(rf"\b[a-z]\w*\((?:[^()]{{1,60}}, ?)+(?:\w+ ?= ?)?(?P<name>{_CONSTANT})(?=[,)])")
"""A constant that a function is called with: "mean(spread, N)", "buy(x, LOT)"."""
_SET = re.compile(r"(?<![=<>!.\w])(?P<name>[A-Za-z]\w*)\s*(?::=|=(?!=)|:\s)|\bfor (?P<each>\w+) in\b")
_GREEK = (
    r"alpha|beta|gamma|delta|epsilon|zeta|eta|theta|kappa|lambda|mu|nu|xi|rho|sigma|tau|phi|chi|psi|omega"
    r"|[\u03b1-\u03c9]"
)
_PARAMETER = re.compile(
    r"\b(?:coefficients?|factors?|parameters?|constants?|multipliers?|exponents?|weights?|rates?|aversion|decay"
    r"|intensity"
    rf"|elasticity|penalty|speed|strength|half-life) (?P<name>{_GREEK}|[a-z]+_[a-z_]+)(?![\w(=-]| ?[=:]| (?:is|of"
    rf"|equals) )"
)
"""A parameter that is spoken of by its letter: "with risk aversion lambda"."""
_IS_PROGRAM = re.compile(r"^\s*(?:import |from \w+ import|class |def |@|self\.|func |fn |public |#include|\$ )")
_WORDS_OF_CODE = word_set("and or not if else true false none null then end the in is for while return")
_SAYS = r"`?\s*(?:=|:|\bis\b|\bare\b|\bmeans\b|\bdenotes\b|\(|,? (?:the|an?) )"


def _unset(ir: DocumentIR) -> Iterator[Hit]:
    code = [s for s in ir.segments if s.kind is SegmentKind.CODE and s.section.role is Role.RULES]
    if any(_IS_PROGRAM.match(segment.text) for segment in code):
        code = []  # a listing of a program takes its names from elsewhere
    known = {m["name"] or m["each"] for s in code for m in _SET.finditer(s.text)}
    known |= {operand.name for formula in ir.formulas for operand in formula.operands}
    known |= {formula.left for formula in ir.formulas}
    patterns = (_COMPARED, _SCALED, _HANDED_OVER)
    places = [(s, m) for s in code for pattern in patterns for m in pattern.finditer(_without_comment(s))]
    places += [(s, m) for s in ir.rules.having(_COMPARED) for m in _COMPARED.finditer(s.text)]
    places += [(s, m) for s in ir.prose.having(_HANDED_OVER) for m in _HANDED_OVER.finditer(s.text)]
    places += [
        (s, m) for s in ir.prose.having(_PARAMETER) if s.section.role is Role.RULES for m in _PARAMETER.finditer(s.low)
    ]
    for segment, match in places:
        name = match["name"]
        if name in known or name.lower() in _WORDS_OF_CODE or _is_said(ir, segment, name):
            continue
        known.add(name)
        yield Hit(
            title=f"{name} is used and never set",
            why=f"“{segment.text.strip()[:80]}” needs {name}, and no passage gives it a value or a formula. Whoever"
            f" writes"
            " the code has to invent it.",
            spans=(segment.span(*_shown(segment, match)),),
            suggestion=add_sentence(segment, f"{name} is {to_specify('value or formula, with unit')}.")
            if segment.block.kind is not BlockKind.CODE
            else None,
        )


def _shown(segment: Segment, match: re.Match[str]) -> tuple[int, int]:
    """The name, or the call that it is handed over in: a letter says little alone."""
    if match.re is not _HANDED_OVER:
        return match.span("name")
    end = segment.text.find(")", match.end())
    return match.start(), (end + 1 if end >= 0 else match.end())


def _without_comment(segment: Segment) -> str:
    return re.split(r"\s#|//", segment.text, maxsplit=1)[0]


def _is_said(ir: DocumentIR, besides: Segment, name: str) -> bool:
    """Whether another passage says what a name of code is, or gives a figure beside it."""
    if ir.meaning(name):
        return True
    itself = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    says = re.compile(rf"(?<!\w){re.escape(name)}{_SAYS}")
    for segment in ir.naming(name):
        text = segment.low if name.islower() else segment.text
        if segment is besides or segment.kind is SegmentKind.CODE or not itself.search(text):
            continue
        if segment.kind is SegmentKind.CELL or says.search(text) or re.search(r"\d", text):
            return True
    return False


CHECKS = (
    Check(
        id="DS-FOR-13",
        title="A name in code or in a comparison that nothing sets",
        matters="What is compared with or multiplied by an unknown number cannot be computed.",
        fix="Give the name a value with its unit in the table of parameters, or the formula it is computed by.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.CRITICAL,
        find=_unset,
        bad=(
            "Permanent impact is linear in volume, with coefficient theta.",
            "Reject an order if its distance to the last price > collar.",
            "~if score > BUY_LEVEL:\n~    buy(x, 10)",
            "~buy(x, LOT)",
        ),
        good=(
            "Reject an order if its distance to the last price > collar. The collar is 2%.",
            "~if score > BUY_LEVEL:\n~    buy(x, 10)\n\nBUY_LEVEL is 1.5.",
            "~LOT = 20\n~buy(x, LOT)",
            "| Parameter | Value |\n| collar | 2% |\n\nReject an order if its distance to the last price > collar.",
        ),
    ),
)
