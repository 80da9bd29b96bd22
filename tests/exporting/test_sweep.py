"""Random edits in real Word files: the exports are judged by others, and what could not be done is counted.

With DOCSENSE_LONG_SWEEP every file is tried many times, and the shares are printed.
"""

import os
from collections import Counter
from pathlib import Path

import pytest

from app.exporting.exporter import WordExporter
from app.importing.docx.read import read_docx
from app.usecases.ports.errors import Refused
from domain.documents.changes import Comment
from tests.exporting.judges import SHARED
from tests.exporting.random_edits import random_edits
from tests.exporting.verdict import faults, stories

LONG = bool(os.environ.get("DOCSENSE_LONG_SWEEP"))
FOLDER = Path(os.environ.get("DOCSENSE_SWEEP_FOLDER") or SHARED / "corpus" / "docx")
FILES = sorted(FOLDER.glob("*.docx"))
EDITS = 14
MOST_REFUSED, MOST_COMMENTED = 0.03, 0.10
LARGE = 400_000
"""Bytes of a main text that the checkers take seconds for: the short sweep leaves such files out."""


def test_edits_in_real_files() -> None:
    if not FILES:
        pytest.skip("the collection of real Word files is not beside this checkout")
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for path in FILES if LONG else FILES[2::5]:
        source = path.read_bytes()
        if LONG or len(source) < LARGE:
            for seed in range(8 if LONG else 1):
                wrong += [f"{path.name}, seed {seed}: {fault}" for fault in _tried(source, path.name, seed, counts)]
    print(
        f"\n{counts['files']} exports of {len(FILES)} files, {counts['edits']} edits: "
        f"{counts['refused'] / max(counts['files'], 1):.1%} of the files refused, "
        f"{counts['commented'] / max(counts['edits'], 1):.1%} of the edits commented; "
        f"{counts['unread']} not read, {counts['wrong']} wrong"
    )
    assert wrong == []
    assert counts["refused"] <= MOST_REFUSED * counts["files"]
    assert counts["commented"] <= MOST_COMMENTED * counts["edits"]


def _tried(source: bytes, name: str, seed: int, counts: Counter[str]) -> list[str]:
    try:
        blocks = read_docx(source, name).blocks
    except Refused:
        counts["unread"] += 1
        return []
    edits = random_edits(blocks, seed, min(EDITS, 2 * len(blocks)))
    changing = [edit for edit in edits if not isinstance(edit.change, Comment)]
    counts["files"] += 1
    try:
        file = WordExporter().export("tracked", "docx", source, blocks, edits)
        clean = WordExporter().export("clean", "docx", source, blocks, edits)
    except Refused as refusal:
        counts["refused"] += 1
        if LONG:
            print(f"{name}, seed {seed}: {refusal}")
        return []
    counts["edits"] += len(changing)
    counts["commented"] += sum(edit.finding in file.commented for edit in changing)
    made = [edit for edit in edits if edit.finding not in file.commented]
    found = list(faults(source, file.data, blocks, made))
    if stories(clean.data, "accept").texts != stories(file.data, "accept").texts:
        found.append("the clean file does not say what accepting all in the tracked one gives")
    if b"Ada Reviewer" in clean.data:
        found.append("the clean file names the reviewer")
    counts["wrong"] += bool(found)
    return found
