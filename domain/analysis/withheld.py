"""What is kept from every engine: text that no reader of the page sees, and text that instructs a model.

It becomes spaces, character for character, so that all places stay what they are; the reviewer still sees the text
itself, and is told of it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from domain.analysis.finding import Category, Observation, Severity
from domain.analysis.steering import steering, steering_in
from domain.documents.changes import Comment
from domain.documents.matching import UNSEEN
from domain.documents.text import ATOM, Block, Concealment, Span


@dataclass(frozen=True)
class Notice:
    """What is said of some kind of withheld text."""

    id: str
    title: str
    category: Category
    why: str
    comment: str
    confidence: float


HIDDEN = Notice(
    id="DS-HID-01",
    title="Hidden text",
    category=Category.INCONSISTENT_CONTENT,
    why="Nobody sees this passage on the page, but it is in the file, where a search, a copy or a program finds it: two"
    " readers would work from different texts. The checks did not read it.",
    comment="This text is not visible on the page: show it if it belongs to the specification, else take it out.",
    confidence=0.9,
)
INSTRUCTS = Notice(
    id="DS-HID-02",
    title="Text that instructs a model",
    category=Category.COMPLIANCE_GAP,
    why="This passage speaks to a program that reads the document, not to its readers, and could steer a review made"
    " with a language model. No check and no model was given it.",
    comment="This passage instructs a language model and specifies nothing: take it out, or say what it is for.",
    confidence=0.8,
)

_INVISIBLE_RUN = re.compile(f"\U0001f3f4[\U000e0020-\U000e007f]*|(?P<unseen>[{UNSEEN}]{{4,}})")
"""Characters that show nothing, as many in a row as no script needs; a flag is written with some as well."""
_LONGEST_QUOTE = 300
_HOW = {
    Concealment.HIDDEN: ("Hidden text", Severity.LOW),
    Concealment.INVISIBLE: ("Text in the colour of the page", Severity.HIGH),
    Concealment.TINY: ("Text too small to read", Severity.HIGH),
    None: ("Characters that show nothing", Severity.MEDIUM),
}


@dataclass(frozen=True)
class _Stretch:
    """Characters of a block that are withheld; `how` they are concealed, unless they only instruct."""

    start: int
    end: int
    notice: Notice
    how: Concealment | None = None


def withhold(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Observation, ...]]:
    """The blocks as an engine may have them, and what the reviewer is told of what it may not have.

    Comments and deleted words that came with the document are not its text, and are left out as well.
    """
    sent, noticed, last = list[Block](), list[Observation](), ("", -2)
    steered = steering_in(text for block in blocks for text in _texts(block))
    for number, block in enumerate(blocks):
        stretches = _stretches(block, steered)
        sent.append(_without(block, stretches, steered))
        for observation in _observations(block, stretches):
            here = (observation.rule + observation.title, number - 1)
            if last == here:  # a passage of several paragraphs is one
                spans = noticed[-1].spans + observation.spans
                noticed[-1] = noticed[-1].model_copy(update={"spans": spans})
            else:
                noticed.append(observation)
            last = (here[0], number)
    return tuple(sent), tuple(noticed)


def withheld_text(text: str) -> str:
    """Words that stand beside the blocks, such as a title, without what instructs a model."""
    return _blank(text, steering(text))


_Steered = Mapping[str, list[tuple[int, int]]]
"""For each text where it instructs a model."""


def _texts(block: Block) -> Iterator[str]:
    yield from (block.text, block.label, *(atom.text for atom in block.atoms))


def _stretches(block: Block, steered: _Steered) -> tuple[_Stretch, ...]:
    """What is withheld of a block, from left to right; two stretches may overlap."""
    instructs = list(steered[block.text])
    instructs += ((atom.at, atom.at + 1) for atom in block.atoms if steered[atom.text])
    hidden: list[tuple[int, int, Concealment | None]] = [(c.start, c.end, c.how) for c in block.concealed]
    if not block.text.isascii():
        runs = _INVISIBLE_RUN.finditer(block.text)
        hidden += ((run.start(), run.end(), None) for run in runs if run["unseen"])
    if not hidden and not instructs:
        return ()
    text = _blank(block.text, [(start, end) for start, end, _ in hidden] + instructs)
    while more := steering(text):  # what was half a sentence may be a command now
        instructs += more
        text = _blank(text, more)
    speaking, covered = _marked(block, instructs), _marked(block, [(start, end) for start, end, _ in hidden])
    found = [_Stretch(start, end, INSTRUCTS if any(speaking[start:end]) else HIDDEN, how) for start, end, how in hidden]
    found += (_Stretch(start, end, INSTRUCTS) for start, end in instructs if not all(covered[start:end]))
    return tuple(sorted(found, key=lambda stretch: (stretch.start, stretch.end)))


def _marked(block: Block, stretches: list[tuple[int, int]]) -> bytearray:
    """A byte for each character of a block: 1 where it is in one of the stretches."""
    marks = bytearray(len(block.text))
    for start, end in stretches:
        marks[start:end] = b"\1" * (end - start)
    return marks


def _without(block: Block, stretches: tuple[_Stretch, ...], steered: _Steered) -> Block:
    changes: dict[str, object] = {}
    if stretches:
        text = _blank(block.text, [(s.start, s.end) for s in stretches])
        changes = {"text": text, "atoms": tuple(a for a in block.atoms if text[a.at] == ATOM), "concealed": ()}
    if block.earlier or block.comments:
        changes |= {"earlier": (), "comments": ()}
    if steered[block.label]:
        changes |= {"label": ""}
    return block.model_copy(update=changes) if changes else block


def _blank(text: str, stretches: list[tuple[int, int]]) -> str:
    out, last = [], 0
    for start, end in sorted(stretches):
        start = max(start, last)
        out += [text[last:start], re.sub(r"[^\n]", " ", text[start:end])]
        last = max(last, end)
    return "".join([*out, text[last:]])


def _observations(block: Block, stretches: tuple[_Stretch, ...]) -> Iterator[Observation]:
    """One for each kind of withheld text in a block that says anything at all."""
    kinds: dict[tuple[Notice, str, Severity], list[Span]] = {}
    for stretch in stretches:
        title, severity = _HOW[stretch.how]
        text = block.text[stretch.start : stretch.end]
        if stretch.notice is INSTRUCTS:
            title, severity = INSTRUCTS.title, Severity.CRITICAL if stretch.how else Severity.HIGH
        elif stretch.how and not any(char.isalnum() or char == ATOM for char in text):
            continue
        start = stretch.start + len(text) - len(text.lstrip())
        end = min(stretch.start + len(text.rstrip()), start + _LONGEST_QUOTE)
        kinds.setdefault((stretch.notice, title, severity), []).append(Span.of(block, start, max(start, end)))
    for (notice, title, severity), spans in kinds.items():
        yield Observation(
            category=notice.category,
            severity=severity,
            title=title,
            why=notice.why,
            spans=tuple(spans),
            rule=notice.id,
            confidence=notice.confidence,
            suggestion=Comment(text=notice.comment),
        )
