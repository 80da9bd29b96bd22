"""Who opens a profile without a window: what is asked at a terminal, and what happens where nobody sits at one."""

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from app.keys.profile_keys import AlreadyMade, FolderKeys
from app.keys.slots import SHORTEST_PASSPHRASE
from app.usecases.ports.keys import Keeping, PassphraseNeeded, WrongKey

Ask = Callable[[str], str | None]
"""Asks the person at the terminal and answers with what was typed, unseen; None where nothing was."""

Tell = Callable[[str], None]
"""Says a sentence to whoever reads standard error."""

_TRIES = 3


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def open_keys(
    folder: Path, *, new: bool, passphrase: str | None = None, ask: Ask | None = None, tell: Tell = _say
) -> FolderKeys:
    """The keys of the profile, unlocked; with `new` they are made where there are none.

    `passphrase` is the one that was set for programs nobody can be asked by. Raises StoreUnavailable.
    """
    keys = FolderKeys(folder)
    if new and not keys.exists():
        with suppress(AlreadyMade):  # by another process, a moment ago: its keys are the profile's
            _make(keys, passphrase, ask, tell)
            return keys
    _unlock(keys, passphrase, ask, tell)
    return keys


def recover_keys(folder: Path, code: str, *, passphrase: str | None, ask: Ask | None, tell: Tell) -> FolderKeys:
    """The keys unlocked by the recovery code, and from now on kept as those of a new profile would be."""
    keys = FolderKeys(folder)
    keys.recover(code)
    keeping, chosen = _choose(keys, passphrase, ask, tell)
    keys.keep(keeping, chosen)
    _warn(keys, keeping, tell)
    return keys


def chosen_passphrase(passphrase: str | None, ask: Ask | None, tell: Tell) -> str:
    """A new passphrase, typed twice at the terminal where there is one, else the one that was set.

    Raises PassphraseNeeded.
    """
    for _ in range(_TRIES if ask else 0):
        first = ask and ask(f"New passphrase of the profile (at least {SHORTEST_PASSPHRASE} characters)")
        if not first:
            break
        if len(first) < SHORTEST_PASSPHRASE:
            tell(f"The passphrase is too short: use at least {SHORTEST_PASSPHRASE} characters.")
        elif ask and ask("The same passphrase again") != first:
            tell("The two passphrases differ.")
        else:
            return first
    if ask or not passphrase:
        raise PassphraseNeeded("No passphrase was given: type it at a terminal, or set DOCSENSE_PASSPHRASE.")
    return passphrase


def _make(keys: FolderKeys, passphrase: str | None, ask: Ask | None, tell: Tell) -> None:
    keeping, chosen = _choose(keys, passphrase, ask, tell)
    if ask:
        tell(f"The recovery code of the profile, shown this once: {keys.make(keeping, chosen)}")
        tell("Write it down and keep it away from this machine: it opens the profile when its key is lost.")
    else:
        keys.start(keeping, chosen)
        tell("The profile has no recovery code yet; this makes one: docsense key recovery-code")
    _warn(keys, keeping, tell)


def _choose(keys: FolderKeys, passphrase: str | None, ask: Ask | None, tell: Tell) -> tuple[Keeping, str | None]:
    """How a secret is kept from now on: a passphrase that was set, else the keyring, else one that is asked for."""
    if passphrase:
        return Keeping.PASSPHRASE, passphrase
    if keys.keyring():
        return Keeping.KEYRING, None
    if ask:
        return Keeping.PASSPHRASE, chosen_passphrase(None, ask, tell)
    return Keeping.FILE, None


def _warn(keys: FolderKeys, keeping: Keeping, tell: Tell) -> None:
    if keeping is Keeping.FILE:
        tell(
            f"Warning: the profile's key lies unprotected in {keys.key_file()}, "
            "as there is neither a keyring nor a passphrase; this changes it: docsense key protect"
        )


def _unlock(keys: FolderKeys, passphrase: str | None, ask: Ask | None, tell: Tell) -> None:
    if passphrase or not ask or keys.keeping() is not Keeping.PASSPHRASE:
        keys.unlock(passphrase)
        return
    for left in reversed(range(_TRIES)):
        try:
            keys.unlock(ask("Passphrase of the profile"))
            return
        except WrongKey as error:
            if not left:
                raise
            tell(str(error))
