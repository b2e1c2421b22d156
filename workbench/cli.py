"""The command line: run, quality, profile, synthesise, golden, lab."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from workbench.errors import ParameterError, WorkbenchError
from workbench.publishing.console import printable

app = typer.Typer(
    help="Probation evaluation workbench: parameter files to published reports.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class Policy(StrEnum):
    """Disclosure policies."""

    OPEN = "open"
    RESTRICTED = "restricted"
    ANALYST = "analyst"


class Format(StrEnum):
    """File formats of synthetic tables."""

    CSV = "csv"
    PARQUET = "parquet"
    EXPORT = "export"


@app.command()
def run(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PARAMETERS.yaml ...]", help="Default: parameters/*/*.yaml."),
    ] = None,
    reports: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Default: reports/ of the project.")
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, help="Notebooks that run at a time.")] = 1,
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
) -> None:
    """Run parameter files and publish their reports.

    Exit codes: 0 all published; 1 some run failed (the others are published); 2 refused before
    running; 128 and the signal's number where a signal stopped it (130 for Ctrl-C).
    """
    from workbench.publishing import stopping
    from workbench.publishing.limits import Limits

    limits = Limits(cell=cell_timeout, run=run_timeout)
    options: dict[str, Any] = {"jobs": jobs, "force": force, "wait": not no_wait, "limits": limits}
    with _plain_errors(), stopping.on_signals():
        from workbench.publishing.batch import publish_files

        chosen = policy.value if policy else None
        outcomes, index = publish_files(
            files or [], reports=reports, policy=chosen, tell=_tell, **options
        )
    for path in [*(outcome.report for outcome in outcomes), index]:
        if path:
            typer.echo(_short(path))
    if number := stopping.asked():
        raise typer.Exit(128 + number)
    failed = index is None or any(outcome.status == "failed" for outcome in outcomes)
    raise typer.Exit(1 if failed else 0)


@app.command()
def synthesise(
    analysis: Annotated[str, typer.Argument(help="An analysis, such as recruitment_funnel.")],
    size: Annotated[int | None, typer.Option(min=1, help="Rows; default: the analysis's.")] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Default: the analysis's own.")] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Default: data/synthetic/ANALYSIS.")
    ] = None,
    file_format: Annotated[Format, typer.Option("--format", help="Of the tables.")] = Format.CSV,
) -> None:
    """Write synthetic data with a planted truth, and its codebook."""
    with _plain_errors():
        from workbench.parameters.root import root
        from workbench.publishing import discovery
        from workbench.synthetic import write

        make = getattr(discovery.load(analysis), "synthesise", None)
        if make is None:
            raise ParameterError(f"the analysis '{analysis}' has no synthetic data of its own.")
        given = {"size": size, "seed": seed}
        data = make(**{name: value for name, value in given.items() if value is not None})
        folder = out or root() / "data" / "synthetic" / analysis
        try:
            written = write(data, folder, file_format=file_format.value)
        except ValueError as error:
            raise ParameterError(str(error)) from error
        for path in written:
            typer.echo(_short(path))


@app.command()
def profile(
    file: Annotated[Path, typer.Argument(help="A data file, or a quoted glob of several.")],
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.yaml", help="Default: parameters/ANALYSIS/ and the file's name."
        ),
    ] = None,
    analysis: Annotated[
        str | None, typer.Option(help="Which analysis it is for; found out from the file.")
    ] = None,
) -> None:
    """Look at a strange data file and write a first parameter file for it."""
    with _plain_errors():
        from workbench.publishing.profiling import write_profile

        written = write_profile(file.absolute(), analysis, out)
        typer.echo(_short(written.path))
        for question in written.open_questions:
            typer.echo(printable(f"open: {question}"), err=True)
        typer.echo(f"Read it, mend the lines marked CHECK, then: {written.command}", err=True)


@app.command()
def quality(
    file: Annotated[Path, typer.Argument(metavar="PARAMETERS.yaml", help="Of one run.")],
    reports: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Default: reports/ of the project.")
    ] = None,
    policy: Annotated[Policy | None, typer.Option(help="As the report was run with.")] = None,
) -> None:
    """Say where a report's quality assurance stands, and print what to write next."""
    with _plain_errors():
        from workbench.parameters.root import root
        from workbench.publishing.plan import plan
        from workbench.publishing.quality.guidance import guidance

        runs, refusals = plan([file], policy=policy.value if policy else None)
        if refusals:
            raise ParameterError(refusals[0].reason)
        told = guidance(runs[0], (reports or root() / "reports").absolute())
        typer.echo(told.state, err=True)
        typer.echo(told.yaml, nl=False)


@app.command()
def verify(
    folders: Annotated[
        list[Path],
        typer.Argument(metavar="REPORT_FOLDER ...", help="Such as reports/ANALYSIS/RUN."),
    ],
    whole_people: Annotated[
        bool,
        typer.Option(
            "--whole-people",
            help="Let the attacker use that people are whole: exact, far slower, an hour at most.",
        ),
    ] = False,
) -> None:
    """Check that reports show what their releases hold, and nothing else.

    Exit codes: 0 everything holds; 1 something does not, or could not be checked; 2 a folder is no
    report.
    """
    with _plain_errors():
        from workbench.publishing.verification import CHECKS, WHOLE_PEOPLE_CHECKS
        from workbench.publishing.verification import verify as verified

        checks = WHOLE_PEOPLE_CHECKS if whole_people else CHECKS
        found = [verified(folder.absolute(), checks) for folder in folders]
    for one in found:
        typer.echo(one.label)
        for line in one.lines():
            typer.echo(f"  {line}")
    raise typer.Exit(0 if all(one.holds for one in found) else 1)


@app.command()
def golden() -> None:
    """Execute the committed notebooks afresh on their synthetic defaults."""
    with _plain_errors():
        from workbench.parameters.root import root
        from workbench.publishing.golden import refresh

        for notebook in sorted((root() / "notebooks").glob("*.ipynb")):
            typer.echo(f"{notebook.name}: {'changed' if refresh(notebook) else 'unchanged'}")


@app.command()
def lab() -> None:
    """Open JupyterLab on the notebooks."""
    from workbench.parameters.root import root
    from workbench.publishing.golden import trust

    top = root()
    for notebook in sorted((top / "notebooks").glob("*.ipynb")):
        trust(notebook)
    words = [f"--ServerApp.root_dir={top}", f"--ServerApp.preferred_dir={top / 'notebooks'}"]
    os.execv(sys.executable, [sys.executable, "-m", "jupyterlab", *words])  # noqa: S606


def _tell(sentence: str) -> None:
    typer.echo(printable(sentence), err=True)


@contextmanager
def _plain_errors() -> Iterator[None]:
    try:
        yield
    except WorkbenchError as error:
        typer.echo(printable(str(error)), err=True)
        raise typer.Exit(2) from error
    except OSError as error:
        typer.echo(printable(f"{error.filename}: {error.strerror}."), err=True)
        raise typer.Exit(2) from error


def _short(path: Path) -> str:
    near = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    return printable(str(near))


if __name__ == "__main__":
    app()
