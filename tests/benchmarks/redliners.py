"""Writes the same changes into a Word file with one of several tools, and says how long it took and what it needed.

`python -m tests.benchmarks.redliners TOOL SOURCE REVISED EDITS OUT`, each run a process of its own. DocSense is given
the edits; the others compare the source with a file in which they are made, which is what they are for.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

AUTHOR = "Ada Reviewer"
Tool = Callable[[Path, Path, Path, Path], None]


def docsense(source: Path, _: Path, edits: Path, out: Path) -> None:
    from pydantic import TypeAdapter

    from app.exporting.exporter import WordExporter
    from app.importing.docx.read import read_docx
    from domain.documents.changes import Edit

    made = TypeAdapter(list[Edit]).validate_json(edits.read_bytes())
    data = source.read_bytes()
    blocks = read_docx(data, source.name).blocks
    out.write_bytes(WordExporter().export("tracked", "docx", data, blocks, made).data)


def python_redlines(source: Path, revised: Path, _: Path, out: Path) -> None:
    from python_redlines.engines import DocxodusEngine

    out.write_bytes(DocxodusEngine().run_redline(AUTHOR, source.read_bytes(), revised.read_bytes())[0])


def docx_trackdiff(source: Path, revised: Path, _: Path, out: Path) -> None:
    command = [sys.executable, "-m", "docx_trackdiff.compare", source, revised, out, "--author", AUTHOR]
    subprocess.run(command, check=True, capture_output=True)


TOOLS: dict[str, Tool] = {
    "docsense": docsense,
    "python-redlines": python_redlines,
    "docx-trackdiff": docx_trackdiff,
}


def main(tool: str, *paths: str) -> None:
    """Run a tool twice, the first time to load it, and print the seconds of the second and the peak memory."""
    run, places = TOOLS[tool], [Path(path) for path in paths]
    run(*places)
    start = time.perf_counter()
    run(*places)
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "mb": max(own_peak_kb(), children_peak_kb()) / 1024}))


def own_peak_kb() -> float:
    """Where the system tells only of the process since it began anew, that: else the parent's peak counts as well."""
    status = Path("/proc/self/status")
    if status.exists():
        return next(float(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return _kb(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def children_peak_kb() -> float:
    return _kb(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)


def _kb(maxrss: int) -> float:
    return maxrss / (1024 if sys.platform == "darwin" else 1)


if __name__ == "__main__":
    main(*sys.argv[1:])
