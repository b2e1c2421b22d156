"""Impossible counts are refused by name, whichever statistic they are handed to."""

import numpy as np
import pytest

from workbench.errors import EstimationError
from workbench.statistics import inputs
from workbench.statistics.comparison.cumulative import cumulative_relative_rate
from workbench.statistics.comparison.detectable import one_person_flip
from workbench.statistics.comparison.difference import rate_difference
from workbench.statistics.comparison.exact_test import fisher_mid_p
from workbench.statistics.comparison.relative_rate import (
    relative_nonpassing_rate,
    relative_rate_index,
)
from workbench.statistics.comparison.shortfall import shortfall_to_parity

pytestmark = pytest.mark.filterwarnings("error")

COMPARISONS = [
    cumulative_relative_rate,
    fisher_mid_p,
    one_person_flip,
    rate_difference,
    relative_nonpassing_rate,
    relative_rate_index,
    shortfall_to_parity,
]


@pytest.mark.parametrize("compare", COMPARISONS)
@pytest.mark.parametrize(
    ("counts", "complaint"),
    [
        (([5], [4], [1], [2]), "passed must not be more than entered"),
        (([1], [4], [3], [2]), "comparator_passed must not be more than entered"),
        (([-1], [4], [1], [2]), "passed must not be negative"),
        (([0.5], [4], [1], [2]), "passed must be whole"),
        (([1], [np.nan], [1], [2]), "entered must be whole"),
        (([1], ["4"], [1], [2]), "entered must be numbers"),
        (([1, 2], [4, 4, 4], [1], [2]), "shapes that fit"),
        (([1], [4_000_000_000], [1], [2]), "must not be above"),
    ],
)
def test_impossible_counts_are_refused(compare, counts, complaint):
    with pytest.raises(EstimationError, match=complaint):
        compare(*counts)


@pytest.mark.parametrize("compare", [relative_rate_index, rate_difference])
@pytest.mark.parametrize("level", [0, 1, 95, -0.5, float("nan")])
def test_impossible_levels_are_refused(compare, level):
    with pytest.raises(EstimationError, match="level"):
        compare([1], [2], [1], [2], level=level)


def test_whole_floats_and_empty_arrays_are_counts():
    passed, entered = inputs.outcome_counts([3.0], [[9], [8]])
    assert passed.tolist() == [[3], [3]]
    assert entered.dtype == np.int64
    assert inputs.outcome_counts([], [])[0].shape == (0,)
    nobody = np.array([], dtype=object)
    assert inputs.outcome_counts(nobody, nobody)[0].dtype == np.int64
    assert relative_rate_index([], [], [], []).value.shape == (0,)
    assert fisher_mid_p([], [], [], []).shape == (0,)
