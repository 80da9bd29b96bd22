"""Names of parameters: which words before a value are the name, and when two spellings are one name."""

import re

from domain.semantics.currencies import CODE, MARK, currency_of
from domain.semantics.numbers import SCALES
from domain.semantics.words import word_set

HEADS = word_set(
    # shares, prices and amounts
    "rate rates ratio weight weighting allocation exposure leverage gearing multiplier multiple factor"
    " coefficient beta spread fee fees cost costs charge commission slippage rebate penalty haircut discount"
    " premium coupon yield margin size amount notional denomination capital capitalisation capitalization"
    " liquidity turnover volume float share proportion fraction percentage participation adv adtv aum stake"
    " concentration divisor quantity lot tick clip strike moneyness recovery withholding financing watermark allowance"
    # limits
    " threshold thresholds cap caps limit limits ceiling floor minimum maximum budget target buffer band tolerance"
    " barrier cutoff cut-off hurdle trigger stop stop-loss stoploss drawdown loss collar reserve throttle corridor"
    # time
    " window period lookback look-back horizon tenor term maturity interval timeout delay lag latency duration"
    " length half-life halflife notice days frequency cooldown cooling-off expiry"
    # statistics and method
    " parameter constant exponent decay volatility quantile percentile confidence precision rounding number count"
    " level value skew step increment depth age width offset correlation component deviation z-score smoothing"
    " damping shrinkage seed"
)
"""Nouns whose figure is set, not observed."""
_EMPTY = word_set(
    "value level number count amount size weight period rate ratio parameter factor share percentage percent proportion"
    " fraction term days price result total figure score return sum exposure cost costs loss volume step minimum"
    " maximum"
    " average length volatility correlation yield capital allocation quantity multiple drawdown liquidity constant"
    " coefficient target component deviation"
)
"""Heads that name nothing by themselves."""
_OBSERVED = word_set(
    "price prices level levels return returns result results answer value values number amount total sum rest"
    " remainder average mean score rank index indices market exchange company issuer administrator sponsor"
    " committee portfolio fund sample review meeting document report year month week day time date stock stocks"
    " share shares bond bonds revenue profit earnings income inflation probability chance correlation weight"
    " increase decrease rise fall drop gain loss change move majority group team set list history world country"
    " sector people one first second third last other same latter former following most least rule reason purpose"
    " aim goal case point end start beginning chapter page currency universe basket output input effect impact"
    " difference distance answer growth gdp population demand supply track record error"
)
"""Heads of what is seen or said, not set: a figure given to them is no parameter."""
_GENERIC = word_set(
    "value level levels number count amount parameter factor period days price result"
    " total figure average minimum maximum min max specified required allowed default constant coefficient"
)
"""Words that name nothing even together: "average value"."""
_NO_NAMES = re.compile(
    r"\b(?:version|date|dates|phone|tel|telephone|fax|page|section|isin|zip|address|contact|email|e-mail|code|ticker"
    r"|year|figure|table|appendix|annex|article|step|phase|rule|note|chapter|hours|copyright|edition|revision|issue"
    r"|example|suppose|there|it|he|she|we|they|this|these|those|who|which|that|you|status|author|as follows"
    r"|time(?! (?:to (?:maturity|expiry|expiration)|window|limit|horizon|constant)\b))\b",
    re.IGNORECASE,
)
_BREAKS = word_set(
    "if when whenever where unless until while because assuming suppose than then that which who whose and or but with"
    " without using use uses used has have having apply applies applied is are was were be been being by from to on"
    " over as at set sets must shall will may can could should would not only also include includes including requires"
    " require let so after before during within between since do does did under above below exceeds equals means"
    " becomes employs takes adopts plus minus per"
)
_ARTICLES = word_set("the a an its their our each every any this that such all both either no of for in")
_TOKEN = re.compile(r"[^\s,;:()\[\]\"=]+")
_INNER = word_set("of for in a an the per each any all")
"""Words a name may have within it: "maximum weight of a single stock"."""
IDENTIFIER = re.compile(
    r"-{0,2}_?(?:[a-z][a-z0-9]{0,30}(?:[_][a-z0-9]{1,30}){1,8}|[A-Z][A-Z0-9]{1,30}(?:_[A-Z0-9]{1,30}){1,8}"
    r"|_[a-z][A-Za-z0-9]{1,30}|[a-z]{1,20}(?:[A-Z][a-z0-9]{1,20}){1,6}|[A-Z][a-z0-9]{1,20}(?:[A-Z][a-z0-9]{1,20}){1,6})"
)
"""A name as it is written in code: max_position, maxPosition, MAX_POSITION."""
SYMBOL = re.compile(
    r"(?:[A-Za-zα-ωΑ-Ωϑϕϵ𝛼-𝜛𝛢-𝜎][A-Za-z]?|alpha|beta|gamma|delta|epsilon|eta|theta|kappa|lambda|mu|sigma|tau|phi|omega)"
    r"(?:_\{?[A-Za-z0-9,]{1,12}\}?|[0-9*'])?"
)
"""A letter that stands for a quantity: K, w_m, λ."""


def phrase(text: str, end: int) -> tuple[int, str]:
    """Start and text of the name that ends before `end`; "" where what stands there is no noun phrase."""
    begin = max(0, end - 120)
    cut = max((text.rfind(mark, begin, end) for mark in ',;:()[]"='), default=-1)
    words = list(_TOKEN.finditer(text, max(begin, cut + 1), end))
    if begin and words and begin > cut and words[0].start() == begin:
        words.pop(0)
    last = next((n for n in reversed(range(len(words))) if words[n].group().lower() in _BREAKS), -1)
    kept = words[last + 1 :]
    article = next((n for n in range(len(kept) - 1, 0, -1) if _starts_phrase(kept, n)), 0)
    kept = kept[article:]
    while kept and kept[0].group().lower() in _ARTICLES:
        kept.pop(0)
    if not kept or kept[-1].group().lower() in _ARTICLES:
        return end, ""
    return kept[0].start(), text[kept[0].start() : kept[-1].end()].strip("'*`")


def _starts_phrase(words: list[re.Match[str]], n: int) -> bool:
    """Whether an article begins a phrase of its own there: "under the rule the cap", not "weight of the stock"."""
    return words[n].group().lower() in ("the", "a", "an", "its") and words[n - 1].group().lower() not in _INNER


def before(text: str, start: int) -> str:
    """The last word before a place, in small letters."""
    words = text[max(0, start - 40) : start].lower().split()
    return words[-1].strip(",;:(") if words else ""


def head(name: str) -> str:
    """The noun a name is about: "maximum weight of a stock" is about a weight."""
    words = name.lower().split()
    first = next((n for n, word in enumerate(words) if n and word in _INNER), len(words))
    return words[first - 1].strip("'") if words else ""


def names_a_number(name: str) -> bool:
    """Whether words mean a number that is set: "lookback window", "max_order_age", "K", "Participation Rate"."""
    if is_code(name):
        return True
    if not reads_as_name(name) or head(name) not in HEADS:
        return False
    words = set(name.lower().split()) - _INNER
    return not words <= _GENERIC and not (len(words) == 1 and words <= _EMPTY)


def names_by_form(name: str, *, is_set: bool) -> bool:
    """Whether words can be the name of a number that is set, told only from how they stand: a short noun phrase in the
    singular about nothing that is observed. Only where the words around them say that they are given a value; a verb
    that says so, as in "the sample is set to", makes up for much."""
    words = name.lower().split()
    return (
        0 < len(words) <= 4
        and reads_as_name(name)
        and _NOUNS.fullmatch(name) is not None
        and (head(name) not in _OBSERVED or (is_set and len(words) > 1))
        and not _PLURAL.search(head(name))
        and not set(words) <= (_GENERIC if is_set else _GENERIC | _EMPTY)
    )


_NOUNS = re.compile(r"(?:[A-Za-z][a-z]+|[A-Z]{2,6}|[a-z]-[a-z]+)(?:[ -](?:of |[A-Za-z]?[a-z]+|[A-Z]{2,6}))*")
_PLURAL = re.compile(r"[^siu]s$")


def is_code(name: str) -> bool:
    return IDENTIFIER.fullmatch(name) is not None or SYMBOL.fullmatch(name) is not None


def reads_as_name(name: str) -> bool:
    """Whether words can be the label of a value at all."""
    words = name.split()
    return (
        0 < len(words) <= 9
        and len(name) <= 80
        and any(character.isalpha() for character in name)
        and not words[0][0].isdigit()
        and (is_code(name) or _NO_NAMES.search(name) is None)
    )


_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_GAPS = re.compile(r"[\s_-]+")


_SHORT_BOUND = re.compile(r"^(max|min)\b\.?(?= [a-z])")


def key(name: str) -> str:
    """What the spellings of one name have in common: no case, no underscores, no plural, "maximum" for "max"; a symbol
    is itself."""
    bare = name.strip(" *`$\"'").lstrip("-")
    if SYMBOL.fullmatch(bare):
        return bare.replace("{", "").replace("}", "")
    spaced = _CAMEL.sub(" ", bare) if IDENTIFIER.fullmatch(bare) else bare
    low = " ".join(_GAPS.sub(" ", spaced).casefold().split()).removeprefix("the ")
    low = _SHORT_BOUND.sub(r"\1imum", low)
    return low[:-1] if len(low) > 3 and low.endswith("s") and not low.endswith("ss") else low


_ALIAS = re.compile(
    r"\(\s?(?:(?:the|an?|or|i\.e\.|hereinafter|hereafter|denoted|also|referred to as) ){0,2}"
    r"(?:\"(?P<quoted>[^\"()]{1,50})\"|(?P<plain>[^\s()\"]{1,40}))\s?\)"
)


def alias_at(text: str, start: int) -> tuple[int, str]:
    """The second name in brackets at a place, as in "Average Daily Volume (ADV)", and where the bracket ends."""
    match = _ALIAS.match(text, start)
    if not match:
        return start, ""
    name = match["quoted"] or match["plain"]
    if match["quoted"] or is_code(name) or re.fullmatch(r"[A-Z][A-Za-z&]{0,6}[A-Z]s?", name):
        return match.end(), name
    return start, ""


def split_label(label: str) -> tuple[tuple[str, ...], str]:
    """The names in a label, and the unit it adds: "Cap (%)", "Average Daily Volume (ADV)", "Look-back window"
    " (days)"."""
    bracket = re.search(r"\s?[(\[]([^()\[\]]{1,40})[)\]]\s?$", label)
    if not bracket:
        return (tidy(label),), ""
    name, inside = tidy(label[: bracket.start()]), bracket[1].strip()
    if not name:
        return (tidy(label),), ""
    _, alias = alias_at(label, bracket.start() + len(bracket.group()) - len(bracket.group().lstrip()))
    if alias and not is_unit(inside):
        return (name, alias), ""
    return ((name,), unit_named(inside)) if is_unit(inside) else ((tidy(label),), "")


def tidy(name: str) -> str:
    bare = re.sub(r"^(?:the|an?) ", "", " ".join(name.split()).strip(" *`\"':.;,"), flags=re.IGNORECASE)
    return bare.strip(" *`\"'")


_UNITS = {
    "%": r"%|per ?cent|percent|pct|percentage(?: points?)?|in %",
    "bps": r"bps?|basis points?",
    "millisecond": r"ms|milliseconds?",
    "second": r"s|sec|secs|seconds?",
    "minute": r"min|mins|minutes?",
    "hour": r"h|hrs?|hours?",
    "trading day": r"trading days?|exchange days?",
    "business day": r"business days?|working days?",
    "calendar day": r"calendar days?",
    "day": r"d|days?",
    "week": r"weeks?",
    "month": r"months?",
    "quarter": r"quarters?",
    "year": r"years?|yrs?",
}
_COUNTS = word_set(
    "share stock contract lot tick candle bar constituent security order point index-point observation sample pip"
    " position trade level decimal digit name component message request block scenario iteration time bucket unit eth"
    " btc weth usdc usdt member asset instrument issuer"
)
_MONEY = re.compile(rf"(?:in )?(?P<currency>{MARK}|{CODE})(?:\s?(?P<scale>{'|'.join(SCALES)}))?\.?")
_UNIT = {unit: re.compile(rf"(?:in )?(?:{words})\.?", re.IGNORECASE) for unit, words in _UNITS.items()}


def is_unit(words: str) -> bool:
    return unit_named(words) != ""


def unit_named(words: str) -> str:
    """The unit that words name: "in seconds", "basis points", "USD m"; "" where they name none."""
    bare = words.strip()
    for unit, pattern in _UNIT.items():
        if pattern.fullmatch(bare):
            return unit
    if money := _MONEY.fullmatch(bare.lower()):
        return currency_of(money["currency"])
    return counted(bare.removeprefix("in ").removeprefix("number of "))


def scale_named(words: str) -> float:
    """What a unit multiplies its figures by: a million for "USD m"."""
    money = _MONEY.fullmatch(words.strip().lower())
    return SCALES[money["scale"]] if money and money["scale"] else 1


def counted(word: str) -> str:
    """What a number counts, in the singular: "candles", "WETH"."""
    low = word.lower()
    single = low[:-1] if low.endswith("s") and not low.endswith("ss") else low
    single = {"securitie": "security"}.get(single, single)
    if single in _COUNTS:
        return word if word.isupper() else single
    return ""


_TAIL_UNIT = re.compile(
    r"[_\s](pct|percent|percentage|bps|ms|seconds?|secs?|minutes?|mins?|hours?|days?|candles?|usd)$", re.I
)


def unit_of_name(name: str) -> str:
    """The unit that a name ends in: max_spread_bps, "delay in seconds"."""
    match = _TAIL_UNIT.search(name)
    return unit_named(match[1]) if match else ""


def pieces(name: str) -> list[str]:
    """The words of a name, of code too, in small letters."""
    return key(name).replace("_", " ").split()
