"""One item's engagement index and share positive against R's t.test, prop.test and sandwich."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t as student

from workbench.errors import EstimationError
from workbench.statistics.comparison.difference import rate_difference
from workbench.statistics.comparison.rates import selection_rate
from workbench.statistics.evaluation.survey.likert import likert_summary
from workbench.statistics.evaluation.survey.likert_contrast import (
    DOUBLE_DIFFERENCE,
    likert_contrast,
)

REFERENCE = Path(__file__).parents[3] / "reference"
R = pd.read_csv(REFERENCE / "evaluation_likert_r.csv", comment="#", skipinitialspace=True)
R["name"] = R["name"].str.strip()
ANSWERS = R[R["name"].str.startswith("answer")].pivot(index="group", columns="name")
COUNTS, WEIGHTED, SQUARED = (ANSWERS[side].to_numpy() for side in ("value", "lower", "upper"))
SIDES = ("value", "lower", "upper")


def of_r(name):
    return R[R["name"] == name]


def same(found, expected):
    for side in SIDES:
        np.testing.assert_allclose(getattr(found, side), expected[side], rtol=1e-10, err_msg=side)


def test_r_without_weights():
    """The index or the share, or their limits, would not be Student's and Wilson's."""
    found = likert_summary(COUNTS)
    same(found.engagement, of_r("engagement"))
    same(found.positive, of_r("positive"))
    assert found.effective.tolist() == [41, 23, 12]


def test_r_with_weights():
    """Weights would be taken for people, and the intervals would be too narrow."""
    found = likert_summary(COUNTS, weighted=WEIGHTED, squared=SQUARED)
    same(found.engagement, of_r("weighted engagement"))
    same(found.positive, of_r("weighted positive"))
    assert (found.effective < [41, 23, 12]).all()
    assert found.positive.method == "Wilson score, effective respondents"


def test_equal_weights_change_nothing():
    """The scale of the weights would matter."""
    plain = likert_summary(COUNTS)
    scaled = likert_summary(COUNTS, weighted=3 * COUNTS, squared=9 * COUNTS)
    for name in ("engagement", "positive"):
        for side in SIDES:
            np.testing.assert_allclose(
                getattr(getattr(scaled, name), side), getattr(getattr(plain, name), side)
            )


def test_welch_and_newcombe():
    """A difference would not be Welch's or Newcombe's (Newcombe 1998; Perondi 2004: 7/34, 1/34)."""
    same(likert_contrast(likert_summary(COUNTS[:2])).engagement, of_r("difference").iloc[0])
    found = likert_contrast(likert_summary([[20, 7, 0, 4, 3], [10, 13, 10, 1, 0]])).positive
    np.testing.assert_allclose([found.lower, found.upper], [0.0189, 0.3404], atol=5e-5)
    expected = rate_difference(7, 34, 1, 34)
    np.testing.assert_allclose([found.lower, found.upper], [expected.lower, expected.upper])


def test_a_double_difference():
    """It would not be the difference of two differences with all four parts' uncertainty."""
    counts = np.array(
        [[5, 9, 12, 20, 9], [9, 12, 14, 12, 6], [8, 14, 9, 16, 9], [9, 11, 13, 15, 5]]
    )
    parts = likert_summary(counts)
    found = likert_contrast(parts, DOUBLE_DIFFERENCE)
    role, others = (
        likert_contrast(likert_summary(counts[:2])),
        likert_contrast(likert_summary(counts[2:])),
    )
    rows = [np.repeat([0, 25, 50, 75, 100], row) for row in counts]
    variance = np.array([row.var(ddof=1) / row.size for row in rows])
    freedom = variance.sum() ** 2 / (variance**2 / (counts.sum(axis=1) - 1)).sum()
    reach = student.ppf(0.975, freedom) * np.sqrt(variance.sum())
    np.testing.assert_allclose(found.engagement.upper, found.engagement.value + reach, rtol=1e-12)
    for name in ("engagement", "positive"):
        ours, first, second = (getattr(part, name) for part in (found, role, others))
        assert ours.value == pytest.approx(first.value - second.value)
    # Squares of the distances add up, with the second turned round.
    first, second = role.positive, others.positive
    expected = np.hypot(first.value - first.lower, second.upper - second.value)
    assert found.positive.value - found.positive.lower == pytest.approx(expected, rel=1e-12)


def test_too_few_to_show():
    """Nine people's answers would be shown, alone or in a difference."""
    nine = likert_summary([[0, 0, 0, 4, 5], [5, 5, 5, 5, 5]])
    assert nine.suppressed.tolist() == [True, False]
    for estimate in (nine.engagement, nine.positive):
        assert all(np.isnan(getattr(estimate, side)[0]) for side in SIDES)
    assert np.isnan([nine.effective[0], nine.error[0]]).all()
    change = likert_contrast(nine)
    assert change.suppressed
    assert np.isnan([change.engagement.lower, change.positive.value]).all()
    assert not likert_summary([0, 0, 0, 4, 6]).suppressed
    assert likert_summary(np.zeros((2, 5), int)).suppressed.all()


def test_all_give_one_answer():
    """The index would have no width, or limits beyond its scale."""
    found = likert_summary([[0, 0, 12, 0, 0], [0, 0, 0, 0, 12]])
    others = selection_rate(0, 12).upper
    np.testing.assert_allclose(found.engagement.lower, [50 * (1 - others), 100 * (1 - others)])
    np.testing.assert_allclose(found.engagement.upper, [50 + 50 * others, 100])
    change = likert_contrast(found).engagement
    assert change.lower < change.value == -50 < change.upper


def test_coverage():
    """The limits would hold the truth less often than they say, at 40 answers and at 12."""
    random, chances = np.random.default_rng(31), np.array([0.1, 0.15, 0.3, 0.3, 0.15])
    truth = chances @ [0, 25, 50, 75, 100]
    for people, tolerance in ((40, 0.0125), (12, 0.0175)):
        found = likert_summary(random.multinomial(people, chances, size=4000)).engagement
        held = (found.lower <= truth) & (truth <= found.upper)
        assert held.mean() == pytest.approx(0.95, abs=tolerance)
    waves = random.multinomial(60, chances, size=(4000, 4))
    found = likert_contrast(likert_summary(waves), DOUBLE_DIFFERENCE)
    for estimate in (found.engagement, found.positive):
        held = (estimate.lower <= 0) & (estimate.upper >= 0)
        assert held.mean() == pytest.approx(0.95, abs=0.0125)


def test_impossible_answers():
    """Nonsense would come out as an index."""
    with pytest.raises(EstimationError, match="five answers last; found shape"):
        likert_summary([1, 2, 3])
    with pytest.raises(EstimationError, match="both weighted and squared"):
        likert_summary([1, 2, 3, 4, 5], weighted=[1, 2, 3, 4, 5])
    with pytest.raises(EstimationError, match="shape of counts"):
        likert_summary([1, 2, 3, 4, 5], weighted=[1, 2], squared=[1, 2])
    with pytest.raises(EstimationError, match="in 2 places"):
        likert_summary([3, 3, 3, 3, 3], weighted=[3, 3, 3, 0, 3], squared=[3, 2, 4, 0, 3])
    with pytest.raises(EstimationError, match="least_respondents"):
        likert_summary([1, 2, 3, 4, 5], least_respondents=1)
    with pytest.raises(EstimationError, match="sum to 0"):
        likert_contrast(likert_summary(COUNTS[:2]), [1, 1])
    with pytest.raises(EstimationError, match="sum to 0"):
        likert_contrast(likert_summary(COUNTS), [1, -1])
