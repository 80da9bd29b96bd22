"""Verification: names what in a profile is not as it was written, whatever was done to its files.

It looks for the traces of three attackers: bit rot (the cipher's page checks), somebody with the files but no key (the
same, and pages put back from an older copy, which the chain shows), and somebody with the database's key but not the
profile's secret, who can write any history but sign none. What is whole in itself but older, only an anchor shows.
"""

from collections.abc import Iterator
from pathlib import Path

from app.store.chain import GENESIS
from app.store.connection import Damaged, connect, damaged_pages
from app.store.document_keys import DocumentKeys
from app.store.files import HEAD, KEYS, LOG
from app.store.heads import Head, Sidecar, Signer
from app.store.walk import Walk
from app.usecases.ports.keys import StoreKeys
from app.usecases.ports.store import LogProblem

_BUSY_SECONDS = 10.0


def verify(
    profile: Path, keys: StoreKeys, *, noted: str | None, anchor: str | None = None, forgetting: bool = True
) -> Iterator[LogProblem]:
    """Name everything that is not as it was written; raises StoreUnavailable where the files cannot be looked at.

    By the position of the event where there is one, else by page, else "the file header". `noted` is the head in the
    keyring; an anchor is a head noted elsewhere (position and hash), and raises ValueError where it is none. Without
    `forgetting` it is not looked whether the right keys were destroyed: a copy of the keys may be younger than the log.
    """
    outside = _anchor(anchor) if anchor else None
    engine = connect(profile / LOG, keys.derive("log"), "FULL", busy_seconds=_BUSY_SECONDS, must_exist=True)
    document_keys = DocumentKeys(profile / KEYS, keys.derive("document keys"), busy_seconds=_BUSY_SECONDS)
    try:
        yield from _of_pages(profile, keys)
        if not (profile / LOG).exists():
            return
        # Read before the log, which may be in use: a head beside it may be behind it, never ahead.
        beside = _head_beside(profile / HEAD)
        walk = Walk(engine, document_keys)
        try:
            yield from walk.problems()
            if forgetting:
                yield from walk.of_forgetting()
        except Damaged as error:
            yield LogProblem(position=walk.position, problem=f"The log cannot be read behind it. {error}")
        yield from _of_heads(walk, Signer(keys.derive("head signature")), beside, noted)
        if outside:
            yield from _against(walk, *outside, "noted elsewhere")
    finally:
        engine.dispose()
        document_keys.close()


def _of_pages(profile: Path, keys: StoreKeys) -> Iterator[LogProblem]:
    """What the cipher finds in each file, which must be there."""
    files = [(profile / LOG, keys.derive("log")), (profile / KEYS, keys.derive("document keys"))]
    files += [(path, keys.derive("views")) for path in sorted(profile.glob("views-*.db"))]
    for path, key in files:
        if not path.exists() or not path.stat().st_size:
            yield LogProblem(position=0, problem=f"{path.name} is missing or empty.")
            continue
        engine = connect(path, key, "FULL", busy_seconds=_BUSY_SECONDS, must_exist=True)
        pages = damaged_pages(engine)
        if pages:  # a page that was just being written is whole the next time
            again = damaged_pages(engine)
            pages = tuple(page for page in pages if page in again)
        engine.dispose()
        if any(page.endswith(" 1") for page in pages):
            yield LogProblem(position=0, problem=f"The file header of {path.name} is damaged.")
        else:
            yield from (LogProblem(position=0, problem=f"{path.name} is damaged: {page}.") for page in pages)


def _head_beside(path: Path) -> Head | None:
    """The head in the file, or an unsigned one where it holds something else."""
    try:
        return Sidecar(path).read()
    except ValueError:
        return Head(0, b"", b"")


def _of_heads(walk: Walk, signer: Signer, beside: Head | None, noted: str | None) -> Iterator[LogProblem]:
    """Whether the log ends where its heads say."""
    if not walk.is_complete:
        pass  # which was named
    elif walk.head is None or not signer.knows(walk.head):
        yield LogProblem(position=walk.position, problem="The head in the log is missing or was not signed here.")
    elif walk.head.position < walk.position:
        yield LogProblem(position=walk.head.position + 1, problem="It stands behind the signed end of the log.")
    else:
        yield from _against(walk, walk.head.position, walk.head.hash, "in the log")
    if beside is None:
        if walk.position:  # a profile whose making was cut off has no head beside it yet
            yield LogProblem(position=0, problem=f"The file {HEAD} is missing.")
    elif not signer.knows(beside):
        yield LogProblem(position=0, problem=f"The file {HEAD} is damaged or was not signed here.")
    else:
        yield from _against(walk, beside.position, beside.hash, f"in the file {HEAD}")
    if noted is not None:
        try:
            head = Head.parse(noted)
        except ValueError:
            head = Head(0, b"", b"")
        if not signer.knows(head):
            yield LogProblem(position=0, problem="The head in the keyring was not signed here.")
        else:
            yield from _against(walk, head.position, head.hash, "in the keyring")


def _against(walk: Walk, position: int, hash: bytes, where: str) -> Iterator[LogProblem]:
    """Whether the log holds the event a head names."""
    if position > walk.position:
        yield LogProblem(
            position=walk.position, problem=f"Events after it are missing: the head {where} is at {position}."
        )
    elif walk.hash_at(position) != hash:
        yield LogProblem(position=position, problem=f"It is not the event that the head {where} names.")


def _anchor(text: str) -> tuple[int, bytes]:
    position, _, hex = text.strip().partition(":")
    hash = bytes.fromhex(hex)
    if len(hash) != len(GENESIS):
        raise ValueError("not a hash")
    return int(position), hash
