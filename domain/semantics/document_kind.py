"""What kind of document this is: an index rulebook, an execution algorithm, a strategy, or a policy or procedure."""

import re
from collections import Counter
from enum import StrEnum

from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.words import stem


class DocumentKind(StrEnum):
    """OTHER is what says too little of itself: nothing is asked of it, nor excused, for the sake of its kind."""

    INDEX_RULEBOOK = "index rulebook"
    EXECUTION_ALGORITHM = "execution algorithm"
    STRATEGY = "strategy"
    POLICY = "policy or procedure"
    OTHER = "other"


_TITLES = {
    DocumentKind.INDEX_RULEBOOK: r"(?:index|indices|indexes|benchmarks?|rulebook|fixings?|reference (?:rates?|prices?))"
    r"(?:[ :,-]+(?:guidelines?|rules|manual|methodology))?",
    DocumentKind.EXECUTION_ALGORITHM: r"execution|twap|vwap|pov|order rout(?:er|ing)|implementation shortfall|algorithm"
    r"|order (?:placement|handling)|market[- ]mak(?:ing|er)",
    DocumentKind.STRATEGY: r"strateg(?:y|ies)|trading system|signals?|momentum|carry|arbitrage|market[- ]mak(?:ing|er)"
    r"|portfolio|overlay|trend|mean reversion",
    DocumentKind.POLICY: r"polic(?:y|ies)|procedures?|guidelines?|standards?|code of conduct|manual|framework|charter"
    r"|runbook|controls?|governance|terms of reference|kill.?switch(?:es)?",
}
_SAYS = {
    DocumentKind.INDEX_RULEBOOK: r"the index|index (?:levels?|values?|universe|committee|sponsor|administrator|provider"
    r"|owner|calculat\w+|components?|methodology|membership)|calculation agent|constituents?|divisor|reconstitution"
    r"|rebalanc\w+|base (?:value|date)|free[- ]float|(?:selection|review|effective) (?:date|day)"
    r"|benchmark (?:administrator|statement)|net total return|parent index|corporate actions?",
    DocumentKind.EXECUTION_ALGORITHM: r"(?:parent|child|limit|market|stop|iceberg|passive|client|open|resting) orders?"
    r"|order (?:types?|books?|size|placement|router|routing|flow|quantity|lifecycle)|slic(?:es?|ing)|twap|vwap"
    r"|participation (?:rate|cap)|venues?|(?:partial )?fills?|filled|best (?:bid|ask|offer)|ticks?|tick size|slippage"
    r"|arrival price|mid[- ]?price|bid[- ]ask|quotes?|queue|cancel\w*|latency|implementation shortfall",
    DocumentKind.STRATEGY: r"(?:the|this|our) strategy|signals?|back-?test\w*|entry|exits?|stop[- ]?loss\w*"
    r"|take[- ]profit|positions?|position siz\w+|draw-?downs?|(?:long|short) positions?|momentum|leverage|sharpe"
    r"|portfolio|hedg\w+|inventory|target weights?|volatility target\w*|allocation|profit|pnl|p&l|trades?",
    DocumentKind.POLICY: r"this (?:policy|procedure|standard|guideline|document applies)|senior management|compliance"
    r"|(?:responsible|accountable) for|responsibilit(?:y|ies)|employees?|staff|personnel|board|escalat\w+"
    r"|approv(?:ed|al)|(?:at least )?annual(?:ly)?|(?:must|shall) (?:ensure|be reviewed)|regulat\w+|audit\w*"
    r"|supervis\w+|oversight|incidents?|firms?|members?|exceptions?|training|records?|retention|conflicts? of interest",
}
_TITLE = {kind: re.compile(rf"\b(?:{words})\b") for kind, words in _TITLES.items()}
_SAID = {kind: re.compile(rf"\b(?:{words})\b") for kind, words in _SAYS.items()}

_READ = 400
"""How many passages are read, evenly spread over the document."""
_EXPECTED = 30
"""Passages that are added to a short document's, so that one word of it does not decide."""
_OFTEN = 0.05
"""The share of passages from which on a cue is not worth more."""
_LEAST, _AHEAD = 1.5, 1.15
"""How much the kind must be worth at least, and how much more than the next."""


def kind_of(title: str, segments: tuple[Segment, ...]) -> DocumentKind:
    """The kind whose words stand in the title, in the headings and all over the text."""
    headings = " \n ".join(segment.low for segment in segments if segment.kind is SegmentKind.HEADING)
    prose = [segment for segment in segments if segment.kind is not SegmentKind.HEADING]
    read = prose[:: max(1, len(prose) // _READ)]
    worth = {kind: _worth(kind, title.lower(), headings, read) for kind in _SAID}
    if named := _named_last(title.lower()):
        worth[named] += 2
    (best, most), (_, second), *_ = sorted(worth.items(), key=lambda pair: -pair[1])
    return best if most >= _LEAST and most >= _AHEAD * second else DocumentKind.OTHER


def _named_last(title: str) -> DocumentKind | None:
    """What a title ends in is what the thing is: an index strategy is a strategy."""
    ends = {kind: max((match.end() for match in words.finditer(title)), default=0) for kind, words in _TITLE.items()}
    last = max(ends.values())
    return next(kind for kind, end in ends.items() if end == last) if last else None


def _worth(kind: DocumentKind, title: str, headings: str, read: list[Segment]) -> float:
    """A cue in the title counts three times, in a heading once more than one that is all over the text."""
    headed = {_cue(match.group()) for match in _SAID[kind].finditer(headings)}
    said = Counter(cue for segment in read for cue in {_cue(m.group()) for m in _SAID[kind].finditer(segment.low)})
    often = sum(min(1.0, count / (len(read) + _EXPECTED) / _OFTEN) for count in said.values())
    return 3.0 * bool(_TITLE[kind].search(title)) + len(headed) + often


def _cue(words: str) -> str:
    return stem(words.replace("-", " "))
