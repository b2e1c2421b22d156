"""Combinations of groups in words: people first, then what they add up to."""

from __future__ import annotations

from dataclasses import dataclass, replace

from workbench.disclosure import Release, ReleasedCell, ReleasedFinding, ReleasedNumber
from workbench.findings import Context
from workbench.presentation import words
from workbench.vocabulary.characteristics import PEOPLE

CROSSED = " × "
FEW = 30
"""A combination of fewer people says little by itself: the rate is mostly what it borrows."""


@dataclass(frozen=True, slots=True)
class Said:
    """How an analysis speaks of those whom its rates are of, and of those who passed.

    Attributes
    ----------
    head : str
        Of the column of people.
    entered, passed : str
        What people did, as in "150 applied" and "everyone got through".
    who : str
        Of every 100 of whom, as in "who applied".
    none : str
        That there is nobody, as in "no one applied".
    """

    head: str
    entered: str
    passed: str
    who: str
    none: str


def together(cell: ReleasedCell, context: Context) -> str:
    """Return how the people of a combination are spoken of.

    The words of each group go round those of the others: a noun of its own first ("women"), then
    what stands before it ("Black women"), what stands after it ("… aged under 25"), and last
    what needs "who". A group that has no words is quoted, as everywhere.
    """
    groups = cell.group.split(CROSSED)
    if len(groups) != len(cell.characteristic.split(CROSSED)):
        return words.people_of(cell.group, context)
    people = context.people
    for group in sorted(groups, key=_place):
        people = words.people_of(group, replace(context, people=people))
    return people


def _place(group: str) -> int:
    template = PEOPLE.get(group, "{people} in the group")
    if "{people}" not in template:
        return 0
    if template.endswith("{people}"):
        return 1
    return 3 if " who " in template else 2


def combinations(finding: ReleasedFinding) -> list[ReleasedCell]:
    """Return the combinations in the order of the code lists, without the undeclared and all."""
    return [cell for cell in finding.cells if cell.role in ("declared", "comparator")]


def told(finding: ReleasedFinding) -> list[ReleasedCell]:
    """Return the combinations that have a pooled rate."""
    return [cell for cell in combinations(finding) if "pooled_rate" in cell.numbers]


def beyond(cell: ReleasedCell) -> int:
    """Return 1 or -1 where the range of a rate lies above or below what adding up foretells."""
    number = cell.numbers.get("beyond_additive")
    if number is None or number.lower is None or number.upper is None:
        return 0
    return int(number.lower > 0) - int(number.upper < 0)


def subject(finding: ReleasedFinding) -> str:
    """Return the characteristics of a set as a sentence has them."""
    title = finding.title.removesuffix(" together")
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def per_100(number: ReleasedNumber | None) -> str:
    """Return a rate of every 100, to one place where it is below ten."""
    if number is None or number.value is None:
        return words.rate(number)
    return _of_100(number.value)


def likely(number: ReleasedNumber | None) -> str:
    """Return the likely range of a rate of every 100."""
    return words.WITHHELD if number is None else words.span(number, _of_100)


def _of_100(share: float) -> str:
    return words.of_100(share, decimals=int(0 < share < 0.0995))


def stands_out(release: Release, cell: ReleasedCell) -> str:
    """Say of one combination how far its rate is from what adding up foretells, in people."""
    group, numbers = together(cell, release.context), cell.numbers
    about = "" if release.exact else "about "
    people = numbers["people_beyond_additive"].value or 0.0
    many = words.headcount(people, exact=release.exact)
    more = "more" if people > 0 else "fewer"
    return (
        f"Of every 100 {group}, {about}{per_100(numbers['pooled_rate'])} "
        f"{release.context.completed} (likely range {likely(numbers['pooled_rate'])}); adding up "
        f"would lead one to expect {per_100(numbers['additive_rate'])}. That is {many} {more} "
        "people than expected."
    )
