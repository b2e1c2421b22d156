"""Files of units and months that cannot be compared: what is said, and that the mend mends it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from panel_files import HOURS, MONTHS, ON_TIME, PANEL, UNITS, Case, check_refused, row, rows, taken

from workbench.errors import DataError
from workbench.parameters import Reading

TRIM = "Spaces around fields can be taken off: reading: {trim: true}."
NOBODY = "there is nobody to compare with"
ALIKE = (
    "Write the same in every row of a unit, before the roll-out as after it; it is blank in all "
    "of them where there was none."
)
WITHDRAWN = (
    "the role was withdrawn, and what it did then is another question. Take out those units, or "
    "their months from then on."
)
NO_NUMBER = "Write figures alone, with a point before decimals; a blank is a month without one."
PLAIN = replace(PANEL, treated=None, support=None, funded=None, filled=None, planned=None)
BY_FILLED = replace(PANEL, support=None, treated=None)
OLD = "is over 20 years before 2022-08-31, the 'data_date', in 8 rows. Correct the days"
SAME_AS = "2022-03"


def without(unit: str, months: tuple[str, ...], began: str, **changes: str) -> str:
    """Return the rows of a unit of which the given months have something else."""
    return "".join(
        row(unit, "South", month, began, **(changes if month in months else {})) for month in MONTHS
    )


CASES = {
    "a blank unit": Case(
        row("", "North", "2022-01"), "'PDU' is blank in 1 row. Fill it in.", rows("Eden")
    ),
    "a blank region": Case(
        rows("Eden", ""), "'Region' is blank in 8 rows. Fill it in.", rows("Eden")
    ),
    "spaces around a unit": Case(
        rows("Eden ", months=MONTHS[:2]),
        f"'PDU' has spaces before or after it in 2 rows, so that one could count as two. {TRIM}",
        Reading(trim=True),
    ),
    "a unit with a mark that cannot be seen": Case(
        rows("Eden\u200b", months=MONTHS[:2]),
        "'PDU' holds characters that cannot be seen in 2 rows, so that one could count as two. "
        "Take them out.",
        rows("Eden"),
    ),
    "units that differ in capitals": Case(
        rows("ABER", began="2022-04"),
        "'PDU': 'ABER' and 'Aber' differ only in spaces or capitals, and would be two units. Write "
        f"them alike. {TRIM}",
        rows("Eden"),
    ),
    "a month twice": Case(
        row("Dinas", "South", "2022-03") + row("Dinas", "South", "2022-03-31")
        + row("Aber", "North", "2022-05", "2022-04"),
        "'Month': 3 rows beyond the first of a unit in one month, in 2 units. Keep one row for "
        "each unit and month.",
        "",
    ),
    "a month twice, of which nothing else can be said": Case(
        row("Dinas", "South", "2022-03"),
        "'Month': 1 row beyond the first of a unit in one month, in 1 unit. Keep one row for each "
        "unit and month.",
        "",
        replace(PANEL, outcomes=(HOURS,)),
        base=UNITS[3:],
    ),
    "no month": Case(
        row("Eden", "North", ""), "'Month' is blank in 1 row. Fill it in.", rows("Eden")
    ),
    "months to come": Case(
        rows("Eden", months=("2022-08", "2022-09", "2022-10")),
        "'Month' is after 2022-08-31, the 'data_date', in 2 rows. Take out months that are still "
        "to come, or correct the data date.",
        {"snapshot": date(2022, 10, 1)},
    ),
    "what a system writes for nothing": Case(
        rows("Eden", began="1900-01-01", Role="0", Support="0", Filled="0"),
        (
            f"'Planned' {OLD}, or leave them blank for never.",
            f"'Began' {OLD}, or leave them blank for never.",
        ),
        rows("Eden"),
    ),
    "a month that is none, and days in another order": Case(
        row("Eden", "North", "2022-13") + rows("Eden", began="13/04/2022", months=("2022-02",)),
        (
            "'Month' names a day that no calendar has in 1 row, as 2023-02-29 would, or has more "
            "than a time after it. Correct them.",
            "'Planned' cannot be read in 1 row: the day comes first. Say so: reading: {dates: "
            "dmy}.",
            "'Began' cannot be read in 1 row: the day comes first. Say so: reading: {dates: dmy}.",
            "'Planned' differs between the rows of 1 unit. " + ALIKE,
            "'Began' differs between the rows of 1 unit. " + ALIKE,
        ),
        rows("Eden"),
    ),
    "a roll-out that is still to come": Case(
        rows("Eden", began="2022-09-01"),
        "'Began' is after 2022-08-31, the 'data_date', in 8 rows. A roll-out still to come is a "
        "planned one: leave the actual day blank until it has begun, or correct the data date.",
        rows("Eden", began="2022-09-01", Began=""),
    ),
    "days of roll-out that differ": Case(
        rows("Eden", months=MONTHS[:3])
        + rows("Eden", began="2022-04", months=MONTHS[3:], Planned=""),
        f"'Began' differs between the rows of 1 unit. {ALIKE}",
        rows("Eden", began="2022-04"),
    ),
    "a unit in two regions": Case(
        rows("Eden", months=MONTHS[:3]) + rows("Eden", "South", months=MONTHS[3:]),
        "'Region' differs between the rows of 1 unit. Write the same in every row of a unit; one "
        "that moved between regions is two units.",
        rows("Eden"),
    ),
    "one region": Case(
        "",
        f"'Region' has one region alone, in 2 units: what else happened there cannot be told from "
        f"the role, since {NOBODY}. Export other regions over the same months.",
        {"region": None},
        base=UNITS[2:],
    ),
    "one unit": Case(
        "",
        f"'PDU' has one unit alone, and {NOBODY}. Export other units over the same months.",
        "",
        base=UNITS[:1],
    ),
    "the role nowhere": Case(
        rows("Eden"),
        "'Began': the role has begun in none of 2 units by 2022-08, the last month of the file. "
        "Fill in the days on which it began; before any has, ask what a roll-out could show: mode: "
        "design.",
        {"design": True},
        replace(PANEL, outcomes=(HOURS,)),
        base=UNITS[3:],
    ),
    "the role everywhere at once": Case(
        rows("Eden", "South", "2022-04"),
        f"'Began': the role began in all of 3 units in 2022-04, so that {NOBODY}. Export units "
        "that began later or never as well.",
        "",
        base=UNITS[:2],
    ),
    "the role from the first month on": Case(
        rows("Eden", began="2022-01-31") + rows("Fen", "South", "2021-06"),
        "'Began': the role began in 2 units in or before 2022-01, the first month of the file, so "
        "that nothing is known of the time before. Export earlier months, or leave those units "
        "out.",
        rows("Eden", began="2022-02-01"),
    ),
    "a role that was withdrawn": Case(
        without("Eden", MONTHS[5:], "2022-03", Support="0"),
        "'Support' falls to 0 for good after the roll-out in 1 unit (3 months or more, up to the "
        f"last): {WITHDRAWN}",
        without("Eden", MONTHS[6:], "2022-03", Support="0"),
    ),
    "posts that are no longer filled": Case(
        without("Eden", MONTHS[4:7], "2022-03", Filled="0")
        + without("Fen", MONTHS[5:], "2022-03", Filled="0.0"),
        "'Filled' falls to 0 for good after the roll-out in 1 unit (3 months or more, up to the "
        f"last): {WITHDRAWN}",
        without("Eden", MONTHS[4:7], "2022-03", Filled="0"),
        BY_FILLED,
    ),
    "a flag that goes back": Case(
        without("Eden", MONTHS[7:], "2022-03", Role="0"),
        f"'Role' goes back to 0 in 1 unit: {WITHDRAWN}",
        without("Eden", MONTHS[7:], "2022-03", Role=""),
    ),
    "a flag of other months": Case(
        without("Eden", MONTHS[2:3], "2022-03", Role="0")
        + without("Fen", MONTHS[1:2], "2022-03", Role="1")
        + without("Gar", MONTHS[7:], "", Role="TRUE"),
        "'Role' and 'Began' tell different months in 3 units. Correct one of them, or take 'Role' "
        "out of 'columns'.",
        {"treated": None},
    ),
    "a flag that is none": Case(
        rows("Eden", Role="yes"),
        "'Role' is neither 0 nor 1 in 8 rows. Write 1 in the months in which the unit had the "
        "role, 0 in the others, and nothing where it is not known.",
        rows("Eden", Role="False"),
    ),
    "no numbers": Case(
        rows("Eden", Hours="about 12", Support="n/a", months=MONTHS[:3]),
        (
            f"'Support' holds text that is no number in 3 rows. {NO_NUMBER}",
            f"'Hours' holds text that is no number in 3 rows. {NO_NUMBER}",
        ),
        rows("Eden", Hours="", Support=""),
    ),
    "numbers beyond their limits": Case(
        rows("Eden", Hours="60.1", On_time="-1", months=MONTHS[:1])
        + rows("Eden", Funded="-2", months=MONTHS[1:3]),
        (
            "'Funded' is below 0 in 2 rows. Correct them.",
            "'Hours' is not between 0 and 60 in 1 row. Correct them, or say what can be true: "
            "outcomes: {administration: {least: .., greatest: ..}}.",
            "'On time' is below 0 in 1 row. Correct them, or say what can be true: outcomes: "
            "{supervision: {least: .., greatest: ..}}.",
        ),
        rows("Eden", Hours="60", On_time="0", Funded="0"),
    ),
    "an outcome that never changes": Case(
        "",
        "'Role' is the same number in 32 rows, so that nothing can have changed it. Take count out "
        "of 'outcomes', or check the export.",
        {"outcomes": (HOURS,)},
        replace(PLAIN, outcomes=(HOURS, replace(ON_TIME, name="count", column="Role"))),
        base=tuple(rows(unit, began=began, Role="1") if unit < "C" else rows(
            unit, "South", began, Role="1") for unit, began in
            (("Aber", "2022-04"), ("Bron", "2022-04"), ("Coed", "2022-06"), ("Dinas", ""))),
    ),
    "an outcome nobody filled in": Case(
        "",
        "'Planned' is blank in every row. Take supervision out of 'outcomes', or check the export.",
        {"outcomes": (HOURS,)},
        replace(PLAIN, outcomes=(HOURS, replace(ON_TIME, column="Planned", least=None))),
        base=(rows("Aber", began="2022-04", Planned=""), rows("Dinas", "South")),
    ),
    "several at once": Case(
        row("", "North", "2022-09", Hours="?") + row("Dinas", "South", SAME_AS),
        (
            "'PDU' is blank in 1 row. Fill it in.",
            "'Month' is after 2022-08-31, the 'data_date', in 1 row. Take out months that are "
            "still to come, or correct the data date.",
            f"'Hours' holds text that is no number in 1 row. {NO_NUMBER}",
            "'Month': 1 row beyond the first of a unit in one month, in 1 unit. Keep one row for "
            "each unit and month.",
        ),
        "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_it_is_refused_with_the_mend(case: str, tmp_path: Path):
    """Else a role would be judged by a file that cannot be true, or be refused without help."""
    check_refused(tmp_path, CASES[case])


def test_a_number_of_units_that_can_be_none_is_refused(tmp_path: Path):
    """Else a column of staff numbers would be taken for units, and fill the memory."""
    many = "".join(row(f"P{number}", "North", "2022-01") for number in range(5_000))
    with pytest.raises(DataError) as caught:
        taken(tmp_path, many)
    assert str(caught.value) == (
        "panel.csv: 'PDU' has 5,004 different units, and more than 5,000 are not compared. Is it "
        "the right column?"
    )


def test_a_file_without_rows_or_columns_is_refused(tmp_path: Path):
    """Else an empty export would become a report about nothing."""
    with pytest.raises(DataError, match="no rows under the header"):
        taken(tmp_path, "", base=())
    with pytest.raises(DataError, match="column 'Area' is missing"):
        taken(tmp_path, "", replace(PANEL, unit="Area"))
