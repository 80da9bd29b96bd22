"""The pages that explain the checks, in Markdown: made from the catalogue, for terminal, window and help."""

from collections.abc import Iterable
from itertools import groupby

from domain.analysis.checks.check import Check

_ABOUT = """# Checks

What DocSense looks for by itself, without a network or a model. Every check has an id, by which a finding names it, and
its examples are tests: it finds something in each text it is raised on, and nothing in the others. `docsense checks ID`
prints a page of this list; **Help > Checks** shows it, and switches a check off, grades it differently or limits it to
a document or to sections of one kind, with a reason and, if wished, an end.

This page is made by `make pages` from the checks themselves."""


def page(check: Check) -> str:
    """What a check looks for, why it matters, how it is mended, and texts on which it is raised and not raised."""
    lines = [
        f"### {check.id}: {check.title}",
        f"{check.severity.capitalize()} · {check.category.replace('_', ' ')}",
        f"**Why it matters.** {check.matters}",
        f"**How to mend it.** {check.fix}",
        *_examples("Raised on", check.bad),
        *_examples("Not raised on", check.good),
    ]
    return "\n\n".join(lines)


def _examples(heading: str, texts: Iterable[str]) -> list[str]:
    return [f"**{heading}**", "\n\nor\n\n".join(f"```text\n{text}\n```" for text in texts)]


def pages(checks: Iterable[Check]) -> str:
    """The pages of all checks, family by family."""
    families = groupby(sorted(checks, key=lambda check: check.id), key=lambda check: check.family_title)
    parts = [_ABOUT]
    for title, members in families:
        parts += [f"## {title}", *(page(check) for check in members)]
    return "\n\n".join(parts) + "\n"
