"""Shares of people in words: who they were, and what they are held against."""

from __future__ import annotations

from workbench.disclosure import Release, ReleasedCell, ReleasedNumber
from workbench.presentation import words
from workbench.vocabulary.characteristics import PEOPLE

BENCHMARKS = {
    "Working-age population": "the working-age population",
    "People on probation": "people on probation",
}
"""How benchmarks are called inside a sentence; any other is quoted."""


def were(group: str) -> str:
    """Return what the people of a group are, after "about 12 were".

    Examples
    --------
    >>> were("Black"), were("Men"), were("Mixed")
    ('Black', 'men', 'from the Mixed ethnic group')
    >>> were("Carer"), were("Welsh speaker"), were("Band 4")
    ('people with caring responsibilities', 'people who speak Welsh', 'in the group “Band 4”')
    """
    if group not in PEOPLE:
        return f"in the group “{group}”"
    template = PEOPLE[group]
    alone = template.replace("{people}", "").strip()
    bare = not template.startswith("{people} w")
    return alone if bare else template.format(people="people")


def benchmark(cell: ReleasedCell) -> str:
    """Return what a cell is held against, and where.

    A cell with a stratum is held against the regions people applied to.
    """
    name = BENCHMARKS.get(cell.comparator, f"the benchmark “{cell.comparator}”")
    return f"{name} in the regions they applied to" if cell.stratum else name


def of_100(number: ReleasedNumber | None, release: Release) -> str:
    """Return a released share as so many of every 100, "about" where it is rounded."""
    if number is None or number.value is None:
        return words.WITHHELD
    decimals = int(release.exact and number.value < 0.0995)
    return f"{about(release)}{words.of_100(number.value, decimals=decimals)}"


def about(release: Release) -> str:
    """Return "about" where counts are rounded."""
    return "" if release.exact else "about "


def ratio(number: ReleasedNumber | None) -> str:
    """Return a ratio with its likely range."""
    if number is None or number.value is None:
        return words.WITHHELD
    return f"{words.ratio(number.value)} ({words.span(number, words.ratio)})"


def fewer_or_more(number: ReleasedNumber | None, *, exact: bool) -> str:
    """Return how many fewer people there are than expected, or how many more.

    Examples
    --------
    >>> fewer_or_more(ReleasedNumber(33.9, 29.1, 38.7), exact=False)
    'about 35 fewer'
    >>> fewer_or_more(ReleasedNumber(-4.4), exact=True)
    '4 more'
    >>> fewer_or_more(ReleasedNumber(1.2, -1.0, 3.4), exact=False)
    'about as many'
    """
    if number is None or number.value is None:
        return words.WITHHELD
    many = words.headcount(number.value, exact=exact)
    if many == "0" or many.startswith("fewer"):
        return "as many" if exact else "about as many"
    return f"{many} {'fewer' if number.value > 0 else 'more'}"
