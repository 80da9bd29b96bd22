"""How fast tracked changes are written, and how other tools do with the same changes in the same files.

python-redlines compares with a program of its own that is written for .NET and that its package brings along;
docx-trackdiff is Python. Both are given the source and a file with the changes made. Every change is one word for
another, so what has changed is beyond dispute: the letters of the old word and of the new one.
"""

import gc
import io
import json
import random
import re
import statistics
import subprocess
import sys
import time
import zipfile
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import pytest
from lxml import etree
from pydantic import TypeAdapter

from app.exporting.exporter import WordExporter
from app.importing.docx.read import read_docx
from domain.documents.changes import Edit, Replace
from domain.documents.text import Block, Span
from tests.benchmarks.redliners import AUTHOR, TOOLS
from tests.benchmarks.test_reading_speed import CORPUS, PAGES, long_document
from tests.exporting.random_edits import edit

pytestmark = pytest.mark.benchmark

LONG_EDITS, LONG_LIMIT = 300, 3.0
TIMES_FASTER, MOST_MARKED = 10.0, 1.15
EDITS, FILES = 8, 10
_WORD = re.compile(r"(?<![\w.,-])[A-Za-z]{4,}(?![\w.,-])")
_EDITS: TypeAdapter[list[Edit]] = TypeAdapter(list[Edit])
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def one_word_each(blocks: Sequence[Block], number: int) -> list[Edit]:
    """Edits that put one word in the place of another, each in a block of its own."""
    chance = random.Random(7)
    found = []
    for block in blocks:
        words = list(_WORD.finditer(block.text))
        if words and block.story.value == "body" and not block.atoms:
            word = chance.choice(words)
            span = Span.of(block, *word.span())
            found.append(edit(f"f{len(found)}", Replace(span=span, text="quarterly")))
    return sorted(chance.sample(found, min(number, len(found))), key=lambda each: int(each.finding[1:]))


def test_a_long_file_is_written_in_time() -> None:
    source = long_document(500)
    blocks = read_docx(source, "long.docx").blocks
    edits = one_word_each(blocks, LONG_EDITS)
    best = float("inf")
    for _ in range(3):
        gc.collect()
        start = time.perf_counter()
        WordExporter().export("tracked", "docx", source, blocks, edits)
        best = min(best, time.perf_counter() - start)
    print(f"\n{PAGES} pages with {len(edits)} edits: written and proved in {best:.2f} s")
    assert len(edits) == LONG_EDITS
    assert best < LONG_LIMIT


def marked(data: bytes) -> int:
    """The letters that stand in changes of the author."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    changes = [e for e in root.iter(f"{W}ins", f"{W}del") if e.get(f"{W}author") == AUTHOR]
    return sum(len(text.text or "") for e in changes for text in e.iter(f"{W}t", f"{W}delText"))


def sources() -> list[tuple[str, bytes]]:
    """The bundled sample, and real files with enough words where there are some."""
    found = [("sample", files("resources").joinpath("samples", "volatility-target-index.docx").read_bytes())]
    if not CORPUS.is_dir():
        print("\nno corpus of real Word files here: only the bundled sample is measured")
    for path in sorted(CORPUS.glob("*.docx")):
        data = path.read_bytes()
        if len(one_word_each(read_docx(data, path.name).blocks, EDITS)) == EDITS:
            found.append((path.stem[-40:], data))
    return found[:: max(1, len(found) // FILES)]


@pytest.mark.timeout(900)
def test_the_exporter_beside_its_peers(tmp_path: Path) -> None:
    measured: dict[str, list[dict[str, float]]] = {tool: [] for tool in TOOLS}
    for name, data in sources():
        blocks = read_docx(data, name).blocks
        edits = one_word_each(blocks, EDITS)
        changed = sum(len(e.change.text) + len(e.change.span.quote) for e in edits if isinstance(e.change, Replace))
        paths = [tmp_path / f"{part}" for part in ("source.docx", "revised.docx", "edits.json")]
        paths[0].write_bytes(data)
        paths[1].write_bytes(WordExporter().export("clean", "docx", data, blocks, edits).data)
        paths[2].write_bytes(_EDITS.dump_json(edits))
        for tool in TOOLS:
            out = tmp_path / "out.docx"
            out.unlink(missing_ok=True)
            command = [sys.executable, "-m", "tests.benchmarks.redliners", tool, *map(str, paths), str(out)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                print(f"  {tool} fails on {name}: {done.stderr.strip().splitlines()[-1][:120]}")
                continue
            measured[tool].append(json.loads(done.stdout) | {"ratio": marked(out.read_bytes()) / changed})
    median = {tool: statistics.median(each["seconds"] for each in found) for tool, found in measured.items() if found}
    for tool, found in measured.items():
        if found:
            memory, ratio = (statistics.median(each[key] for each in found) for key in ("mb", "ratio"))
            worst = max(each["ratio"] for each in found)
            print(
                f"  {tool}: {len(found)} files, median {median[tool] * 1000:.0f} ms "
                f"({median[tool] / median['docsense']:.1f} times ours), {memory:.0f} MB, "
                f"marked {ratio:.2f} times what changed (at most {worst:.2f})"
            )
    assert max(each["ratio"] for each in measured["docsense"]) <= MOST_MARKED
    if "python-redlines" in median:
        assert median["python-redlines"] >= TIMES_FASTER * median["docsense"]
