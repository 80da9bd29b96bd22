"""Who opens a profile without a window: asked at a terminal, served where nobody can be asked, told what matters."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from keyed_folder import PASSPHRASE

from app.keys.opening import open_keys, recover_keys
from app.keys.profile_keys import FolderKeys
from app.usecases.ports.errors import StoreUnavailable
from app.usecases.ports.keys import Keeping, PassphraseNeeded, WrongKey


class Terminal:
    """Somebody who answers in turn (with nothing, once the answers are used up) and reads what is said."""

    def __init__(self, *answers: str) -> None:
        self._answers = list(answers)
        self.asked: list[str] = []
        self.said: list[str] = []

    def ask(self, question: str) -> str | None:
        self.asked.append(question)
        return self._answers.pop(0) if self._answers else None

    def tell(self, sentence: str) -> None:
        self.said.append(sentence)

    @property
    def code(self) -> str:
        """The recovery code that was shown."""
        return next(sentence.rpartition(" ")[2] for sentence in self.said if "shown this once" in sentence)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "profile"


def test_with_nobody_to_ask_the_key_lies_in_a_file_and_this_is_said(folder: Path) -> None:
    nobody = Terminal()
    keys = open_keys(folder, new=True, tell=nobody.tell)
    assert keys.keeping() is Keeping.FILE
    assert keys.description().recovery is None
    assert [s for s in nobody.said if "unprotected" in s and "docsense key protect" in s and str(keys.key_file()) in s]
    assert [s for s in nobody.said if "docsense key recovery-code" in s]
    again = Terminal()
    assert open_keys(folder, new=True, tell=again.tell).derive("log") == keys.derive("log")
    assert again.said == []


def test_what_is_said_goes_to_standard_error(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    open_keys(folder, new=True)
    out, err = capsys.readouterr()
    assert out == ""
    assert "docsense key protect" in err


def test_a_passphrase_that_was_set_protects_a_new_profile(folder: Path) -> None:
    nobody = Terminal()
    keys = open_keys(folder, new=True, passphrase=PASSPHRASE, tell=nobody.tell)
    assert keys.keeping() is Keeping.PASSPHRASE
    assert [s for s in nobody.said if "unprotected" in s] == []
    assert open_keys(folder, new=False, passphrase=PASSPHRASE).derive("log") == keys.derive("log")
    with pytest.raises(WrongKey):
        open_keys(folder, new=False, passphrase="correct horse battle")
    with pytest.raises(PassphraseNeeded, match="DOCSENSE_PASSPHRASE"):
        open_keys(folder, new=False)


def test_at_a_terminal_a_passphrase_is_asked_for_twice_and_the_recovery_code_shown(folder: Path) -> None:
    person = Terminal("short", PASSPHRASE, "mistyped the second", PASSPHRASE, PASSPHRASE)
    keys = open_keys(folder, new=True, ask=person.ask, tell=person.tell)
    assert keys.keeping() is Keeping.PASSPHRASE
    assert len(person.asked) == 5
    assert [s for s in person.said if "too short" in s]
    assert [s for s in person.said if "differ" in s]
    found = FolderKeys(folder)
    found.recover(person.code)
    assert found.derive("log") == keys.derive("log")

    forgetful = Terminal("wrong", PASSPHRASE)
    assert open_keys(folder, new=False, ask=forgetful.ask, tell=forgetful.tell).derive("log") == keys.derive("log")
    assert len(forgetful.said) == 1

    stranger = Terminal("guess one", "guess two", "guess three", PASSPHRASE)
    with pytest.raises(WrongKey):
        open_keys(folder, new=False, ask=stranger.ask, tell=stranger.tell)
    assert len(stranger.asked) == 3


@pytest.mark.parametrize("answers", [(), ("short",) * 3, (PASSPHRASE, "another one")])
def test_without_a_good_passphrase_nothing_is_made(folder: Path, answers: tuple[str, ...]) -> None:
    person = Terminal(*answers)
    with pytest.raises(PassphraseNeeded):
        open_keys(folder, new=True, ask=person.ask, tell=person.tell)
    assert not folder.exists()


def test_a_profile_is_not_made_unless_it_is_to_be_new(folder: Path) -> None:
    with pytest.raises(StoreUnavailable, match=r"There is no profile in .* reviewing a file makes it"):
        open_keys(folder, new=False, passphrase=PASSPHRASE)
    assert not folder.exists()


def test_recovering_keeps_the_key_anew(folder: Path) -> None:
    keys = open_keys(folder, new=True, tell=Terminal().tell)
    code, log = keys.new_recovery_code(), keys.derive("log")
    keys.key_file().unlink()

    nobody = Terminal()
    assert recover_keys(folder, code, passphrase=None, ask=None, tell=nobody.tell).derive("log") == log
    assert [s for s in nobody.said if "unprotected" in s]
    assert open_keys(folder, new=False).derive("log") == log

    person = Terminal(PASSPHRASE, PASSPHRASE)
    recover_keys(folder, code, passphrase=None, ask=person.ask, tell=person.tell)
    assert open_keys(folder, new=False, passphrase=PASSPHRASE).derive("log") == log


def test_many_who_make_the_same_profile_get_the_same_keys(folder: Path) -> None:
    def opening(_: int) -> bytes:
        return open_keys(folder, new=True, tell=Terminal().tell).derive("log")

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(opening, range(24)))) == 1
    kept = FolderKeys(folder).key_file()
    assert list(kept.parent.iterdir()) == [kept]
