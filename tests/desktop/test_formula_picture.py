"""Formulas as pictures."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from PySide6.QtGui import QColor, QImage

from app.desktop.formula_picture import formula_picture

INK = QColor("#1b3a6b")


def picture(latex: str, *, size: float = 16, ratio: float = 1, colour: QColor = INK) -> QImage:
    made = formula_picture(latex, colour, size, ratio)
    assert made is not None
    return made.image


def colours(image: QImage) -> set[str]:
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


def test_a_formula_is_painted_in_its_colour_on_nothing() -> None:
    image = picture(r"\frac{a}{b}=\sum_{i}\overline{xy}+\underbrace{x}_{n}+\sqrt{x}+\boxed{x}", size=40, ratio=2)
    assert colours(image) == {INK.name()}
    assert image.pixelColor(0, 0).alpha() == 0


def test_a_picture_is_as_sharp_as_the_screen() -> None:
    plain, sharp = picture("x_{1}"), picture("x_{1}", ratio=2)
    assert abs(sharp.width() - 2 * plain.width()) <= 2
    assert sharp.devicePixelRatio() == 2
    assert abs(sharp.deviceIndependentSize().height() - plain.height()) <= 1


def test_larger_letters_make_a_larger_picture() -> None:
    assert picture("x", size=32).height() > 1.5 * picture("x", size=16).height()


@pytest.mark.parametrize(
    "latex",
    [
        r"\left(a",
        r"\frac{a}",
        r"\unheardof{x}",
        "日",
        "",
        "{}",
        "x_1_2",
        "\x00",
    ],
)
def test_what_cannot_be_set_has_no_picture(latex: str) -> None:
    assert formula_picture(latex, INK, 16, 1) is None


@pytest.mark.parametrize(
    "latex",
    [
        r"\frac{1}{" * 40 + "x" + "}" * 40,
        "{" * 900 + "}" * 900,
        r"\left(" * 130 + r"\right)" * 130,
        r"\begin{matrix}" * 60 + r"\end{matrix}" * 60,
        r"\sqrt" * 390 + "x",
        "x_" * 900 + "x",
        "a+" * 990 + "a",
        "a+" * 2_000 + "a",
        r"\def\a{\a\a}\a",
        r"\newcommand{\a}{xx}\newcommand{\b}{\a\a}\b",
        r"\kern99999em x",
        r"\rule{99999em}{99999em}",
    ],
)
def test_a_formula_made_to_do_harm_has_no_picture(latex: str) -> None:
    assert formula_picture(latex, INK, 16, 1) is None


@pytest.mark.parametrize("command", [r"\input", r"\include", r"\includegraphics", r"\openin"])
def test_no_file_is_read(command: str) -> None:
    assert formula_picture(rf"{command}{{/etc/passwd}}", INK, 16, 1) is None


@pytest.mark.parametrize(
    ("latex", "same"),
    [
        (r"\text{S\&P}", r"\text{S}\text{&}\text{P}"),
        (r"E\tag{3}", r"E\qquad\text{(3)}"),
        (r"\mathbb{1}_{x}", "𝟙_{x}"),
    ],
)
def test_what_the_library_says_otherwise(latex: str, same: str) -> None:
    assert abs(picture(latex).width() - picture(same).width()) <= 2


def test_an_escape_is_not_shown() -> None:
    assert picture(r"\text{a\_b}") == picture(r"\text{a_b}")


def test_lines_do_not_touch() -> None:
    lines = picture(r"\begin{aligned}a&=b\\&=c\end{aligned}", size=40)
    empty = [all(lines.pixelColor(x, y).alpha() == 0 for x in range(lines.width())) for y in range(lines.height())]
    assert any(empty[lines.height() // 3 : 2 * lines.height() // 3])


def test_pictures_are_made_beside_the_main_thread() -> None:
    sources = [rf"\frac{{a_{{{n}}}}}{{b}}+\text{{rate}}^{n}" for n in range(12)]
    with ThreadPoolExecutor(4) as pool:
        beside = list(pool.map(lambda latex: picture(latex, colour=QColor("red")), sources))
    assert [image.size() for image in beside] == [picture(latex).size() for latex in sources]
    assert all(colours(image) == {"#ff0000"} for image in beside)
