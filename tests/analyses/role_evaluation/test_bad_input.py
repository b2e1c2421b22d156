"""Panels of a roll-out that cannot be compared: each refusal whole, and its mend, by hand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

from tests.analyses.role_evaluation.small_rollout import (
    FRAME,
    LONDON,
    Made,
    in_months,
    put,
    read,
)
from workbench.errors import DataError

NOBODY = "there is nobody to compare with"
ALIKE = (
    "Write the same in every row of a unit, before the roll-out as after it; it is blank in all "
    "of them where there was none."
)
NEVER = (
    "Write months as 2024-04, or days as 2024-04-03. Leave the field blank for never, or say what "
    "stands for it: never: [..]."
)
BY_ACTUAL = (
    "Take 'planned' out of the parameters, and units are compared by 'actual_month'; or correct "
    "the months planned."
)
ON_TIME = "supervision_on_time"


def only(where: pd.Series) -> Made:
    return lambda frame: frame[where]


def again(frame: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([frame, frame[LONDON].head(3)])


def areas(frame: pd.DataFrame) -> pd.DataFrame:
    return put("area", "Wales", in_months("2021-01", "2021-04"))(frame.assign(area=frame["region"]))


def days(order: str, fill: str = "") -> Made:
    """Return what writes months as days, in an order."""

    def made(frame: pd.DataFrame) -> pd.DataFrame:
        for name in ("month", "planned_month", "actual_month"):
            told = pd.to_datetime(frame[name]).dt.strftime(order)
            frame[name] = told if name == "month" else told.fillna(fill)
        return frame

    return made


Mend = tuple[tuple[Made, ...], Mapping[str, object]]
GOOD: Mend = ((), {})
BAD: Mapping[str, tuple[Mend, str | tuple[str, ...], Mend]] = {
    "one region": (
        ((only(LONDON),), {}),
        f"'region' has one unit alone, and {NOBODY}. Export other units over the same months.",
        ((only(FRAME["region"].isin(["London", "Wales"])),), {}),
    ),
    "all at once": (
        ((put("actual_month", "2022-10"),), {}),
        f"'actual_month': the role began in all of 12 units in 2022-10, so that {NOBODY}. Export "
        "units that began later or never as well.",
        ((put("actual_month", "2022-10", ~LONDON),), {}),
    ),
    "all planned at once": (
        ((put("planned_month", "2022-10"),), {}),
        "'planned_month': the role was planned for all of 12 units in 2022-10, so that "
        f"{NOBODY} by months planned. {BY_ACTUAL}",
        ((put("planned_month", "2022-10"),), {"planned": None}),
    ),
    "planned after the file": (
        ((put("planned_month", "2024-10", LONDON), put("planned_month", None, ~LONDON)), {}),
        "'planned_month': the role was planned for none of 12 units after 2021-01, the first month "
        "of the file, and by 2023-06, the last, so that months planned tell nobody apart. "
        f"{BY_ACTUAL}",
        ((put("planned_month", "2024-10"),), {"planned": None}),
    ),
    "the role nowhere": (
        ((put("actual_month", None),), {}),
        "'actual_month': the role has begun in none of 12 units by 2023-06, the last month of the "
        "file. Fill in the days on which it began; before any has, ask what a roll-out could show: "
        "mode: design.",
        ((put("actual_month", None),), {"mode": "design"}),
    ),
    "the role from the first month on": (
        ((put("actual_month", "2021-01", LONDON),), {}),
        "'actual_month': the role began in 1 unit in or before 2021-01, the first month of the "
        "file, so that nothing is known of the time before. Export earlier months, or leave those "
        "units out.",
        ((put("actual_month", "2021-01", LONDON), only(~LONDON)), {}),
    ),
    "a roll-out withdrawn": (
        ((put("support_fte", 0, in_months("2023-02")),), {}),
        "'support_fte' falls to 0 for good after the roll-out in 1 unit (3 months or more, up to "
        "the last): the role was withdrawn, and what it did then is another question. Take out "
        "those units, or their months from then on.",
        ((only(~in_months("2023-02")),), {}),
    ),
    "a month twice": (
        ((again,), {}),
        "'month': 3 rows beyond the first of a unit in one month, in 1 unit. Keep one row for each "
        "unit and month.",
        ((again, lambda frame: frame.drop_duplicates(["region", "month"])), {}),
    ),
    "days read in the wrong order": (
        ((days("%m/%d/%Y"),), {"reading": {"dates": "dmy"}}),
        (
            "'month': 324 rows beyond the first of a unit in one month, in 12 units. Keep one row "
            "for each unit and month. Or is the order of days not dmy? Then say so: reading: "
            "{dates: ..}."
        ),
        ((days("%m/%d/%Y"),), {"reading": {"dates": "mdy"}}),
    ),
    "an outcome that never changes": (
        ((put(ON_TIME, 80),), {}),
        f"'{ON_TIME}' is the same number in 360 rows, so that nothing can have changed it. Take "
        f"{ON_TIME} out of 'outcomes', or check the export.",
        GOOD,
    ),
    "dates of roll-out that differ": (
        (
            (
                put("actual_month", "2022-12", in_months("2022-02")),
                put("planned_month", "2022-12", in_months("2022-02")),
            ),
            {},
        ),
        (
            f"'planned_month' differs between the rows of 1 unit. {ALIKE}",
            f"'actual_month' differs between the rows of 1 unit. {ALIKE}",
        ),
        ((put("actual_month", "2022-12", LONDON), put("planned_month", "2022-12", LONDON)), {}),
    ),
    "a unit in two regions": (
        ((areas,), {"region": "area"}),
        "'area' differs between the rows of 1 unit. Write the same in every row of a unit; one "
        "that moved between regions is two units.",
        ((areas,), {}),
    ),
    "a label for never": (
        ((days("%Y-%m-%d", "Not planned"), put("month", "Jan-21", LONDON)), {}),
        (
            "'month' holds text that is no day in 30 rows. Write months as 2024-04, or a day in "
            "each as 2024-04-03.",
            f"'planned_month' holds text that is no day in 60 rows. {NEVER}",
            f"'actual_month' holds text that is no day in 60 rows. {NEVER}",
        ),
        ((days("%Y-%m-%d", "Not planned"),), {"never": ["Not planned"]}),
    ),
    "months to come": (
        ((put("actual_month", "2023-05", LONDON),), {"data_date": "2023-04-30"}),
        (
            "'month' is after 2023-04-30, the 'data_date', in 24 rows. Take out months that are "
            "still to come, or correct the data date.",
            "'actual_month' is after 2023-04-30, the 'data_date', in 30 rows. A roll-out still to "
            "come is a planned one: leave the actual day blank until it has begun, or correct the "
            "data date.",
        ),
        (
            (
                only(FRAME["month"] < "2023-05"),
                put("actual_month", None, LONDON & (FRAME["month"] < "2023-05")),
            ),
            {"data_date": "2023-04-30"},
        ),
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_it_is_refused_with_all_that_is_wrong(case: str, tmp_path: Path):
    """If it fails, a role is judged by a panel that cannot be true, or refused without help."""
    (made, changes), says, _ = BAD[case]
    with pytest.raises(DataError) as caught:
        read(tmp_path, *made, **changes)
    problems = (says,) if isinstance(says, str) else says
    assert str(caught.value) == str(DataError.gather("panel.csv", problems))


@pytest.mark.parametrize("case", BAD)
def test_the_mend_is_accepted(case: str, tmp_path: Path):
    """If it fails, whoever does what the message says is refused again."""
    made, changes = BAD[case][2]
    assert len(read(tmp_path, *made, **changes).panel.units) >= 2
