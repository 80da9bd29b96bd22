"""Blocks from a short notation: "#" heading, "|" table row, "* " list item, "~" code; empty lines part paragraphs."""

from domain.documents.text import Block, BlockKind, Cell


def blocks_of(text: str) -> tuple[Block, ...]:
    blocks: list[Block] = []
    table = -1

    def add(kind: BlockKind, words: str, level: int = 0, cell: Cell | None = None) -> None:
        blocks.append(Block(id=f"b{len(blocks)}", kind=kind, text=words, level=level, cell=cell))

    for paragraph in text.split("\n\n"):
        lines = paragraph.strip("\n").split("\n")
        if lines[0].startswith("#"):
            marks = len(lines[0]) - len(lines[0].lstrip("#"))
            add(BlockKind.HEADING, lines[0].lstrip("# "), level=marks)
        elif lines[0].startswith("|"):
            table += 1
            for row, line in enumerate(lines):
                for column, words in enumerate(line.strip("| ").split("|")):
                    add(BlockKind.CELL, words.strip(), cell=Cell(table=table, row=row, column=column))
        elif lines[0].startswith("* "):
            for line in lines:
                add(BlockKind.LIST_ITEM, line.removeprefix("* "), level=1)
        elif lines[0].startswith("~"):
            add(BlockKind.CODE, "\n".join(line.removeprefix("~") for line in lines))
        elif any(lines):
            add(BlockKind.PARAGRAPH, "\n".join(lines))
    return tuple(blocks)
