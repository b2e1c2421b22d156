"""The verdict's rules one by one, and how often they err, against independent counting."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from workbench.findings import VerdictRule, judge

RULE = VerdictRule()
MEASURES = ("relative_rate_index", "relative_nonpassing_rate", "rate_difference")


def claim(ratio, nonpassing, difference, *, p=0.001, family="headline", **changes):
    """Return one claim; each measure is (value, lower, upper)."""
    values = {"role": "declared", "family": family, "p_value": p, "entered": 400}
    values |= {"passed": 100, "comparator_entered": 1000, "comparator_passed": 300}
    for name, (value, lower, upper) in zip(MEASURES, (ratio, nonpassing, difference), strict=True):
        values |= {name: value, f"{name}_lower": lower, f"{name}_upper": upper}
    return values | changes


LARGE = ((0.7, 0.6, 0.82), (1.2, 1.1, 1.3), (-0.09, -0.13, -0.05))
SMALL = ((0.9, 0.85, 0.95), (1.2, 1.1, 1.24), (-0.06, -0.1, -0.03))
NONE = ((1.01, 0.9, 1.1), (1.0, 0.9, 1.1), (0.0, -0.03, 0.03))
DOUBLED_FAILURES = ((0.95, 0.93, 0.97), (2.0, 1.6, 2.5), (-0.05, -0.07, -0.031))
WIDE = ((0.9, 0.6, 1.3), (1.05, 0.9, 1.2), (-0.03, -0.1, 0.05))


@pytest.mark.parametrize(
    ("values", "changes", "verdict", "size"),
    [
        (LARGE, {}, "evidence of a disparity", "material"),
        (SMALL, {}, "evidence of a disparity", "small"),
        (DOUBLED_FAILURES, {}, "evidence of a disparity", "material"),
        (LARGE, {"p": 0.06}, "cannot tell", None),
        (NONE, {"p": 0.9}, "no evidence seen", None),
        (WIDE, {"p": 0.4}, "cannot tell", None),
        (LARGE, {"entered": 9}, "cannot tell", None),
        (LARGE, {"comparator_entered": 9}, "cannot tell", None),
        (LARGE, {"passed": 0, "comparator_passed": 0}, "cannot tell", None),
        (NONE, {"passed": 400, "comparator_passed": 1000, "p": 1.0}, "cannot tell", None),
        (LARGE, {"p": np.nan}, "cannot tell", None),
        (LARGE, {"role": "undeclared"}, None, None),
        (LARGE, {"family": None}, None, None),
    ],
)
def test_each_rule_of_the_verdict(values, changes, verdict, size):
    p = changes.pop("p", 0.001)
    judged = judge(pd.DataFrame([claim(*values, p=p, **changes)]), RULE).iloc[0]
    assert (judged["verdict"], judged["size"]) == (verdict, size)


def test_evidence_needs_the_interval_too():
    """A small p alone is not enough: the interval must exclude 1."""
    touching = ((0.7, 0.5, 1.01), *LARGE[1:])
    assert judge(pd.DataFrame([claim(*touching)]), RULE)["verdict"].item() == "cannot tell"


def test_holm_across_headlines_and_benjamini_hochberg_across_the_drill_down():
    """Benjamini and Hochberg (1995): their 15 p-values give 4 rejections, Bonferroni's Holm 3."""
    claims = [claim(*LARGE, p=p, family=family) for family in FAMILIES for p in PUBLISHED]
    judged = judge(pd.DataFrame(claims), RULE)
    rejected = (judged["p_adjusted"] <= 0.05).to_numpy().reshape(2, 15).sum(axis=1)
    assert rejected.tolist() == [3, 4]
    assert set(judged["family_size"]) == {15}


FAMILIES = ("headline", "drill-down")
PUBLISHED = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459]
PUBLISHED += [0.324, 0.4262, 0.5719, 0.6528, 0.759, 1.0]


def test_a_withheld_test_still_counts_in_its_family():
    claims = pd.DataFrame([claim(*LARGE, p=0.02), claim(*LARGE, p=np.nan)])
    judged = judge(claims, RULE)
    assert judged["p_adjusted"].iloc[0] == pytest.approx(0.04)
    assert judged["family_size"].tolist() == [2, 2]
    assert np.isnan(judged["p_adjusted"].iloc[1])


def test_tiny_groups_and_the_undeclared_ask_no_question_and_take_no_place():
    claims = [claim(*LARGE, p=0.02), claim(*LARGE, entered=9), claim(*LARGE, role="undeclared")]
    assert judge(pd.DataFrame(claims), RULE)["family_size"].iloc[0] == 1
