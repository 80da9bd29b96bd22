"""Find words in the library: how they are typeset makes no difference, and each place leads to its passage."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bootstrap import open_services
from app.keys.throw_away import throw_away_keys
from app.usecases.find_text import MOST_SPANS, find_in_library
from app.usecases.forget_document import forget
from app.usecases.import_document import import_document
from app.usecases.ports.tasks import TaskCancelled
from domain.documents.matching import Folded, find_all


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("The Index Level is the level.", "level", ["Level", "level"]),
        ("the “closing\u00a0price” of", '"closing price"', ["“closing\u00a0price”"]),
        ("a re\u00adbalancing day", "rebalancing", ["re\u00adbalancing"]),
        ("the 𝑉𝑊𝐴𝑃 of", "vwap", ["𝑉𝑊𝐴𝑃"]),
        ("cafe\u0301 prices", "café", ["cafe\u0301"]),
        ("Société Générale", "societe generale", ["Société Générale"]),
        ("Straße, ss", "ss", ["ß", "ss"]),
        ("two  spaces\nand a line", "two spaces and", ["two  spaces\nand"]),
        ("closing price", "closing  prices", []),
        ("anything", "  ", []),
        ("aaaa", "aa", ["aa", "aa"]),
    ],
)
def test_words_are_found_however_they_are_typeset(text: str, words: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in find_all(text, words)] == found


@given(before=st.text(max_size=20), words=st.text(alphabet="abc “”\u00ad\u2013é", max_size=8), after=st.text())
def test_what_is_found_holds_the_words(before: str, words: str, after: str) -> None:
    text = f"{before} {words} {after}"
    places = list(find_all(text, words))
    assert all(Folded(words).text.strip() in Folded(text[start:end]).text for start, end in places)
    assert bool(places) is bool(Folded(words).text.strip())


def test_the_library_is_searched_and_forgotten_documents_are_not(tmp_path: Path) -> None:
    with open_services(tmp_path / "profile", keys=throw_away_keys()) as s:
        first, second = (
            import_document(s, text.encode(), name, name, "A. Reviewer").document
            for name, text in (
                ("first.md", "# First\n\nThe closing price, and the Closing Price.\n"),
                ("second.md", "# Second\n\n" + "The closing price.\n\n" * (MOST_SPANS + 1)),
            )
        )
        found = find_in_library(s, "closing price")
        assert [(f.document, f.title, len(f.spans), f.count) for f in found] == [
            (second, "Second", MOST_SPANS, MOST_SPANS + 1),
            (first, "First", 2, 2),
        ]
        assert [span.quote for span in found[1].spans] == ["closing price", "Closing Price"]
        with pytest.raises(TaskCancelled):
            find_in_library(s, "price", lambda: True)
        asked = iter([False] * 10)  # it gives up within the first document, of many more paragraphs than that
        with pytest.raises(TaskCancelled):
            find_in_library(s, "price", lambda: next(asked, True))
        assert next(asked, None) is None
        forget(s, second, "A. Reviewer")
        assert [f.document for f in find_in_library(s, "closing price")] == [first]
