r"""The text of Office math as LaTeX.

Word sets every letter of a formula alike, be it one variable of many or the letter of a name. Letters that stand alone
are variables; three letters or more in a row, or two capitals, are one name (\mathit{Index}); names parted by single
spaces are one phrase (\textit{Index Level}).
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from app.importing.docx.omml.source import escaped, join
from app.importing.docx.omml.symbols import ACCENTS, FUNCTIONS, GREEK, SYMBOLS

Style = tuple[str, ...]
"""The commands around a letter, outermost first; none for Word's own italic."""

NORMAL: Style = ("text",)
APART = "\u2063"
"""The invisible separator: keeps letters apart that are not one name."""

_L = "A-Za-zÀ-ÖØ-öø-ɏ"
_NAME = rf"[{_L}]{{2,}}[{_L}0-9]*(?:_[{_L}0-9]+)*"
_MARKS = "\u0300-\u036f\u20d0-\u20ef"
_SCRIPTS = {"^": "⁰¹²³⁴-⁹⁺⁻⁼⁽⁾ⁱⁿᵃ-ᵖᵗᵘᵛʰʲʳʷʸᵀ", "_": "₀-₎ₐ-ₜᵢᵣᵤᵥᵦᵧᵨᵩᵪ"}
_BLANKS = re.compile(r"\s{2,}|[\t\r\n\f\v]")
_TOKEN = re.compile(
    rf"(?P<phrase> *{_NAME}(?: {_NAME})*(?![{_MARKS}]) *)|(?P<marked>[^\s{_MARKS}][{_MARKS}]+)|(?P<dots>\.\.\.)"
    rf"|(?P<upper>[{_SCRIPTS['^']}]+)|(?P<lower>[{_SCRIPTS['_']}]+)|(?P<number>[0-9]+(?:[.,][0-9]+)*)|(?P<gap>  +)"
    r"|(?P<foreign>[\u0400-\u1cff\u3040-\ud7ff\uf900-\ufaff]+)|(?P<other>.)"
)
_WORDING = re.compile(rf"(?P<words> *[{_L}](?:[{_L}0-9_.:;'’%&#$-]| (?!-? ))* ?)|(?P<rest>[^{_L}]+?(?= *[{_L}]|$))")
_UNSEEN = {"Cc", "Cf", "Mn", "Zs", "Zl", "Zp"}
"""Categories of characters that show nothing by themselves."""
_CONNECTIVES = {"if", "otherwise", "and", "or", "for", "all", "where", "else", "when", "then", "with"}
_DIFFERENTIALS = re.compile(r"[a-z]?(?:d[txyzuvwWSB])+")
_STYLE_WORDS = {"DOUBLE-STRUCK": "mathbb", "SCRIPT": "mathcal", "FRAKTUR": "mathfrak", "BLACK-LETTER": "mathfrak"} | {
    "SANS-SERIF": "mathsf",
    "MONOSPACE": "mathtt",
}


@lru_cache(maxsize=4096)
def styled(text: str, style: Style) -> str:
    """The text of a run as LaTeX, worked out once: formulas say the same few symbols again and again."""
    text = _BLANKS.sub(lambda blanks: "  " if len(blanks[0]) > 1 else " ", unicodedata.normalize("NFC", text))
    if style == NORMAL:
        return join(_wording(text))
    letters = [_plain(character, style) for character in text]
    groups = groupby(letters, key=lambda letter: letter[1])
    return join(piece for own, group in groups for piece in _formula("".join(c for c, _ in group), own))


def _plain(character: str, style: Style) -> tuple[str, Style]:
    """A letter from Unicode's mathematical alphabets as the letter and its style."""
    if character < "ℂ" or character in SYMBOLS:
        return character, style
    words = unicodedata.name(character, "").split()
    if "MATHEMATICAL" not in words and not _STYLE_WORDS.keys() & set(words) and character != "ℎ":
        return character, style
    plain = unicodedata.normalize("NFKC", character)
    if len(plain) != 1 or not plain.isalnum():
        return character, style
    return plain, _alphabet(words)


def _alphabet(words: list[str]) -> Style:
    alphabet = next((_STYLE_WORDS[word] for word in words if word in _STYLE_WORDS), "")
    if "ITALIC" in words or "CONSTANT" in words:
        return ("boldsymbol",) if "BOLD" in words else ()
    if alphabet:
        return ("boldsymbol", alphabet) if "BOLD" in words else (alphabet,)
    return ("mathbf",) if "BOLD" in words else ()


def _wording(text: str) -> Iterator[str]:
    """Normal text: its words stay text, the signs between them are signs of the formula."""
    for token in _WORDING.finditer(text):
        words = token["words"]
        if words is None:
            yield from _formula(token["rest"], ())
        elif words.strip() in FUNCTIONS:
            yield rf"\{words.strip()}"
        else:
            yield rf"\text{{{escaped(words)}}}"


def _formula(text: str, style: Style) -> Iterator[str]:
    for token in _TOKEN.finditer(text):
        match token.lastgroup:
            case "phrase":
                yield from _phrase(token.group(), style)
            case "marked":
                yield accented(_symbol(token.group()[0], style), *token.group()[1:])
            case "dots":
                yield r"\ldots"
            case "upper" | "lower" as place:
                plain = unicodedata.normalize("NFKC", token.group())
                yield f"{'^' if place == 'upper' else '_'}{{{join(_symbol(c, ()) for c in plain)}}}"
            case "number":
                yield _wrapped(token.group(), tuple(command for command in style if command != "mathrm"))
            case "gap":
                yield r"\quad"
            case "foreign":
                yield rf"\text{{{token.group()}}}"
            case _:
                yield _symbol(token.group(), style)


def accented(base: str, *marks: str) -> str:
    """The LaTeX with these accents over or under it, the first nearest; one that LaTeX does not have is left out."""
    for mark in marks:
        if name := ACCENTS.get(mark):
            base = rf"\{name}{{{base}}}"
    return base


def _phrase(text: str, style: Style) -> Iterator[str]:
    words = text.split()
    name = escaped(" ".join(words))
    if _CONNECTIVES.issuperset(words):
        yield rf"\text{{{text}}}"
    elif len(words) > 1 and any(map(_is_name, words)):
        yield _wrapped(name, _PHRASES.get(style, style))
    else:
        for word in words:
            if word in FUNCTIONS:
                yield rf"\{word}"
            elif _is_name(word):
                yield _wrapped(escaped(word), style or ("mathit",))
            else:
                yield from (_symbol(letter, style) for letter in word)


_PHRASES: dict[Style, Style] = {
    (): ("textit",),
    ("mathrm",): NORMAL,
    ("mathbf",): ("textbf",),
    ("boldsymbol",): ("textbf",),
}
"""The styles of a formula that do not keep spaces, and those of text that stand for them."""


def _is_name(word: str) -> bool:
    letters = word.rstrip("0123456789")
    return letters.isupper() if len(letters) == 2 else _DIFFERENTIALS.fullmatch(word) is None


def _symbol(character: str, style: Style) -> str:
    if character in GREEK:
        bold = {"mathbf", "boldsymbol"} & set(style)
        return _wrapped(GREEK[character], ("boldsymbol",) if bold else ())
    if character in SYMBOLS:
        return SYMBOLS[character]
    if unicodedata.category(character) in _UNSEEN or character == "\ufffc":
        return ""
    if character.isascii():
        return _wrapped(character, style) if character.isalnum() else character
    parts = unicodedata.normalize("NFD", character)
    if parts[0].isascii() and parts[0].isalpha() and ACCENTS.keys() >= set(parts[1:]):
        return accented(_wrapped(parts[0], style), *parts[1:])
    top, slash, bottom = unicodedata.normalize("NFKC", character).partition("⁄")
    if slash and top.isdecimal() and bottom.isdecimal():
        return rf"\frac{{{top}}}{{{bottom}}}"
    return rf"\text{{{character}}}"


def _wrapped(latex: str, style: Style) -> str:
    for command in reversed(style):
        latex = rf"\{command}{{{latex}}}"
    return latex
