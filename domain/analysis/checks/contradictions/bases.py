"""Bases: one index in two currencies, one thing valued at two places, equal risk by weights without correlations."""

import re
from collections.abc import Iterator
from itertools import chain

from domain.analysis.checks.check import Check, Hit
from domain.analysis.checks.contradictions.opposites import EXCEPT, contradiction, in_its_row
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.segments import SegmentKind
from domain.semantics.stated import names

_EQUAL_RISK = re.compile(
    r"\b(?:equal|same|identical)(?:ly)? (?:amounts? of |shares? of |level of )?(?:risk"
    r"|volatility)(?: contributions?| weights?)?\b"
    r"|\brisk (?:is )?(?:shared|split|spread|divided) (?:equally|evenly)|\bcontributes? (?:[a-z]+ ){0,3}?(?:equally"
    r"|equal"
    r"|same)\b"
)
_BY_INVERSE = re.compile(
    r"\b1 ?/ ?(?:sigma|vol|\u03c3|s_|std)|\binverse(?:ly)?(?: proportional to)?[- ](?:of )?(?:its |their "
    r"|the )?volatilit"
    r"|\breciprocal of (?:its |their |the )?volatilit|(?<=1/)\u03c3|1 ?/ ?\u03c3"
)
_TOGETHER = re.compile(r"\b(?:correlat\w+|covarian\w+|uncorrelated)\b")


def _equal_risk(ir: DocumentIR) -> Iterator[Hit]:
    """The same risk of each member, and weights that know nothing of correlations."""
    if ir.segments.say(_TOGETHER):
        return
    said = next(((s, m) for s in ir.prose.having(_EQUAL_RISK) if (m := _EQUAL_RISK.search(s.low))), None)
    for segment in ir.segments.having(_BY_INVERSE) if said else ():
        match = _BY_INVERSE.search(segment.low)
        if said and match and segment is not said[0] and segment.kind is not SegmentKind.HEADING:
            yield contradiction(
                "equal risk and inverse volatility",
                said[0],
                said[1].span(),
                segment,
                (0, len(segment.text)),
                "Weights by inverse volatility give each member the same contribution to risk only where all"
                " correlations are the same; the text does not say that they are.",
            )
            return


_CURRENCIES = {
    "US dollar": r"u\.?s\.? dollars?|usd",
    "euro": r"euros?|eur",
    "sterling": r"(?:pounds? )?sterling|british pounds?|gbp",
    "yen": r"(?:japanese )?yen|jpy",
    "Swiss franc": r"swiss francs?|chf",
    "Canadian dollar": r"canadian dollars?|cad",
    "Australian dollar": r"australian dollars?|aud",
    "Swedish krona": r"swedish kron\w+|sek",
    "Norwegian krone": r"norwegian kron\w+|nok",
    "Danish krone": r"danish kron\w+|dkk",
    "Hong Kong dollar": r"hong kong dollars?|hkd",
    "Singapore dollar": r"singapore dollars?|sgd",
}
_ANY_CURRENCY = "|".join(f"(?P<c{n}>{words})" for n, words in enumerate(_CURRENCIES.values()))
_HEDGED = re.compile(rf"\bhedged (?:[a-z]+ )?(?:to|into|in|against|back (?:to|into)) (?:the )?(?:{_ANY_CURRENCY})\b")
_SHOWN = re.compile(
    r"\b(?:(?:index|levels?|strategy|values?|net asset value|nav|it)(?: [a-z]+)? (?:is|are)|index currency(?: is)?|base"
    r" currency(?: is)?)(?: (?:calculated|published|computed|expressed|quoted|denominated|stated|disseminated|measured"
    rf"|reported|shown|and|in|the|:))* ?(?:{_ANY_CURRENCY})\b"
)


_LABELLED = re.compile(
    rf"^(?:the )?(?:(?:index|base|reporting|calculation|fund) )currency\b(?: (?:is"
    rf"|of the [a-z]+ is))?:? *(?:the )?(?:{_ANY_CURRENCY})\b"
)


def _currency(match: re.Match[str]) -> str:
    return next(name for n, name in enumerate(_CURRENCIES) if match[f"c{n}"])


def _two_currencies(ir: DocumentIR) -> Iterator[Hit]:
    """Hedged into one currency, and calculated in another."""
    hedged = [(s, m) for s in ir.segments.having(_HEDGED) if (m := _HEDGED.search(s.low))]
    hedged += [(s, m) for s in ir.prose.having(_LABELLED) if (m := _LABELLED.search(in_its_row(s)[0]))]
    if len({_currency(match) for _, match in hedged}) != 1:
        return
    shown = [(s, m) for s in ir.prose.having(_SHOWN) for m in _SHOWN.finditer(s.low) if not EXCEPT.search(s.low)]
    one, first = hedged[0]
    shown = [(segment, match) for segment, match in shown if segment is not one]
    if any(_currency(match) == _currency(first) for _, match in shown):
        return
    for other, second in shown[:1]:
        yield contradiction(
            "currency of the index",
            one,
            (max(0, first.start() - in_its_row(one)[1]), max(1, first.end() - in_its_row(one)[1])),
            other,
            second.span(),
            "A level in the one currency still moves with the rate that the hedge takes out of the other.",
        )


_TOWNS = "london|new york|tokyo|frankfurt|paris|hong kong|zurich|sydney|singapore|toronto|chicago|european|asian|us"
_VALUED = re.compile(
    rf"\b(?:valued|marked|priced|converted|struck)\b[^.;]{{0,60}}?\b(?:(?P<clock>\d{{1,2}}[:.]\d\d)(?: [a-z]+)?"
    rf" (?P<at>{_TOWNS})|(?P<place>{_TOWNS}) (?:market )?(?:close|closing|open|fixing))\b"
)


def _two_moments(ir: DocumentIR) -> Iterator[Hit]:
    """One thing valued at the time of two towns."""
    said = [
        (s, m, names(s.low[: m.start()]))
        for s in ir.prose.having(_VALUED)
        if not EXCEPT.search(s.low) and s.kind is not SegmentKind.HEADING and (m := _VALUED.search(s.low))
    ]
    for number, (one, first, of) in enumerate(said):
        for other, second, of_other in said[number + 1 :]:
            towns = first["at"] or first["place"], second["at"] or second["place"]
            if one is not other and towns[0] != towns[1] and of and (of <= of_other or of_other <= of):
                yield contradiction(
                    "valuation time",
                    one,
                    first.span(),
                    other,
                    second.span(),
                    "Prices of the two moments differ on every day.",
                )
                return


CHECKS = (
    Check(
        id="DS-CON-74",
        title="Two currencies, two valuation times or two aims that do not go together",
        matters="Each of two readers builds on another base.",
        fix="Decide for one of the two, or say of which version, part or case each of them is.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=lambda ir: chain(_two_currencies(ir), _two_moments(ir), _equal_risk(ir)),
        bad=(
            "Currency risk is hedged to the pound sterling.\n\nLevels are published in Australian dollars.",
            "Index currency: Japanese yen\n\nThe index is calculated in Singapore dollars.",
            "The index currency is the US dollar.\n\nThe index is calculated in euro.",
            "Each future contributes the same amount of risk.\n\nWeights are inversely proportional to the volatility.",
            "Swaps are marked at 17:00 London.\n\nShares and swaps are marked at the Tokyo close.",
        ),
        good=(
            "Currency risk is hedged to the pound sterling.\n\nLevels are published in pounds sterling.",
            "Each future contributes the same amount of risk.\n\nWeights come from the covariance matrix, starting at"
            " inverse volatility.",
            "Swaps are marked at 17:00 London.\n\nShares are marked at the Tokyo close.",
        ),
    ),
)
