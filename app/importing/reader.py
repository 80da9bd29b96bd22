"""Reads a file in a child process, within limits of size, time and memory."""

import json

from app.block_lines import from_lines
from app.child import ChildCancelled, ChildFailed, ChildRefused, Limits, run_child
from app.usecases.files import MAX_BYTES
from app.usecases.ports.engines import ReadDocument
from app.usecases.ports.errors import Refused
from app.usecases.ports.tasks import Cancelled, TaskCancelled

LIMITS = Limits(seconds=120, memory_mb=2048)


def pack(data: bytes, file_name: str) -> bytes:
    """The child's input: the file's name in one line of JSON, and its bytes."""
    return json.dumps({"file_name": file_name}).encode() + b"\n" + data


class ChildReader:
    """The port `Reader`."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._limits = limits

    def read(self, data: bytes, file_name: str, cancelled: Cancelled) -> ReadDocument:
        """Blocks with origins, by the content of the file; raises Refused, TaskCancelled."""
        if len(data) > MAX_BYTES:
            raise Refused(f"The file has {len(data) >> 20} MB; files over {MAX_BYTES >> 20} MB are not read.")
        try:
            head, *lines = run_child("read", pack(data, file_name), self._limits, cancelled=cancelled)
        except ChildRefused as refusal:
            raise Refused(str(refusal)) from refusal
        except ChildCancelled as error:
            raise TaskCancelled from error
        except ChildFailed as failure:
            raise Refused(self._sentence(failure.why)) from failure
        return ReadDocument.model_validate_json(head).model_copy(update={"blocks": from_lines(lines)})

    def _sentence(self, why: str) -> str:
        match why:
            case "time":
                return f"The file could not be read within {self._limits.seconds:g} seconds, and reading was ended."
            case "memory":
                return f"Reading the file needs more than {self._limits.memory_mb:,} MB of memory, and was ended."
            case "length":
                return "The file unpacks to more text than a document has, and reading was ended."
            case _:
                return "The file may be damaged: the process that reads it ended without an answer."
