"""Names of the trade: markets and calendars, time zones, and who publishes data.

Markets, sources and regions are told in the text as it is written: "TARGET" and "US" are names, "target" and "us"
are words. Zones and times of day are told in small letters.
"""

import re
from itertools import groupby
from operator import itemgetter

_MARKETS = (
    "nyse american",
    "nyse arca",
    "nyse",
    "nasdaq",
    "cboe",
    "cme",
    "cme group",
    "cbot",
    "comex",
    "nymex",
    "ice futures",
    "lse",
    "lme",
    "london metal exchange",
    "london stock exchange",
    "new york stock exchange",
    "tokyo stock exchange",
    "tse",
    "jpx",
    "hkex",
    "hong kong stock exchange",
    "euronext",
    "xetra",
    "eurex",
    "deutsche börse",
    "deutsche boerse",
    "six swiss",
    "asx",
    "tsx",
    "toronto stock exchange",
    "sgx",
    "krx",
    "bse",
    "nse",
    "shanghai stock exchange",
    "shenzhen stock exchange",
    "b3",
    "jse",
    "sifma",
    "fedwire",
    "us federal",
    r"u\.s\. federal",
    "federal reserve",
    "xnys",
    "xnas",
    "xlon",
    "xetr",
    "xeur",
    "xpar",
    "xams",
    "xmil",
    "xswx",
    "xcme",
    "xcbt",
    "xnym",
    "xtks",
    "xhkg",
)


def _any_of(names: tuple[str, ...]) -> str:
    """Patterns in letters of either case; parted by the first one: a place with another is passed over at once."""
    by_first = {first: list(same) for first, same in groupby(sorted(names, key=itemgetter(0)), key=itemgetter(0))}
    return "|".join(
        f"[{first}{first.upper()}](?i:{'|'.join(name[1:] for name in same)})" for first, same in by_first.items()
    )


# not a heading in capitals, such as "TARGET WEIGHTS", nor what an exchange publishes besides: "ICE LIBOR"
_CAPITALS = r"TARGET(?:2|(?! [A-Z]{2}))|ICE(?! (?:BofA|Benchmark|Data|Swap|FTSE|[A-Z]{2}))"
_MARKET = rf"(?:{_any_of(_MARKETS)}|{_CAPITALS})(?!\w)"
MARKET = re.compile(rf"(?<!\w){_MARKET}")
"""An exchange or payment system that has a calendar of its own."""

CALENDAR_DAY = re.compile(
    r"(?<!\w)(?P<place>(?:London|New York|Tokyo|Frankfurt|Paris|Zurich|Singapore|Sydney|Hong Kong|Toronto|Chicago"
    r"|U\.?S\.? Government Securities)"
    r"(?:(?:,| and|, and|/) (?:London|New York|Tokyo|Frankfurt|Paris|Zurich|Singapore|Sydney|Hong Kong|Toronto"
    r"|Chicago)){0,3}) (?i:business|banking|bank|trading) (?i:days?)\b"
)
"""A day of the banks of a city: "London and New York business days"."""

DAY_OF_MARKET = re.compile(
    MARKET.pattern
    + r"(?i:[\w\s,/&-]{0,30}\b(?:trading|business|exchange|open|settlement)?\s?(?:days?|calendar|holidays?|sessions?"
    r"|hours|close)\b)"
    r"|(?i:\b(?:calendar|holidays?|sessions?|trading days?|business days?)\b[\w\s,'\"()-]{0,60}(?:of|on|in|for|when"
    r"|means|:|which)[\w\s,'\"()-]{0,60})" + MARKET.pattern
)
"""A passage that ties days to a market: "5 NYSE trading days", "the trading calendar of Xetra"."""

ZONE = re.compile(
    r"\b(?:(?:utc|gmt)(?:\s?[+-]\s?\d{1,2}(?::?\d\d)?)?|cet/cest|cet|cest|e[sd]t|et|c[sd]t|p[sd]t|bst|jst|hkt|sgt|aest|ist|(?:america|europe|asia|australia)/\w+|"
    r"(?:eastern|central|mountain|pacific"
    r"|chicago|london|new york|tokyo|hong kong|frankfurt|paris|zurich|singapore|sydney|local|central european"
    r"|exchange|market) (?:standard |daylight |summer |local )?time)\b|\d\s?z\b|[+-]\d\d:\d\d"
)
_SINGLE_HOUR = r"(?:(?<=at )|(?<=by )|(?<=until )|(?<=before )|(?<=after )|(?<=from ))\d"
CLOCK = re.compile(
    rf"(?=[\dnm])(?:(?<![\d:.])(?:[01]\d|2[0-3]|{_SINGLE_HOUR}):[0-5]\d(?::[0-5]\d(?:\.\d{{1,3}})?)?(?![\d:%])(?:\s?[ap]\.?m\b)?"
    r"|(?<![\d:.])\d{1,2}(?:[:.][0-5]\d)?\s?[ap]\.?m\b|\b(?:noon|midnight)\b"
    r"|(?<![\d:.])(?:[01]?\d|2[0-3])h[0-5]\d\b)"
)
"""A time of day, in small letters; one digit before the colon may be a ratio, and needs a word before it."""

_VENDORS = (
    "bloomberg",
    "refinitiv",
    "lseg",
    "reuters",
    "factset",
    "msci",
    "s&p",
    "spdj",
    "capital iq",
    "tradeweb",
    "marketaxess",
    "platts",
    "argus media",
    "lbma",
    "us treasury",
    r"u\.s\. treasury",
    "usda",
    "eia",
    "fao",
    "iea",
    "compustat",
    "crsp",
    "wrds",
    "ftse",
    "russell",
    "stoxx",
    "solactive",
    "morningstar",
    "sustainalytics",
    "markit",
    "moody(?:'s)?",
    "fitch",
    "iboxx",
    "ice data",
    "datastream",
    "eikon",
    "worldscope",
    "i/b/e/s",
    "ibes",
    "quandl",
    "nasdaq data",
    "polygon",
    "tiingo",
    "eod historical",
    "yahoo",
    "alpha vantage",
    "taq",
    "consolidated tape",
    "ravenpack",
    "kaiko",
    "coinmetrics",
    "coin metrics",
    "coingecko",
    "coinmarketcap",
    "chainlink",
    "binance",
    "coinbase",
    "kraken",
    "pyth",
    "ecb",
    "european central bank",
    "federal reserve",
    "fred",
    r"h\.15",
    "bureau of labor",
    "bls",
    "eurostat",
    "imf",
    "world bank",
    "oecd",
    "bank of england",
    "bank of japan",
    "wm",
    "wmr",
    "iss",
    "cdp",
    "isin",
    "sec filings",
    "edgar",
    "official closing",
    "primary exchange",
    "primary listing",
    "exchange feed",
    "exchange website",
    "oracle",
    "uniswap",
)
SOURCE = re.compile(rf"(?<!\w)(?:(?:{_any_of(_VENDORS)})(?i:s?)(?!\w)|{_MARKET})")
"""Somebody who publishes market or reference data."""

WORLDWIDE = re.compile(
    r"\b(?:global|international|multi-asset|multi-market|multi-country|worldwide|cross-(?:market|border|asset)|world"
    r"|emerging markets?|developed markets?|eurozone and)\b"
)
_US = _any_of((r"u\.s\.", "united states", "american", "nyse", "nasdaq"))
_REGIONS = {
    "jp": "japan japanese tokyo nikkei topix",
    "uk": r"uk u\.k\. british london lse",
    "eu": "europe(?!/) european eurozone euronext german germany xetra french france",
    "cn": r"china chinese shanghai shenzhen hong\skong hkex",
    "inr": "india indian korea korean australia(?!/) australian asx brazil brazilian asian?(?!/)",
}
REGION = re.compile(
    rf"(?<!\w)(?:(?P<us>US|{_US})|"
    + "|".join(f"(?P<{part}>{_any_of(tuple(names.split()))})" for part, names in _REGIONS.items())
    + r")(?!\w)"
)


def region_names(text: str) -> tuple[re.Match[str], ...]:
    """The first name of each part of the world, with calendars of its own, that a text speaks of."""
    found = dict[str | None, re.Match[str]]()
    for match in REGION.finditer(text):
        found.setdefault(match.lastgroup, match)
    return tuple(found.values())


def regions(text: str) -> frozenset[str]:
    """The parts of the world, with calendars of their own, that a text speaks of."""
    return frozenset(match.lastgroup for match in region_names(text) if match.lastgroup)
