"""Declaring a characteristic may go with success; the bounds on the undeclared then still hold.

In the committed data it does not. Here it is made to, so that there is a known truth to enclose.
"""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest

from workbench.analyses.recruitment_funnel.generator import population
from workbench.analyses.recruitment_funnel.generator.outcomes import draw_passage
from workbench.analyses.recruitment_funnel.generator.people import draw_people
from workbench.analyses.recruitment_funnel.generator.shares import GROUPS
from workbench.analyses.recruitment_funnel.generator.words import PASS
from workbench.statistics.comparison.undeclared_bounds import undeclared_bounds
from workbench.synthetic import Streams

NOT_DECLARED = "Not declared"


def informative_declaration(
    size: int, seed: int, *, characteristic: str, stage: str, ratio: float
) -> pd.DataFrame:
    """Draw applicants whose chance of declaring depends on whether they pass a stage.

    Those who pass declare as in the committed data; those who do not, at `ratio` times that rate.

    Returns
    -------
    DataFrame
        One row for each who took the stage: `actual` and `declared` group, and `passed`.
    """
    streams = Streams(seed, 0, size)
    people = draw_people(streams)
    outcome = draw_passage(people, streams).outcome[stage]
    took = (outcome >= PASS) & ~people.exempt(stage)
    actual = np.array(GROUPS[characteristic])[people.actual[characteristic]]
    chance = population.DECLARED_SHARES[characteristic] * np.where(outcome == PASS, 1.0, ratio)
    declared = streams.uniform(f"{characteristic} declared") < chance
    frame = pd.DataFrame({"actual": actual, "passed": outcome == PASS})
    return frame.assign(declared=np.where(declared, actual, NOT_DECLARED))[took]


def bounds(frame: pd.DataFrame, group: str, comparator: str) -> tuple[float, float]:
    """Return the least and the greatest ratio of rates that the undeclared could make."""
    counts = frame.groupby("declared")["passed"].agg(["sum", "size"])
    sides = (counts.loc[side].tolist() for side in (group, comparator, NOT_DECLARED))
    found = undeclared_bounds(*(count for side in sides for count in side))
    return float(found.ratio_lower), float(found.ratio_upper)


def ratio_of(frame: pd.DataFrame, column: str) -> float:
    rate = frame.groupby(column)["passed"].mean()
    return float(rate["Black"] / rate["White"])


@pytest.mark.parametrize("ratio", [0.5, 0.8, 1.0])
@pytest.mark.parametrize("seed", range(5))
def test_bounds_on_the_undeclared_hold_the_truth(seed: int, ratio: float) -> None:
    frame = informative_declaration(
        5600, seed, characteristic="ethnicity", stage="online_test", ratio=ratio
    )
    least, greatest = bounds(frame, "Black", "White")
    assert least <= ratio_of(frame, "actual") <= greatest
    assert least <= ratio_of(frame, "declared") <= greatest


def test_bounds_are_the_ends_of_all_that_the_undeclared_could_be() -> None:
    passed = {"Black": (4, 9), "White": (11, 17), NOT_DECLARED: (3, 5)}
    frame = pd.DataFrame(
        [
            (group, row < through)
            for group, (through, took) in passed.items()
            for row in range(took)
        ],
        columns=["declared", "passed"],
    )
    # Of three who passed and two who did not, so many are Black, so many White, the rest neither.
    ratios = [
        ((4 + a) / (9 + a + c)) / ((11 + b) / (17 + b + d))
        for a, b, c, d in product(range(4), range(4), range(3), range(3))
        if a + b <= 3 and c + d <= 2
    ]
    assert bounds(frame, "Black", "White") == pytest.approx((min(ratios), max(ratios)))


def test_declared_ratios_are_led_astray_by_it_and_only_by_it() -> None:
    made = {"characteristic": "ethnicity", "stage": "online_test"}
    astray = informative_declaration(100_000, 3, ratio=0.5, **made)
    fair = informative_declaration(100_000, 3, ratio=1.0, **made)
    for frame in (astray, fair):
        assert ratio_of(frame, "actual") == pytest.approx(0.77, abs=0.02)
    assert ratio_of(fair, "declared") == pytest.approx(0.77, abs=0.02)
    assert ratio_of(astray, "declared") > 0.82


def test_without_it_declaring_is_as_in_the_committed_data(large: pd.DataFrame) -> None:
    frame = informative_declaration(
        100_000, 7, characteristic="ethnicity", stage="online_test", ratio=1.0
    )
    rows = large.head(100_000)
    rows = rows[rows["online_test"].notna() & (rows["online_test"] != "Exempt")]
    drawn = rows["ethnicity"].astype("str").replace("Prefer not to say", NOT_DECLARED)
    assert frame["declared"].tolist() == drawn.tolist()
