"""The files of a profile as somebody sees them who holds the keys: opened past everything DocSense does."""

from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from app.bootstrap import profile_keys
from app.usecases.ports.keys import Purpose, StoreKeys

PURPOSES: dict[str, Purpose] = {"log.db": "log", "keys.db": "document keys"}
"""What the key of each file is derived for; the views have the rest."""


def raw_key(path: Path, keys: StoreKeys | None = None) -> str:
    """The key of a file, in hex; without keys those of its folder, which must need no passphrase."""
    if keys is None:
        keys = own = profile_keys(path.parent)
        own.unlock()
    return keys.derive(PURPOSES.get(path.name, "views")).hex()


def raw(path: Path, keys: StoreKeys | None = None) -> Any:
    """A connection of the driver to a file of a profile."""
    connection = dbapi2.connect(path, isolation_level=None)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{raw_key(path, keys)}'\"")
    return connection
