"""Run parameter files and publish their reports."""

from __future__ import annotations

import gc
import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from workbench.cli.console import plain_errors, short, tell
from workbench.cli.policy import Policy


class Backend(StrEnum):
    """Where notebooks run: threads of this process, or the workers of a Dask scheduler."""

    THREADS = "threads"
    DASK = "dask"


def run(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PARAMETERS.yaml ...]", help="Default: parameters/*/*.yaml."),
    ] = None,
    reports: Annotated[
        str | None,
        typer.Option(metavar="DIR or s3://..", help="Default: reports/ of the project."),
    ] = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Notebooks that run at a time here.  [default: 1]")
    ] = None,
    backend: Annotated[
        Backend, typer.Option(help="Where they run: here, or on the workers of a Dask scheduler.")
    ] = Backend.THREADS,
    scheduler: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="tcp://host:port; else DASK_SCHEDULER_ADDRESS."),
    ] = None,
    policy: Annotated[Policy | None, typer.Option(help="In place of the files' own.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Run what is unchanged too.")] = False,
    no_wait: Annotated[
        bool, typer.Option("--no-wait", help="Refuse a report that another process is making.")
    ] = False,
    cell_timeout: Annotated[
        int, typer.Option(metavar="SECONDS", min=1, help="That one cell may take.")
    ] = 1800,
    run_timeout: Annotated[
        int, typer.Option(metavar="SECONDS", min=1, help="That one notebook may take.")
    ] = 7200,
    quiet: Annotated[
        bool, typer.Option("--quiet", help="Tell only of trouble, and how all ended: for logs.")
    ] = False,
) -> None:
    """Run parameter files and publish their reports.

    Progress and a table of all runs at the end go to standard error, the paths of reports to
    standard output.

    Exit codes: 0 all published; 1 some run failed (the others are published); 2 refused before
    running; 128 and the signal's number where a signal stopped it (130 for Ctrl-C).
    """
    from workbench.publishing import stopping
    from workbench.publishing.companion import SELDOM
    from workbench.publishing.limits import Limits
    from workbench.publishing.outcomes import summary
    from workbench.publishing.progress import Progress

    gc.set_threshold(SELDOM)
    limits = Limits(cell=cell_timeout, run=run_timeout)
    options: dict[str, Any] = {"force": force, "wait": not no_wait, "limits": limits}
    began = time.monotonic()
    with plain_errors(), stopping.on_signals():
        where = _where(backend, scheduler, jobs)
        single = where == {"jobs": 1}
        options |= {**where, "progress": Progress(single=single, quiet=quiet)}
        from workbench.publishing.batch import publish_files
        from workbench.publishing.store.carrying import seen_at
        from workbench.publishing.store.following import reports_folder

        chosen = policy.value if policy else None
        folder = reports_folder(reports) if reports else None
        outcomes, index = publish_files(
            files or [], reports=folder, policy=chosen, tell=tell, **options
        )
    for line in summary(outcomes, time.monotonic() - began):
        tell(line)
    for path in [*(outcome.report for outcome in outcomes), index]:
        if path:
            typer.echo(seen_at(path, folder) or short(path))
    if number := stopping.asked():
        raise typer.Exit(128 + number)
    failed = index is None or any(outcome.status == "failed" for outcome in outcomes)
    raise typer.Exit(1 if failed else 0)


def _where(backend: Backend, scheduler: str | None, jobs: int | None) -> dict[str, Any]:
    """Return the options that say where notebooks run; what cannot go together is refused."""
    from workbench.errors import ParameterError

    if backend is Backend.THREADS:
        if scheduler:
            raise ParameterError("--scheduler is for --backend dask. Add that, or leave it out.")
        return {"jobs": jobs or 1}
    if jobs:
        raise ParameterError(
            "--jobs is for runs on this machine. With --backend dask as many run at a time as its "
            "workers have threads: leave --jobs out."
        )
    from workbench.publishing.fan_out.cluster import address_of

    return {"scheduler": address_of(scheduler)}
