"""A disk under a process: what was asked of it, by strace, and what a power cut at some instant could leave on it.

What was synced before the cut is there; of the writes after that each is there or not, as a whole and in any order. Of
what was done to a folder since its last sync (files made, renamed, removed) some first part is there, as a file system
with a journal keeps it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random

CALLS = "openat,write,pwrite64,ftruncate,fsync,fdatasync,rename,unlink"
LONGEST_WRITE = 1_000_000

_CALL = re.compile(r"(\d+) +(\w+)\((.*)\) += (-?\d+)(?:<([^>]*)>)?")
_ARGUMENT = re.compile(r'"([^"]*)"|\d+<([^>]*)>|([^,"]+)')
_ESCAPED = re.compile(r"\\x(..)")


@dataclass(frozen=True)
class Said:
    """A line on standard output."""

    line: str


@dataclass(frozen=True)
class Written:
    """Bytes put into a file."""

    file: int
    offset: int
    data: bytes


@dataclass(frozen=True)
class Cut:
    """A file brought to a length."""

    file: int
    size: int


@dataclass(frozen=True)
class Synced:
    """All that was written to a file."""

    file: int


@dataclass(frozen=True)
class Named:
    """A name in a folder that now means this file, or none; the old name went with it where it was renamed."""

    path: Path
    file: int | None
    old: Path | None = None


@dataclass(frozen=True)
class FolderSynced:
    """All names in a folder."""

    path: Path


Step = Said | Written | Cut | Synced | Named | FolderSynced


def steps(trace: Iterable[str], root: Path) -> Iterator[Step]:
    """What a process did to the files below a folder, and what it said; the lines are those of `strace -f -y -xx`."""
    speaker = None
    files: dict[Path, int] = {}
    offsets: dict[str, int] = defaultdict(int)
    numbers = count()
    said = b""
    for line in trace:
        call = _CALL.match(line)
        if not call or call[4].startswith("-"):
            continue
        process, name, text, result, opened = call.groups()
        speaker = speaker or process  # not its children, which have a standard output of their own
        arguments = _arguments(text)
        paths = [_path(argument) for argument in arguments]
        descriptor = text.partition("<")[0]
        match name:
            case "openat" if opened is not None:
                path, offsets[result] = _path(_bytes(opened)), 0
                if root in path.parents and path not in files and "O_CREAT" in text:
                    files[path] = next(numbers)
                    yield Named(path, files[path])
                elif path in files and "O_TRUNC" in text:
                    yield Cut(files[path], 0)
            case "write" if descriptor == "1" and process == speaker:
                *lines, said = (said + arguments[1]).split(b"\n")
                yield from (Said(each.decode()) for each in lines)
            case "write" if paths[0] in files:
                yield Written(files[paths[0]], offsets[descriptor], arguments[1])
                offsets[descriptor] += len(arguments[1])
            case "pwrite64" if paths[0] in files:
                yield Written(files[paths[0]], int(arguments[3]), arguments[1])
            case "ftruncate" if paths[0] in files:
                yield Cut(files[paths[0]], int(arguments[1]))
            case "fsync" | "fdatasync" if paths[0] in files:
                yield Synced(files[paths[0]])
            case "fsync" | "fdatasync":
                yield FolderSynced(paths[0])
            case "rename" if paths[0] in files:
                files[paths[1]] = files.pop(paths[0])
                yield Named(paths[1], files[paths[1]], old=paths[0])
            case "unlink" if paths[0] in files:
                del files[paths[0]]
                yield Named(paths[0], None)


def _path(data: bytes) -> Path:
    return Path(data.decode(errors="replace"))


def _arguments(text: str) -> list[bytes]:
    """Strings and the paths behind descriptors decoded, other arguments as they stand."""
    found = (next(group for group in match.groups() if group is not None) for match in _ARGUMENT.finditer(text))
    return [_bytes(each) for each in found if each.strip()]


def _bytes(escaped: str) -> bytes:
    if not escaped.startswith("\\x"):
        return escaped.strip().encode()
    return bytes.fromhex(_ESCAPED.sub(r"\1", escaped))


@dataclass
class Disk:
    """What is on it for sure, and what else it was asked for."""

    kept: dict[int, bytearray] = field(default_factory=lambda: defaultdict(bytearray))
    asked: dict[int, list[Written | Cut]] = field(default_factory=lambda: defaultdict(list))
    names: dict[Path, int] = field(default_factory=dict)
    asked_names: dict[Path, list[Named]] = field(default_factory=lambda: defaultdict(list))

    def take(self, step: Step) -> None:
        match step:
            case Written(file) | Cut(file):
                self.asked[file].append(step)
            case Synced(file):
                _apply(self.kept[file], self.asked.pop(file, []))
            case Named(path):
                self.asked_names[path.parent].append(step)
            case FolderSynced(path):
                _rename(self.names, self.asked_names.pop(path, []))

    def files(self) -> dict[Path, bytes]:
        """What is on it for sure."""
        return {path: bytes(self.kept[file]) for path, file in self.names.items()}


def everything(done: Iterable[Step]) -> dict[Path, bytes]:
    """The files after these steps, as every process sees them."""
    disk = _disk(done)
    for asked in disk.asked_names.values():
        _rename(disk.names, asked)
    for file, writes in disk.asked.items():
        _apply(disk.kept[file], writes)
    return disk.files()


def power_cut(done: Iterable[Step], rng: Random) -> dict[Path, bytes]:
    """The files a power cut after these steps could leave."""
    disk = _disk(done)
    for asked in disk.asked_names.values():
        _rename(disk.names, asked[: rng.randint(0, len(asked))])
    for file, writes in disk.asked.items():
        _apply(disk.kept[file], [write for write in writes if rng.random() < 0.5])
    return disk.files()


def _disk(done: Iterable[Step]) -> Disk:
    disk = Disk()
    for step in done:
        disk.take(step)
    return disk


def _apply(content: bytearray, writes: Iterable[Written | Cut]) -> None:
    for write in writes:
        end = write.size if isinstance(write, Cut) else write.offset
        content.extend(bytes(max(0, end - len(content))))
        if isinstance(write, Cut):
            del content[write.size :]
        else:
            content[write.offset : write.offset + len(write.data)] = write.data


def _rename(names: dict[Path, int], asked: Iterable[Named]) -> None:
    for each in asked:
        if each.old:
            names.pop(each.old, None)
        if each.file is None:
            names.pop(each.path, None)
        else:
            names[each.path] = each.file
