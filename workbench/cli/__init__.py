"""The command line: one file a group of commands."""

from __future__ import annotations

import typer

from workbench.cli.assurance import quality, verify
from workbench.cli.data import profile, synthesise
from workbench.cli.golden import golden
from workbench.cli.lab import lab
from workbench.cli.new import new
from workbench.cli.run import run

app = typer.Typer(
    help="Probation evaluation workbench: parameter files to published reports.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for _command in (run, synthesise, profile, quality, verify, golden, lab, new):
    app.command()(_command)
