"""A name that the code compares with one figure and the text limits to another."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.analysis.checks.check import Check, Hit, replace, to_specify
from domain.analysis.finding import Category, Severity
from domain.documents.text import Span
from domain.semantics.ir import DocumentIR
from domain.semantics.quantities import Quantity, quantities
from domain.semantics.segments import Segment
from domain.semantics.tallies import in_figures
from domain.semantics.words import word_set

_TEST = re.compile(
    r"(?<![\w.])(?:abs\( ?)?(?P<name>[A-Za-z]\w*)(?:\.\w+)?(?:\([^()\n]*\)|\[[^\]]*\])? ?\)? ?(?:[<>]=?"
    r"|==) ?-?(?P<figure>\d[\d_]*(?:\.\d+)?)(?![\w.])"
)
_SPELLED = {
    "inv": r"inventor(?:y|ies)",
    "pos": r"(?:net )?positions?",
    "position": r"(?:net )?positions?",
    "spr": r"spreads?",
    "vol": r"volatilit(?:y|ies)",
    "qty": r"quantit(?:y|ies)|order sizes?",
    "pnl": r"p&l|loss(?:es)?",
    "lev": r"leverage",
    "lat": r"latenc(?:y|ies)",
    "latency": r"latenc(?:y|ies)",
    "pov": r"participation(?: rate)?",
    "part": r"participation(?: rate)?",
    "age": r"age",
    "rsi": r"rsi",
    "corr": r"correlations?",
    "adv": r"adv",
    "mcap": r"market caps?(?:itali[sz]ation)?",
    "slip": r"slippage",
}
_NO_WORDS = word_set("bps pct bp abs net cur current total max min lots shares ticks in of usd eur")
"""What a name of code says besides: its unit, or that it is the one of now."""
_LIMITS = (
    r"(?:never|not|at most|limit(?:ed|s)?|capp?(?:ed)?|max(?:imum)?|(?:more|less|[a-z]{3,}er) than|above|below"
    r"|exceeds?|exceeding|within"
    r"|up to|less than|at least|greater|larger|smaller|reaches|crosses|beyond|over|under)"
    r"(?: (?:more|less|larger|greater|smaller|higher|lower|than|to|be|at|of|is|exceed|exceeds|above|below|over|by|the|a"
    r"|total|[-−+±])){0,4} "
)
_LIMIT, _TO_FIGURE = re.compile(rf"\b{_LIMITS}"), re.compile(rf"\b{_LIMITS}[^a-z\d]{{0,4}}[a-z$€£¥]{{0,4}} ?\d")
_OF_TIME = ("day", "week", "month", "year", "hour", "minute", "second")
_SCALES = (1.0, 100.0, 10_000.0)


def _limits(ir: DocumentIR) -> Iterator[Hit]:
    """A figure in a condition of the code, where every passage on that name has another one."""
    by_name = defaultdict[str, list[tuple[Span, float]]](list)
    for listing in ir.listings:
        for match in _TEST.finditer(listing.block.text):
            span = Span.of(listing.block, match.start(), match.end())
            by_name[match["name"]].append((span, float(match["figure"].replace("_", ""))))
    said = _Limiting.of(ir) if by_name else None
    for name, coded in by_name.items():
        figures = {value for _, value in coded}
        if not said or len(name) < 3 or len(figures) > 1 or figures == {0.0}:
            continue
        given = list(_given(name, said))
        span, value = coded[0]
        if given and not any(abs(q.value - value * scale) < 1e-9 for _, q in given for scale in _SCALES):
            segment, quantity = given[0]
            yield _hit(name, segment, quantity, span)


@dataclass(frozen=True)
class _Limiting:
    """The passages that limit something to a figure, by their words, and by the codes for what they name."""

    by_word: Mapping[str, Sequence[Segment]]
    by_code: Mapping[str, Sequence[Segment]]

    @classmethod
    def of(cls, ir: DocumentIR) -> "_Limiting":
        by_word, by_code = defaultdict[str, list[Segment]](list), defaultdict[str, list[Segment]](list)
        for segment in ir.told.having(_LIMIT):
            if not _TO_FIGURE.search(in_figures(segment.low)):
                continue
            for word in segment.words:
                by_word[word].append(segment)
            for code, spelled in _SPELLED.items():
                if re.search(rf"(?<!\w)(?:{spelled})(?!\w)", segment.low):
                    by_code[code].append(segment)
        return cls(by_word, by_code)

    def on(self, words: str) -> Iterable[Segment]:
        """Those that may name something, by the code for it or the rarest of its words."""
        rarest = min((self.by_word.get(word, ()) for word in re.findall(r"[a-z]+|\d+", words)), key=len, default=())
        return dict.fromkeys((*self.by_code.get(words, ()), *rarest))


def _given(name: str, said: _Limiting) -> Iterator[tuple[Segment, Quantity]]:
    """The figures that passages set for a name of the code, or for the word it is short for."""
    words = " ".join(piece for piece in name.lower().split("_") if piece not in _NO_WORDS) or name.lower()
    spelled = _SPELLED.get(words, re.escape(words))
    limited = re.compile(
        rf"(?<!\w)(?:{re.escape(name.lower())}|{spelled})(?!\w)[^;.,:]{{0,60}}?(?:, (?=never|not|at most|limit|cap"
        rf"|max|up to))?\b{_LIMITS}"
    )
    for segment in said.on(words):
        low = in_figures(segment.low)
        match = limited.search(low)
        if match is None:
            continue
        for quantity in quantities(low):
            if match.end() <= quantity.start <= match.end() + 4 and quantity.unit not in _OF_TIME:
                yield segment, quantity
                break


def _hit(name: str, segment: Segment, quantity: Quantity, code: Span) -> Hit:
    words = segment.text[quantity.start : quantity.end].strip()
    return Hit(
        title=f"The limit on {name} is another one in the code than in the text: '{words}' and '{code.quote.strip()}'",
        why=f"“{segment.text[:120]}” gives {words}, the code tests “{code.quote.strip()}”. Between the two figures the"
        " code and the text act differently.",
        spans=(segment.span(quantity.start, quantity.end), code),
        suggestion=replace(
            segment, quantity.start, quantity.end, to_specify(f"{words}, or as in the code, in both places")
        ),
    )


CHECKS = (
    Check(
        id="DS-CON-80",
        title="The code tests one figure and the text limits to another",
        matters="Between the two figures nobody knows what is right.",
        fix="Use one figure in text and code, best as a named parameter.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=_limits,
        bad=(
            "~if abs(inv) > 250:\n~    return None\n\ninv is the net number of lots held, never more than 200.",
            "~if spread > 4:\n~    stop()\n\nNothing is quoted while the spread is above 6 ticks.",
            "~if spread_bps(q) > 12:\n~    skip()\n\nNo quote is shown when the spread is wider than 10 bps.",
            "The drawdown may not exceed 8%.\n\n~if drawdown > 0.10:\n~    flatten()",
        ),
        good=(
            "~if abs(inv) > 250:\n~    return None\n\ninv is the net number of lots held, never more than 250.",
            "The drawdown may not exceed 10%.\n\n~if drawdown > 0.10:\n~    flatten()",
            "~if x > 0:\n~    buy(x)\n\nx is at most 5.",
            "~if spread > 4:\n~    stop()\n\nThe spread is the ask less the bid, over 6 venues.",
        ),
        confidence=0.8,
    ),
)
