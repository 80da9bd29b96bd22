"""Work in threads: answers on the main thread, in order, and none for what is gone."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desktop.jobs import Job, Jobs
from app.usecases.ports.tasks import TaskCancelled
from domain.analysis.request import Progress


class Listener(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []
        self.threads: set[int] = set()

    def hear(self, what: object) -> None:
        self.heard.append(what)
        self.threads.add(threading.get_ident())


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


def test_an_answer_arrives_on_the_main_thread(jobs: Jobs, qtbot: QtBot) -> None:
    listener = Listener()
    jobs.ask(threading.get_ident).done.connect(listener.hear)
    qtbot.waitUntil(lambda: len(listener.heard) == 1)
    assert listener.heard != [threading.get_ident()]
    assert listener.threads == {threading.get_ident()}


def test_the_store_is_asked_in_order(jobs: Jobs, qtbot: QtBot) -> None:
    listener = Listener()
    for i in range(20):
        jobs.ask(lambda i=i: i).done.connect(listener.hear)
    qtbot.waitUntil(lambda: len(listener.heard) == 20)
    assert listener.heard == list(range(20))


def test_an_error_arrives_as_one(jobs: Jobs, qtbot: QtBot) -> None:
    listener, done = Listener(), Listener()
    job = jobs.ask(lambda: 1 // 0)
    job.failed.connect(listener.hear)
    job.done.connect(done.hear)
    qtbot.waitUntil(lambda: len(listener.heard) == 1)
    assert isinstance(listener.heard[0], ZeroDivisionError)
    assert done.heard == []


def test_an_answer_for_what_is_gone_is_dropped(jobs: Jobs, qtbot: QtBot, qapp: QApplication) -> None:
    gone, still = Listener(), Listener()
    heard, free = gone.heard, threading.Event()
    jobs.ask(free.wait).done.connect(gone.hear)
    gone.deleteLater()
    qapp.sendPostedEvents(gone, QEvent.Type.DeferredDelete)
    free.set()
    jobs.ask(lambda: "later").done.connect(still.hear)
    qtbot.waitUntil(lambda: still.heard == ["later"])
    assert heard == []


def test_progress_and_cancelling(jobs: Jobs, qtbot: QtBot) -> None:
    steps, failures = Listener(), Listener()

    def work(job: Job) -> None:
        job.report(Progress(done=1, total=2, step="half"))
        while not job.cancelled():
            threading.Event().wait(0.005)
        raise TaskCancelled

    job = jobs.start("analysis", work)
    job.progressed.connect(steps.hear)
    job.failed.connect(failures.hear)
    qtbot.waitUntil(lambda: steps.heard == [Progress(done=1, total=2, step="half")])
    job.cancel()
    qtbot.waitUntil(lambda: len(failures.heard) == 1)
    assert isinstance(failures.heard[0], TaskCancelled)


def test_closing_waits_for_what_the_store_was_asked(qapp: QApplication) -> None:
    jobs, kept = Jobs(), []
    for i in range(5):
        jobs.ask(lambda i=i: kept.append(i))
    jobs.close()
    assert kept == [0, 1, 2, 3, 4]


def test_what_is_asked_of_a_window_that_is_closing_is_not_begun(qtbot: QtBot) -> None:
    jobs, begun = Jobs(), []
    jobs.close()
    jobs.ask(lambda: begun.append(True))
    assert jobs.idle()
    assert begun == []


def test_cancelling_ends_a_pause(jobs: Jobs, qtbot: QtBot) -> None:
    ended: list[object] = []
    job = jobs.start("analysis", lambda job: job.pause(3600))
    job.done.connect(ended.append)
    job.cancel()
    qtbot.waitUntil(lambda: ended == [None])
