"""A first parameter file for a file of staff that nobody has described."""

from __future__ import annotations

from pathlib import Path

from workbench.analyses.attrition.profile.draft import MOST_UNITS, draft
from workbench.analyses.attrition.profile.questions import questions
from workbench.analyses.attrition.profile.writing import written
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
        was taken for the reason, the population, a circumstance or a characteristic; of numbers
        only round ones near where a fifth of the rows ends.

    Raises
    ------
    DataError
        If the file cannot be read.
    """
    found, reading = surveyed(path, reading, MOST_UNITS)
    drawn = draft(found, reading)
    asked = tuple(questions(drawn))
    return Profile(written(drawn, asked, data), asked, fits=drawn.rows.whole)
