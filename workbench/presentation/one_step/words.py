"""What the step, and those who could take it, are called."""

from __future__ import annotations

from workbench.disclosure import Release, ReleasedCell
from workbench.findings import Context
from workbench.presentation import words

COUNTED, APART = "counted", "apart"


def counted(context: Context) -> str:
    """Return how those who could take the step are told from the others, such as "eligible".

    Examples
    --------
    >>> told = ({"counted": "eligible", "apart": "not eligible"},)
    >>> context = Context("a", "t", "synthetic", people="staff", stated={"step": told})
    >>> counted(context), apart(context)
    ('eligible', 'not eligible')
    """
    return context.stated["step"][0][COUNTED]


def apart(context: Context) -> str:
    """Return how those who could not take the step are told from the others."""
    return context.stated["step"][0][APART]


def those_counted(context: Context) -> str:
    """Return those who could take the step, in words.

    Examples
    --------
    >>> told = ({"counted": "eligible", "apart": "not eligible"},)
    >>> those_counted(Context("a", "t", "synthetic", people="staff", stated={"step": told}))
    'eligible staff'
    """
    return f"{counted(context)} {context.people}"


def about(release: Release) -> str:
    """Return the word before a number that is rounded."""
    return "" if release.exact else "about "


def who(release: Release, cell: ReleasedCell) -> str:
    """Return the people of a cell's group."""
    return words.people_of(cell.group, release.context)


def listed_groups(release: Release, cells: list[ReleasedCell]) -> str:
    """Join the people of several cells as a sentence does."""
    return words.listed([who(release, cell) for cell in cells])
