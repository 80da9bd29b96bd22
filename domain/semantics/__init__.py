"""Semantics: what the blocks of a specification say: sections, terms, references, formulas, quantities, time."""
