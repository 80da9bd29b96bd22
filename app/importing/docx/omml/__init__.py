"""Office math (ECMA-376 part 1, 22.1) as LaTeX: `structures` walks the tree, `text` writes what runs say."""

from app.importing.docx.omml.structures import latex

__all__ = ["latex"]
