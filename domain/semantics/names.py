"""Names of the trade: markets and calendars, time zones, and who publishes data."""

import re

_MARKETS = (
    "nyse american",
    "nyse arca",
    "nyse",
    "nasdaq",
    "cboe",
    "cme",
    "cbot",
    "comex",
    "nymex",
    "ice futures",
    "lse",
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
    "deutsche b",
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
    "target2",
    "target",
    "sifma",
    "fedwire",
    "us federal",
    "u.s. federal",
    "federal reserve",
    "xnys",
    "xnas",
    "xlon",
    "xtks",
    "xhkg",
)
MARKET = re.compile(r"(?<!\w)(?:" + "|".join(re.escape(name) for name in _MARKETS) + r")(?!\w)")
"""An exchange or payment system that has a calendar of its own, in small letters."""

DAY_OF_MARKET = re.compile(
    MARKET.pattern
    + r"[\w\s,/&-]{0,30}\b(?:trading|business|exchange|open|settlement)?\s?(?:days?|calendar|holidays?|sessions?"
    r"|hours|close)\b"
    r"|\b(?:calendar|holidays?|sessions?|trading days?|business days?)\b[\w\s,'\"()-]{0,60}(?:of|on|in|for|when"
    r"|means|:|which)[\w\s,'\"()-]{0,60}" + MARKET.pattern
)
"""A passage that ties days to a market: "5 NYSE trading days", "the trading calendar of Xetra"."""

ZONE = re.compile(
    r"\b(?:utc|gmt|cet|cest|e[sd]t|et|c[sd]t|p[sd]t|bst|jst|hkt|sgt|aest|ist|(?:america|europe|asia|australia)/\w+|"
    r"(?:eastern|london|new york|tokyo|hong kong|frankfurt|paris|zurich|singapore|sydney|local|central european"
    r"|exchange|market) (?:standard |daylight |summer |local )?time)\b|\d\s?z\b|[+-]\d\d:\d\d"
)
CLOCK = re.compile(
    r"(?<![\d:.])(?:[01]\d|2[0-3]|(?:(?<=at )|(?<=by )|(?<=until )|(?<=before )|(?<=after )|(?<=from ))\d):[0-5]\d"
    r"(?![\d:%])(?:\s?[ap]\.?m\b)?|(?<![\d:.])\d{1,2}(?:[:.][0-5]\d)?\s?[ap]\.?m\b|\b(?:noon|midnight)\b"
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
    "moody",
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
    "h.15",
    "bureau of labor",
    "bls",
    "eurostat",
    "imf",
    "world bank",
    "oecd",
    "bank of england",
    "bank of japan",
    "wm/",
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
SOURCE = re.compile(r"(?<!\w)(?:" + "|".join(re.escape(name) for name in _VENDORS) + r")|" + MARKET.pattern)
"""Somebody who publishes market or reference data."""

WORLDWIDE = re.compile(
    r"\b(?:global|international|multi-asset|multi-market|multi-country|worldwide|cross-(?:market|border|asset)|world"
    r"|emerging markets?|developed markets?|eurozone and)\b"
)
_REGION = re.compile(
    r"\b(?P<us>us|u\.s\.|united states|american|nyse|nasdaq)\b|\b(?P<jp>japan|japanese|tokyo|nikkei|topix)\b|\b"
    r"(?P<uk>uk|u\.k\.|british|london|lse)\b|\b"
    r"(?P<eu>europe|european|eurozone|euronext|german|germany|xetra|french|france)\b|\b"
    r"(?P<cn>china|chinese|shanghai|shenzhen|hong kong|hkex)\b|\b"
    r"(?P<inr>india|indian|korea|korean|australia|australian|asx|brazil|brazilian|asian?)\b"
)


def regions(low: str) -> frozenset[str]:
    """The parts of the world, with calendars of their own, that a text in small letters speaks of."""
    return frozenset(match.lastgroup for match in _REGION.finditer(low) if match.lastgroup)
