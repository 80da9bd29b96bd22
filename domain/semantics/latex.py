"""LaTeX mathematics read as one line of plain mathematics, so that one reader of formulas does for both."""

import re
from functools import lru_cache

from domain.semantics.words import word_set

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[A-Za-z\u0370-\u03ff]+|\d+(?:[.,]\d+)*|\S|\s+")
_GREEK = dict(
    zip(
        [
            "alpha",
            "beta",
            "gamma",
            "delta",
            "epsilon",
            "zeta",
            "eta",
            "theta",
            "iota",
            "kappa",
            "lambda",
            "mu",
            "nu",
            "xi",
            "omicron",
            "pi",
            "rho",
            "sigma",
            "tau",
            "upsilon",
            "phi",
            "chi",
            "psi",
            "omega",
            "Gamma",
            "Delta",
            "Theta",
            "Lambda",
            "Xi",
            "Pi",
            "Sigma",
            "Upsilon",
            "Phi",
            "Psi",
            "Omega",
            "varepsilon",
            "vartheta",
            "varrho",
            "varsigma",
            "varphi",
        ],
        "αβγδεζηθικλμνξοπρστυφχψωΓΔΘΛΞΠΣΥΦΨΩεθρσφ",
        strict=True,
    )
)
_FRACTIONS = word_set("frac dfrac tfrac cfrac")
_TEXTS = word_set(
    "text textrm textit textbf textsf mathrm mathit mathbf mathsf mathtt mathcal mathbb boldsymbol bm operatorname"
)
_ACCENTS = {"hat": "hat", "widehat": "hat", "bar": "bar", "overline": "bar", "tilde": "tilde", "widetilde": "tilde"}
_SUMS = word_set("sum prod int bigcup bigcap") | {"∑", "∏", "∫", "Σ", "Π"}
_FUNCTIONS = word_set(
    "max min lim ln log exp sin cos tan sinh cosh tanh arg argmax argmin sup inf det Pr sgn mod gcd deg"
)
_SYMBOLS = {
    "times": "*", "cdot": "*", "ast": "*", "div": "/", "pm": "+", "mp": "-", "le": "≤", "leq": "≤", "leqslant": "≤",
    "ge": "≥", "geq": "≥", "geqslant": "≥", "lt": "<", "gt": ">", "neq": "≠", "ne": "≠", "approx": "≈", "equiv": "≡",
    "coloneqq": ":=", "%": "%", "ldots": "…", "dots": "…", "cdots": "…", "infty": "∞", "in": " in ",
    "forall": ", for all ", "mid": "|", "vert": "|", "lvert": "|", "rvert": "|", "{": "(", "}": ")",
    "lbrace": "(", "rbrace": ")", "lfloor": "floor(", "rfloor": ")", "lceil": "ceil(", "rceil": ")", "_": "_",
    "$": "$", "&": "&", "#": "#", "\\": "\n",
}  # fmt: skip
_WITH_ARGUMENT_TO_DROP = word_set("tag label hspace vspace phantom color")
_WITHIN = word_set("left right big Big bigl bigr Bigl Bigr displaystyle limits nolimits")
_CONNECTIVE = re.compile(r"(?:if|for|otherwise|else|where|when|with|and|or|such that|over|subject to|in case)\b", re.I)
_OPERATES = re.compile(
    r"(?:^|[^\w])(?:sum|prod|max|min|lim|ln|log|exp|sin|cos|tan|if|for|otherwise|else|where|when|with|and|or|over|in|all)"
    r"(?:\[[^\[\]]*\])?$"
)
"""Words that what follows is not multiplied with."""
_NAME_END = re.compile(r"[\w\u0370-\u03ff})\]%']$")
_NAME_START = re.compile(r"[A-Za-z\u0370-\u03ff]")
_DEEPEST = 60
_LONGEST = 4_000
"""Characters of an equation that are read."""
_MACRO = re.compile(r"\\(?:newcommand\*?|def)\s?\{?\\([A-Za-z]{1,30})\}?\s?\{((?:[^{}]|\{[^{}]{0,80}\}){0,120})\}")


Macros = tuple[tuple[str, str], ...]
"""Names and bodies of the macros without arguments that a document defines."""


def macros_in(text: str) -> Macros:
    return tuple((name, body) for name, body in _MACRO.findall(text) if "#" not in body)


@lru_cache(maxsize=2048)
def linear(source: str, macros: Macros = ()) -> str:
    """A formula in LaTeX on one line: "P_{i,t}", "((a)/(b))", "sum[i:1;N]"; equations of one block on lines of theirs.

    What cannot be read is left out. Macros are expanded once.
    """
    source = _MACRO.sub(" ", source[:_LONGEST])
    for name, body in macros:
        source = re.sub(rf"\\{name}(?![A-Za-z])", "{" + body.replace("\\", r"\\") + "}", source)
    return _Reader(source).read()


class _Reader:
    """One pass over the tokens of a formula."""

    def __init__(self, source: str) -> None:
        self._tokens = _TOKEN.findall(source)
        self._at = 0
        self._depth = 0
        self._cases = 0

    def read(self) -> str:
        parts = []
        while self._at < len(self._tokens):
            parts.append(self._until("}"))
        return re.sub(r"[ \t]+", " ", "".join(parts)).strip()

    def _next(self) -> str:
        token = self._tokens[self._at] if self._at < len(self._tokens) else ""
        self._at += 1
        return token

    def _peek(self) -> str:
        at = self._at
        while at < len(self._tokens) and self._tokens[at].isspace():
            at += 1
        return self._tokens[at] if at < len(self._tokens) else ""

    def _until(self, stop: str) -> str:
        """What comes up to a closing bracket, which is taken too, or to the end."""
        out = ""
        self._depth += 1
        while self._at < len(self._tokens):
            token = self._next()
            if token == stop:
                break
            piece = self._piece(token, out)
            if piece:
                out += _glue(out, piece) + piece
        self._depth -= 1
        return out

    def _argument(self) -> str:
        while self._at < len(self._tokens) and self._tokens[self._at].isspace():
            self._at += 1
        token = self._next()
        if token == "{":
            return self._until("}") if self._depth < _DEEPEST else self._raw()
        if len(token) > 1 and token[0] not in "\\":
            # without braces an argument is one character: x_it is x_i t
            self._at -= 1
            self._tokens[self._at] = token[1:]
            token = token[0]
        if self._depth >= _DEEPEST:
            return ""
        self._depth += 1
        piece = self._piece(token, "")
        self._depth -= 1
        return piece

    def _raw(self) -> str:
        """The characters of a group as they are, from behind its opening brace."""
        open_groups, out = 1, ""
        while open_groups and self._at < len(self._tokens):
            token = self._next()
            open_groups += (token == "{") - (token == "}")
            out += token if open_groups and token != "{" else ""
        return out.replace("\\", "")

    def _text_argument(self) -> str:
        if self._peek() != "{":
            return self._argument()
        while self._next() != "{":
            pass
        return self._raw()

    def _piece(self, token: str, before: str) -> str:
        if token.startswith("\\") and len(token) > 1:
            return self._command(token[1:])
        if not token:
            return ""
        if token in _SUMS and token not in ("Σ", "Π"):
            return self._sum("prod" if token == "∏" else "sum")
        if token in ("Σ", "Π") and self._peek() in ("_", "^"):
            return self._sum("sum")
        if token == "{":
            return self._until("}") if self._depth < _DEEPEST else self._raw()
        if token == "_":
            return _below(self._argument())
        if token == "^":
            inner = self._argument()
            return _below(inner) if inner.isalpha() and self._peek() == "_" else _above(inner, before)
        if token == "&":
            return " ; " if self._cases else " "
        if token[0].isalpha() and not _is_one_name(token):
            return "·".join(token)
        return " " if token.isspace() else token

    def _command(self, name: str) -> str:
        if name == "Delta":
            return "Δ" + (self._argument() if self._peek().isalpha() or self._peek() == "{" else "")
        if name in _GREEK:
            return _GREEK[name]
        if name in _FRACTIONS:
            return f"(({self._argument()})/({self._argument()}))"
        if name == "sqrt":
            if self._peek() == "[":
                self._until("]")
            return f"sqrt({self._argument()})"
        if name in _TEXTS:
            words = " ".join(self._text_argument().split())
            joins = _CONNECTIVE.match(words) and self._peek() not in ("_", "^")  # with an index it is a symbol
            return (f" {words.split()[0]} " if joins else words) if words else " "
        if name in _ACCENTS:
            inner = self._argument()
            return f"{inner}_{_ACCENTS[name]}" if re.fullmatch(r"[\w\u0370-\u03ff]+", inner) else f"({inner})"
        if name in ("underbrace", "overbrace"):
            inner = self._argument()
            if self._peek() in ("_", "^"):
                self._next()
                self._argument()
            return f"({inner})"
        if name in _SUMS:
            return self._sum("prod" if name == "prod" else "sum")
        if name in _FUNCTIONS:
            while name in ("max", "min", "lim", "sup", "inf", "argmax", "argmin") and self._peek() in ("_", "^"):
                self._next()
                self._argument()
            return f" {name} "
        if name == "begin":
            cases = self._text_argument() in ("cases", "dcases", "rcases")
            self._cases += cases
            return "(" if cases else ""
        if name == "end":
            cases = self._text_argument() in ("cases", "dcases", "rcases")
            self._cases -= cases
            return ")" if cases else ""
        if name in _WITH_ARGUMENT_TO_DROP:
            self._text_argument()
            return " "
        if name in _WITHIN:
            if name in ("left", "right") and self._peek() == ".":
                while self._next() != ".":
                    pass
            return ""
        if name == "\\" and self._cases:
            return " ; "
        if name == "prime":
            return "'"
        return _SYMBOLS.get(name, name if name[0].isupper() else " ")

    def _sum(self, name: str) -> str:
        """The letters it runs over and its limits; the set it runs over is no quantity."""
        limits = []
        while self._peek() in ("_", "^"):
            while self._next() not in ("_", "^"):
                pass
            limits.append(re.split(r" in |∈", self._argument())[0].replace("=", ":"))
        if limits and ":" not in limits[0]:
            limits[0] += ":"
        return f"{name}[{';'.join(limits)}] " if limits else f"{name} "


def _is_one_name(letters: str) -> bool:
    """A name of several letters, as against letters that are multiplied."""
    is_differential = len(letters) == 2 and letters[0] == "d"
    return len(letters) == 1 or (letters.isascii() and (len(letters) >= 3 or letters.isupper() or is_differential))


def _below(inner: str) -> str:
    return f"_{{{re.sub(r'[ ·]', '', inner)}}}"


def _above(inner: str, before: str) -> str:
    inner = inner.strip()
    if inner in ("'", "T", "⊤", ""):
        return "'" if inner == "'" else ""
    is_label = re.fullmatch(r"[A-Za-z]{3,20}|\([a-z]\)|[*+-]", inner) and re.search(r"[A-Za-z\u0370-\u03ff}]$", before)
    return _below(inner.strip("()")) if is_label else f"^{inner}" if inner.isalnum() else f"^({inner})"


def _glue(before: str, piece: str) -> str:
    """The sign for a product that is written without one."""
    if piece[0] in "_^'":
        return ""
    tail = before[-80:].rstrip(" ")
    if not tail or not _NAME_END.search(tail):
        return ""
    if _OPERATES.search(tail):
        return " "
    if _NAME_START.match(piece.lstrip()) and not _CONNECTIVE.match(piece.strip()) and piece != " in ":
        return "·"
    is_product = (piece[0] == "(" and tail[-1] == ")") or (piece[0].isdigit() and tail[-1] == ")")
    return "·" if is_product else ""
