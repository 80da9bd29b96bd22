"""The names of the files in a profile's folder."""

LOG = "log.db"
KEYS = "keys.db"
HEAD = "head"
DESCRIPTION = "profile.json"
BACKUPS = "backups"
FORMER = ".before-"
"""Between the name of a profile and the time at which another one was put into its place."""
