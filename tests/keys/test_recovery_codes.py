"""Recovery codes: written down, typed back, forgiven what people confuse, and told when they mistyped."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.keys.codes import SIZE, new_code, printed, typed
from app.usecases.ports.keys import WrongKey

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODES = st.binary(min_size=SIZE, max_size=SIZE)


def test_codes_are_random_and_in_seven_groups_of_five() -> None:
    one, other = new_code(), new_code()
    assert one != other
    assert [len(group) for group in printed(one).split("-")] == [5] * 7
    assert set(printed(one)) <= set(ALPHABET + "-")


def test_a_code_is_printed_as_ever() -> None:
    assert printed(bytes(range(SIZE))) == "000G4-0R40M-30E20-9185G-R38E1-W8124-GKAD1"


@given(CODES)
def test_what_was_printed_is_read_back(code: bytes) -> None:
    assert typed(printed(code)) == code


@settings(max_examples=30)
@given(CODES, st.data())
def test_case_dashes_spaces_and_lookalikes_are_forgiven(code: bytes, data: st.DataObject) -> None:
    lookalikes = {"0": "0Oo", "1": "1IiLl"}
    text = "".join(
        data.draw(st.sampled_from(lookalikes.get(c, c + c.lower()))) + data.draw(st.sampled_from(["", " ", "-", "\t"]))
        for c in printed(code).replace("-", "")
    )
    assert typed(f" {text}\r\n") == code


@pytest.mark.parametrize("at", range(35))
def test_one_wrong_character_is_told(at: int) -> None:
    symbols = printed(bytes(range(SIZE))).replace("-", "")
    for wrong in set(ALPHABET) - {symbols[at]}:
        with pytest.raises(WrongKey, match="mistyped"):
            typed(symbols[:at] + wrong + symbols[at + 1 :])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "35 characters, and this has 0"),
        ("7V8G3-DZ5B5", "35 characters, and this has 10"),
        ("U" * 35, "mistyped"),
        ("ß" * 35, "35 characters"),
        ("é" * 35, "mistyped"),
        ("\U0001d7d8" * 35, "mistyped"),
    ],
)
def test_what_is_no_code_is_told(text: str, says: str) -> None:
    with pytest.raises(WrongKey, match=says):
        typed(text)
