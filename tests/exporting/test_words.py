"""What has to change, word by word."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exporting.words import changes


def marked(old: str, new: str, fixed: frozenset[int] = frozenset()) -> str:
    out, last = "", 0
    for change in changes(old, new, fixed):
        out += old[last : change.start]
        out += f"[-{old[change.start : change.end]}-]" * (change.end > change.start) + f"[+{change.text}+]" * bool(
            change.text
        )
        last = change.end
    return out + old[last:]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("same words", "same words", "same words"),
        ("", "new", "[+new+]"),
        ("gone", "", "[-gone-]"),
        ("the cap is high today", "the cap is 5% today", "the cap is [-high-][+5%+] today"),
        ("rate of 1,250.5 bp", "rate of 1,250.75 bp", "rate of [-1,250.5-][+1,250.75+] bp"),
        ("the levels hold", "the level holds", "the [-levels hold-][+level holds+]"),
        ("a b c d e", "x b c d y", "[-a-][+x+] b c d [-e-][+y+]"),
        ("a b c", "x b y", "[-a b c-][+x b y+]"),
        ("one, two", "one; two", "one[-,-][+;+] two"),
        ("add here", "add it here", "add [+it +]here"),
        ("caf\u0065\u0301 bar", "caf\u0065\u0300 bar", "[-caf\u0065\u0301-][+caf\u0065\u0300+] bar"),
        ("भाषा हिन्दी है", "भाषा हिन्दु है", "भाषा [-हिन्दी-][+हिन्दु+] है"),
        ("שָׁלוֹם עולם", "שָׁלוּם עולם", "[-שָׁלוֹם-][+שָׁלוּם+] עולם"),
        ("น้ำ ดี", "น้า ดี", "[-น้ำ-][+น้า+] ดี"),
        ("👨\u200d👩\u200d👧 go", "👨\u200d👩\u200d👦 go", "[-👨\u200d👩\u200d👧-][+👨\u200d👩\u200d👦+] go"),
        ("👍🏽 go", "👍🏻 go", "[-👍🏽-][+👍🏻+] go"),
        ("🇩🇪🇫🇷", "🇩🇪🇫🇮", "🇩🇪[-🇫🇷-][+🇫🇮+]"),
        ("no. 1️⃣", "no. 2️⃣", "no. [-1️⃣-][+2️⃣+]"),
        ("the 𝛼 of it", "the 𝛽 of it", "the [-𝛼-][+𝛽+] of it"),
    ],
)
def test_whole_words_and_no_more_change(old: str, new: str, expected: str) -> None:
    assert marked(old, new) == expected


def test_common_text_with_something_fixed_is_never_taken_into_a_change() -> None:
    assert marked("a \ufffc c", "x \ufffc y") == "[-a \ufffc c-][+x \ufffc y+]"
    assert marked("a \ufffc c", "x \ufffc y", frozenset({2})) == "[-a-][+x+] \ufffc [-c-][+y+]"
    assert marked("a \n b", "x\ny", frozenset({2})) == "[-a -][+x+]\n[- b-][+y+]"


@pytest.mark.parametrize("words", [300, 3_000])
def test_a_long_text_changes_where_it_was_changed(words: int) -> None:
    old = [f"{word}{n if n % 9 == 0 else ''}" for n, word in enumerate(random.Random(7).choices(COMMON, k=words))]
    new = list(old)
    touched = [0, *range(20, words - 20, 40), words - 1]
    for at in touched:
        new[at] = "elsewhere"
    found = changes(" ".join(old), " ".join(new))
    assert [change.text for change in found] == ["elsewhere"] * len(touched)
    assert sum(change.end - change.start for change in found) == sum(len(old[at]) for at in touched)


def test_a_long_text_replaced_by_another_takes_no_time() -> None:
    old, new = "a b " * 20_000, "c d " * 20_000
    assert [(c.start, c.end) for c in changes(old, new)] == [(0, len(old) - 1)]


COMMON = ["close", "of", "on", "is", "the", "at", "cap", "level", "by", "each", "price", "market", "date", "index"]
TEXT = st.text(alphabet="ab .,\n5\u0301𝛼\ufffc", max_size=40)


@given(old=TEXT, new=TEXT)
def test_the_changes_made_give_the_new_text(old: str, new: str) -> None:
    out, last = "", 0
    for change in changes(old, new):
        assert last <= change.start <= change.end
        assert old[change.start : change.end] != change.text
        out += old[last : change.start] + change.text
        last = change.end
    assert out + old[last:] == new
