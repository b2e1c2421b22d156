"""What became of each run, and how it is told and kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from workbench.errors import WorkbenchError
from workbench.publishing import failures
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
    """What became of one run."""

    label: str
    status: Status
    report: Path | None = None
    reason: str | None = None


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
