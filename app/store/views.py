"""The views: read models in a file of their own beside the log, thrown away and made anew whenever in doubt."""

import logging
import math
import time
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Select, false, func, insert, or_, select, update

from app.store.connection import BUSY_SECONDS, Damaged, connect, reading, use_wal, writing
from app.store.leases import Leases
from app.store.log import PAGE, Log
from app.store.projections import SCHEMA_VERSION, items, progress, project, revisions, runs, sessions, tables
from app.store.subscriptions import lease_name
from app.usecases.ports import DocumentEntry, RunEntry, StoreUnavailable
from domain.analysis.run import RunState

_logger = logging.getLogger(__name__)


class SqlViews:
    """The read models, and the subscription that keeps them up with the log."""

    name = "views"

    def __init__(self, path: Path, log: Log, leases: Leases) -> None:
        self._path = path
        self._log = log
        self._leases = leases
        self._engine = connect(path, "NORMAL")

    def documents(self) -> tuple[DocumentEntry, ...]:
        """The library, the document imported last first."""
        latest = select(func.max(revisions.c.position)).group_by(revisions.c.document)
        last_runs = select(func.max(runs.c.position)).group_by(runs.c.revision)
        counts = (
            select(
                items.c.session,
                func.count().label("findings"),
                func.count().filter(items.c.pending).label("pending"),
            )
            .group_by(items.c.session)
            .subquery()
        )
        query = (
            select(
                *(column for column in revisions.c if column is not revisions.c.position),
                func.coalesce(counts.c.findings, 0).label("findings"),
                func.coalesce(counts.c.pending, 0).label("pending"),
                sessions.c.state.label("session"),
                runs.c.run,
                runs.c.state.label("run_state"),
            )
            .outerjoin(sessions, sessions.c.revision == revisions.c.revision)
            .outerjoin(counts, counts.c.session == sessions.c.stream)
            .outerjoin(runs, (runs.c.revision == revisions.c.revision) & runs.c.position.in_(last_runs))
            .where(revisions.c.position.in_(latest))
            .order_by(revisions.c.position.desc())
        )
        return tuple(DocumentEntry.model_validate(row) for row in self._rows(query))

    def documents_with(self, *, sha256: str | None = None, path: str | None = None) -> tuple[str, ...]:
        """Ids of the documents one of whose revisions has these bytes or came from this path, the last one first."""
        wanted = ((revisions.c.sha256, sha256), (revisions.c.file_path, path))
        query = (
            select(revisions.c.document)
            .where(or_(false(), *(column == value for column, value in wanted if value is not None)))
            .group_by(revisions.c.document)
            .order_by(func.max(revisions.c.position).desc())
        )
        return tuple(row["document"] for row in self._rows(query))

    def runs(self, *, revision: str | None = None, unfinished: bool = False) -> tuple[RunEntry, ...]:
        """Runs, the one queued last first: of one revision, or only those queued or running."""
        columns = (column for column in runs.c if column is not runs.c.position)
        query = select(*columns).order_by(runs.c.position.desc())
        if revision is not None:
            query = query.where(runs.c.revision == revision)
        if unfinished:
            query = query.where(runs.c.state.in_([RunState.QUEUED, RunState.RUNNING]))
        return tuple(RunEntry.model_validate(row) for row in self._rows(query))

    def position(self) -> int:
        """The last position the views have passed; 0 where they have to be made anew."""
        try:
            return self._passed()
        except StoreUnavailable:
            return 0

    def advance(self, deadline: float) -> None:
        """Follow the log to its end, or until the deadline (of time.monotonic); the lease must be held.

        Views that are missing, damaged, of another schema or of another log are made anew.
        """
        try:
            passed = self._passed()
        except Damaged:
            self._make_anew()
            passed = 0
        envelopes = self._log.events(after=passed)
        while page := list(islice(envelopes, PAGE)):
            try:
                with writing(self._engine) as connection:
                    for envelope in page:
                        project(connection, envelope)
                    last = {"position": envelope.position, "hash": bytes.fromhex(envelope.hash)}
                    connection.execute(update(progress).values(last))
            except Damaged:
                self._make_anew()
                return
            if time.monotonic() > deadline:
                return

    def close(self) -> None:
        self._engine.dispose()

    def _rows(self, query: Select[Any]) -> list[dict[str, Any]]:
        try:
            self._passed()
            return self._read(query)
        except Damaged:
            with self._leases.hold(lease_name(self.name), BUSY_SECONDS) as held:
                if held:
                    self._make_anew()
                    self.advance(deadline=math.inf)
            return self._read(query)

    def _read(self, query: Select[Any]) -> list[dict[str, Any]]:
        with reading(self._engine) as connection:
            return [row._asdict() for row in connection.execute(query)]

    def _passed(self) -> int:
        """The last position passed; raises Damaged where these are no views of this log in the present schema."""
        row: tuple[int, bytes | None] | None = None
        with reading(self._engine) as connection:
            if connection.exec_driver_sql("PRAGMA user_version").scalar() == SCHEMA_VERSION:
                row = connection.execute(select(progress.c.position, progress.c.hash)).first()
        if row is None or self._log.hash_at(row[0]) != row[1]:
            raise Damaged("The views do not fit the log.")
        return row[0]

    def _make_anew(self) -> None:
        _logger.info("The views are made anew from the log.")
        self._engine.dispose()
        try:
            for suffix in ("", "-wal", "-shm"):
                Path(f"{self._path}{suffix}").unlink(missing_ok=True)
        except OSError as error:
            raise StoreUnavailable("views.db cannot be replaced. Close DocSense, delete it and start again.") from error
        use_wal(self._engine)
        with writing(self._engine) as connection:
            tables.create_all(connection)
            connection.execute(insert(progress).values(position=0, hash=None))
            connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
