"""One run on a worker: the function that every other run goes through, told from afar."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from workbench.errors import RunError
from workbench.publishing import stopping
from workbench.publishing.fan_out.footing import Footing, problems
from workbench.publishing.limits import Limits
from workbench.publishing.outcomes import Outcome
from workbench.publishing.plan import Run
from workbench.publishing.progress import Progress
from workbench.publishing.run import timed


@dataclass(frozen=True, slots=True)
class Task:
    """One run as it is sent to a worker: values alone, nothing that is open."""

    run: Run
    footing: Footing
    force: bool
    wait: bool
    limits: Limits | None
    quiet: bool


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a task, and the trouble that whoever waits is to be told of."""

    outcome: Outcome
    said: tuple[str, ...]


class Relay(Progress):
    """Sends what went as it should to the call at once, and keeps trouble for the end.

    Trouble can name values from the data: it goes back with the outcome and into no log of the
    scheduler's.
    """

    def __init__(self, batch: str, *, quiet: bool) -> None:
        super().__init__(single=False, quiet=quiet)
        self._batch = batch
        self.said: list[str] = []

    def say(self, _: str, message: str) -> None:
        """Keep a line of trouble."""
        self.said.append(message)

    def note(self, label: str, message: str) -> None:
        """Send a line that stays."""
        self._send("note", label, message)

    def tick(self, label: str, message: str) -> None:
        """Send a line that the next may replace."""
        self._send("tick", label, message)

    def _send(self, kind: str, label: str, message: str) -> None:
        from distributed import get_worker

        if not self.quiet:
            # A scheduler that is gone is no reason to fail a run.
            with suppress(OSError):
                get_worker().log_event(self._batch, [kind, label, message])


def perform(task: Task) -> Done:
    """Publish one run from this worker.

    A run that comes again, because the worker that had published it was lost before it could tell,
    is not made again by force.

    Parameters
    ----------
    task : Task

    Returns
    -------
    Done

    Raises
    ------
    RunError
        If this worker joined later and does not stand where the call stands.
    """
    if found := problems(task.footing):
        raise RunError(f"a worker {'; it '.join(found)}.")
    footing, run = task.footing, task.run
    mark = footing.folder / f"{run.analysis}.{run.name}.published"
    again = mark.exists()
    told = Relay(footing.batch, quiet=task.quiet)
    settings: dict[str, Any] = {"wait": task.wait, "limits": task.limits, "progress": told}
    with stopping.belonging_to(footing.batch):
        outcome = timed(run, reports=footing.reports, force=task.force and not again, **settings)
    if outcome.status == "published":
        # The call may be gone, and its folder with it.
        with suppress(FileNotFoundError):
            mark.touch()
    elif again and outcome.status == "unchanged":
        outcome = replace(outcome, status="published")
    return Done(outcome, tuple(told.said))
