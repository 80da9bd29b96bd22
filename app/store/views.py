"""The views: read models beside the log, thrown away and made anew whenever in doubt."""

import math
import zlib
from typing import Any

from sqlalchemy import Select, false, func, or_, select

from app.store.connection import Damaged
from app.store.leases import Leases
from app.store.pace import Pace
from app.store.projections import forgotten, items, revisions, runs, sessions, understandings
from app.store.subscriptions import lease_name
from app.store.view_files import ViewFiles
from app.store.view_maker import ViewMaker
from app.usecases.ports.store import DocumentEntry, RunEntry
from domain.analysis.run import RunState


class SqlViews:
    """What is read from the views."""

    def __init__(self, files: ViewFiles, maker: ViewMaker, leases: Leases, pace: Pace) -> None:
        self._files = files
        self._maker = maker
        self._leases = leases
        self._busy_seconds = pace.busy_seconds

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

    def forgotten(self) -> frozenset[str]:
        """Ids of the documents that are to leave no text behind."""
        return frozenset(row["document"] for row in self._rows(select(forgotten.c.document)))

    def runs(self, *, revision: str | None = None, unfinished: bool = False) -> tuple[RunEntry, ...]:
        """Runs, the one queued last first: of one revision, or only those queued or running."""
        columns = (column for column in runs.c if column is not runs.c.position)
        query = select(*columns).order_by(runs.c.position.desc())
        if revision is not None:
            query = query.where(runs.c.revision == revision)
        if unfinished:
            query = query.where(runs.c.state.in_([RunState.QUEUED, RunState.RUNNING]))
        return tuple(RunEntry.model_validate(row) for row in self._rows(query))

    def understanding(self, revision: str, builder: str) -> bytes | None:
        """What this builder understood of a revision; None where that is not kept."""
        query = select(understandings.c.data).where(
            understandings.c.revision == revision, understandings.c.builder == builder
        )
        return next((zlib.decompress(row["data"]) for row in self._rows(query)), None)

    def keep_understanding(self, revision: str, builder: str, data: bytes) -> None:
        """Keep what was understood of a revision, in the place of what an older builder made."""
        self._files.newest().keep_understanding(revision, builder, zlib.compress(data))

    def _rows(self, query: Select[Any]) -> list[dict[str, Any]]:
        try:
            return self._files.read(query)
        except Damaged:
            self._mend(query)
            return self._files.read(query)

    def _mend(self, query: Select[Any]) -> None:
        """Make the views anew, unless somebody else has just done so."""
        with self._leases.hold(lease_name(self._maker.name), self._busy_seconds) as held:
            if held:
                try:
                    self._files.read(query)
                except Damaged:
                    self._maker.make_anew()
                    self._maker.advance(deadline=math.inf)
