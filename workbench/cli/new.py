"""The skeleton of a new analysis."""

from __future__ import annotations

from typing import Annotated

import typer

from workbench.cli.console import plain_errors, short, tell


def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Such as pay_progression.")],
    title: Annotated[
        str | None, typer.Option(help="What readers see; made of the name unless given.")
    ] = None,
) -> None:
    """Write the skeleton of a new analysis, which runs and passes its tests as it is.

    Exit codes: 0 written; 2 refused, and nothing was written.
    """
    with plain_errors():
        from workbench.skeleton import write_skeleton

        for path in write_skeleton(name, title):
            typer.echo(short(path))
    tell("It runs as it is. What to write where: docs/adding_an_analysis.md.")
