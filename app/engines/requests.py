"""What a child process is asked about a document, as it is packed for it and as the child reads it."""

from dataclasses import replace
from typing import IO

from pydantic import TypeAdapter

from app.block_lines import from_lines, to_lines
from domain.analysis.request import AnalysisRequest

_REQUEST: TypeAdapter[AnalysisRequest] = TypeAdapter(AnalysisRequest)


def pack(request: AnalysisRequest) -> bytes:
    """Lines: how many there are of blocks, the request as JSON without its understanding and its blocks, then those."""
    head = _REQUEST.dump_json(replace(request, blocks=(), understanding=b""))
    blocks = list(to_lines(request.blocks, origins=False))
    return b"".join(line + b"\n" for line in (str(len(blocks)).encode(), head, request.understanding, *blocks))


def unpack(source: IO[bytes]) -> AnalysisRequest:
    """The request that was packed, of which no line more is read; raises ValueError for other bytes."""
    count, head, understanding = (source.readline().rstrip(b"\n") for _ in range(3))
    blocks = from_lines(source.readline() for _ in range(int(count)))
    return replace(_REQUEST.validate_json(head), blocks=blocks, understanding=understanding)
