"""Appends to a profile for ever, and says so: `python tests/faults/appender.py PROFILE`.

It prints READY once the profile is open, then for each transaction TRY, its number and the ids of its events before the
commit, and ACK with the same after it; ERR and the sentence where the store refused, and goes on.
"""

import random
import sys
import time
from collections.abc import Sequence
from hashlib import sha256
from itertools import count
from pathlib import Path

from app.bootstrap import open_services
from app.store.unit import Unit
from app.usecases.ports.errors import Conflict, StoreUnavailable
from app.usecases.ports.store import Store
from domain.documents.document import Document
from domain.kernel import new_id

_PAUSE_SECONDS = 0.01


def main(profile: Path) -> int:
    try:
        with open_services(profile) as services:
            append_for_ever(services.store)
    except StoreUnavailable as error:
        _say("ERR", error)
    return 1


def append_for_ever(store: Store) -> None:
    """Import revisions of three documents, of which one is now and then replaced by a new one."""
    documents = [store.load(Document, str(number)) for number in range(3)]
    _say("READY")
    for number in count(1):
        try:
            with store.work("documents", "appender", new_id()) as unit:
                assert isinstance(unit, Unit)
                imported = import_revisions(unit, documents)
                ids = [record.id for record in unit.records]
                _say("TRY", number, *ids)
        except StoreUnavailable as error:
            _say("ERR", error)
            time.sleep(_PAUSE_SECONDS)
        except Conflict:
            documents = [store.load(Document, document.id) for document in documents]
        else:
            _say("ACK", number, *ids)
            documents = imported
            if random.random() < 0.25:
                documents[random.randrange(3)] = Document(id=new_id())


def import_revisions(unit: Unit, documents: Sequence[Document]) -> list[Document]:
    """One to eight revisions of these documents, each with its source; the documents after it."""
    documents = list(documents)
    for _ in range(random.randint(1, 8)):
        place, source, revision = random.randrange(len(documents)), random.randbytes(300), new_id()
        document = documents[place]
        events = document.import_revision(
            id=revision,
            format="markdown",
            title=f"Title of {revision}",
            file_name="a.md",
            file_path="/a.md",
            sha256=sha256(source).hexdigest(),
            size=len(source),
            block_count=1,
            reader="appender 1",
        )
        documents[place] = unit.record(
            document, events, document=document.id, attachments={f"source/{revision}": source}
        )
    return documents


def _say(*words: object) -> None:
    print(*words, flush=True)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
