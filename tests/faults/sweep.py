"""How often the tests that break things at random do so: a little in the suite, long in `make faults`."""

import os

_LONG = bool(os.environ.get("DOCSENSE_LONG_FAULTS"))

ROUNDS = 50 if _LONG else 2
"""Processes started and broken for each fault."""
ROUNDS_OF_A_PROFILE = 10
"""After so many rounds there is a new one, as reading a long log takes long."""
IMAGES = 200 if _LONG else 10
"""Disks as a power cut could leave them."""
RECORDINGS = 5 if _LONG else 1
"""Processes recorded for those."""
DAMAGES = 1000 if _LONG else 12
"""Damages to a profile by each attacker."""
MOST_TRANSACTIONS = 40 if _LONG else 10
"""The longest life of a process, in transactions."""
