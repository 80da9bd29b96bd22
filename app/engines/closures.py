"""The days on which exchanges are closed, for the dated examples of findings about calendars."""

from functools import cache

from domain.analysis.checks.dated import Closures

_YEARS = range(2027, 2032)
"""Fixed, so that a review says the same whenever it is made."""
_MARKETS = {
    "NYSE": "XNYS",
    "NASDAQ": "XNAS",
    "the London Stock Exchange": "XLON",
    "Xetra": "XETR",
    "Euronext": "XPAR",
    "TARGET": "XECB",
    "the Tokyo Stock Exchange": "XJPX",
    "the Hong Kong exchange": "XHKG",
    "CME": "XCME",
    "SIX": "XSWX",
    "ASX": "XASX",
    "the Toronto Stock Exchange": "XTSE",
}
"""The names of markets in findings, and their ISO 10383 codes."""


@cache
def closures() -> Closures:
    import holidays  # 0.1 s, which a process that analyses nothing can do without

    return Closures(
        years=_YEARS,
        days={
            name: {
                day: why
                for day, why in holidays.financial_holidays(
                    code, years=range(_YEARS[0] - 1, _YEARS[-1] + 1), language="en_US"
                ).items()
                if day.weekday() < 5
            }
            for name, code in _MARKETS.items()
        },
    )
