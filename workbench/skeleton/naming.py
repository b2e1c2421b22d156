"""What a new analysis may be called."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable
from dataclasses import dataclass

from workbench.errors import ParameterError
from workbench.parameters.strict import unseen

NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
LONGEST_NAME, LONGEST_TITLE = 30, 80
KEPT = '"\\{}|<>$'
"""Marks that mean something in the files that the title is written into."""


@dataclass(frozen=True, slots=True)
class Names:
    """The name of an analysis, which files and folders have, and its title, which readers see."""

    name: str
    title: str


def checked(name: str, title: str | None, taken: Iterable[str]) -> Names:
    """Return the names of a new analysis.

    Parameters
    ----------
    name : str
        Of its package, notebook and folders.
    title : str, optional
        Made of the name unless given.
    taken : iterable of str
        Names that stand for something else.

    Raises
    ------
    ParameterError
        With every reason why they cannot be used.

    Examples
    --------
    >>> checked("pay_progression", None, ["attrition"])
    Names(name='pay_progression', title='Pay progression')
    """
    title = name.replace("_", " ").capitalize() if title is None else title.strip()
    problems = [*_name_problems(name, set(taken)), *_title_problems(title)]
    if problems:
        raise ParameterError.gather("workbench new", problems)
    return Names(name, title)


def _name_problems(name: str, taken: set[str]) -> Iterable[str]:
    if not NAME.fullmatch(name) or keyword.iskeyword(name):
        yield (
            f"{name!r} cannot be the name of an analysis. Use small letters and digits, words "
            "joined by one '_', a letter first: pay_progression."
        )
    elif not 3 <= len(name) <= LONGEST_NAME:
        yield f"the name {name!r} must have 3 to {LONGEST_NAME} letters. Choose another."
    elif name in taken:
        yield f"there is already something called '{name}'. Choose another name."


def _title_problems(title: str) -> Iterable[str]:
    if not title or len(title) > LONGEST_TITLE:
        yield f'the title must have 1 to {LONGEST_TITLE} letters: --title "Who progresses?".'
    found = sorted(set(title) & {*KEPT, "\n", "\t"}) + list(unseen(title))
    if found:
        yield f"the title holds {', '.join(map(repr, found))}. Take them out."
