"""Make synthetic data; look at a strange file of one's own."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.console import plain_errors, short
from workbench.errors import ParameterError
from workbench.publishing.console import printable
from workbench.storage import is_remote


class Format(StrEnum):
    """File formats of synthetic tables."""

    CSV = "csv"
    PARQUET = "parquet"
    EXPORT = "export"


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
    with plain_errors():
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
            typer.echo(short(path))


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
    with plain_errors():
        if is_remote(str(file)):
            raise ParameterError("a profile is made of files on this machine. Copy one here.")
        from workbench.publishing.profiling import write_profile

        written = write_profile(file.absolute(), analysis, out)
        typer.echo(short(written.path))
        for question in written.open_questions:
            typer.echo(printable(f"open: {question}"), err=True)
        typer.echo(f"Read it, mend the lines marked CHECK, then: {written.command}", err=True)
