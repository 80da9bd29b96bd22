"""A forgotten document leaves no text in the profile or in any backup that is put back, and the chain stays whole."""

import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from store_samples import FINDING, KEYS, Watch, decide, import_revision, open_session, raw

from app.store.backup import unpack
from app.store.store import SqlStore, open_store
from domain.documents.document import Document
from domain.documents.events import DocumentForgotten
from domain.feedback.events import FindingRaised
from domain.kernel import NotFound, utc_now
from domain.kernel.events import ForgottenEvent
from tests.builders.profile import PURPOSES

ROOT = Path(__file__).resolve().parents[2]
PAGE, RESERVED, SALT = 4096, 80, 16
"""Of SQLCipher 4, in bytes."""

PLANTED = "The strike of tranche Wombat-7 is 104.25."


@pytest.fixture
def filled(store: SqlStore) -> SqlStore:
    """A document with the planted sentence in every place that holds text, and another document."""
    for document in ("secret", "other"):
        revision = import_revision(
            store, document, path=f"/{PLANTED}.docx", sha256=PLANTED, attachments={"source/r": PLANTED.encode() * 9}
        )
        session = open_session(store, document, revision, ("f1",))
        decide(
            store, session, document, FindingRaised(finding=FINDING.model_copy(update={"id": "f2", "title": PLANTED}))
        )
        store.drafts.keep(document, "reject:f1", PLANTED)
    assert store.catch_up()
    return store


def forget(store: SqlStore, document: str) -> None:
    with store.work("documents", "ada", "forget") as unit:
        state = unit.load(Document, document)
        unit.record(state, state.forget(), document=document)
    store.forget(document)


def test_no_file_of_a_profile_shows_what_is_in_it(filled: SqlStore, profile: Path) -> None:
    for path in filter(Path.is_file, profile.rglob("*")):
        assert PLANTED.encode() not in path.read_bytes()
        assert "Wombat" not in path.name
    filled.close()
    for path in filter(Path.is_file, profile.rglob("*")):
        assert b"SQLite format" not in path.read_bytes()


def test_what_is_forgotten_is_gone_and_the_rest_stays(filled: SqlStore) -> None:
    forget(filled, "secret")
    assert list(filled.verify()) == []
    assert [entry.document for entry in filled.views.documents()] == ["other"]
    assert filled.views.forgotten() == {"secret"}
    assert filled.drafts.all("secret") == {}
    with pytest.raises(NotFound, match="forgotten"):
        filled.attachment("secret", "source/r")
    with pytest.raises(NotFound, match="forgotten"):
        _ = filled.load(Document, "secret").latest
    assert filled.attachment("other", "source/r") == PLANTED.encode() * 9
    of_secret = [e.event for e in filled.events() if e.document == "secret" and e.context == "documents"]
    assert of_secret == [ForgottenEvent(type="RevisionImported"), DocumentForgotten()]
    assert filled.load(Document, "secret").version == 2


def test_nothing_more_is_kept_of_a_forgotten_document(filled: SqlStore) -> None:
    forget(filled, "secret")
    head = filled.head()
    with pytest.raises(NotFound, match="forgotten"):
        import_revision(filled, "secret")
    with pytest.raises(NotFound, match="forgotten"):
        filled.drafts.keep("secret", "reject:f1", PLANTED)
    assert filled.head() == head


def test_forgetting_twice_changes_nothing(filled: SqlStore) -> None:
    forget(filled, "secret")
    head = filled.head()
    filled.forget("secret")
    assert filled.load(Document, "secret").forget() == ()
    assert filled.head() == head


def test_the_decrypted_databases_hold_nothing_of_it(filled: SqlStore, profile: Path) -> None:
    with closing(raw(profile / "keys.db")) as database:
        ((key,),) = database.execute("SELECT key FROM document_keys WHERE document = 'secret'").fetchall()
    forget(filled, "secret")
    forget(filled, "other")
    filled.close()
    for path in profile.glob("*.db"):
        plain = _decrypted(path)
        assert PLANTED.encode() not in plain, path.name
        assert key not in plain, path.name


def test_a_key_that_came_back_or_went_by_itself_is_named(filled: SqlStore, profile: Path) -> None:
    with closing(raw(profile / "keys.db")) as database:
        kept = database.execute("SELECT document, key FROM document_keys").fetchall()
        forget(filled, "secret")
        forgotten_at = filled.head()
        for document, key in kept:
            database.execute("UPDATE document_keys SET key = ? WHERE document = ?", (key, document))
        assert [problem.position for problem in filled.verify()] == [forgotten_at]
        database.execute("UPDATE document_keys SET key = NULL")
        (problem,) = filled.verify()
        assert "not forgotten" in problem.problem


def test_a_backup_put_back_keeps_forgetting(filled: SqlStore, profile: Path, tmp_path: Path, watch: Watch) -> None:
    """The keys' copies lose the key too; a scheduled backup holds none."""
    watch.turn(48 * 3600)
    with closing(open_store(profile, KEYS, watch)) as later:
        made = later.back_up_when_due()
        assert made
        forget(later, "secret")
    assert "keys.db" not in zipfile.ZipFile(made.path).namelist()
    unpack(Path(made.path), tmp_path / "back")
    (copy,) = (profile / "backups").glob("keys-*.db")
    copy.rename(tmp_path / "back" / "keys.db")
    with closing(open_store(tmp_path / "back", KEYS, utc_now)) as back:
        (problem,) = back.verify()
        assert "not forgotten" in problem.problem  # which putting back makes up for
        forget(back, "secret")
        assert list(back.verify()) == []
        assert back.load(Document, "secret").revisions == ()
        assert back.load(Document, "other").latest.title == f"Title of {PLANTED}"


FORGETTING = """
import os, sys
from pathlib import Path
sys.path[:0] = ["tests/store", "."]
from app.store.document_keys import DocumentKeys
from app.store.store import open_store
from domain.kernel import utc_now
from store_samples import KEYS
destroy = DocumentKeys.forget
def destroy_and_die(*arguments):
    destroy(*arguments)
    os._exit(9)
DocumentKeys.forget = destroy_and_die
open_store(Path(sys.argv[1]), KEYS, utc_now).forget("secret")
"""


def test_no_copy_outlives_a_key_when_the_program_ends_in_between(filled: SqlStore, profile: Path, watch: Watch) -> None:
    filled.close()
    watch.turn(48 * 3600)
    with closing(open_store(profile, KEYS, watch)) as later:
        assert later.back_up_when_due()
    command = [sys.executable, "-c", FORGETTING, str(profile)]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 9
    assert list((profile / "backups").glob("keys-*.db")) == []
    with closing(open_store(profile, KEYS, utc_now)) as store:
        assert store.load(Document, "secret").revisions == ()


@pytest.fixture
def watch() -> Watch:
    watch = Watch()
    watch.now = utc_now()
    return watch


def _decrypted(path: Path) -> bytes:
    """All pages of a closed database in plain, free ones included: AES-256-CBC, the IV at the end of each page."""
    data, key = path.read_bytes(), KEYS.derive(PURPOSES.get(path.name, "views"))
    plain = b""
    for start in range(0, len(data), PAGE):
        page = data[start : start + PAGE]
        decryptor = Cipher(AES(key), CBC(page[-RESERVED : -RESERVED + 16])).decryptor()
        plain += decryptor.update(page[0 if start else SALT : -RESERVED])
    assert b"CREATE TABLE" in plain  # or it would prove nothing
    return plain
