"""What is typed is read as it is, and how far an analysis is reads like no verdict."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from app.desktop.analysis import how_far
from app.desktop.forms import TextField, plain_text
from domain.analysis.request import Progress


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("one\u2029two\u2028three", "one\ntwo\nthree"),
        ("10\u00a0% of\u202f1", "10\u00a0% of\u202f1"),
        ("\tand 𝑥", "\tand 𝑥"),
    ],
)
def test_only_line_ends_are_qt_s_own(raw: str, text: str) -> None:
    assert plain_text(raw) == text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="ab \u00a0\u202f\t\n𝑥\u200b\ufffc", max_size=30))
def test_a_field_says_what_it_was_given(qtbot: QtBot, text: str) -> None:
    field = TextField("Text", 2)
    field.setPlainText(text)
    assert field.text() == text


@pytest.mark.parametrize(
    ("done", "waiting", "text"),
    [
        (0, 0, "Analysing Rules …"),
        (12, 0, "Analysing Rules: checking data, step 12 of 70"),
        (12, 2, "Analysing Rules: checking data, step 12 of 70  (2 waiting)"),
    ],
)
def test_how_far_an_analysis_is(done: int, waiting: int, text: str) -> None:
    assert how_far("Rules", Progress(done=done, total=70, step="checking data"), waiting) == text
