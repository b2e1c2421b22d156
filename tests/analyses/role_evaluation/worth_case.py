"""A role small enough to be valued by hand, with every step.

100 officers in ten regions and two more to compare with; 20 posts filled at £30,000 a year; two
hours a week fewer of each officer, 40 weeks, £25 an hour; three leavers a year fewer of 100
officers, at £10,000 each; two years, the second at 25%; costs raised by a tenth.

A year: posts 20 × 30,000 = 600,000, raised 660,000; time 2 × 100 × 40 × 25 = 200,000; leavers
3 × 100 / 100 × 10,000 = 30,000. The second year counts 1 / 1.25 = 0.8, both 1.8.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from workbench.analyses.role_evaluation import Parameters
from workbench.analyses.role_evaluation.estimating.worth import Reach
from workbench.statistics.estimate import Estimate
from workbench.statistics.evaluation.inference.clustered import Clustered

REGIONS = 12
WORTH: dict[str, Any] = {
    "first_year": 2023,
    "years": 2,
    "price_year": 2023,
    "discount": [{"from_year": 2023, "rate": 25}],
    "cost_of_post": {"value": 30_000, "source": "by hand"},
    "hours": {
        "outcome": "hours",
        "pounds_an_hour": {"value": 25},
        "weeks_worked": {"value": 40},
    },
    "leavers": {"outcome": "leavers", "replacement_cost": {"value": 10_000}},
    "quality": ["waits"],
    "optimism_bias": {"value": 0.1},
    "pays": "The service",
    "gains": "Officers",
}
GOOD: dict[str, Any] = {
    "analysis": "role_evaluation",
    "title": "By hand",
    "data": "data.csv",
    "data_date": "2023-06-30",
    "officers": "officers",
    "filled": "posts",
    "outcomes": {
        "hours": {
            "title": "time on administration",
            "measured_in": "hours a week",
            "better": "lower",
            "worthwhile": 1,
        },
        "leavers": {
            "title": "leaving",
            "measured_in": "leavers a year of every 100 officers",
            "better": "lower",
            "count": "flow",
            "worthwhile": 2,
        },
        "waits": {
            "title": "the wait", "measured_in": "days", "better": "lower", "worthwhile": 1
        },
        "span": {
            "title": "the span of control",
            "measured_in": "people",
            "better": "lower",
            "worthwhile": 1,
            "placebo": True,
        },
    },
    "primary": "hours",
    "draws": 100_000,
    "worth": WORTH,
}  # fmt: skip
REACH = Reach(officers=100, filled=20, funded=25, spent=400_000, post_years=13)


def parameters(**worth: object) -> Parameters:
    """Return the parameters of the case, with some of its prices changed."""
    return Parameters.from_values(GOOD | {"worth": WORTH | worth}, source="run.yaml")


def effect(value: float, standard_error: float) -> Any:
    """Return an effect of which leaving out regions moves it one way and the other in turn.

    ``(G − 1)/G × G a² = SE²``, so that a is SE / √(G − 1).
    """
    apart = standard_error / np.sqrt(REGIONS - 1) * np.resize([1.0, -1.0], REGIONS)
    whole, error = np.array([value]), np.array([standard_error])
    estimate = Estimate(whole, whole - 2 * error, whole + 2 * error, 0.95, "CRV3")
    clustered = Clustered(
        estimate, error[:, None] ** 2, error, np.arange(REGIONS), (value + apart)[:, None]
    )
    return SimpleNamespace(
        before=100.0,
        clustered=clustered,
        in_full=None,
        with_role=SimpleNamespace(
            estimate=Estimate(*(np.asarray(part[0]) for part in (whole, whole - 1, whole + 1)),
                              0.95, "by hand")
        ),
        panel=SimpleNamespace(
            outcome=np.zeros((REGIONS, 4)),
            starts=np.array([1] * 10 + [4] * 2),
            periods=4,
        ),
    )  # fmt: skip


def effects(*, hours: float = 0.5, leavers: float = 2.0) -> dict[str, Any]:
    """Return both effects with these standard errors, which go wholly together."""
    return {"hours": effect(-2.0, hours), "leavers": effect(-3.0, leavers)}


def evaluated(found: dict[str, Any], *, officers: float = 10.0, unknown: Any = None) -> Any:
    """Return what was evaluated: twelve units of so many officers, two posts in each of ten."""
    posts = (
        np.tile(np.array([0.0, 1.0, 2.0, 2.0]), (REGIONS, 1)) * (np.arange(REGIONS) < 10)[:, None]
    )
    doses = {"officers": np.full((REGIONS, 4), officers), "filled": posts, "funded": posts * 1.25}
    panel = SimpleNamespace(doses=doses, actual=np.array([1] * 10 + [4] * 2))
    observed = SimpleNamespace(panel=panel, people=np.full(REGIONS, officers))
    return SimpleNamespace(observed=observed, effects=found, unknown=unknown or {})
