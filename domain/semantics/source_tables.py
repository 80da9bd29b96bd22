"""Sources in tables: a column that names who supplies what stands in the row."""

import re
from collections.abc import Iterator

from domain.semantics.grids import Grid
from domain.semantics.understanding import DataSource

_WHO = r"(?:sources?|providers?|vendors?|suppliers?|feeds?|supplied by|provided by)"
_SOURCE = re.compile(rf"(?:(?:data|price|pricing|primary|main|official) )?{_WHO}(?: names?)?", re.IGNORECASE)
_INSTEAD = r"(?:fall-?back|back-?up|secondary|alternative|alternate)"
_FALLBACK = re.compile(
    rf"{_INSTEAD}(?: (?:data )?{_WHO}| rule)?|if (?:missing|unavailable|not available)", re.IGNORECASE
)
_CODE = re.compile(
    r"(?:(?:data|source|vendor) )?(?:fields?|tickers?|codes?|mnemonics?|pages?|screens?|rics?)", re.IGNORECASE
)
_DATA = re.compile(
    r"\b(?:data|inputs?|items?|fields?|prices?|rates?|series|variables?|quantity|instruments?|asset class|components?"
    r"|markets?|parameters?|type|element)\b",
    re.IGNORECASE,
)
_RANK = re.compile(r"(?:priority|rank|ranking|order|level|tier|preference|no\.?|#|nr\.?)", re.IGNORECASE)
_VALUE = re.compile(r"(?:current |base )?values?|levels?|amounts?|settings?|defaults?", re.IGNORECASE)
_NOBODY = re.compile(r"(?:-+|n/?a|none|t\.?b\.?[acd]\.?|to be .{1,30}|\?+)?", re.IGNORECASE)


def sources_in(grid: Grid) -> Iterator[DataSource]:
    """A source for each row of a table of data; one of parameters with their values is about those."""
    headings = {column: grid.text(grid.rows[0], column).strip(" :*") for column in grid.columns}
    source = next((column for column, heading in headings.items() if _SOURCE.fullmatch(heading)), None)
    data = next((column for column, heading in headings.items() if column != source and _DATA.search(heading)), None)
    code = next((c for c, heading in headings.items() if c not in (source, data) and _CODE.fullmatch(heading)), -1)
    if data is None and code >= 0:
        data, code = code, -1
    if source is None or data is None or any(_VALUE.fullmatch(heading) for heading in headings.values()):
        return
    fallback = next((column for column, heading in headings.items() if _FALLBACK.fullmatch(heading)), -1)
    ranked = fallback < 0 and any(map(_RANK.fullmatch, headings.values()))
    for row, after in zip(grid.rows[1:], (*grid.rows[2:], -1), strict=True):
        item, who, instead = (_said(grid, row, column) for column in (data, source, fallback))
        if ranked and (instead := _said(grid, after, source)) == who:
            instead = ""
        place = grid.cells.get((row, source if who else data))
        if place and item:
            mnemonic = _said(grid, row, code)
            field = f"{item} ({mnemonic})" if mnemonic else item
            yield DataSource(name=who, span=place[0].span(), field=field, fallback=instead)


def _said(grid: Grid, row: int, column: int) -> str:
    text = grid.text(row, column).strip()
    return "" if _NOBODY.fullmatch(text) else text
