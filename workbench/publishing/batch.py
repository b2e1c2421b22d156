"""What one call of `workbench run` does: plan, run, publish, rebuild the index."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from workbench.errors import ParameterError, WorkbenchError
from workbench.parameters.root import root
from workbench.publishing.explanations import explained
from workbench.publishing.library import rebuild
from workbench.publishing.outcomes import Outcome
from workbench.publishing.plan import parameter_files, plan
from workbench.publishing.run import run_all


def publish_files(
    files: Sequence[Path],
    *,
    reports: Path | None,
    policy: str | None,
    tell: Callable[[str], None],
    **options: Any,
) -> tuple[list[Outcome], Path | None]:
    """Run parameter files, those named or all of the project.

    Parameters
    ----------
    files : sequence of Path
        None named: all under ``parameters/``.
    reports : Path, optional
        The folder of all reports; the project's own where it is not given.
    policy : str, optional
        Takes the place of the policy in each file.
    tell : callable
        Takes a sentence for whoever waits.
    **options
        As `run_all` takes them.

    Returns
    -------
    tuple
        What became of each run, and the index, or None if it could not be rebuilt.

    Raises
    ------
    ParameterError
        If there is nothing to run.
    """
    chosen = files or parameter_files()
    if not chosen:
        raise ParameterError("there is no parameter file under parameters/. Add one, or name one.")
    runs, refusals = plan(chosen, policy=policy)
    if files and not runs:
        raise ParameterError("\n".join(refusal.reason for refusal in refusals))
    if not files:
        from workbench.publishing.quality.guidance import strays

        for sentence in strays():
            tell(sentence)
    folder = (reports or root() / "reports").absolute()
    outcomes = run_all(runs, refusals, reports=folder, **options)
    return outcomes, _index(folder, tell)


def _index(folder: Path, tell: Callable[[str], None]) -> Path | None:
    """Rebuild the index; the reports are published whether or not that can be done."""
    try:
        return rebuild(folder)
    except (OSError, MemoryError, WorkbenchError) as error:
        tell(f"The index was not rebuilt: {explained(error)}")
        return None
