"""The characters of fonts that number their signs on their own, in Unicode: Symbol, Wingdings and Wingdings 2."""

_SYMBOL = (
    (0x20, " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"),
    (0xA0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪"),
    (0xF1, "⟩∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"),
)
_FONTS = {
    "symbol": {first + index: sign for first, signs in _SYMBOL for index, sign in enumerate(signs)},
    "wingdings": dict(
        zip(
            b"\x21\x28\x46\x4a\x4c\x6c\x6d\x6e\x6f\x71\x72\x73\x74\x75\x76\x77\x9f\xa1\xa7\xa8\xd8\xdf\xe0\xe1\xe2\xe8"
            b"\xef\xf0\xfb\xfc\xfd\xfe",
            "✏☎☞☺☹●❍■□❑❒⬧⧫◆❖⬥•○▪◻➢←→↑↓➔⇦⇨✗✓☒☑",
            strict=True,
        )
    ),
    "wingdings 2": dict(zip(b"\x4f\x50\x51\x52\x53\x54\xa3", "✗✓☒☑☒☒☐", strict=True)),
}


def is_symbol_font(font: str) -> bool:
    """Whether a font numbers its signs on its own."""
    return font.lower() in _FONTS or font.lower().startswith(("wingdings", "webdings"))


def in_unicode(code: int, font: str) -> str:
    """The character with this code in a font; the one Unicode has at that code where the font's is not known."""
    private = 0xF000 <= code <= 0xF0FF
    if private or code < 0x100:
        known = _FONTS.get(font.lower(), {}).get(code & 0xFF)
        if known:
            return known
    return chr(code)
