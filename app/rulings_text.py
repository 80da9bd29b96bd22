"""Rulings on checks in plain words, for the terminal and the window."""

from collections.abc import Iterable

from app.usecases.checks import CheckEntry, ShownRuling
from domain.analysis.rulings import RulingUsed, graded, is_off


def state(entry: CheckEntry, rulings: Iterable[RulingUsed]) -> str:
    """How a check stands under these rulings: on, off, off in some sections, or a severity of its own."""
    told = tuple(ruling for ruling in rulings if ruling.names(entry.id))
    if is_off(told, entry.id):
        return "off"
    severity = graded((r for r in told if not r.sections), entry.id, None, entry.severity)
    parts = [f"graded {severity}"] if severity not in (None, entry.severity) else []
    if any(ruling.sections for ruling in told):
        parts.append("other in some sections")
    return ", ".join(parts) or "on"


def ruling_text(ruling: ShownRuling) -> str:
    """A ruling in one sentence, its reason behind it."""
    what = "Off" if ruling.severity is None else f"Graded {ruling.severity}"
    scope = "for all documents" if ruling.document is None else "for this document"
    where = f" in sections on {', '.join(ruling.sections)}" if ruling.sections else ""
    end = f" until {ruling.until:%d %b %Y}{' (over)' if ruling.ended else ''}" if ruling.until else ""
    return f"{what} {scope}{where}{end}: {ruling.reason}"


def left_out(rulings: Iterable[RulingUsed]) -> str:
    """What a run under these rulings did not raise as it would have; "" where nothing was ruled."""
    rulings = tuple(rulings)
    off = {ruling.check for ruling in rulings if ruling.severity is None and is_off(rulings, ruling.check)}
    other = {ruling.check for ruling in rulings} - off
    checks, families = sum(_is_check(name) for name in off), sum(not _is_check(name) for name in off)
    counted = [_counted(families, "family of checks", "families of checks"), _counted(checks, "check", "checks")]
    parts = [f"{' and '.join(filter(None, counted))} {'is' if len(off) == 1 else 'are'} switched off"] if off else []
    if other:
        parts.append(f"{_counted(len(other), 'is', 'are')} graded differently or off in some sections")
    return f"{', '.join(parts)}." if parts else ""


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}" if number else ""


def _is_check(name: str) -> bool:
    return name.count("-") > 1
