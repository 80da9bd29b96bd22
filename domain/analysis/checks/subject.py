"""What a text is about: whether it trades and computes, or is prose whose words decide no number."""

import re
from collections import Counter
from collections.abc import Callable

from domain.semantics.ir import DocumentIR
from domain.semantics.sections import Section

_OF_MARKETS = (
    r"ind(?:ex|exes|ices)|constituents?|benchmarks?|portfolios?|baskets?|stocks|securities|bonds|equit(?:y|ies)"
    r"|futures|swaps?|options|tokens?|underlyings?|certificates?|barriers?|coupons?|redemption|collateral|haircuts?"
    r"|clearing|derivatives?|maturit(?:y|ies)|fixings?|currenc(?:y|ies)|dividends?|market cap\w*|exchange rates?"
    r"|liquidity|volatility"
)
_OF_METHODS = (
    r"weights?|weight(?:ed|ing)s?|rebalanc\w+|reconstitut\w+|formulas?|scores?|scoring|factors?|thresholds?|tracking"
    r" error|correlations?|momentum|algorithms?|back-?test\w*|signals?|strateg(?:y|ies)|parameters?"
)
_OF_TRADING = (
    r"trad(?:e|es|ed|ing|ers?)|(?:market|limit|stop|parent|child|client|open|resting|buy|sell) orders?|order (?:book"
    r"|size|quantity)s?|orders|quot(?:e|es|ed|ing)|bid|ask|spreads?|positions?|hedg\w+|exposures?|leverage|draw-?downs?"
    r"|stop[- ]?loss\w*|(?:clos(?:e|ing) )?prices?|returns?|turnover|slippage|venues?|fills?|roll(?:s|ed|ing)?|margins?"
    r"|funding rates?|ticks?|candles?|auctions?|oracles?|kill[- ]switch\w*"
)
_CUE = re.compile(rf"\b(?:{_OF_MARKETS}|{_OF_METHODS}|{_OF_TRADING})\b")
_LEAST, _LEAST_OF_SECTION = 0.02, 0.005
"""Cues for each word, below which a document, or a section of one, is taken for prose."""
_ENOUGH = 100
"""Words that can be told by: fewer say too little."""


def prose_sections(ir: DocumentIR) -> Callable[[Section], bool]:
    """Whether a section is prose: of a document that is, or a long one that speaks of no market and no method."""
    cues, words = Counter[Section](), Counter[Section]()
    for segment in ir.segments:
        cues[segment.section] += len(_CUE.findall(segment.low))
        words[segment.section] += len(segment.words)
    all_words = sum(words.values())
    of_document = all_words >= _ENOUGH and sum(cues.values()) + _titled(ir) < _LEAST * all_words
    return lambda section: (
        of_document or (words[section] >= _ENOUGH and cues[section] < _LEAST_OF_SECTION * words[section])
    )


def _titled(ir: DocumentIR) -> int:
    """What the title says counts for more than a word of the text."""
    return 2 * len(_CUE.findall(ir.title.lower()))
