"""Statements that cannot both hold: status and version, permissions, and rules on the wrong side of their limit."""

import re
from collections import defaultdict
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, replace, to_specify
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.segments import Segment
from domain.semantics.words import content_words

_KEY = r"(?P<key>(?:implementation |document |approval )?status|(?:base|index|reporting|calculation) currency|version)"
_LABELLED = re.compile(
    rf"^\W{{0,4}}{_KEY}(?: of (?:this|the) [a-z]+)?\W{{0,3}}(?::|\bis\b|(?<=version) )\W{{0,3}}"
    r"(?P<value>v?\d[\w.]*|[a-z]+(?: [a-z]+)?)"
)
_THIS_VERSION = re.compile(
    r"\b(?:these rules|this (?:document|specification|methodology|rulebook|guide|policy|standard))\b[^.;]{0,20}?\b"
    r"(?P<key>version) (?P<value>v?\d[\w.]*)"
)
_MOST_LABELS = 3
"""More statuses than this are of the parts of a document, not of the document."""


def _labels(ir: DocumentIR) -> Iterator[Hit]:
    said = defaultdict[str, list[tuple[str, Segment, re.Match[str]]]](list)
    for segment in ir.prose.having(_LABELLED, _THIS_VERSION):
        if match := _LABELLED.match(segment.low) or _THIS_VERSION.search(segment.low):
            said[match["key"].split()[-1]].append((match["value"].strip(".").lstrip("v"), segment, match))
    for key, places in said.items():
        (value, one, first), *others = places
        other_value, other, second = next((place for place in others if place[0] != value), (value, one, first))
        if other_value == value or len({place[0] for place in places}) > 2 or len(places) > _MOST_LABELS:
            continue
        yield Hit(
            title=f"Two values for the {key}: '{value}' and '{other_value}'",
            why=f"One passage says “{one.text[first.start() : first.end()].strip()}”, another"
            f" “{other.text[second.start() : second.end()].strip()}”. A reader cannot tell which of the two holds, nor"
            " which parts of the text belong to which.",
            spans=(one.span(first.start("key"), first.end()), other.span(second.start("key"), second.end())),
            suggestion=replace(other, *second.span("value"), to_specify(f"{value} or {other_value}")),
        )


_FORBIDDEN_OR_ALLOWED = {
    "short selling": (
        r"long[- ]only|only long positions|long positions only|no short (?:sales|selling|positions)"
        r"|short (?:selling|sales|positions) (?:is|are) (?:not"
        r" (?:permitted|allowed)|prohibited|excluded)",
        r"short (?:positions?|sales?|selling) (?:may|can|are|is) (?!not|prohib|excl)[a-z]+|(?:sells?|sold|goes|go)"
        r" short|shorts the"
        r"|leads? to (?:a )?short position|short positions? (?:in|of) (?!none)"
        r"|(?:is|are) shorted|short (?:leg|side|book)|(?:takes?|opens?|enters?) (?:a )?short positions?",
    ),
    "leverage": (
        r"(?:no|without) leverage|leverage (?:is|may) (?:not (?:permitted|allowed|used|be used)|prohibited)"
        r"|unleveraged",
        r"leverage (?:of )?up to|leverage (?:may|can) be (?:used|applied|increased)|leverage (?:limit|cap) (?:is|of)",
    ),
    "derivatives": (
        r"(?:no|without) derivatives|derivatives (?:are|may) (?:not (?:permitted|allowed|used|be used)|prohibited)",
        r"derivatives (?:may|can|are) (?!not|prohib)[a-z]+|us(?:es?|ing) (?:futures|options|swaps|derivatives)",
    ),
    "auctions": (
        r"(?:trad\w+|orders?|algorithm|execut\w+)[^.;]{0,60} (?:excluding|except in|outside) (?:the )?(?:opening and"
        r" closing |closing )?auctions?",
        r"(?:in|into|to) the (?:closing|opening) auction,? (?:it|the algorithm|orders? (?:is|are)|up to)[^.;]*"
        r"|(?:sends?|trades?|participates?) [^.;]{0,40}(?:in|into|to) the (?:closing|opening) auction",
    ),
}
_PERMISSIONS = {
    topic: (re.compile(rf"\b(?:{no})\b"), re.compile(rf"\b(?:{yes})\b"))
    for topic, (no, yes) in _FORBIDDEN_OR_ALLOWED.items()
}
_VARIANTS = re.compile(
    r"\b(?:variants?|versions? of the index|(?:price|net|gross|total) return (?:index|version|variant)|special"
    r"|extraordinary|unless|except|other than)\b"
)


def _permissions(ir: DocumentIR) -> Iterator[Hit]:
    varied = {section for section in set(ir.sections) if _VARIANTS.search(section.title.lower())}
    for topic, (no, yes) in _PERMISSIONS.items():
        about = ir.with_all(content_words(topic.split()[-1]))
        if any(segment.section in varied or _VARIANTS.search(segment.low) for segment in about):
            continue
        forbids = next(((s, m) for s in ir.prose.having(no) if (m := no.search(s.low))), None)
        allows = next(((s, m) for s in ir.prose.having(yes) if (m := yes.search(s.low)) and not no.search(s.low)), None)
        if forbids and allows:
            words = [segment.text[match.start() : match.end()] for segment, match in (forbids, allows)]
            yield Hit(
                title=f"Contradictory on {topic}: '{words[0]}' and '{words[1]}'",
                why=f"“{words[0]}” rules out what “{words[1]}” provides for; the two give different results on the"
                " first day on which it matters.",
                spans=tuple(segment.span(match.start(), match.end()) for segment, match in (forbids, allows)),
                suggestion=add_after(allows[0], allows[1].end(), f" {to_specify(f'whether “{words[0]}” holds')}"),
                severity=Severity.CRITICAL,
            )


_NEVER_ABOVE = re.compile(
    r"\b(?P<what>[a-z][a-z_-]+) (?:(?:must|shall|may|can|will|does|is) (?:never|not)|never) (?:be )?(?:exceeds?|above"
    r"|higher than|greater than)\b"
)
_MAY_RISE = re.compile(
    r"\b(?P<what>[a-z][a-z_-]+) (?:may|can) (?:temporarily |briefly |then |also )?(?:rise|increase|go|be (?:raised"
    r"|increased)|exceed)\b(?: (?:up )?(?:to|above|by|beyond))?"
)
_EXCEPT = re.compile(r"\b(?:except|unless|save|subject to|other than|with the approval)\b")


def _never_and_yet(ir: DocumentIR) -> Iterator[Hit]:
    """What never exceeds its limit in one sentence and may rise above it in the next."""
    never = {
        match["what"]: (segment, match)
        for segment in ir.rules.having(_NEVER_ABOVE)
        if not _EXCEPT.search(segment.low)
        for match in _NEVER_ABOVE.finditer(segment.low)
    }
    for segment in ir.rules.having(_MAY_RISE) if never else ():
        match = _MAY_RISE.search(segment.low)
        if not match or match["what"] not in never or never[match["what"]][0] is segment:
            continue
        one, first = never[match["what"]]
        words = [one.text[slice(*first.span())], segment.text[slice(*match.span())]]
        yield Hit(
            title=f"Contradictory on {match['what']}: '{words[0]}' and '{words[1]}'",
            why=f"“{one.text[:100]}” knows no exception, and “{segment.text[:100]}” is one. One build refuses what the"
            " other sends.",
            spans=(one.span(*first.span()), segment.span(*match.span())),
            suggestion=add_after(one, first.end(), f" {to_specify('the exception, or none')}"),
        )


_STOPS = (
    r"stop\w*|halt\w*|suspend\w*|reject\w*|block\w*|lock\w*|cancel\w*|exclud\w*|remov\w*|liquidat\w*|disabl\w*"
    r"|closed|flatten\w*"
)
_ADMITS = r"eligible|included|accepted|admitted|allowed|permitted|continues?|selected|qualif\w+"
_MAX, _MIN = r"(?:max(?:imum)?|upper|ceiling|cap)", r"(?:min(?:imum)?|lower|floor)"
_BELOW = r"(?:below|less than|lower than|under|smaller than)"
_ABOVE = r"(?:above|exceeds?|greater than|higher than|over|more than)"
_SIDE = re.compile(rf"(?P<below>{_BELOW})|{_ABOVE}")
_THE = r" (?:the |a |an |its )?(?:[a-z]+ ){0,2}?['\"`]?"
_NAME = r"[_ ][a-z_]+(?: (?:limit|threshold|level|value|size|weight))?"
_WRONG_WAY = re.compile(
    rf"(?<!not )\b(?P<what>{_BELOW}{_THE}{_MAX}{_NAME}['\"`]?"
    rf"|{_ABOVE}{_THE}{_MIN}{_NAME}['\"`]?)[^.;]{{0,60}}?\b(?:{_STOPS})\b"
    rf"|(?<!not )\b(?P<what2>{_ABOVE}{_THE}{_MAX}{_NAME}['\"`]?"
    rf"|{_BELOW}{_THE}{_MIN}{_NAME}['\"`]?)[^.;]{{0,30}}?\b(?:is|are|be) (?:{_ADMITS})\b"
)


def _wrong_way(ir: DocumentIR) -> Iterator[Hit]:
    for segment in ir.rules.having(_WRONG_WAY):
        match = _WRONG_WAY.search(segment.low)
        if not match or re.search(r"\b(?:not|never|unless|only if)\b", segment.low[match.start() : match.end()]):
            continue
        start, end = match.span("what") if match["what"] else match.span("what2")
        words = segment.text[start:end].strip("`'\"")
        side = _SIDE.search(segment.low, start)
        yield Hit(
            title=f"The direction looks reversed: the rule acts '{words}'",
            why=f"“{segment.text[match.start() : match.end()]}” acts on the harmless side of its limit: a"
            " maximum is breached from above and a minimum from below. Built as written, the control never fires.",
            spans=(segment.span(start, end),),
            suggestion=side and replace(segment, *side.span(), "above" if side["below"] else "below"),
        )


CHECKS = (
    Check(
        id="DS-CON-31",
        title="Never above its limit, and allowed to rise",
        matters="What is refused by one build is sent by the other.",
        fix="State the exception where the limit is, with its own limit, or delete it.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=_never_and_yet,
        bad=(
            "Leverage must never exceed max_leverage. Towards the end of a month leverage may rise to 250%.",
            "Exposure does not exceed the cap. If markets gap, exposure can temporarily go above it.",
        ),
        good=(
            "Leverage must never exceed max_leverage, except at the end of a month. There leverage may rise to 250%.",
            "Leverage must never exceed 200%. Turnover may rise to 40%.",
        ),
    ),
    Check(
        id="DS-CON-12",
        title="Two statuses, versions or currencies of one document",
        matters="Nobody can tell which of them the text belongs to.",
        fix="State status, version and currency once, at the head of the document, and refer to them elsewhere.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.HIGH,
        find=_labels,
        bad=(
            "# Status\n\n* Status: Approved\n\n# 2. Scope\n\nStatus of this standard: draft",
            "Version 2.1\n\nThese rules are version 2.3.",
            "Base currency: USD\n\nBase currency: EUR",
        ),
        good=(
            "Version 2.1\n\nThis document, version 2.1, holds from May.",
            "# A\n\nStatus: done\n\n# B\n\nStatus: open\n\n# C\n\nStatus: rejected\n\n# D\n\nStatus: done",
        ),
    ),
    Check(
        id="DS-CON-13",
        title="Forbidden in one place, provided for in another",
        matters="Only one of the two can be built.",
        fix="Decide which of the two holds; delete the other, or say in which case each of them does.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=_permissions,
        bad=(
            "The portfolio is long-only.\n\nThe strategy opens a short position when the score is negative.",
            "The portfolio is long-only.\n\nThe five worst shares are sold short.",
        ),
        good=("The portfolio is long-only.\n\nShort positions are prohibited.",),
    ),
    Check(
        id="DS-CON-14",
        title="A rule that acts on the wrong side of its limit",
        matters="The control never fires when it should.",
        fix="Turn the comparison round, or correct the action, so that the rule acts on the side its limit is "
        "meant to guard.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.HIGH,
        find=_wrong_way,
        bad=(
            "If the loss is below the maximum loss, all positions are closed.",
            "If the drawdown is below max_allowed_drawdown, trading will stop.",
            "Orders above the minimum order size are rejected.",
            "Companies whose debt is above the maximum ratio are eligible.",
        ),
        good=(
            "If the drawdown is above max_allowed_drawdown, trading will stop.",
            "Orders below the minimum order size are rejected.",
            "Companies whose debt is below the maximum ratio are eligible.",
        ),
        confidence=0.85,
    ),
)
