"""What is understood of a document is built once, kept for this version of the builder, and goes with the document."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from app.bootstrap import open_services
from app.keys.throw_away import throw_away_keys
from app.usecases import understand_document
from app.usecases.analyse_document import analyse
from app.usecases.forget_document import forget
from app.usecases.import_document import import_document
from app.usecases.open_review import open_review
from app.usecases.ports import engines
from app.usecases.ports.services import Services
from app.usecases.ports.tasks import Cancelled, Report, TaskCancelled
from app.usecases.understand_document import understanding_of
from domain.analysis.request import AnalysisRequest, AnalysisResult
from domain.documents.text import Block
from domain.kernel import NotFound
from domain.semantics.understanding import Understanding
from tests.builders.engine import SilentEngine

TEXT = b"""# Index

## 1 Definitions

"Cap" means 5% of the Index Market Capitalisation, as set out in Section 7.

## 2 Calculation

$$I_t = I_{t-1} (1 + r_t)$$
"""


class Counting:
    """An understander that counts how often it is asked."""

    def __init__(self, s: Services) -> None:
        self._inner = s.understander
        self.asked = 0

    def understand(self, title: str, blocks: tuple[Block, ...], cancelled: Cancelled) -> bytes:
        self.asked += 1
        return self._inner.understand(title, blocks, cancelled)


def test_it_is_built_once_for_each_version_of_the_builder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_services(tmp_path / "profile", keys=throw_away_keys()) as s:
        counting = Counting(s)
        s = replace(s, understander=counting)
        document = import_document(s, TEXT, "index.md", "index.md", "A. Reviewer").document
        first = understanding_of(s, document)
        assert [section.title for section in first.sections if section.heading] == [
            "Index",
            "Definitions",
            "Calculation",
        ]
        assert understanding_of(s, document) == first
        assert counting.asked == 1
        monkeypatch.setattr(understand_document, "BUILDER", "another")
        assert understanding_of(s, document) == first
        assert counting.asked == 2
        s.store.rebuild("views")
        understanding_of(s, document)
        assert counting.asked == 3


def test_it_goes_with_the_document(tmp_path: Path) -> None:
    with open_services(tmp_path / "profile", keys=throw_away_keys()) as s:
        imported = import_document(s, TEXT, "index.md", "index.md", "A. Reviewer")
        understanding = understanding_of(s, imported.document)
        forget(s, imported.document, "A. Reviewer")
        assert s.store.views.understanding(imported.revision, understanding.builder) is None
        s.store.views.keep_understanding(imported.revision, understanding.builder, b"late")
        assert s.store.views.understanding(imported.revision, understanding.builder) is None
        with pytest.raises(NotFound):
            understanding_of(s, imported.document)


def test_building_it_can_be_cancelled(tmp_path: Path) -> None:
    with open_services(tmp_path / "profile", keys=throw_away_keys()) as s:
        document = import_document(s, TEXT, "index.md", "index.md", "A. Reviewer").document
        with pytest.raises(TaskCancelled):
            understanding_of(s, document, cancelled=lambda: True)


class Waiting(Counting):
    """Builds for the first that asks only after another one asked, or could have long since."""

    def __init__(self, s: Services) -> None:
        super().__init__(s)
        self.again = Event()

    def understand(self, title: str, blocks: tuple[Block, ...], cancelled: Cancelled) -> bytes:
        if self.asked:
            self.again.set()
        answer = super().understand(title, blocks, cancelled)
        self.again.wait(0.3)
        return answer


def test_two_that_want_it_at_once_have_it_built_once(tmp_path: Path) -> None:
    with open_services(tmp_path / "profile", keys=throw_away_keys()) as s:
        s = replace(s, understander=(waiting := Waiting(s)))
        document = import_document(s, TEXT, "index.md", "index.md", "A. Reviewer").document
        with ThreadPoolExecutor(2) as threads:
            one, other = threads.map(lambda _: understanding_of(s, document), range(2))
        assert one == other
        assert waiting.asked == 1


class Listening(SilentEngine):
    """Keeps what it is asked."""

    def __init__(self) -> None:
        self.asked = list[AnalysisRequest]()

    def analyse(self, request: AnalysisRequest, report: Report, cancelled: Cancelled) -> AnalysisResult:
        self.asked.append(request)
        return super().analyse(request, report, cancelled)


def test_an_analysis_is_given_it_where_it_is_kept_or_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Listening()
    with open_services(tmp_path / "profile", keys=throw_away_keys()) as s:
        s = replace(s, engine=engine, understander=(counting := Counting(s)))
        short = import_document(s, TEXT, "index.md", "index.md", "A. Reviewer").document
        analyse(s, short, "A. Reviewer")
        assert (counting.asked, engine.asked[-1].understanding) == (0, b"")
        understood = understanding_of(s, short)
        analyse(s, short, "A. Reviewer")
        assert Understanding.model_validate_json(engine.asked[-1].understanding) == understood
        monkeypatch.setattr(engines, "_LONG", 10)
        long = import_document(s, TEXT + b"\nMore.\n", "more.md", "more.md", "A. Reviewer").document
        analyse(s, long, "A. Reviewer")
        assert understanding_of(s, long) == Understanding.model_validate_json(engine.asked[-1].understanding)
        assert counting.asked == 2, "built for the analysis, and kept"


def test_a_text_that_was_read_before_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_services(tmp_path / "profile", keys=throw_away_keys()) as s:
        document = import_document(s, TEXT, "index.md", "index.md", "A. Reviewer").document
        review = open_review(s, document)
        engine = Listening()

        def no_attachment(document: str, name: str) -> bytes:
            raise AssertionError(f"{name} of {document} is read again")

        monkeypatch.setattr(s.store, "attachment", no_attachment)
        understanding_of(s, document, read=review.read)
        analyse(replace(s, engine=engine), document, "A. Reviewer", read=review.read)
        assert engine.asked[-1].blocks == review.blocks == open_review(s, document, read=review.read).blocks
        with pytest.raises(AssertionError, match="read again"):
            open_review(s, document, read={"another revision": review.blocks})
