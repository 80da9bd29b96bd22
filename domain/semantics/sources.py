"""Data sources: who supplies data, which fields, and what replaces them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from domain.semantics.grids import grids
from domain.semantics.names import SOURCE
from domain.semantics.passages import Passages
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.source_tables import sources_in
from domain.semantics.statements import states
from domain.semantics.understanding import DataSource

NEEDED = re.compile(
    r"\b(?P<what>(?:(?:daily|historical|market|price|pricing|volume|trading|reference|fundamental|financial"
    r"|accounting|economic|fx|corporate actions?|dividend|esg|sentiment|real-time|intraday|end-of-day|index"
    r"|constituent|tick|order book|trade) )+(?:data|prices|feeds?|series))\b"
)
HANDLED = re.compile(
    r"\b(?:is|are|be) (?:required|needed|used|obtained|sourced|taken|collected|provided|received|gathered|retrieved"
    r"|updated|downloaded|available|stored)\b|\b"
    r"(?:using|uses?|from|based on|require[sd]?|collect|obtain|gather|past|source[ds]?)\b"
)
"""What is done with data that a rule needs as an input."""


@dataclass(frozen=True)
class _Supply:
    """A name at start..end of a segment, "" where a supplier is spoken of and not named."""

    segment: Segment
    start: int
    end: int
    name: str
    fallback: str = ""


def sources_of(segments: Passages) -> tuple[DataSource, ...]:
    """Every source with what it supplies, and last every needed datum, without a name, that no source supplies."""
    supplies, missing = list[_Supply](), list[DataSource]()
    tabled = [source for grid in grids(segments) if states(grid.first) for source in sources_in(grid)]
    in_tables = {source.span.block for source in tabled}
    rules = segments.only(lambda segment: states(segment) and segment.block.id not in in_tables)
    named = {segment: list(_supplies(segment)) for segment in rules.having(SOURCE, _NAMES_SYSTEM, _UNNAMED, _SUPPLIER)}
    replaced = {
        segment: _fallback(segment) for segment in rules.having(_SECONDARY, _FAILING, _ABSENT, _LACKING, _SUCCESSOR)
    }
    for segment in rules:
        here, instead = named.get(segment, []), replaced.get(segment, "")
        earlier = bool(supplies) and supplies[-1].segment.section is segment.section
        others = [supply for supply in here if not supply.name or supply.name not in instead]
        if others or earlier:
            here = others
        if instead and (again := _spoken_of(here, supplies)):
            supplies[:] = [
                replace(supply, fallback=supply.fallback or instead) if supply in again else supply
                for supply in supplies
            ]
            here = []
        elif instead and here:
            here = [replace(supply, fallback=instead) for supply in here]
        elif instead and earlier:
            last = supplies[-1].segment
            supplies[:] = [
                replace(supply, fallback=supply.fallback or instead) if supply.segment is last else supply
                for supply in supplies
            ]
        elif instead and (field := _FIELD.search(segment.low)):
            span = segment.span(field.start(), field.end())
            missing.append(
                DataSource(name="", field=segment.text[field.start() : field.end()], span=span, fallback=instead)
            )
        supplies.extend(here)
    found = dict[tuple[str, str, str], DataSource]()
    for supply in supplies:
        source = DataSource(
            name=supply.name,
            span=supply.segment.span(supply.start, supply.end),
            field=_field(supply),
            fallback="" if supply.name and supply.fallback.startswith(supply.name) else supply.fallback,
        )
        if source.name or source.field:
            found.setdefault((source.name.lower(), source.field.lower(), source.fallback), source)
    for source in tabled:
        found.setdefault((source.name.lower(), source.field.lower(), source.fallback), source)
    wanting = () if supplies or tabled else tuple(_unsupplied(rules))
    return (*_without_repeats(tuple(found.values())), *missing, *wanting)


def _spoken_of(here: list[_Supply], supplies: list[_Supply]) -> list[_Supply]:
    """The supplies, told before in the section, that a passage speaks of again to say what replaces them."""
    names = {supply.name for supply in here}
    again = [s for s in supplies if s.name in names and s.segment.section is here[0].segment.section]
    return again if names == {supply.name for supply in again} else []


def _without_repeats(sources: tuple[DataSource, ...]) -> Iterator[DataSource]:
    """A name without a field or a fallback adds nothing where the same one stands with either."""
    told = {source.name.lower() for source in sources if source.field or source.fallback}
    return (s for s in sources if s.field or s.fallback or s.name.lower() not in told)


_NAME_GOES_ON = re.compile(r"(?:(?: |/|-)(?!Official|Closing|Prices?\b)(?:[A-Z][\w&.]*[\w&]|[A-Z]))*")
_SUPPLIED = re.compile(
    r"(?:\b(?i:sourced?|obtained|taken|provided|supplied|published|reported|retrieved|downloaded|collected|received"
    r"|disseminated|observed|determined|quoted|available|drawn|compiled|com(?:es?|ing)|derived|data|prices?|rates?|feeds?|levels?"
    r"|fixings?|classification|ratings?|scores?|values?|volumes?)\b[^.;:]{0,60}\b(?:from|by|via|through|on|per)"
    r"|\b(?:data )?(?:sources?|providers?|vendors?|feeds?|database)\b(?: (?:is|are|for [a-z ]{1,40}))?:?)"
    r"(?: the| an?| either)?(?: (?:primary|official|listing|relevant))?"
    r"(?: [A-Z][\w&/.']+(?: [A-Z][\w&/.']+){0,2}(?:,| and| or|/|, or|, and)(?: the)?){0,4} ?$",
)
_SUPPLIES = re.compile(
    r"(?:'s)?(?: [\w/-]+){0,3}? (?:data(?:base|set)?|feeds?|prices?|pricing|quotes?|pages?|screen|fix(?:ing)?s?"
    r"|oracles?|terminal|ticker|classification|api|website|scores?|ratings?|(?:reference|exchange|interest|spot"
    r"|benchmark|policy) rates?|closing|close|official|vwap|candles?|order book)\b|(?: [a-z]+){0,2} ?\((?:px_|field)"
    r"|(?:'s)?: https?://|(?: \w+)? 4(?::00)? ?p\.?m"
)
_NOT_SOURCES = frozenset(
    ["isin", "wm", "iss", "cdp", "oracle", "oracles", "official closing", "primary exchange", "primary listing"]
)
"""What the names of sources have in common with ordinary words; a check is content with them, a list is not."""
_SYSTEM = r"(?:data ?base|API|api|feeds?|tables?|endpoint|data warehouse|system|website|oracles?|contracts?|topic|tape)"
_NAMES_SYSTEM = re.compile(_SYSTEM)
_AGENT = re.compile(
    r"\b(?:[Ff]rom|[Bb]y|[Vv]ia|[Uu]sing|[Ii]n|[Uu]ses?|[Uu]tili[sz]es|[Qq]uer(?:y|ies)|[Rr]eads?|[Ss]ource:|the|an?) "
    r"(?:(?:the|an?|its|our) )?(?P<name>(?:(?:[A-Z][\w&.]*[\w&](?:'s)? ){1,4}|[\"']?[\w./-]*[_/.][\w./-]*\w[\"']? "
    r"|(?:internal|in-house|proprietary|primary|on-chain|price|consolidated|exchange|listing|market data|reference"
    r"|oracle) {1,3}){1,3}"
    rf"(?:(?:market |reference |price |pricing )?{_SYSTEM}))\b"
)
_PRODUCT = r"(?:[A-Z][a-z]+[A-Z]\w+|[A-Z][A-Z&]{2,7}|[A-Z]\w+ (?=(?:Data|Analytics|Research|Terminal|Financial)\b))"
"""A name that no common word or term is written like: FactSet, EPFR, Example Data."""
_SUPPLIER = re.compile(
    r"\b(?:(?:sourced|obtained|retrieved|received|downloaded|collected|drawn|purchased|taken|come|comes) from"
    rf"|(?:supplied|provided|delivered|compiled) by) (?:the )?(?P<name>{_PRODUCT}(?: ?[A-Z][\w&.]*\w){{0,2}})(?![\w(-])"
)
_QUOTES = re.compile(r"(?<!\w)['\"]|['\"](?!\w)")
_UNNAMED = re.compile(
    r"\b(?:from|by|via) (?:(?:an?|the|one or more|any) )?(?:[a-z-]+,? ){0,3}(?:data )?(?:third[- ]part(?:y|ies)(?: "
    r"(?:data )?(?:providers?|vendors?|sources?))?|(?:providers?|vendors?))\b"
)
_IN_TABLE = re.compile(r"\b(?:source|provider|vendor|feed)s?\b")


def _supplies(segment: Segment) -> Iterator[_Supply]:
    text, taken = segment.text, 0
    if not any(letter.isupper() for letter in text) and not _FEED.search(segment.low):
        return
    if not (_ABOUT_DATA.search(segment.low) or _IN_TABLE.search(segment.lead.lower())):
        return
    for match in SOURCE.finditer(text):
        if match.start() < taken or match.group().lower() in _NOT_SOURCES or not _is_name(match.group()):
            continue
        goes_on = _NAME_GOES_ON.match(text, match.end())
        end = goes_on.end() if goes_on else match.end()
        before = text[max(0, match.start() - 140) : match.start()]
        in_cell = segment.kind is SegmentKind.CELL and _IN_TABLE.search(segment.lead.lower())
        if (
            in_cell
            or _SUPPLIED.search(before)
            or _SUPPLIES.match(segment.low, match.end())
            or _SUPPLIES.match(segment.low, end)
        ):
            taken = end
            start = match.start() - (3 if text[: match.start()].endswith("WM/") else 0)
            yield _Supply(segment, start, end, text[start:end])
    for match in _SUPPLIER.finditer(text):
        if match.start("name") >= taken and not SOURCE.search(match["name"]):
            taken = match.end("name")
            yield _Supply(segment, match.start("name"), taken, match["name"])
    for match in _AGENT.finditer(text) if _NAMES_SYSTEM.search(text) else ():
        if match.start("name") >= taken and not SOURCE.search(match["name"]):
            yield _Supply(segment, match.start("name"), match.end("name"), _QUOTES.sub("", match["name"]))
    if not taken and (unnamed := _UNNAMED.search(segment.low)):
        yield _Supply(segment, unnamed.start(), unnamed.end(), "")


_FEED = re.compile(r"\b(?:feed|api|table|database|oracle|endpoint|provider|vendor|third[- ]part)")
_ABOUT_DATA = re.compile(
    r"\b(?:data\w*|prices?|pricing|sourced?|sources|feeds?|obtained|provided|published|vendors?|providers?|rates?"
    r"|fix(?:ing)?s?|clos(?:e|ing)|quotes?|oracles?|api|tables?|classification|ratings?|scores?|website|volumes?"
    r"|values?|levels?|retrieved|supplied|come|comes|compiled|drawn|dividends?)\b"
)


def _is_name(words: str) -> bool:
    """Written as a name: "Bloomberg" or "iBoxx", not "polygon"."""
    return any(letter.isupper() for letter in words)


_FIELD = re.compile(
    r"\b(?:px_\w+|(?<=\bfield )\w+_\w+|(?<=\(field )\w[\w ]{1,30}(?=\))|(?<=\(ric )[\w.=]{2,20}(?=\))"
    r"|wm/?\w* (?:4 p\.?m\.? )?(?:london )?fix(?:ing)?|4(?::00)? ?p\.?m\.? (?:[a-z]+ )?(?:fix(?:ing)?|rates?)"
    r"|(?:(?:official|adjusted|unadjusted|daily|last|primary|auction|regular) ){0,2}(?:clos(?:e|ing) (?:auction )?"
    r"(?:prices?|levels?|values?)|close(?= data| from| of\b|,|$))|adjusted close|last (?:traded|trade|sale|available)"
    r" (?:prices?|value)|mid(?:[- ](?:market )?(?:prices?|rates?|quotes?|point))|(?:best )?bid(?:[ /-](?:and[ -])?"
    r"(?:ask|offer))? (?:prices?|quotes?)|(?:official )?open(?:ing) prices?|(?:daily )?settlement prices?|vwap|twap"
    r"|(?:free[- ]float(?:[- ]adjusted)? )?market (?:cap(?:itali[sz]ation)?s?)\b(?: \(free[- ]float\))?"
    r"|free[- ]float(?: factors?)?"
    r"|(?:wm )?(?:spot|fx|foreign exchange|exchange|interest|reference|policy|risk-free|funding|fixing|benchmark"
    r"|overnight|short-term|deposit|repo|discount|swap|treasury bill|t-bill|withholding tax) rates?|fixings?"
    r"|reference prices?|mark prices?|index (?:levels?|prices?|values?)|oracle prices?|price feeds?"
    r"|dividend (?:yields?|data|forecasts?)|dividends|corporate actions?(?: data)?|(?:esg|sustainability|carbon|credit)"
    r" (?:scores?|ratings?|data)|shares (?:outstanding|in issue)|(?:industry |sector )?classification|trading volumes?"
    r"|volumes?|order book(?: data)?|tick data|trade data|sentiment scores?|earnings|implied volatility|yield curves?"
    r"|(?:(?:daily|historical|market|price|pricing|volume|trading|reference|fundamental|financial|accounting|economic"
    r"|fx|end-of-day|intraday|real-time|source|constituent) ){1,3}(?:data|prices?|series)|prices?)(?!\w)"
)


def _field(supply: _Supply) -> str:
    """The field that stands nearest to the name; else what the list or the table row is about."""
    segment = supply.segment
    fields = [f for f in _FIELD.finditer(segment.low) if f.end() <= supply.start or f.start() >= supply.start]
    if not fields:
        lead = _FIELD.search(segment.lead.lower())
        return segment.lead[lead.start() : lead.end()] if lead else ""

    def distance(field: re.Match[str]) -> int:
        return supply.start - field.end() if field.end() <= supply.start else max(0, field.start() - supply.end)

    # a bare "price" says less than any field further off
    best = min(fields, key=lambda field: (field.group() in ("price", "prices"), distance(field)))
    return segment.text[best.start() : best.end()]


_LACKING = re.compile(
    r"\b(?:unavailable|(?:not|no longer|neither|cannot be|isn't|aren't) (?:\w+ ){0,3}?(?:available|published|provided"
    r"|determined|observed|obtained|reported|quoted|disseminated)|(?:not|fails? to|failed to) (?:provide|publish"
    r"|supply|deliver|report|quote)|no (?:price|quote|level|value|rate)s?|older than|delayed"
    r"|no (?:\w+ ){0,4}(?:is|are) (?:available|published|reported|quoted)|missing|ceases? to|discontinued|stale"
    r"|outage)\b"
)
_CONDITION = re.compile(r"\b(?:if|where|when|whenever|should|in the event|in case|to the extent|absent)\b")
_SUCCESSOR = re.compile(
    r"\bor (?:any|its|their|a|such) (?:official )?(?:successors?|replacements?)"
    r"(?: (?:rates?|sources?|providers?|pages?|screens?|fixings?|publications?|administrators?|services?|thereto)){0,2}"
    r"(?=[ ,.;)]|$)"
)
_SECONDARY = re.compile(
    r"\b(?:(?:secondary|back-?up|fall-?back|alternative) (?:data )?(?:sources?|prices?|vendors?|providers?|feeds?"
    r"|rates?)(?: is|:|,| \()|(?:fall-?back|back-?up) is) ?(?P<name>(?:[^.;,()]|\([^()]*\)){2,80})",
    re.IGNORECASE,
)
_FAILING = re.compile(
    r"\b(?:failing|in the absence of) (?:which|that|this)\b,? "
    r"(?:(?:it is |they are )?(?:taken |obtained |sourced )?from )?(?:the )?(?P<name>[^.;,]{2,80})"
)
_ABSENT = re.compile(
    r"\b[Ii]n the absence of (?!which\b|that\b|this\b)[^.;,]{2,80}?(?:, ?| (?=the (?:last|previous|most recent)\b))"
    r"(?P<name>[^.;]{2,120})"
)
_LONGEST = 120
_ACTS = re.compile(
    r"\b(?:us(?:e[sd]?|ing)|tak(?:e[sn]?|ing)|appl(?:y|ied|ies)|carried|carry|replaced|substituted?|estimated?"
    r"|interpolated?|excluded?|removed?|skip(?:s|ped)?|determine[sd]?|postponed?|set to|remain(?:s)?|fall(?:s)? back"
    r"|revert(?:s)?|switch(?:es|ed)? to|prevails?|select(?:s|ed)?|last|previous|zero)\b"
)


def _fallback(segment: Segment) -> str:
    """What a passage says is used where data are missing, in its own words."""
    low, text = segment.low, segment.text
    lacking = _LACKING.search(low)
    condition = lacking and _CONDITION.search(low, max(0, lacking.start() - 100), lacking.start())
    first = lacking.start() if lacking and condition else len(text)
    for named in (_SECONDARY.search(text), _FAILING.search(text), _ABSENT.search(text)):
        if named and named.start() < first:
            return _short(named["name"])
    if lacking and condition:
        comma = text.find(", ", lacking.end())
        after = text[comma + 2 :] if comma >= 0 else ""
        instead = after if _ACTS.search(after.lower()) else text[: condition.start()]
        if _ACTS.search(instead.lower()):
            return _short(instead)
    if successor := _SUCCESSOR.search(low):
        return text[successor.start() : successor.end()].removeprefix("or ")
    return ""


def _short(words: str) -> str:
    """The words as far as a list shows them, to the end of a word."""
    words = words.strip(" ,.;:")
    return words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _unsupplied(rules: Passages) -> Iterator[DataSource]:
    told = set[str]()
    for segment in rules.having(NEEDED):
        for match in NEEDED.finditer(segment.low):
            head = match["what"].split()[-2]
            if head not in told and HANDLED.search(segment.low):
                told.add(head)
                words = segment.text[match.start() : match.end()]
                field = re.sub(r" data$", "", words, flags=re.IGNORECASE)
                yield DataSource(name="", field=_small(field), span=segment.span(match.start(), match.end()))


def _small(words: str) -> str:
    return words[0].lower() + words[1:] if words[1:2].islower() else words
