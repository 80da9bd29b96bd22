"""Parameters of the running text: the sentences, list items and lines that give a named number its value."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from domain.semantics.cases import condition, kind_after, kind_before
from domain.semantics.numbers import GIVES_NUMBER
from domain.semantics.parameter_names import (
    before,
    head,
    is_code,
    names_a_number,
    phrase,
    reads_as_name,
    split_label,
    unit_named,
    unit_of_name,
)
from domain.semantics.parameter_subjects import EXPRESSED, is_condition, subject
from domain.semantics.parameter_values import Reading, bracketed, read_value, source_of, with_other_side
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.understanding import Statement
from domain.semantics.words import word_set


@dataclass(frozen=True)
class Mention:
    """A passage that speaks of a parameter under these names."""

    names: tuple[str, ...]
    statement: Statement


_BE = r"(?:is|are|shall be|will be|must be|should be)(?: (?:currently|initially|always|hereby))?"
_SET = (
    r"(?P<set> (?:set|fixed|defined|specified|calibrated|chosen|kept|held|assumed|capped|floored|limited|triggered"
    r"|accrued|charged|levied))?"
)
_AT = r"(?: (?:at(?! least| most)|to be|to|as|equal to|by default))?"
_MODAL_NOT = r"(?:(?:must|shall|may|should|can|does|do|will|is|are) not (?:to )?|cannot )"
_MOST = rf"(?P<most>{_MODAL_NOT}(?:exceed|be (?:more|greater|higher|larger) than))"
_LEAST = rf"(?P<least>{_MODAL_NOT}(?:fall below|be (?:less|lower|smaller) than))"
_SETS = (
    r"set (?:at|to)|fixed at|capped at|limited to|equals?|means?|(?:defaults?|default) to|amounts? to|stands at"
    r"|(?<=\blet \w )be|(?:must|shall|should|may|will|can) (?:be|lie|range|stay|remain|weigh|represent"
    r"|account for|make up)|ranges?|lies?"
)
_GIVES = re.compile(
    rf"(?<![\w])(?:{_BE}{_SET}{_AT}|{_MOST}|{_LEAST}|{_SETS}|of|has|have)(?= (?:a |an )?[\w$€£¥<>≤≥=+±-])"
    r"|(?P<label>(?<=\w|[)\"'\]]):(?=\s)|(?P<assigned>\s?(?<![<>=!:])[:]?=(?![=>])))"
)
_MARK = r"(?P<mark>:=|:(?=\s)|(?<![<>!])=(?![=>])|≔| -[->]? | → )"
_LABEL = re.compile(rf"(?:where |with |let |and |using )?(?P<label>[^:=;?!]{{1,80}}?)\s?{_MARK}\s*(?=\S)")
_SAYS = re.compile(
    r"(?:(?:must|should|shall|will|may|can) be|is|are|set|defaults?)(?: set| fixed)?(?: (?:at|to))? |a default of ",
    re.I,
)


def statements(segment: Segment) -> Iterator[Mention]:
    """What a passage says of parameters: each with a figure, a bound or a range."""
    text, low = segment.text, segment.low
    taken = segment.start - 1
    if labelled := _flag(segment) or _labelled(segment) or _criterion(segment):
        yield labelled
        taken = labelled.statement.span.end
    if not GIVES_NUMBER.search(low):
        return
    for verb in _GIVES.finditer(low, max(0, taken - segment.start)):
        reading = _read(text, low, verb) if verb.start() >= taken - segment.start else None
        if reading is None:
            continue
        start, names = _weighed(text, verb) if _WEIGHS.search(verb.group()) else subject(text, low, verb, reading)
        if names:
            taken = segment.start + reading.end
            said = _mention(segment, start, _in_case(names, text, start, reading.end), reading)
            yield said
            for further in _further(segment, said, names, reading.end):
                taken = further.statement.span.end
                yield further
    if taken < segment.start:
        yield from _figure_first(segment)
        yield from _in_brackets(segment)


_FURTHER = re.compile(r"(?:,|;)?(?: and| but| or|,) (?=[\d$€£]|[a-z]{3} \d)|[,;] (?=[\d$€£])")
_FURTHER_CASE = re.compile(
    r"(?:,|;)?(?: and| but|;|,) (?P<case>for [\w-]+(?: (?!the |is |a )[\w&/-]+){0,3}?),? (?:it is )?(?=[\d$€£])"
)


def _in_case(names: tuple[str, ...], text: str, start: int, end: int) -> tuple[str, ...]:
    """The name with the case that the value is for: "the cap is 5% for shares" is about the cap for shares."""
    case = kind_after(text, end)[0] or kind_before(text, start)
    return (f"{names[0]} {case}",) if case and " for " not in names[0] else names


def _further(segment: Segment, first: Mention, names: tuple[str, ...], end: int) -> Iterator[Mention]:
    """The values of other cases that follow: "the cap is 5% for shares and 7% for bonds", "and for bonds 7%"."""
    text, low = segment.text, segment.low
    if first.names == names:
        return
    end = max(end, kind_after(text, end)[1])
    while following := _FURTHER_CASE.match(low, end) or _FURTHER.match(low, end):
        reading = read_value(text, low, following.end())
        before = following.groupdict().get("case")
        case, end = (
            (before, reading.end if reading else end) if before else kind_after(text, reading.end if reading else end)
        )
        if not reading or not case:
            return
        yield _mention(segment, following.end(), (f"{names[0]} {case}",), reading)


_BRACKET = re.compile(r"\s\((?=[\d$€£]|default|by default|[a-z]{3} \d)")


def _in_brackets(segment: Segment) -> Iterator[Mention]:
    """ "each sampling period (default 1 minute)", "the loss limit (3% of NAV)": a name and its value in brackets."""
    text, low = segment.text, segment.low
    for opened in _BRACKET.finditer(low):
        start, name = phrase(text, opened.start())
        name = re.sub(r"^.* of (?:each|every|the|a) ", "", name)
        if not names_a_number(name):
            continue
        reading = read_value(text, low, opened.end())
        if reading and reading.unit and low[reading.end : reading.end + 1] == ")":
            yield _mention(segment, start, (name,), replace(reading, end=reading.end + 1))
        elif (
            limits := bracketed(text, low, opened.end() - 1)
            if "default" in low[opened.end() : opened.end() + 12]
            else {}
        ):
            yield _mention(
                segment, start, (name,), with_unit(Reading(low.index(")", opened.end()) + 1).with_limits(limits))
            )


def with_unit(found: Reading) -> Reading:
    """With the unit that its default or bounds are given in."""
    texts = (found.default, found.high, found.low)
    read = (read_value(text, text.lower(), 0) for text in texts if text)
    return replace(found, unit=next((other.unit for other in read if other), ""))


def _read(text: str, low: str, verb: re.Match[str]) -> Reading | None:
    at = verb.end() + len(low[verb.end() :]) - len(low[verb.end() :].lstrip())
    reading = read_value(text, low, at)
    if reading and low.startswith("..", reading.end):
        return None  # the letter that a sum runs over
    if reading and reading.low and not reading.high and _NEGATED.search(low, 0, verb.start()):
        return replace(reading, low="", high=reading.low)  # "no stock may weigh over 5%"
    if reading is None or not reading.value:
        return reading
    if verb["most"] or (verb["set"] or verb.group()).strip() in ("capped", "limited", "capped at", "limited to"):
        return with_other_side(text, low, reading.as_high())
    if verb["least"] or (verb["set"] or "").strip() == "floored":
        return with_other_side(text, low, reading.as_low())
    if verb.group().startswith("default"):
        return replace(reading, default=reading.value, value="", number=None)
    return reading


def _weighed(text: str, verb: re.Match[str]) -> tuple[int, tuple[str, ...]]:
    """The weight of what a verb says that it weighs, and where that is named."""
    start, name = phrase(text, len(text[: verb.start()].rstrip()))
    return start, (f"weight of {name}",) if name else ()


_WEIGHS = re.compile(r" (?:weigh|represent|account for|make up)$")
_NEGATED = re.compile(r"(?:^|[,;] |\b(?:and|but) )(?:no|neither|none of) [^,;]*$")
_OF_SYMBOL = re.compile(
    r"(?:the |an? )?(?P<name>[a-z][\w -]{2,50}?)(?:,? (?:(?:which is |being )?(?:equal to|set (?:to|at)|fixed at))|,|"
    r" of) (?=[\d$€£+-]|[a-z]{3} \d)"
)
"""What a legend says of a symbol before its value: "k: smoothing factor, equal to 0.1"."""


def _of_symbol(segment: Segment, symbol: str, at: int) -> Mention | None:
    text, low = segment.text, segment.low
    said = _OF_SYMBOL.match(low, at)
    reading = read_value(text, low, said.end()) if said else None
    if not said or not reading or low[reading.end :].strip(" .;,"):
        return None
    name = text[said.start("name") : said.end("name")]
    return _mention(segment, 0, (name, symbol), reading) if names_a_number(name) else None


def _labelled(segment: Segment) -> Mention | None:
    """ "Momentum weight: 0.4", "max_position = 3 (default 5)": a line that is a name and its value."""
    text, low = segment.text, segment.low
    match = _LABEL.match(text)
    if not match or segment.kind is SegmentKind.HEADING:
        return None
    label = match["label"]
    if (
        match["mark"] == "="
        and segment.kind is SegmentKind.SENTENCE
        and phrase(text, match.end("label"))[1] != label.strip()
        and phrase(text, len(bare := re.sub(r"\s?\([^()]{1,20}\)\s?$", "", label)))[1] != bare
    ):
        return None
    names, unit = split_label(label)
    if not reads_as_name(names[0]) or (len(names[0].split()) > 6 and segment.kind is SegmentKind.SENTENCE):
        return None
    at = match.end()
    while said := _SAYS.match(low, at):
        at = said.end()
    reading = read_value(text, low, at)
    if reading and (compared := _COMPARED.match(low, reading.end)):
        reading = read_value(text, low, compared.start("bound")) or reading
    rest = low[reading.end :].strip(" .;,") if reading else low[at:]
    if reading is None and is_code(names[0]) and (explained := _of_symbol(segment, names[0], at)):
        return explained
    if reading is None:
        unit = unit or unit_of_description(low[at:])
        if not (is_code(names[0]) and unit):
            return None
        return Mention(names, Statement(span=segment.span(0, len(text)), unit=unit))
    if match["mark"] in ("=", ":=", "≔") and not _is_assignment(names[0], rest):
        return None
    unit = reading.unit or unit or unit_of_name(names[0])
    reading = replace(reading, unit=unit)
    names = (*names, *_named_after(rest))
    return _mention(
        segment,
        match.start("label"),
        names if len(names) > 1 else _in_case(names, text, match.start("label"), reading.end),
        reading,
    )


_COMPARED = re.compile(r"(?: [\w/-]+){1,5} (?P<bound>(?:[<>≤≥]=?|at least|at most)\s?(?:[\d$€£]|[a-z]{3} \d))")
"""The measure that a label is about, and its bound: "Liquidity: 3-month ADTV > EUR 10m" says nothing of 3 months."""
_CRITERION = re.compile(
    r"(?:an? |the )?(?P<name>[a-z][\w &/-]{2,60}?) (?:(?:must|shall|should) )?(?:be |of |is |are )?"
    r"(?=(?:greater|less|lower|higher|more) than|above \W?\w|below \W?\w|over [\d$€£]|under [\d$€£]"
    r"|at least|at most|exceeding|between [\d$€£])"
)
_BOUND_FIRST = re.compile(r"(?P<side>minimum|maximum|at least|at most)(?: of)? (?=[\d$€£])")


def _criterion(segment: Segment) -> Mention | None:
    """ "Free float greater than 15%", "Minimum 12 months of trading history": an item of a list of criteria."""
    if segment.kind is not SegmentKind.ITEM:
        return None
    text, low = segment.text, segment.low
    if match := _CRITERION.match(low):
        reading = read_value(text, low, match.end())
        name = text[match.start("name") : match.end("name")]
        is_whole = phrase(text, match.end("name"))[1] == name
        return (
            _mention(segment, 0, (name,), reading)
            if reading and reading.unit and is_whole and reads_as_name(name)
            else None
        )
    first = _BOUND_FIRST.match(low)
    reading = read_value(text, low, 0) if first else None
    if not reading or not reading.unit:
        return None
    name = re.sub(r"^of ", "", text[reading.end :].strip(" .;,-"))
    return _mention(segment, 0, (name,), reading) if reads_as_name(name) and len(name.split()) <= 6 else None


_FLAG = re.compile(r"(?P<name>--?[a-z][\w-]{1,40})[ =](?:[A-Z_]{1,20}|<[\w-]{1,20}>)?\s?")
STATING = (_FLAG, _LABEL, _CRITERION, _BOUND_FIRST, GIVES_NUMBER)
"""One of these is in every passage that says something of a parameter."""


def _flag(segment: Segment) -> Mention | None:
    """ "--max-orders N (default: 10)": an option of a command."""
    match = _FLAG.match(segment.text)
    if not match:
        return None
    reading = read_value(segment.text, segment.low, match.end())
    if reading is None:
        fields = bracketed(segment.text, segment.low, segment.low.find("(", match.end() - 1))
        reading = Reading(match.end()).with_limits(fields) if fields else None
    return _mention(segment, 0, (match["name"],), reading) if reading else None


def _is_assignment(name: str, rest: str) -> bool:
    return not re.match(r"[*/×^+]|- \d", rest) and len(name.split()) <= 8


def _named_after(rest: str) -> tuple[str, ...]:
    """The name that a definition gives a symbol: "w = 0.4 is the momentum weight"."""
    match = re.match(r"(?:is|denotes|being|represents) (?:the |an? )?(?P<name>[a-z][\w -]{2,60})$", rest)
    return (match["name"],) if match and names_a_number(match["name"]) else ()


def unit_of_description(low: str) -> str:
    """ "duration in seconds", "(in candles)", "how many minutes": the unit a description asks for."""
    for match in re.finditer(
        r"\b(?:in|how many|number of|amount of|as (?:a |an )?)\s?(?P<unit>trading days|business days|[a-z%]{1,14})", low
    ):
        if unit := unit_named(match["unit"]):
            return unit
    return ""


_FIRST = re.compile(
    r"(?<![\w.,/-])(?P<number>\d{1,4}(?:\.\d{1,4})?)(?P<unit>[ -](?:trading[ -]|business[ -])?(?:second|minute|hour"
    r"|day|week|month|year|bps|tick|candle|bar)-?| ?%|[ -]basis[ -]point)"
    r" (?P<name>(?:[a-z][a-z-]{1,20} ){0,3}?(?:look-?back(?: (?:window|period))?|window|period|cap|limit|buffer|lag"
    r"|delay|threshold|horizon|fee|tolerance|haircut|spread|target|floor|notice|half-life|time-?out))\b"
    r"(?! of \d| (?:index|indices|strategy|fund|certificates?)\b)"
)


_SPANS = word_set("lookback look-back window period lag delay horizon notice half-life timeout time-out")


def _figure_first(segment: Segment) -> Iterator[Mention]:
    """ "a 60-day lookback window", "a 20% volatility target"."""
    for match in _FIRST.finditer(segment.low):
        name = match["name"]
        unit = unit_named(match["unit"].strip(" -").replace("-", " "))
        if not unit or not names_a_number(name) or is_condition(segment.low, match.start()):
            continue
        if (head(name) in _SPANS) is (unit in ("%", "bps")):
            continue
        yield Mention(
            (segment.text[match.start("name") : match.end("name")],),
            Statement(
                span=segment.span(match.start(), match.end()),
                value=segment.text[match.start() : match.end("unit")].strip(" -"),
                number=float(match["number"]),
                unit=unit,
            ),
        )


def _mention(segment: Segment, start: int, names: tuple[str, ...], reading: Reading) -> Mention:
    text, low = segment.text, segment.low
    unit, base, default = reading.unit, reading.base, reading.default
    if expressed := EXPRESSED.search(low[start : reading.end + 90]):
        unit = unit or unit_named(re.sub(r"^an? ", "", expressed["unit"]))
        base = base or (
            text[start + expressed.start("base") : start + expressed.end("base")] if expressed["base"] else ""
        )
    if not default and (before(text, start) == "default" or low[start:].startswith("default ")):
        default, reading = reading.value, replace(reading, value="", number=None)
    statement = Statement(
        span=segment.span(start, reading.end),
        value=reading.value,
        number=reading.number,
        unit=unit,
        base=base.strip(" ,"),
        low=reading.low,
        high=reading.high,
        default=default,
        source=source_of(low[reading.end :], text[reading.end :]),
        case=condition(segment, start, reading.end),
    )
    return Mention(names, statement)
