"""What the reviewer chooses about a file that leaves."""

from pathlib import PurePath
from typing import Literal

from domain.documents.changes import Comment, Edit
from domain.kernel import Value

ExportKind = Literal["tracked", "clean", "source", "report"]
"""What leaves: a Word file with tracked changes or with the changes made, the patched original, or a report."""

LONGEST_NAME = 200
_JOINERS = dict.fromkeys(map(ord, "\u200c\u200d"))
"""Letters of Persian and of Indian languages are written with them."""
LONGEST_INITIALS = 9
"""Word shows no more of them."""

_OTHER_WORD_FILES = (".docm", ".dotx", ".dotm")


def signs(name: str) -> bool:
    """Whether changes can be signed with a name that stands in the log and in a Word file for ever."""
    shown = name.translate(_JOINERS)
    return bool(shown.strip()) and len(name.strip()) <= LONGEST_NAME and shown.isprintable()


def word_suffix(file_name: str) -> str:
    """The ending of what is made of a Word file: Word opens one with macros, or a template, under its own alone."""
    suffix = PurePath(file_name).suffix.lower()
    return suffix if suffix in _OTHER_WORD_FILES else ".docx"


class ExportOptions(Value):
    """How the changes are signed and what travels with them.

    `author` is the name they leave under ("": each edit's own); `initials` those of its comments ("": the name's).
    `reasons` are the findings whose reason travels as a comment (None: all of them).
    """

    author: str = ""
    initials: str = ""
    strip_metadata: bool = False
    track_changes: bool = False
    reasons: frozenset[str] | None = None

    def leaving(self, edit: Edit) -> Edit:
        """The edit as it leaves; one that is itself a comment is never silenced."""
        silent = self.reasons is not None and edit.finding not in self.reasons and not isinstance(edit.change, Comment)
        return edit.model_copy(update={"author": self.author or edit.author, "comment": "" if silent else edit.comment})


AS_DECIDED = ExportOptions()
"""Each change under the name of whoever decided it, with every reason."""
