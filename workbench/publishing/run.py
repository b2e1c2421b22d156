"""From parameter files to published reports, each on its own: one failure stops no other."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from workbench.errors import RunError, WorkbenchError
from workbench.publishing import failures, manifest
from workbench.publishing.files import read_json, sweep, to_json_lines
from workbench.publishing.key import Fingerprint, fingerprint, inputs
from workbench.publishing.places import Places, locked, make_private
from workbench.publishing.plan import Refusal, Run
from workbench.publishing.progress import CellTimer, Progress
from workbench.publishing.publication import publish, recover, recover_all

REPORT = "report.html"
Status = Literal["published", "unchanged", "failed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one run."""

    label: str
    status: Status
    report: Path | None = None
    reason: str | None = None


def run_all(
    runs: Sequence[Run],
    refusals: Sequence[Refusal],
    *,
    reports: Path,
    jobs: int = 1,
    force: bool = False,
    progress: Progress | None = None,
) -> list[Outcome]:
    """Publish every run and record every refusal.

    Parameters
    ----------
    runs, refusals : sequence
        As `plan` returns them.
    reports : Path
        The folder of all reports; made if it is not there.
    jobs : int
        How many notebooks run at a time.
    force : bool
        Whether to run what has not changed too.
    progress : Progress, optional
        Who is told.

    Returns
    -------
    list of Outcome
        One for each refusal and each run.
    """
    from joblib import Parallel, delayed

    told = progress or Progress(single=jobs == 1)
    reports.mkdir(parents=True, exist_ok=True)
    recover_all(reports)
    refused = [_refuse(refusal, reports, told) for refusal in refusals]
    done = Parallel(n_jobs=jobs, prefer="threads")(
        delayed(run_one)(run, reports=reports, force=force, progress=told) for run in runs
    )
    return refused + done


def run_one(run: Run, *, reports: Path, force: bool, progress: Progress) -> Outcome:
    """Publish one run, or leave its last good report as it was and record why."""
    places = Places(reports, run.analysis, run.name)
    with locked(reports, run.label):
        try:
            recover(places)
            found = fingerprint(run)
            if not force and _is_unchanged(places, found):
                progress.say(run.label, f"unchanged  {places.final / REPORT}")
                return Outcome(run.label, "unchanged", places.final / REPORT)
            _make(run, places, found, progress)
        except WorkbenchError as error:
            return _fail(run, places, error, progress)
        # Whatever one run meets must not stop the others; the log holds all of it.
        except Exception as error:
            kind = RunError(f"{type(error).__name__}; the log says more.")
            return _fail(run, places, kind, progress)
        finally:
            sweep(places.work)
        failures.forget(places)
    return Outcome(run.label, "published", places.final / REPORT)


def _is_unchanged(places: Places, found: Fingerprint) -> bool:
    known = read_json(places.final / manifest.FILE) or {}
    return (
        known.get("key") == found.key
        and not failures.is_recorded(places)
        and manifest.verifies(places.final)
    )


def _make(run: Run, places: Places, found: Fingerprint, progress: Progress) -> None:
    # Imported late: a run that is skipped needs none of it.
    from workbench.publishing import execution, html, record
    from workbench.publishing.release import check_matches, check_shown, facts, read_release

    started = datetime.now(UTC)
    timer = CellTimer(progress, run.label, cells=execution.count_cells(run))
    progress.say(run.label, f"started  {timer.cells} code cells")
    folder = make_private(places.work, reports=places.reports)
    notebook = execution.execute(run, folder, timer=timer)
    release = read_release(notebook)
    check_matches(release, run)
    check_shown(notebook, release)
    if inputs(run) != found.inputs:
        raise RunError("An input changed while the notebook ran. Run it again.")
    outputs = {
        REPORT: html.render(notebook, release, run),
        "findings.json": to_json_lines(release.records()),
        "notebook.ipynb": record.clean(notebook, run),
    }
    publish(places, outputs, manifest.describe(run, found, facts(release), started=started))
    progress.say(run.label, f"published in {timer.elapsed()}")


def _refuse(refusal: Refusal, reports: Path, progress: Progress) -> Outcome:
    places = Places(reports, refusal.analysis, refusal.name)
    with locked(reports, refusal.label):
        failures.record(places, refusal, reason=refusal.reason, log=refusal.reason)
    progress.say(refusal.label, f"refused: {refusal.reason}")
    return Outcome(refusal.label, "failed", reason=refusal.reason)


def _fail(run: Run, places: Places, error: WorkbenchError, progress: Progress) -> Outcome:
    # The index is shared: it gets the text without values from the data.
    failures.record(places, run, reason=error.public, log=traceback.format_exc())
    progress.say(run.label, f"failed: {error}\n    log: {places.failed / failures.LOG}")
    return Outcome(run.label, "failed", reason=error.public)
