"""Where a report's quality assurance stands, and whether it shows what its release holds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.console import plain_errors
from workbench.cli.policy import Policy
from workbench.errors import ParameterError


def quality(
    file: Annotated[Path, typer.Argument(metavar="PARAMETERS.yaml", help="Of one run.")],
    reports: Annotated[
        str | None,
        typer.Option(metavar="DIR or s3://..", help="Default: reports/ of the project."),
    ] = None,
    policy: Annotated[Policy | None, typer.Option(help="As the report was run with.")] = None,
) -> None:
    """Say where a report's quality assurance stands, and print what to write next."""
    with plain_errors():
        from workbench.parameters.root import root
        from workbench.publishing.plan import plan
        from workbench.publishing.quality.guidance import guidance
        from workbench.publishing.store.following import reports_folder

        runs, refusals = plan([file], policy=policy.value if policy else None)
        if refusals:
            raise ParameterError(refusals[0].reason)
        folder = reports_folder(reports, writing=False) if reports else root() / "reports"
        told = guidance(runs[0], folder.absolute())
        typer.echo(told.state, err=True)
        typer.echo(told.yaml, nl=False)


def verify(
    folders: Annotated[
        list[str],
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
    with plain_errors():
        from workbench.publishing.store.following import report_folder
        from workbench.publishing.verification import CHECKS, WHOLE_PEOPLE_CHECKS
        from workbench.publishing.verification import verify as verified

        checks = WHOLE_PEOPLE_CHECKS if whole_people else CHECKS
        found = [verified(report_folder(folder), checks) for folder in folders]
    for one in found:
        typer.echo(one.label)
        for line in one.lines():
            typer.echo(f"  {line}")
    raise typer.Exit(0 if all(one.holds for one in found) else 1)
