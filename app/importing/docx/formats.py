"""Numbers in Word's number formats (ECMA-376 17.18.59)."""

_UNITS = [
    *["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
    *["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"],
]
_TENS = [*["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]]
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_CHICAGO = "*†‡§"
_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    )
)


def written(number: int, format: str) -> str:
    """A number in one of Word's number formats; in digits where the format is not known or the number unfit for it.

    A format of digits, such as "001", is a custom one: it says how many there are at least.
    """
    match format:
        case "none" | "bullet":
            return ""
        case "decimalZero":
            return f"{number:02d}"
        case "numberInDash":
            return f"- {number} -"
        case "hex":
            return f"{number:X}"
        case "lowerLetter" | "upperLetter" if 1 <= number <= 780:
            letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
            return letters if format == "lowerLetter" else letters.upper()
        case "lowerRoman" | "upperRoman" if 1 <= number < 4000:
            roman = _roman(number)
            return roman if format == "upperRoman" else roman.lower()
        case "chicago" if 1 <= number <= 100:
            return _CHICAGO[(number - 1) % 4] * ((number - 1) // 4 + 1)
        case "ordinal" if number >= 0:
            ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
            return f"{number}{ending}"
        case "cardinalText" if 0 <= number < 1000:
            return _words(number).capitalize()
        case "ordinalText" if 0 <= number < 1000:
            return _ordinal_words(number).capitalize()
    return str(number).zfill(len(format)) if format.isdecimal() and len(format) < 12 else str(number)


def _words(number: int) -> str:
    if number < 20:
        return _UNITS[number]
    if number < 100:
        return _TENS[number // 10] + (f"-{_UNITS[number % 10]}" if number % 10 else "")
    rest = f" {_words(number % 100)}" if number % 100 else ""
    return f"{_UNITS[number // 100]} hundred{rest}"


def _ordinal_words(number: int) -> str:
    words = _words(number)
    at = max(words.rfind(" "), words.rfind("-")) + 1
    last = words[at:]
    return words[:at] + (_ORDINALS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th"))


def _roman(number: int) -> str:
    out = []
    for worth, sign in _ROMAN:
        out.append(sign * (number // worth))
        number %= worth
    return "".join(out)
