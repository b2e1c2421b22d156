"""Kinds of disagreement of two models, each by a case made for it."""

import numpy as np
import pytest

from workbench.errors import EstimationError
from workbench.statistics.attrition.second_opinion_dependence import (
    Dependence,
    Spread,
    differences,
)
from workbench.statistics.attrition.second_opinion_disagreements import disagreements

CASES = [
    ((3.0, 2.0, 4.0), (-1.0, -2.0, -0.2), "opposite directions"),
    ((3.0, 2.0, 4.0), (0.1, -0.5, 0.7), "only the hazard model sees a difference"),
    ((0.2, -1.0, 1.4), (3.0, 2.0, 4.0), "only the boosting sees a difference"),
    ((2.0, 1.0, 3.0), (5.0, 4.0, 6.0), "larger in the boosting"),
    ((-5.0, -6.0, -4.0), (-2.0, -3.0, -1.0), "smaller in the boosting"),
    ((3.0, 2.0, 4.0), (1.5, -1.0, 4.0), None),  # the hazard model's value is in the other's range
    ((3.0, 1.0, 5.0), (1.5, 1.4, 1.6), None),  # and the other way round
    ((0.6, 0.5, 0.7), (0.3, 0.2, 0.4), None),  # apart, but by less than matters
    ((np.nan, np.nan, np.nan), (2.0, 1.0, 3.0), None),
    ((2.0, 1.0, 3.0), (np.nan, np.nan, np.nan), None),
]


@pytest.mark.parametrize(("hazard", "boosted", "kind"), CASES)
def test_kinds(hazard, boosted, kind):
    """If this fails, a reader is told of the wrong disagreement, or of one that is none."""
    other = Spread(*(np.array([0.0, one]) for one in boosted))
    found = disagreements(*([0.0, one] for one in hazard), other)
    assert [one.kind for one in found] == ([kind] if kind else [])
    for one in found:
        assert one.level == 1
        assert (one.hazard, one.hazard_lower, one.hazard_upper) == hazard
        assert (one.boosted, one.boosted_lower, one.boosted_upper) == boosted


def test_jackknife_of_differences():
    """If this fails, the range of a difference is not that of a delete-a-group jackknife."""
    yearly = np.array([[8.0, 10.0], [8.0, 11.0], [9.0, 10.5]])
    found = differences(Dependence(np.zeros(3), yearly), 0, level=0.9)
    gaps = np.array([2.0, 3.0, 1.5])
    error = np.sqrt(2 / 3 * ((gaps - gaps.mean()) ** 2).sum())
    # Student's t at 0.95 on 2 degrees of freedom, published tables: 2.920.
    assert found.value[1] == pytest.approx(gaps.mean())
    assert found.upper[1] - found.value[1] == pytest.approx(2.920 * error, rel=1e-4)
    assert found.value[0] == found.lower[0] == found.upper[0] == 0


def test_refusals():
    """If this fails, levels of two models are set beside each other that do not belong."""
    three = Spread(*(np.zeros(3) for _ in range(3)))
    with pytest.raises(EstimationError, match="one difference for each level"):
        disagreements([0.0, 1.0], [0.0, 0.5], [0.0, 2.0], three)
    with pytest.raises(EstimationError, match="no level 4"):
        differences(Dependence(np.zeros(2), np.zeros((2, 3))), 4)
