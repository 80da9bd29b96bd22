"""Matching: texts that read the same are the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.documents.matching import normalised, plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The  Index\u00a0Level", "the index level"),
        ("“Cap” ‘x’", "\"cap\" 'x'"),
        ("5\u201310 days\u2014net", "5-10 days-net"),
        ("e\ufb03cient", "efficient"),
        ("re\u00adbalance", "rebalance"),
        ("  a\n\tb ", "a b"),
        ("", ""),
        ("\u00bd of it", "1\u20442 of it"),
    ],
)
def test_normalised(text: str, expected: str) -> None:
    assert normalised(text) == expected


@given(st.text())
def test_plain_keeps_offsets(text: str) -> None:
    assert len(plain(text)) == len(text)


@given(st.text())
def test_normalising_again_changes_nothing(text: str) -> None:
    assert normalised(normalised(text)) == normalised(text)
