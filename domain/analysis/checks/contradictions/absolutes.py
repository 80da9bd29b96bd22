"""Absolutes: what never happens by one passage, and happens by another: a limit that completion does not know."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from domain.analysis.checks.check import Check, Hit, add_after, to_specify
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.segments import SegmentKind
from domain.semantics.variants import are_variants


@dataclass(frozen=True)
class _Absolute:
    """What `never` rules out in every case and `yet` does all the same, but for passages in which `unless` stands.

    A passage with `another` speaks of something else than `yet`.
    """

    topic: str
    never: re.Pattern[str]
    yet: re.Pattern[str]
    why: str
    unless: re.Pattern[str] = re.compile(r"(?!)")
    another: re.Pattern[str] = re.compile(r"(?!)")


_NEVER = (
    r"never|at no (?:time|point)|under no circumstances|(?:must|may|shall|can|will|does) not|cannot|at all times"
    r"|always|throughout|no more than|at most"
)
_REST = (
    r"(?:(?:whatever|everything|anything|what) (?:is |was |has )?(?:left|remains|not (?:been )?(?:filled|executed|done"
    r"|traded))|(?:(?:any|the|all) )?(?:remain(?:der|ing (?:quantity|shares|order"
    r"|size|volume|part|amount))|residual(?:s| (?:quantity|order|shares|volume|amount))?|rest|unfilled (?:quantity"
    r"|part|portion|shares|order|remainder|rest|volume)"
    r"|unexecuted (?:quantity|part|portion|shares|remainder)|left-?over(?:s| (?:quantity|shares))?|open quantity"
    r"|balance(?: of the (?:order|parent order))?))"
)
_DONE = (
    r"(?:in full|entirely|completely|in its entirety|entire (?:quantity|rest|remainder)|market(?:able)? orders?|at"
    r" (?:the )?market|at any price|in one (?:order|block|go|clip)"
    r"|regardless of|whatever the|irrespective of|(?:closing|final|end-of-day) (?:auction|cross)|swe(?:ep|eps|pt)|at"
    r" once|on close|market-on-close|moc)"
)
_ABSOLUTES = (
    _Absolute(
        "the limit on participation and the completion of the order",
        re.compile(
            rf"\b(?:{_NEVER})\b[^.;]{{0,60}}\d ?(?:%|per ?cent) of [^.;]{{0,40}}\b(?:volume|turnover)\b"
            r"|\b(?:limited to|capped at|restricted to|confined to) \d[\d.]* ?(?:%|per ?cent) of [^.;]{0,30}\bvolume\b"
            rf"|\bparticipation[^.;]{{0,30}}\b(?:{_NEVER}|limited to|capped at)\b[^.;]{{0,30}}\d ?(?:%|per ?cent)"
        ),
        re.compile(
            rf"\b{_REST}\b[^.;]{{0,90}}\b{_DONE}|\b(?:completion|full execution) (?:of the order )?is guaranteed"
            r"|\b(?:parent )?order (?:is|must be|will be) (?:always |fully )?(?:completed|filled|executed) (?:in full"
            r"|completely"
            r"|entirely|whatever|regardless|at any cost)"
        ),
        "What is left may be far more than that share of what then trades: one build stops at the limit, the other"
        " completes the order.",
        re.compile(
            r"\d ?(?:%|per ?cent)|\b(?:cancel\w*|up to|limit (?:above|of section|also)|subject to|within the|capped"
            r"|may exceed|does not apply)\b"
        ),
        another=re.compile(r"\b(?:child orders?|slices?|clips?|average (?:daily )?(?:volume|turnover)|adt?v)\b"),
    ),
    _Absolute(
        "positions overnight",
        re.compile(
            r"\b(?:nothing|no positions?|none) (?:is|are) (?:ever )?(?:held|carried|kept) overnight\b|\bflat (?:at|by"
            r"|before) the (?:end"
            r" of (?:the|each) (?:trading )?day|close)\b|\ball (?:open )?positions (?:are|must be) (?:closed"
            r"|flattened|liquidated)"
            r" (?:before|by|at) the (?:end of (?:the|each|every) (?:trading )?(?:day|session)|close)\b|\bno overnight"
            r" (?:positions?|risk|exposure)"
            r"|\b(?:never|not) (?:held|carried|kept) overnight\b"
        ),
        re.compile(
            r"\b(?:positions?|trades?)\b[^.;]{0,60}\b(?:after|for|of) (?:up to |at most |a maximum of |no more than )?"
            r"(?:\d+|two|three|four|five|ten|several) (?:trading |business )?(?:days|weeks)\b|\b(?:positions?"
            r"|trades?)\b[^.;]{0,40}\b(?:held|carried|kept) overnight\b"
            r"|\bovernight (?:financing|funding|positions) (?:is|are|costs?)\b|\bholding period (?:is|of)"
            r" [^.;]{0,20}(?:days|weeks)\b"
        ),
        "A position is closed in the evening by one of them, and lasts for days by the other.",
        re.compile(r"\b(?:no|not|never|nothing|average|over the last|history|lookback|volume)\b"),
    ),
    _Absolute(
        "crossing the spread",
        re.compile(
            r"\bnever cross(?:es)? the spread\b|\b(?:only|exclusively) (?:uses? |posts? |rests? |sends?"
            r" )?(?:passive\w*|post-only)\b"
            r"|\b(?:does|do) not (?:cross the spread|take liquidity)\b|\b(?:never|not) (?:takes?|removes?)"
            r" liquidity\b|\bpost-only orders (?:only|exclusively)\b"
        ),
        re.compile(
            r"\bcross(?:es)? the (?:spread|book)\b|\bmarket(?:able)? (?:limit )?orders? (?:is|are) (?:used|sent"
            r"|placed)\b|\b(?:takes?|lifts?|hits?) the (?:offer|bid|ask|far"
            r" (?:touch|side))\b|\b(?:with|as|by|sends?|uses?) (?:a |an )?(?:market|marketable(?: limit)?|aggressive)"
            r" orders?\b|\btakes? liquidity\b|\btrades? aggressively\b"
        ),
        "Passive orders may never fill; whether the order is finished depends on which of the two is built.",
        re.compile(r"\b(?:never|not|no|without|only if the client)\b"),
    ),
    _Absolute(
        "market orders",
        re.compile(
            r"\b(?:only|exclusively) (?:uses? |sends? |places? )?limit orders\b|\blimit orders (?:only|exclusively)\b"
            r"|\bno market orders\b|\bmarket orders (?:is|are) (?:not|never) (?:used|allowed|permitted|sent|placed)\b"
            r"|\ball orders are limit orders\b"
        ),
        re.compile(
            r"\b(?:as|with|by|via|sends?|uses?|using|places?) (?:an? )?market orders?\b"
            r"|\bmarket orders? (?:is|are) (?:then )?(?:sent|used|placed)\b"
        ),
        "A market order trades at any price, a limit order may not trade at all.",
        re.compile(r"\b(?:no|not|never|without)\b"),
    ),
    _Absolute(
        "discretion",
        re.compile(
            r"\b(?:no|without(?: any)?) (?:room for |element of )?(?:discretion|discretionary|judge?ments?)\b"
            r"|\bleaves? no (?:room|discretion)\b"
        ),
        re.compile(
            r"\b(?:at|in) (?:its|their|the [a-z ]{3,30}'s) (?:sole |own |absolute |reasonable )*discretion\b|\bmay"
            r" (?:at any time |always |also )?(?:deviate"
            r"|override|overrule|depart) (?:from )?|\b(?:uses?|applies|exercises?) (?:its|expert|their) (?:judge?ment"
            r"|discretion)\b"
        ),
        "A rule that may be set aside is no rule; the levels of the past cannot be computed again.",
        re.compile(r"\b(?:no|not|never|without)\b"),
    ),
    _Absolute(
        "being fully invested",
        re.compile(
            r"\b(?:always|at all times|permanently) fully invested\b|\bfully invested (?:at all times|at any time"
            r"|throughout)\b|\bnever (?:holds?|in) cash\b|\bno cash is held\b"
        ),
        re.compile(
            r"\b(?:index|portfolio|strategy|capital|weights?|remainder|rest|sleeve|allocation"
            r"|proceeds)\b[^.;]{0,60}\b(?:moves?|goes|moved|held|stays?|switch\w*|kept|shifted|allocated)"
            r" (?:in|to|into|as) cash\b"
        ),
        "Cash earns the money market rate, and what is invested does not.",
        re.compile(r"\b(?:no|not|never)\b"),
    ),
    _Absolute(
        "revisions of published levels",
        re.compile(
            r"\bpublished (?:index )?(?:levels?|values?) (?:is|are) (?:never|not) (?:revised|restated|corrected"
            r"|changed|recalculated)\b"
            r"|\b(?:levels?|values?) (?:is|are) (?:final\b|never (?:re-?calculated|restated|revised|corrected"
            r"|changed))(?: (?:once|when|after))?\b|\bno (?:restatements?|revisions?) (?:is"
            r"|are) made\b"
        ),
        re.compile(
            r"\b(?:levels?|values?|closings?)\b[^.;]{0,60}\b(?:is|are) (?:then )?(?:restated|corrected|revised"
            r"|republished|recalculated)\b"
        ),
        "Who settled on the first level has another one than who reads it later.",
        re.compile(r"\b(?:no|not|never|only before)\b"),
    ),
)
_EXCEPT = re.compile(
    r"\b(?:except\w*|unless|save|subject to|other than|apart from|without the approval|outside|but for|(?:before"
    r"|until|after|from|between) \d+|after that"
    r"|thereafter|afterwards|continuous"
    r" (?:trading|phase)|until the|before the clos\w+)\b"
)


def _never_and_yet(ir: DocumentIR) -> Iterator[Hit]:
    for absolute in _ABSOLUTES:
        never = next(
            (
                (s, m)
                for s in ir.prose.having(absolute.never)
                if s.kind is not SegmentKind.CELL
                and (m := absolute.never.search(s.low))
                and not _EXCEPT.search(s.low)
                and not absolute.another.search(s.low)
            ),
            None,
        )
        if never is None:
            continue
        one, first = never
        for segment in ir.prose.having(absolute.yet):
            second = absolute.yet.search(segment.low)
            if (
                second is None
                or segment is one
                or absolute.never.search(segment.low)
                or absolute.unless.search(segment.low)
                or are_variants(one.section, segment.section)
            ):
                continue
            words = one.text[slice(*first.span())], segment.text[slice(*second.span())]
            yield Hit(
                title=f"Contradictory on {absolute.topic}: '{words[0]}' and '{words[1]}'",
                why=f"“{one.text[:120]}” knows no exception, and “{segment.text[:120]}” is one. {absolute.why}",
                spans=(one.span(*first.span()), segment.span(*second.span())),
                suggestion=add_after(segment, second.end(), f" ({to_specify(f'whether “{words[0]}” holds here too')})"),
            )
            break


CHECKS = (
    Check(
        id="DS-CON-35",
        title="Never by one rule, and done by another",
        matters="What one build refuses the other does.",
        fix="State the exception where the rule is, or let the other rule keep to it.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=_never_and_yet,
        bad=(
            "It never trades more than 15% of market volume.\n\nWhatever is left before the close goes into the closing"
            " auction in full.",
            "The participation rate is always under 10%.\n\nAt the end time the residual is executed with a market"
            " order.",
            "Nothing is held overnight.\n\nA position is closed after five days at the latest.",
            "The algorithm never crosses the spread.\n\nIf it is late, it takes the offer.",
            "The rules leave no room for discretion.\n\nThe committee may deviate from them.",
            "The index is fully invested at all times.\n\nIn a downtrend the weight is held in cash.",
            "Published index levels are never restated.\n\nIf an error is found, the levels are corrected.",
        ),
        good=(
            "It never trades more than 15% of market volume.\n\nWhatever is left before the close is cancelled.",
            "It never trades more than 15% of market volume.\n\nIn the last minute it crosses for what is left.",
            "It never trades more than 15% of market volume.\n\nWhatever is left goes into the closing auction, up to"
            " 15%"
            " of the auction volume.",
            "It never trades more than 15% of market volume in continuous trading.\n\nThe rest goes into the closing"
            " auction in full.",
            "Nothing is held overnight.\n\nThe average volume of five days is used for all positions.",
            "The algorithm never crosses the spread, except in the last minute.\n\nThen it takes the offer.",
            "Published index levels are never restated.\n\nErrors are published on the website.",
            "A child order is at most 15% of average daily volume.\n\nAny remainder is completed in the closing auction"
            " if the client sends AUC=Y.",
        ),
    ),
)
