"""From parameter files to published reports, each on its own: one failure stops no other."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from workbench.errors import RunError, WorkbenchError
from workbench.publishing import failures, manifest, stopping
from workbench.publishing.files import read_json, sweep
from workbench.publishing.key import Fingerprint, fingerprint, inputs
from workbench.publishing.limits import Limits
from workbench.publishing.locks import locked
from workbench.publishing.outcomes import Outcome, failed, not_run, refused
from workbench.publishing.places import (
    Places,
    check_nothing_in_the_way,
    make_private,
    prepare,
)
from workbench.publishing.plan import Refusal, Run
from workbench.publishing.progress import CellTimer, Progress
from workbench.publishing.publication import publish, recover, recover_all
from workbench.publishing.quality.assurance import says_other
from workbench.publishing.quality.log import QualityLog, read_log
from workbench.publishing.secret import secret_of

REPORT = "report.html"


def run_all(
    runs: Sequence[Run],
    refusals: Sequence[Refusal],
    *,
    reports: Path,
    jobs: int = 1,
    scheduler: str | None = None,
    force: bool = False,
    wait: bool = True,
    limits: Limits | None = None,
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
        How many notebooks run at a time, in threads of this process.
    scheduler : str, optional
        The address of a Dask scheduler, whose workers run them instead.
    force : bool
        Whether to run what has not changed too.
    wait : bool
        Whether to wait where another process makes the same report.
    limits : Limits, optional
        How long a cell and a notebook may take.
    progress : Progress, optional
        Who is told.

    Returns
    -------
    list of Outcome
        One for each refusal and each run.

    Raises
    ------
    RunError
        If the folder of reports cannot be written to, or the scheduler's workers cannot make these
        reports; nothing has been run.
    """
    told = progress or Progress(single=jobs == 1 and scheduler is None)
    prepare(reports)
    recover_all(reports)
    with _crew(runs, reports, jobs, scheduler) as run_each:
        not_planned = [refused(refusal, reports, told, wait=wait) for refusal in refusals]
        return not_planned + run_each(force=force, wait=wait, limits=limits, progress=told)


@contextmanager
def _crew(
    runs: Sequence[Run], reports: Path, jobs: int, scheduler: str | None
) -> Iterator[Callable[..., list[Outcome]]]:
    """Give the function that publishes every run, once it is known that it can."""
    if scheduler is None:
        yield partial(_in_threads, runs, jobs, reports=reports)
        return
    from workbench.publishing.fan_out.calls import run_on_workers
    from workbench.publishing.fan_out.cluster import check_workers, connected
    from workbench.publishing.fan_out.footing import standing

    with connected(scheduler) as client, standing([run.analysis for run in runs], reports) as here:
        check_workers(client, here)
        yield partial(run_on_workers, client, runs, here)


def _in_threads(runs: Sequence[Run], jobs: int, **settings: Any) -> list[Outcome]:
    from joblib import Parallel, delayed

    return Parallel(n_jobs=jobs, prefer="threads")(delayed(timed)(run, **settings) for run in runs)


def timed(run: Run, **settings: Any) -> Outcome:
    """Publish one run as `run_one` does, and say how long that took."""
    began = time.monotonic()
    return replace(run_one(run, **settings), seconds=time.monotonic() - began)


def run_one(
    run: Run,
    *,
    reports: Path,
    force: bool,
    progress: Progress,
    wait: bool = True,
    limits: Limits | None = None,
) -> Outcome:
    """Publish one run, or leave its last good report as it was and record why."""
    places = Places(reports, run.analysis, run.name)

    def tell(holder: str) -> None:
        progress.note(run.label, f"waiting for {holder}")

    try:
        # Not recorded if it is wrong: the report in place is as good as it was, and must not be
        # run again for it.
        log = read_log(run)
        with locked(reports, run.label, wait=wait, tell=tell):
            return _attempt(run, places, log, force=force, limits=limits, progress=progress)
    except (WorkbenchError, OSError, MemoryError) as error:
        return not_run(run.label, error, progress)


def _attempt(
    run: Run,
    places: Places,
    log: QualityLog | None,
    *,
    force: bool,
    limits: Limits | None,
    progress: Progress,
) -> Outcome:
    try:
        stopping.check()
        check_nothing_in_the_way(places)
        recover(places)
        secret = secret_of(run, places.reports)
        found = fingerprint(run, secret=secret)
        if not force and _is_unchanged(places, found):
            return _keep(run, places, log, progress)
        _make(run, places, found, log=log, secret=secret, limits=limits, progress=progress)
        failures.forget(places)
    except stopping.StoppedError:
        raise
    # Whatever one run meets must not stop the others; the log holds all of it.
    except Exception as error:
        return failed(run, places, error, progress)
    finally:
        # What cannot be swept now the next run sweeps.
        with suppress(OSError, MemoryError):
            sweep(places.work)
    return Outcome(run.label, "published", places.final / REPORT)


def _is_unchanged(places: Places, found: Fingerprint) -> bool:
    known = read_json(places.final / manifest.FILE) or {}
    return (
        known.get("key") == found.key
        and not failures.is_recorded(places)
        and manifest.verifies(places.final)
    )


def _keep(run: Run, places: Places, log: QualityLog | None, progress: Progress) -> Outcome:
    """Leave a report as it is, or publish it again where only its quality-assurance log changed."""
    report = places.final / REPORT
    if not says_other(read_json(places.final / manifest.FILE) or {}, log):
        progress.note(run.label, f"unchanged  {report}")
        return Outcome(run.label, "unchanged", report)
    from workbench.publishing.quality.signing import renew

    progress.note(run.label, f"not run again, log published: {renew(places, run, log).mark}")
    return Outcome(run.label, "published", report)


def _make(
    run: Run,
    places: Places,
    found: Fingerprint,
    *,
    log: QualityLog | None,
    secret: bytes | None,
    limits: Limits | None,
    progress: Progress,
) -> None:
    # Imported late: a run that is skipped needs none of it.
    from workbench.publishing import execution
    from workbench.publishing.entering import entering
    from workbench.publishing.outputs import outputs_of
    from workbench.publishing.quality.signing import signed_page
    from workbench.publishing.release import check_matches, check_shown, facts, read_release
    from workbench.publishing.verification import prove
    from workbench.publishing.verification.together import attack_before_publishing

    def waits(holder: str) -> None:
        progress.note(run.label, f"waiting for the ledger, held by {holder}")

    started = datetime.now(UTC)
    timer = CellTimer(progress, run.label, cells=execution.count_cells(run))
    progress.note(run.label, f"started  {timer.cells} code cells")
    folder = make_private(places.work, reports=places.reports)
    notebook = execution.execute(run, folder, timer=timer, limits=limits)
    release = read_release(notebook)
    check_matches(release, run)
    check_shown(notebook, release)
    if inputs(run, secret=secret) != found.inputs:
        raise RunError("An input changed while the notebook ran. Run it again.")
    with ThreadPoolExecutor(1) as beside:
        # The solver is at work while the outputs are made again.
        attacked = beside.submit(attack_before_publishing, release)
        outputs = outputs_of(notebook, release, run)
        told = manifest.describe(run, found, facts(release), started=started)
        page, told = signed_page(notebook, release, run, outputs=outputs, facts=told, log=log)
        prove(run, {REPORT: page, **outputs}, told)
        told = {**told, "audit": attacked.result()}
    with entering(places, release, found.inputs, tell=waits) as entered:
        publish(places, {REPORT: page, **outputs}, {**told, "ledger": entered})
    progress.note(run.label, f"published in {timer.elapsed()}")
