"""Sends runs to workers, passes on what they tell, and gathers what became of each."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from workbench.errors import RunError, WorkbenchError
from workbench.publishing import stopping
from workbench.publishing.fan_out.footing import Footing
from workbench.publishing.fan_out.worker import Done, Task, perform
from workbench.publishing.locks import locked
from workbench.publishing.outcomes import Outcome, failed, not_run
from workbench.publishing.places import Places
from workbench.publishing.plan import Run
from workbench.publishing.progress import Progress
from workbench.publishing.publication import recover

LOOK_AGAIN = 0.1
"""Seconds between two looks at what has ended."""
COUNT_AGAIN, REMIND = 2.0, 0.5
"""Seconds between two looks at the workers, some of which may have joined or gone since: while
all is well, and after they were asked to stop."""
WORKERLESS = 60.0
"""Seconds without any worker after which the runs that are left are given up."""
LOST = (
    "Its worker was lost time after time while it ran: killed, or out of memory. Give workers more "
    "memory or fewer threads, then run again."
)


def run_on_workers(
    client: Any, runs: Sequence[Run], footing: Footing, *, progress: Progress, **settings: Any
) -> list[Outcome]:
    """Publish every run from some worker.

    A run whose worker is lost is sent to another, up to three times (the scheduler's setting
    ``distributed.scheduler.allowed-failures``); one that is lost for good stops no other.

    Parameters
    ----------
    client : distributed.Client
        Of a scheduler whose workers were checked.
    runs : sequence of Run
        What to publish.
    footing : Footing
        What this call stands on.
    progress : Progress
        Who is told.
    **settings
        ``force``, ``wait`` and ``limits``, as `run_all` takes them.

    Returns
    -------
    list of Outcome
        One for each run, in their order.
    """
    client.subscribe_topic(footing.batch, lambda event: _pass_on(event[1], progress))
    ahead, under_way = deque(runs), dict[Any, Run]()
    ended: dict[str, Outcome] = {}
    crew = Crew(client, footing.batch)
    while ahead or under_way:
        crew.look()
        # No run waits at a worker: it would be held to blame too when that worker is lost.
        while ahead and len(under_way) < crew.threads and not stopping.asked():
            task = Task(ahead.popleft(), footing, quiet=progress.quiet, **settings)
            under_way[client.submit(perform, task, key=f"{task.run.label}-{footing.batch}")] = (
                task.run
            )
        if stopping.asked() or crew.is_gone:
            ended |= {run.label: _given_up(run, progress) for run in ahead}
            ahead.clear()
        for future in [one for one in under_way if one.done() or crew.is_gone]:
            if outcome := _outcome_of(future, under_way[future], footing, progress):
                ended[outcome.label] = outcome
                del under_way[future]
        time.sleep(LOOK_AGAIN)
    client.unsubscribe_topic(footing.batch)
    return [ended[run.label] for run in runs]


class Crew:
    """The workers during one call: how many runs they take, and whether any is left.

    Parameters
    ----------
    client : distributed.Client
        Of their scheduler.
    batch : str
        The call, which is stopped on them when it is stopped here.
    """

    def __init__(self, client: Any, batch: str) -> None:
        self.threads = 0
        self._client = client
        self._batch = batch
        self._seen = time.monotonic()
        self._look_next = 0.0

    @property
    def is_gone(self) -> bool:
        """Tell whether there has been no worker for too long; at once where the call is stopped."""
        patience = 0 if stopping.asked() else WORKERLESS
        return not self.threads and time.monotonic() - self._seen > patience

    def look(self) -> None:
        """Count the workers' threads now and then, and ask them to stop if this call was asked."""
        now = time.monotonic()
        number = stopping.asked()
        if now < self._look_next and not (number and self._look_next - now > REMIND):
            return
        self._look_next = now + (REMIND if number else COUNT_AGAIN)
        self.threads = 0
        # Of runs whose scheduler is gone their futures tell: they end.
        with suppress(OSError):
            if number:
                self._client.run(stopping.ask, self._batch, number, on_error="ignore")
            self.threads = sum(self._client.nthreads().values())
        if self.threads:
            self._seen = now


def _pass_on(told: Sequence[str], progress: Progress) -> None:
    kind, label, message = told
    (progress.tick if kind == "tick" else progress.note)(label, message)


def _outcome_of(future: Any, run: Run, footing: Footing, progress: Progress) -> Outcome | None:
    """Return what became of a run, or None where its worker was lost before it could tell."""
    if future.status == "finished":
        try:
            done: Done = future.result(timeout=COUNT_AGAIN)
        except TimeoutError:
            return None
        for message in done.said:
            progress.say(run.label, message)
        return done.outcome
    if future.status == "error":
        return _without_outcome(future.exception(), run, footing, progress)
    future.cancel()
    return _given_up(run, progress)


def _given_up(run: Run, progress: Progress) -> Outcome:
    if number := stopping.asked():
        return not_run(run.label, stopping.StoppedError(stopping.words(number)), progress)
    gone = "the scheduler or its last worker was lost; look there, then run again."
    return not_run(run.label, RunError(gone), progress)


def _without_outcome(
    error: BaseException, run: Run, footing: Footing, progress: Progress
) -> Outcome:
    from distributed import KilledWorker

    if isinstance(error, KilledWorker):
        return _lost(run, footing, progress)
    if isinstance(error, WorkbenchError):
        return not_run(run.label, error, progress)
    untaken = f"no worker could take it ({type(error).__name__}). Install the same on all machines."
    return not_run(run.label, RunError(untaken), progress)


def _lost(run: Run, footing: Footing, progress: Progress) -> Outcome:
    """Mend what the last of its workers left, and record the failure for the index."""
    places = Places(footing.reports, run.analysis, run.name)
    try:
        with locked(footing.reports, run.label, wait=False):
            recover(places)
            return failed(run, places, RunError(LOST), progress)
    except (WorkbenchError, OSError) as error:
        return not_run(run.label, error, progress)
