"""Numbers of a panel that cannot be true: each refusal whole, and its mend, by hand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

from tests.analyses.role_evaluation.small_rollout import (
    FRAME,
    LONDON,
    WORTH,
    Made,
    in_months,
    put,
    read,
)
from workbench.errors import DataError

FIGURES = "Write figures alone, with a point before decimals; a blank is a month without one."
OR_TAKE_OUT = "is blank in every row. Fill it in, or take it out of the parameters."
EMPTY = "without anybody there, nothing can be said of them. Fill it in, or take out those units."
ON_TIME = "supervision_on_time"


def as_shares(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(**{ON_TIME: frame[ON_TIME].astype(float) / 100})


Mend = tuple[tuple[Made, ...], Mapping[str, object]]
GOOD: Mend = ((), {})
BAD: Mapping[str, tuple[Mend, str | tuple[str, ...], Mend]] = {
    "percentages over the greatest": (
        ((put(ON_TIME, 101.5, in_months("2021-01", "2021-04")),), {}),
        f"'{ON_TIME}' is not between 0 and 100 in 4 rows. Correct them, or say what can be true: "
        f"outcomes: {{{ON_TIME}: {{least: .., greatest: ..}}}}.",
        ((put(ON_TIME, 100, in_months("2021-01", "2021-04")),), {}),
    ),
    "shares for percentages": (
        ((as_shares,), {}),
        f"'{ON_TIME}' is never above 1 in 360 rows, and may go up to 100: it seems to hold shares. "
        f"Write 78.5 for 78.5%, or say what can be true: outcomes: {{{ON_TIME}: {{greatest: 1}}}}.",
        GOOD,
    ),
    "text in numbers": (
        (
            (
                put("support_fte", "about 1", in_months("2021-01", "2021-02")),
                put(ON_TIME, "n/a", in_months("2021-01", "2021-03")),
                put("administration_hours_other_spo", "1e400", in_months("2021-01")),
            ),
            {},
        ),
        (
            f"'support_fte' holds text that is no number in 2 rows. {FIGURES}",
            f"'{ON_TIME}' holds text that is no number in 3 rows. {FIGURES}",
            f"'administration_hours_other_spo' holds text that is no number in 30 rows. {FIGURES}",
        ),
        ((put("support_fte", None, LONDON), put(ON_TIME, None, LONDON)), {}),
    ),
    "no officers": (
        (
            (
                put("spo_headcount", 0, LONDON),
                put("spo_headcount", None, FRAME["region"] == "Wales"),
            ),
            {},
        ),
        f"'spo_headcount' is blank or 0 in every month of 2 units: {EMPTY}",
        ((put("spo_headcount", 0, in_months("2021-02")),), {}),
    ),
    "nobody anywhere": (
        ((put("spo_headcount", None),), {}),
        f"'spo_headcount' is blank or 0 in every month of 12 units: {EMPTY}",
        GOOD,
    ),
    "costs left blank": (
        ((put("support_cost", None),), {"worth": WORTH | {"spend": "support_cost"}}),
        f"'support_cost' {OR_TAKE_OUT}",
        ((put("support_cost", None),), {"worth": WORTH}),
    ),
    "costs below 0": (
        ((put("support_cost", -5, LONDON),), {"worth": WORTH | {"spend": "support_cost"}}),
        "'support_cost' is below 0 in 30 rows. Correct them.",
        ((put("support_cost", 5, LONDON),), {"worth": WORTH | {"spend": "support_cost"}}),
    ),
    "a group nobody measured": (
        ((put("administration_hours_part_time", None), put("spo_part_time", None)), {}),
        (
            f"'spo_part_time' {OR_TAKE_OUT}",
            "'administration_hours_part_time' is blank in every row. Take administration_hours of "
            "Part time out of 'splits', or check the export.",
        ),
        ((put("spo_part_time", None),), {"splits": []}),
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
