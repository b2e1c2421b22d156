"""What can be wrong with rows of units and months, in words, each with the mend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from workbench.parameters import DateOrder
from workbench.records.checking.check import TRIM
from workbench.records.checking.unreadable import unreadable_days
from workbench.records.opening.opened import in_rows
from workbench.records.panel.contract import OutcomeColumn, PanelContract
from workbench.records.panel.measures import LONGEST_PANEL
from workbench.records.panel.reader import PanelRecords
from workbench.records.panel.units import UnitFacts
from workbench.records.staff.problems import OF_STAGES

Found = Mapping[str, int]

PER_CENT = 100
MOST_UNITS = 5_000
"""More are people or posts, not the units that a role is rolled out over."""
PLAIN_DAYS = "Write days as 2024-04-03, and leave the field blank where there is none."
MONTHS = "Write months as 2024-04, or a day in each as 2024-04-03."
DAYS_OR_NEVER = (
    "Write months as 2024-04, or days as 2024-04-03. Leave the field blank for never, or say what "
    "stands for it: never: [..]."
)
ALIKE_ROWS = "Write the same in every row of a unit"


def of_units(number: int | np.integer) -> str:
    """Return a number of units in words."""
    return f"{number:,} unit{'' if number == 1 else 's'}"


def row_problems(records: PanelRecords, contract: PanelContract, found: Found) -> Iterator[str]:
    """Yield every problem of single rows.

    Parameters
    ----------
    records : PanelRecords
        The rows, as numbers and as text.
    contract : PanelContract
        What may stand in them.
    found : mapping of str to int
        As `workbench.records.panel.measures.measured_panel` returns it.
    """
    for name, column in (("unit", contract.unit), ("region", contract.region)):
        if column:
            yield from _text_problems(name, repr(column), found)
    if found["units"] > MOST_UNITS:
        yield (
            f"{contract.unit!r} has {found['units']:,} different units, and more than "
            f"{MOST_UNITS:,} are not compared. Is it the right column?"
        )
    unread = [column for name, column in contract.days.items() if found[f"unread_{name}"]]
    for column in dict.fromkeys(unread):
        mend = MONTHS if column == contract.month else DAYS_OR_NEVER
        for told in unreadable_days(records.raw, column, records.dates):
            yield told.replace(OF_STAGES, "").replace(PLAIN_DAYS, mend)
    yield from _day_problems(contract, found)
    if rows := found["unknown_flag"]:
        yield (
            f"{contract.treated!r} is neither 0 nor 1 in {in_rows(rows)}. Write 1 in the months "
            "in which the unit had the role, 0 in the others, and nothing where it is not known."
        )
    yield from _number_problems(contract, found)


def consistency_problems(
    contract: PanelContract, units: UnitFacts, dates: DateOrder = "ymd"
) -> Iterator[str]:
    """Yield where rows of one unit speak against each other."""
    if pair := _nearly_alike(units.names):
        yield (
            f"{contract.unit!r}: {pair[0]!r} and {pair[1]!r} differ only in spaces or capitals, "
            f"and would be two units. Write them alike. {TRIM}"
        )
    if rows := int(units.repeated.sum()):
        # 01/02/2021 read in the wrong order puts a year's months into each January.
        swapped = dates in ("dmy", "mdy") and bool((units.repeated > 0).all())
        order = f" Or is the order of days not {dates}? Then say so: reading: {{dates: ..}}."
        yield (
            f"{contract.month!r}: {in_rows(rows)} beyond the first of a unit in one month, in "
            f"{of_units((units.repeated > 0).sum())}. Keep one row for each unit and month."
            f"{order if swapped else ''}"
        )
    if differing := int((units.region_names > 1).sum()):
        yield (
            f"{contract.region!r} differs between the rows of {of_units(differing)}. {ALIKE_ROWS}; "
            "one that moved between regions is two units."
        )
    for column, days in (
        (contract.planned, units.planned_days),
        (contract.actual, units.actual_days),
    ):
        if differing := int((days > 1).sum()):
            yield (
                f"{column!r} differs between the rows of {of_units(differing)}. {ALIKE_ROWS}, "
                "before the roll-out as after it; it is blank in all of them where there was none."
            )


def _text_problems(name: str, column: str, found: Found) -> Iterator[str]:
    if rows := found[f"no_{name}"]:
        yield f"{column} is blank in {in_rows(rows)}. Fill it in."
    if rows := found[f"spaced_{name}"]:
        yield (
            f"{column} has spaces before or after it in {in_rows(rows)}, so that one could count "
            f"as two. {TRIM}"
        )
    if rows := found[f"unseen_{name}"]:
        yield (
            f"{column} holds characters that cannot be seen in {in_rows(rows)}, so that one could "
            "count as two. Take them out."
        )


def _day_problems(contract: PanelContract, found: Found) -> Iterator[str]:
    if rows := found["no_month"]:
        yield f"{contract.month!r} is blank in {in_rows(rows)}. Fill it in."
    if rows := found["late_month"]:
        yield (
            f"{contract.month!r} is after {contract.snapshot}, the 'data_date', in "
            f"{in_rows(rows)}. Take out months that are still to come, or correct the data date."
        )
    if rows := found["late_actual"]:
        yield (
            f"{contract.actual!r} is after {contract.snapshot}, the 'data_date', in "
            f"{in_rows(rows)}. A roll-out still to come is a planned one: leave the actual day "
            "blank until it has begun, or correct the data date."
        )
    for name, column in contract.days.items():
        if rows := found[f"old_{name}"]:
            yield (
                f"{column!r} is over {LONGEST_PANEL} years before {contract.snapshot}, the "
                f"'data_date', in {in_rows(rows)}. Correct the days"
                f"{'' if name == 'month' else ', or leave them blank for never'}."
            )


def _number_problems(contract: PanelContract, found: Found) -> Iterator[str]:
    # One column may be two of them, such as support and posts filled.
    for column, name in {column: name for name, column in contract.doses.items()}.items():
        if rows := found[f"no_value_dose_{name}"]:
            yield _no_number(column, rows)
        elif name != "officers" and not found[f"filled_dose_{name}"]:
            yield f"{column!r} is blank in every row. Fill it in, or take it out of the parameters."
        if rows := found[f"beyond_dose_{name}"]:
            yield f"{column!r} is below 0 in {in_rows(rows)}. Correct them."
    for place, one in enumerate(contract.outcomes):
        if rows := found[f"no_value_outcome_{place}"]:
            yield _no_number(one.column, rows)
        if rows := found[f"beyond_outcome_{place}"]:
            yield (
                f"{one.column!r} is {_beyond(one)} in {in_rows(rows)}. Correct them, or say what "
                f"can be true: outcomes: {{{one.group_of or one.name}: {{least: .., greatest: "
                "..}}."
            )
        if not found[f"no_value_outcome_{place}"]:
            yield from _tells_nothing(one, found[f"filled_outcome_{place}"], found, place)


def _tells_nothing(one: OutcomeColumn, filled: int, found: Found, place: int) -> Iterator[str]:
    where = "'splits'" if one.group_of else "'outcomes'"
    mend = f"Take {one.name} out of {where}, or check the export."
    if not filled:
        yield f"{one.column!r} is blank in every row. {mend}"
    elif not found[f"varies_outcome_{place}"]:
        yield (
            f"{one.column!r} is the same number in {in_rows(filled)}, so that nothing can have "
            f"changed it. {mend}"
        )
    elif one.greatest == PER_CENT and found[f"within_1_outcome_{place}"]:
        yield (
            f"{one.column!r} is never above 1 in {in_rows(filled)}, and may go up to 100: it seems "
            "to hold shares. Write 78.5 for 78.5%, or say what can be true: outcomes: "
            f"{{{one.group_of or one.name}: {{greatest: 1}}}}."
        )


def _no_number(column: str, rows: int) -> str:
    return (
        f"{column!r} holds text that is no number in {in_rows(rows)}. Write figures alone, with a "
        "point before decimals; a blank is a month without one."
    )


def _beyond(one: OutcomeColumn) -> str:
    if one.greatest is None:
        return f"below {one.least:g}"
    if one.least is None:
        return f"above {one.greatest:g}"
    return f"not between {one.least:g} and {one.greatest:g}"


def _nearly_alike(names: tuple[str, ...]) -> tuple[str, str] | None:
    """Return the first two units that could be one."""
    seen: dict[str, str] = {}
    for name in names:
        bare = "".join(name.split()).casefold()
        # Spaces at the ends are told of already.
        if bare in seen and seen[bare].strip() != name.strip():
            return seen[bare], name
        seen.setdefault(bare, name)
    return None
