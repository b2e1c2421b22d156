"""What became of each run, and how it is told and kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from workbench.errors import WorkbenchError
from workbench.publishing import failures
from workbench.publishing.console import printable
from workbench.publishing.explanations import explained
from workbench.publishing.locks import BusyError, locked
from workbench.publishing.places import Places
from workbench.publishing.plan import Refusal, Run
from workbench.publishing.progress import Progress
from workbench.publishing.sanitised import log_of
from workbench.publishing.stopping import StoppedError

Status = Literal["published", "unchanged", "failed", "stopped"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one run, and how many seconds that took."""

    label: str
    status: Status
    report: Path | None = None
    reason: str | None = None
    seconds: float = 0.0


def summary(outcomes: Sequence[Outcome], seconds: float) -> tuple[str, ...]:
    """Return the last lines of a call: a table of all runs, slowest first, and how they ended.

    Parameters
    ----------
    outcomes : sequence of Outcome
        One for each run and each refusal.
    seconds : float
        That all took together; less than their sum where several ran at a time.

    Examples
    --------
    >>> runs = [Outcome("toy/one", "unchanged"), Outcome("toy/second", "published", seconds=61.24)]
    >>> for line in summary(runs, 62.04):
    ...     print(line)
    Run         Ended      Seconds
    toy/second  published     61.2
    toy/one     unchanged      0.0
    2 runs in 62.0 seconds: 1 published, 1 unchanged.
    """
    wide = max(len("Run"), *(len(printable(one.label)) for one in outcomes), 0)
    slowest_first = sorted(outcomes, key=lambda one: (-one.seconds, one.label))
    lines = [
        f"{printable(one.label):<{wide}}  {one.status:<9}  {one.seconds:>7.1f}"
        for one in slowest_first
    ]
    tally = Counter(one.status for one in outcomes)
    ended = ", ".join(f"{tally[status]} {status}" for status in get_args(Status) if tally[status])
    runs = "1 run" if len(outcomes) == 1 else f"{len(outcomes)} runs"
    head = f"{'Run':<{wide}}  {'Ended':<9}  Seconds"
    return head, *lines, f"{runs} in {seconds:.1f} seconds: {ended}."


def refused(refusal: Refusal, reports: Path, progress: Progress, *, wait: bool = True) -> Outcome:
    """Record a parameter file that cannot be run, beside its last good report."""
    places = Places(reports, refusal.analysis, refusal.name)
    try:
        with locked(reports, refusal.label, wait=wait):
            failures.record(places, refusal, reason=refusal.reason, log=refusal.reason)
        note = ""
    except (OSError, WorkbenchError) as trouble:
        note = f"\n    not recorded: {explained(trouble)}"
    progress.say(refusal.label, f"refused: {refusal.reason}{note}")
    return Outcome(refusal.label, "failed", reason=refusal.reason)


def failed(run: Run, places: Places, error: Exception, progress: Progress) -> Outcome:
    """Record why a run failed; where even that cannot be kept, say it all the same."""
    known = explained(error)
    try:
        # The index is shared: it gets the text without values from the data.
        failures.record(places, run, reason=known.public, log=log_of(error))
        note = f"log: {places.failed / failures.LOG}"
    except (OSError, MemoryError, WorkbenchError) as trouble:
        note = f"no log: {explained(trouble)}"
    progress.say(run.label, f"failed: {known}\n    {note}")
    return Outcome(run.label, "failed", reason=known.public)


def not_run(label: str, error: Exception, progress: Progress) -> Outcome:
    """Tell of a run that did nothing, because of another, a signal or the lock; record nothing."""
    known = explained(error)
    if isinstance(error, StoppedError):
        progress.say(label, str(known))
        return Outcome(label, "stopped", reason=str(known))
    progress.say(label, f"not run: {known}" if isinstance(error, BusyError) else f"failed: {known}")
    return Outcome(label, "failed", reason=known.public)
