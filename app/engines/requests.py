"""What a child process is asked about a document, as it is packed for it and as the child reads it."""

from typing import IO

from app.block_lines import from_lines, to_lines
from domain.analysis.request import AnalysisRequest


def pack(request: AnalysisRequest) -> bytes:
    """Lines: how many there are of blocks, the request as JSON without its understanding and its blocks, then those."""
    head = request.model_copy(update={"blocks": (), "understanding": b""}).model_dump_json().encode()
    blocks = list(to_lines(request.blocks))
    return b"".join(line + b"\n" for line in (str(len(blocks)).encode(), head, request.understanding, *blocks))


def unpack(source: IO[bytes]) -> AnalysisRequest:
    """The request that was packed, of which no line more is read; raises ValueError for other bytes."""
    count, head, understanding = (source.readline().rstrip(b"\n") for _ in range(3))
    known = {"blocks": from_lines(source.readline() for _ in range(int(count))), "understanding": understanding}
    return AnalysisRequest.model_validate_json(head).model_copy(update=known)
