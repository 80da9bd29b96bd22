"""Reads the characters of a source again, through the origins a reader gave them."""

from app.wordml import Package, paragraphs, runs, visible_text
from domain.documents.text import ATOM, Block, BytePlace, DocxPlace, How, Story


def assert_covered(blocks: tuple[Block, ...]) -> None:
    """Pieces cover each block's text from its start to its end."""
    for block in blocks:
        edges = [0, *(piece.end for piece in block.pieces)]
        assert [piece.start for piece in block.pieces] == edges[:-1]
        assert edges[-1] == len(block.text)
        assert all(piece.start < piece.end for piece in block.pieces)


def assert_in_word_file(data: bytes, blocks: tuple[Block, ...]) -> None:
    """What pieces say about runs is what stands in those runs, whichever part they are in."""
    assert_covered(blocks)
    package = Package(data)
    parts = {
        part: [[visible_text(run) for run in runs(p)] for p in paragraphs(package.parse(part))]
        for part in {block.part for block in blocks}
    }
    for block in blocks:
        assert 0 <= block.paragraph < len(parts[block.part])
        for piece in block.pieces:
            text = block.text[piece.start : piece.end]
            if piece.place is None:
                assert text == ATOM
                continue
            assert isinstance(piece.place, DocxPlace)
            assert piece.place.part == block.part
            run = parts[block.part][piece.place.paragraph][piece.place.run]
            assert run[piece.place.start : piece.place.end] == text


def verbatim_share(blocks: tuple[Block, ...]) -> float:
    """The part of all characters that pieces say stand in the source as they are."""
    verbatim = sum(p.end - p.start for block in blocks for p in block.pieces if p.how is How.VERBATIM)
    length = sum(len(block.text) for block in blocks)
    return verbatim / length if length else 1


def assert_in_bytes(data: bytes, blocks: tuple[Block, ...], encoding: str = "utf-8") -> None:
    """Verbatim pieces are the bytes they name; all places of the main text go forward through the file."""
    assert_covered(blocks)
    last = 0
    for block in blocks:
        if block.story is not Story.BODY:  # notes come last, wherever they are written
            last = 0
        for piece in block.pieces:
            if piece.place is None:
                assert piece.how is How.COMPUTED
                continue
            assert isinstance(piece.place, BytePlace)
            assert last <= piece.place.start < piece.place.end <= len(data)
            last = piece.place.end
            if piece.how is How.VERBATIM:
                said = data[piece.place.start : piece.place.end].decode(encoding)
                assert said == block.text[piece.start : piece.end]
