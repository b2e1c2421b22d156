"""The command line: run, profile, synthesise, golden, lab."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.errors import ParameterError, WorkbenchError

if TYPE_CHECKING:
    from workbench.publishing.run import Outcome

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
) -> None:
    """Run parameter files and publish their reports.

    Exit codes: 0 all published; 1 some run failed (the others are published); 2 refused before
    running.
    """
    with _plain_errors():
        outcomes, index = _publish(files or [], reports, jobs, policy, force)
    for outcome in outcomes:
        if outcome.report:
            typer.echo(_short(outcome.report))
    typer.echo(_short(index))
    raise typer.Exit(1 if any(outcome.status == "failed" for outcome in outcomes) else 0)


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
    analysis: Annotated[str, typer.Option(help="Which analysis it is for.")] = "recruitment_funnel",
) -> None:
    """Look at a strange data file and write a first parameter file for it."""
    with _plain_errors():
        from workbench.publishing.profiling import write_profile

        written = write_profile(file.absolute(), analysis, out)
        typer.echo(_short(written.path))
        for question in written.open_questions:
            typer.echo(f"open: {question}", err=True)
        typer.echo(f"Read it, mend the lines marked CHECK, then: {written.command}", err=True)


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


def _publish(
    files: list[Path], reports: Path | None, jobs: int, policy: Policy | None, force: bool
) -> tuple[list[Outcome], Path]:
    from workbench.parameters.root import root
    from workbench.publishing.library import rebuild
    from workbench.publishing.plan import parameter_files, plan
    from workbench.publishing.run import run_all

    chosen = files or parameter_files()
    if not chosen:
        raise ParameterError("there is no parameter file under parameters/. Add one, or name one.")
    runs, refusals = plan(chosen, policy=policy.value if policy else None)
    if files and not runs:
        raise ParameterError("\n".join(refusal.reason for refusal in refusals))
    folder = (reports or root() / "reports").absolute()
    outcomes = run_all(runs, refusals, reports=folder, jobs=jobs, force=force)
    return outcomes, rebuild(folder)


@contextmanager
def _plain_errors() -> Iterator[None]:
    try:
        yield
    except WorkbenchError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    except OSError as error:
        typer.echo(f"{error.filename}: {error.strerror}.", err=True)
        raise typer.Exit(2) from error


def _short(path: Path) -> str:
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


if __name__ == "__main__":
    app()
