"""What a cap would take: work that would go elsewhere, and the people to do it."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log10

import numpy as np
import pandas as pd

from workbench.analyses.attrition.parameters import Parameters
from workbench.analyses.attrition.stated.scenario import Scenario
from workbench.findings import Modelled
from workbench.statistics.estimate import Estimate

FINEST_CASES, FINEST_FTE = 50.0, 5.0
ENOUGH = 10**9
CASES = "mean over the period of what lay above the cap"
FTE = "displaced work divided by the cap"
FEW = "too few people above the cap to tell"


@dataclass(frozen=True, slots=True)
class Needed:
    """What would have to go elsewhere.

    Attributes
    ----------
    displaced : float
        In the driver's unit, at any one time.
    fte : float
        Full-time posts that would take it.
    people : int
        Mean number above the cap.
    """

    displaced: float
    fte: float
    people: int


def is_share(parameters: Parameters, scenario: Scenario) -> bool:
    """Tell whether a driver is a percentage of what one person is to do."""
    return (parameters.drivers[scenario.driver].unit or "").strip() == "%"


def needed(parameters: Parameters, scenario: Scenario, excess: pd.DataFrame) -> Needed:
    """Return what lies above a cap at any one time, and the posts that would take it.

    A post takes as much as the cap allows one person: anything less would need more posts, and
    anything more would break the cap.

    Parameters
    ----------
    parameters : Parameters
    scenario : Scenario
    excess : DataFrame
        As `workbench.counts.staff.count_excess` returns it, one row.
    """
    displaced = float(excess["excess"].sum()) / parameters.months
    people = int(excess["above"].sum()) // parameters.months
    return Needed(displaced, displaced / scenario.cap, people)


def let_out(one: Needed, *, share: bool, level: float) -> tuple[Modelled, Modelled]:
    """Return both numbers rounded for a policy that rounds, then as they are.

    They are sums of workloads over months and no count of people; they leave rounded, like days
    and marks, where enough people are above the cap.
    """
    exact = {"fte_needed": one.fte} | ({} if share else {"displaced_cases": one.displaced})
    finest = {"fte_needed": FINEST_FTE, "displaced_cases": FINEST_CASES}
    methods = {"fte_needed": FTE, "displaced_cases": CASES}
    people = np.array([one.people])
    rest = np.array([ENOUGH])

    def points(values: dict[str, float]) -> dict[str, Estimate]:
        return {
            name: Estimate(*(np.array([value]),) * 3, level, methods[name])
            for name, value in values.items()
        }

    rounded = {name: to_nearest(value, finest[name]) for name, value in exact.items()}
    return (
        Modelled(points(rounded), people, rest, rest),
        Modelled(points(exact), people, rest, rest, exact_only=True),
    )


def to_nearest(value: float, finest: float) -> float:
    """Round to a multiple that has two figures.

    Examples
    --------
    >>> to_nearest(6932.0, 50), to_nearest(138.6, 5), to_nearest(36.2, 5)
    (6900.0, 140.0, 35.0)
    """
    step = max(finest, 10.0 ** (floor(log10(value)) - 1)) if value > 0 else finest
    return float(round(value / step) * step)
