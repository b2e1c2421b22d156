"""Shares of a benchmark, from a column of shares or from numbers of people."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.analyses.recruitment_funnel.side_files import Line, SideTable, on

SHARE, PEOPLE = "share", "people"
TOLERANCE = 0.01
"""Published shares are rounded: those of one place may miss 1 by this much, not more."""


def shares_of(table: SideTable, lines: Sequence[Line]) -> dict[int, float]:
    """Return the share of each line; refuse what is no share, or does not add up.

    Parameters
    ----------
    table : SideTable
        The benchmarks' file; every problem is told to it.
    lines : sequence of Line
        Those whose labels are known.

    Returns
    -------
    dict of int to float
        By the line's number; lines with a problem are absent.
    """
    columns = [name for name in (SHARE, PEOPLE) if name in table.columns]
    if not columns:
        table.refuse(f"There is no column {SHARE!r} or {PEOPLE!r}. Add one of them.")
        return {}
    filled = {name: [line for line in lines if line[name]] for name in columns}
    both = [line.number for line in lines if all(line[name] for name in columns)]
    if len(columns) == 2 and both:
        table.refuse(f"{on(both)}: a share and people. Keep one of the two.")
    if empty := [line.number for line in lines if not any(line[name] for name in columns)]:
        table.refuse(f"{on(empty)}: neither a share nor people. Fill one of the two.")
    told = {
        SHARE: table.numbers(
            filled.get(SHARE, ()),
            SHARE,
            lambda share: share <= 1,
            "Write a share from 0 to 1: 0.105, not 10.5 or 10.5%.",
        ),
        PEOPLE: table.numbers(
            filled.get(PEOPLE, ()),
            PEOPLE,
            lambda people: people == int(people),
            "Write people as a whole number without commas.",
        ),
    }
    return _adding_up(table, lines, told[SHARE], told[PEOPLE])


def _adding_up(
    table: SideTable, lines: Sequence[Line], shares: dict[int, float], people: dict[int, float]
) -> dict[int, float]:
    places: dict[tuple[str, ...], list[int]] = {}
    for line in lines:
        key = (line["benchmark"], line["characteristic"], line["region"])
        places.setdefault(key, []).append(line.number)
    told: dict[int, float] = {}
    for place, numbers in places.items():
        where = ", ".join(place)
        if not all(number in shares or number in people for number in numbers):
            continue  # Told already: a line here has no number.
        if any(number in shares for number in numbers) and any(n in people for n in numbers):
            table.refuse(f"{where}: shares and people are mixed. Write one or the other.")
            continue
        values = [shares.get(number, people.get(number, 0.0)) for number in numbers]
        total = sum(values)
        if numbers[0] in people and total > 0:
            values = [value / total for value in values]
        elif numbers[0] in people:
            table.refuse(f"{where}: nobody at all. Fill in the people, or take the rows out.")
        elif abs(total - 1) > TOLERANCE:
            table.refuse(
                f"{where}: the shares add up to {total:.3f}, not to 1 (within {TOLERANCE}, for "
                "rounding). Mend them, or add the groups that are missing."
            )
        told |= dict(zip(numbers, values, strict=True))
    return told
