"""Fair campaigns: that they are counted and judged as the workbench does, and raise few alarms."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from benchmarks.validity.campaign_questions import question_counts
from benchmarks.validity.campaigns import (
    Intake,
    as_it_is,
    campaign_counts,
    fair_campaign,
    synthetic_intake,
)
from benchmarks.validity.false_alarms import RULE, Simulated, draw, simulate
from benchmarks.validity.gate import goes_the_same_way, released_questions
from benchmarks.validity.other_rules import rules, stage_pairs
from workbench.analyses.recruitment_funnel.counting import count_campaign

CAMPAIGNS = 120


@pytest.fixture(scope="module")
def intake() -> Intake:
    return synthetic_intake()


@pytest.fixture(scope="module")
def fair(intake: Intake) -> Simulated:
    return simulate(intake, draw(intake, 1_500, CAMPAIGNS), "analyst")


def test_the_intake_is_counted_as_the_workbench_counts_it(intake: Intake):
    """If this fails, one of two ways of counting who passed which stage is wrong."""
    own = campaign_counts(intake, as_it_is(intake)).stages
    pd.testing.assert_frame_equal(own, count_campaign(intake.parameters).stages)


@pytest.mark.parametrize(("policy", "least"), [("analyst", 4), ("open", 3)])
def test_the_benchmark_goes_the_way_of_a_report(intake: Intake, policy, least):
    """If this fails, what is simulated is not what a report says. The intake has true disparities,
    so there is evidence to agree on."""
    counted = as_it_is(intake)
    assert goes_the_same_way(intake, counted, policy)
    assert released_questions(intake, counted, policy)["evidence"].sum() >= least


def test_a_fair_campaign_is_fair(intake: Intake):
    """If this fails, a group of the simulated campaigns is truly behind."""
    people = fair_campaign(intake, 400_000, np.random.default_rng(3))
    passed, entered, others_passed, others = question_counts(intake, people).T.astype(float)
    large = (entered > 2_000) & (others > 2_000)
    rate, other, pooled = passed / entered, others_passed / others, (passed + others_passed)
    pooled /= entered + others
    error = np.sqrt(pooled * (1 - pooled) * (1 / entered + 1 / others))
    standard = ((rate - other) / error)[large]
    assert large.sum() > 100
    assert abs(standard).max() < 4
    assert 0.8 < standard.std() < 1.2


def test_few_fair_campaigns_raise_a_false_alarm(fair: Simulated):
    """If this fails, the verdict no longer allows for how many questions a campaign asks. At a true
    5% more than 13 of 120 has a chance under 1%; unadjusted, nearly all have one."""
    for family in ("headline", "drill-down"):
        assert fair.any_evidence(family).value * CAMPAIGNS <= 13
    unadjusted = (fair.p_value <= RULE.alpha).any(axis=1)
    assert unadjusted.mean() > 0.95


def holm(p_values):
    """Step down: the smallest against alpha over all, the next against alpha over one fewer."""
    found = 0
    for place, p_value in enumerate(sorted(p_values)):
        if p_value > 0.05 / (len(p_values) - place):
            break
        found += 1
    return found


def test_other_rules_are_holms(fair: Simulated):
    """If this fails, the comparison with Holm in each characteristic is of another rule."""
    pairs = stage_pairs(fair)
    named = fair.questions[pairs]
    families = [
        (named["characteristic"] == name).to_numpy() for name in set(named["characteristic"])
    ]
    asked = (fair.counts[:, pairs][:, :, [1, 3]] >= RULE.minimum_group).all(axis=2)
    within = across = 0
    for p_value, may in zip(fair.p_value[:, pairs], asked, strict=True):
        across += holm(p_value[may]) > 0
        within += any(holm(p_value[may & family]) for family in families)
    by_rule = rules(fair, pairs)
    assert pairs.sum() == 54
    assert by_rule.holm_across.value * CAMPAIGNS == pytest.approx(across)
    assert by_rule.holm_within.value * CAMPAIGNS == pytest.approx(within)
    assert within > 5 * across > 0
