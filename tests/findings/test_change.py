"""The verdict on an effect: each rule by hand, and how often it is wrong where nothing changed."""

import numpy as np
import pytest

from workbench.findings.change import ChangeRule, judge_changes
from workbench.statistics.estimate import Estimate

NAN = float("nan")


def estimates(rows):
    """Return the numbers that a verdict rests on, one row a cell."""
    columns = {
        name: np.array([row.get(name, default) for row in rows], dtype=float)
        for name, default in (
            ("value", 2.0), ("lower", 1.0), ("upper", 3.0), ("p_value", 0.001),
            ("floor", 0.0001), ("noise_ratio", 1.0), ("worthwhile", 1.0),
        )
    }  # fmt: skip

    def of(values):
        return Estimate(values, values, values, 0.95, "test")

    told = {name: of(columns[name]) for name in ("p_value", "floor", "noise_ratio", "worthwhile")}
    ends = (columns[name] for name in ("value", "lower", "upper"))
    return told | {"effect": Estimate(*ends, 0.95, "test")}


def verdict(rule=None, **row):
    return judge_changes(estimates([row]), np.array([True]), rule or ChangeRule())[0]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({}, "evidence of a change"),
        ({"value": -2, "lower": -3, "upper": -1}, "evidence of a change"),
        ({"p_value": 0.051}, "cannot tell"),
        ({"lower": -0.1}, "cannot tell"),
        ({"value": 0.1, "lower": -0.9, "upper": 0.9, "p_value": 0.8}, "no evidence seen"),
        ({"value": 0.1, "lower": -1.0, "upper": 0.9, "p_value": 0.8}, "cannot tell"),
        ({"noise_ratio": 1.6}, "cannot tell"),
        ({"noise_ratio": 0.6}, "cannot tell"),
        ({"noise_ratio": NAN}, "cannot tell"),
        ({"floor": 0.06}, "cannot tell"),
        ({"value": NAN, "lower": NAN, "upper": NAN}, "cannot tell"),
    ],
)
def test_each_rule_by_hand(row, expected):
    assert verdict(**row) == expected


def test_dates_drawn_by_lot_need_no_like_noise():
    assert verdict(ChangeRule(randomised=True), noise_ratio=2.0) == "evidence of a change"


def test_holm_over_all_judged_and_no_verdict_elsewhere():
    # By hand: 0.02 × 3 and 0.03 × 2 are above 0.05; alone, 0.02 would be evidence.
    rows = [{"p_value": 0.02}, {"p_value": 0.03}, {"p_value": 0.04}, {"p_value": 0.001}]
    judged = np.array([True, True, True, False])
    told = judge_changes(estimates(rows), judged, ChangeRule())
    assert told.tolist() == ["cannot tell", "cannot tell", "cannot tell", None]
    alone = judge_changes(estimates(rows), np.array([True, False, False, False]), ChangeRule())
    assert alone.tolist() == ["evidence of a change", None, None, None]


def test_where_few_dates_could_be_the_primary_outcome_alone_is_judged():
    # 2 of 12: the least p is 1/66, and four times that is above 0.05 (methods: m × floor).
    rows = [{"p_value": 1 / 66, "floor": 1 / 66} for _ in range(4)]
    told = judge_changes(estimates(rows), np.ones(4, bool), ChangeRule(primary=1))
    assert told.tolist() == ["cannot tell", "evidence of a change", "cannot tell", "cannot tell"]


def test_a_false_alarm_in_any_of_four_is_rare():
    # Independent uniform p-values: Holm holds the family at 5%; exact is 1 − (1 − 0.0125)^4.
    random = np.random.default_rng(1)
    p_values = random.random((4000, 4))
    alarms = [
        "evidence of a change"
        in judge_changes(
            estimates([{"p_value": p} for p in row]), np.ones(4, bool), ChangeRule()
        ).tolist()
        for row in p_values
    ]
    assert abs(np.mean(alarms) - (1 - (1 - 0.0125) ** 4)) < 3 * (0.05 * 0.95 / 4000) ** 0.5
