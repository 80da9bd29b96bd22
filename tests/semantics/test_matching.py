"""Matching: texts that read the same are found, and the way back leads to the very characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.documents.matching import find_all, normalise, normalised, plain


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


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("The “Cap” is\n5 %.", 'the "cap" is 5 %', ["The “Cap” is\n5 %"]),
        ("e\ufb03cient, efficient", "efficient", ["e\ufb03cient", "efficient"]),
        ("aaa", "aa", ["aa"]),
        ("abc", "", []),
        ("abc", "x", []),
    ],
)
def test_find_all(text: str, quote: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in find_all(normalise(text), quote)] == found


@given(st.text())
def test_plain_keeps_offsets(text: str) -> None:
    assert len(plain(text)) == len(text)


@given(st.text(), st.data())
def test_any_range_of_the_normalised_text_leads_back_to_text_that_reads_so(text: str, data: st.DataObject) -> None:
    found = normalise(text)
    assert len(found.offsets) == len(found.text) + 1
    if found.text:
        start = data.draw(st.integers(0, len(found.text) - 1))
        end = data.draw(st.integers(start + 1, len(found.text)))
        first, last = found.original(start, end)
        assert 0 <= first < last <= len(text)
        assert found.text[start:end].strip() in normalised(text[first:last])


@given(st.text())
def test_normalising_is_stable_in_what_it_finds(text: str) -> None:
    assert not normalised(text) or find_all(normalise(text), text)
