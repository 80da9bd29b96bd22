"""Takes and takes back one decision for ever, and says so after each: decider.py PROFILE DOCUMENT FINDING."""

import sys
from itertools import count
from pathlib import Path

from app.bootstrap import open_services
from app.usecases.decide_finding import Decision, decide


def main(profile: str, document: str, finding: str) -> None:
    with open_services(Path(profile)) as s:
        for n in count(1):
            decide(s, document, [Decision(finding=finding, decision="reject", reason=f"round {n}")], "R")
            print("ACK", n, flush=True)
            decide(s, document, [Decision(finding=finding, decision="reopen")], "R")


if __name__ == "__main__":
    main(*sys.argv[1:])
