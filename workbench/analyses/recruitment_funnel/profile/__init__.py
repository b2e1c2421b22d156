"""A first parameter file for a file of applications that nobody has described."""

from __future__ import annotations

from pathlib import Path

from workbench.analyses.recruitment_funnel.profile.draft import draft
from workbench.analyses.recruitment_funnel.profile.writing import written
from workbench.parameters import Reading
from workbench.profiling.writing import Profile, surveyed


def profile(path: Path, data: str, reading: Reading) -> Profile:
    """Look at a file and write a first parameter file for it.

    Parameters
    ----------
    path : Path
        A data file, or a glob of several.
    data : str
        The path as the parameter file is to name it.
    reading : Reading
        How the file is written, where it does not tell.

    Returns
    -------
    Profile
        With a line marked CHECK for each guess. Values of a column are written down only if it
        was taken for a stage or a characteristic.

    Raises
    ------
    DataError
        If the file cannot be read.
    """
    found, reading = surveyed(path, reading)
    drawn = draft(found, reading)
    return Profile(written(drawn, data), drawn.open_questions, fits=bool(drawn.found.stages))
