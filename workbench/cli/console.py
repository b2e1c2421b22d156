"""What every command says alike: errors in one message, paths in short."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from workbench.errors import WorkbenchError
from workbench.publishing.console import printable


def tell(sentence: str) -> None:
    """Say something to whoever waits; what a program reads goes to the other stream."""
    typer.echo(printable(sentence), err=True)


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn a known error into its message and exit code 2."""
    try:
        yield
    except WorkbenchError as error:
        typer.echo(printable(str(error)), err=True)
        raise typer.Exit(2) from error
    except OSError as error:
        typer.echo(printable(f"{error.filename}: {error.strerror}."), err=True)
        raise typer.Exit(2) from error


def short(path: Path) -> str:
    """Return a path as it is seen from here."""
    near = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    return printable(str(near))
