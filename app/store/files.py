"""The names of the files in a profile's folder."""

from pathlib import Path

LOG = "log.db"
KEYS = "keys.db"
HEAD = "head"
DESCRIPTION = "profile.json"
BACKUPS = "backups"
VIEWS = "views-*.db"

FORMER = ".before-"
"""Between the name of a profile and the time at which another one was put into its place."""


def remnants(profile: Path) -> list[Path]:
    """What there is in a folder that only a profile has, even where its log or its description is gone."""
    named = (profile / name for name in (DESCRIPTION, LOG, KEYS, HEAD, BACKUPS))
    return [path for path in (*named, *profile.glob(VIEWS)) if path.is_dir() or (path.exists() and path.stat().st_size)]
