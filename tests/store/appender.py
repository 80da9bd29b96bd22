"""Appends to a profile for ever, and says so: `python tests/store/appender.py PROFILE`.

It prints READY once the profile is open, then for each transaction TRY, its number and the ids of its events before
the commit, and ACK with the same after it; ERR and the sentence where the store refused.
"""

import random
import sys
import time
from pathlib import Path

from store_samples import KEYS, PACK

from app.store.store import open_store
from app.store.unit import Unit
from app.usecases.ports import Conflict, StoreUnavailable
from domain.kernel import new_id, utc_now
from domain.policies.repository import PackInstalled, PolicyRepository

_PAUSE_SECONDS = 0.01


def main(profile: Path) -> None:
    store = open_store(profile, KEYS, utc_now)
    streams = [store.load(PolicyRepository, f"s{number}") for number in range(3)]
    print("READY", flush=True)
    number = 0
    while True:
        number += 1
        pending = list(streams)
        try:
            with store.work("policies", "appender", new_id()) as unit:
                for _ in range(random.randint(1, 8)):
                    stream = random.randrange(3)
                    pending[stream] = unit.record(
                        pending[stream],
                        [PackInstalled(pack=PACK.model_copy(update={"title": new_id()}))],
                        document="d",
                        attachments={f"source/{new_id()}": random.randbytes(300)},
                    )
                assert isinstance(unit, Unit)
                ids = " ".join(record.id for record in unit.records)
                print("TRY", number, ids, flush=True)
        except StoreUnavailable as error:
            print("ERR", error, flush=True)
            time.sleep(_PAUSE_SECONDS)
        except Conflict:
            streams = [store.load(PolicyRepository, stream.id) for stream in streams]
        else:
            streams = pending
            print("ACK", number, ids, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
