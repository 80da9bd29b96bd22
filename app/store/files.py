"""The names of the files in a profile's folder."""

LOG = "log.db"
KEYS = "keys.db"
HEAD = "head"
DESCRIPTION = "profile.json"
BACKUPS = "backups"
