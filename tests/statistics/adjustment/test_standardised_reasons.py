"""Why a standardised gap has no number, what stands beside it, and a campaign at once."""

import numpy as np
import pytest

from workbench.errors import EstimationError
from workbench.statistics.adjustment.standardised import standardised_ratio
from workbench.statistics.adjustment.standardised_campaign import standardised_campaign

pytestmark = pytest.mark.filterwarnings("error")

CELLS = np.stack([codes.ravel() for codes in np.indices((4, 3, 2))], axis=1)
ENTERED = np.array(
    [60, 40, 55, 30, 48, 35, 22, 18, 9, 14, 20, 6, 7, 4, 3, 9, 5, 2, 5, 0, 4, 3, 6, 2]
)
PASSED = np.array([38, 22, 30, 15, 20, 11, 11, 7, 4, 6, 6, 1, 2, 1, 1, 3, 1, 0, 0, 0, 0, 0, 0, 0])


def gap_of(codes, passed, entered, levels, **options):
    return standardised_ratio(
        codes[:, 0],
        codes[:, 1:],
        passed,
        entered,
        group_levels=levels[0],
        covariate_levels=levels[1:],
        **{"comparator": 0, **options},
    )


def row(estimate, group):
    return [float(each[group]) for each in (estimate.value, estimate.lower, estimate.upper)]


@pytest.mark.parametrize(
    ("codes", "passed", "entered", "reason"),
    [
        ([[0, 0], [1, 0]], [20, 0], [40, 0], "nobody entered"),
        ([[0, 0], [1, 0]], [0, 9], [0, 30], "nobody entered in the comparator"),
        ([[0, 0], [1, 0], [2, 0]], [0, 0, 9], [40, 30, 20], "all have the same outcome"),
        ([[0, 0], [1, 0], [2, 0]], [40, 30, 9], [40, 30, 20], "all have the same outcome"),
        (
            [[0, 0], [1, 0], [1, 1], [2, 0], [2, 1]],
            [20, 9, 2, 8, 9],
            [40, 26, 4, 20, 30],
            "too few in the comparator are alike",
        ),
    ],
)
def test_reasons(codes, passed, entered, reason):
    gap = gap_of(np.array(codes), passed, entered, (3, 2))
    assert gap.reason[1] == reason
    assert gap.method[1] is None
    np.testing.assert_equal(row(gap.ratio, 1), [np.nan, 0, np.inf])
    np.testing.assert_equal(row(gap.difference, 1), [np.nan, -1, 1])


def test_a_tenth_without_a_comparator_is_let_through_and_more_is_not():
    codes = np.array([[0, 0], [1, 0], [1, 1], [2, 0], [2, 1]])
    gap = gap_of(codes, [20, 9, 1, 9, 1], [40, 27, 3, 26, 4], (3, 2))
    np.testing.assert_allclose(gap.without_comparator, [0, 3 / 30, 4 / 30])
    assert gap.reason == ("is the comparator", None, "too few in the comparator are alike")
    strict = gap_of(
        codes, [20, 9, 1, 9, 1], [40, 27, 3, 26, 4], (3, 2), most_without_comparator=0.05
    )
    assert strict.reason[1] == "too few in the comparator are alike"


def test_a_group_with_circumstances_of_its_own_cannot_be_told_from_them():
    codes = np.array([[0, 0], [1, 1]])
    gap = gap_of(codes, [20, 9], [40, 30], (2, 2), most_without_comparator=1)
    assert gap.reason[1] == "cannot be told from the circumstances"


def test_fewest_are_over_the_group_the_comparator_and_levels_of_covariates():
    codes = np.array([[0, 0], [0, 1], [1, 0], [1, 1], [2, 0]])
    gap = gap_of(codes, [30, 7, 12, 4, 9], [50, 30, 20, 12, 22], (3, 3))
    assert gap.events.tolist() == [11, 11, 9]
    assert gap.non_events.tolist() == [31, 16, 13]


def test_a_campaign_is_its_stages_one_by_one():
    entered = np.stack([ENTERED, PASSED], axis=1)
    passed = np.stack([PASSED, PASSED // 2], axis=1)
    table = standardised_campaign(
        CELLS[:, 0],
        CELLS[:, 1:],
        passed,
        entered,
        stages=["sift", "interview"],
        group_levels=4,
        covariate_levels=(3, 2),
        comparator=0,
    )
    assert table["stage"].tolist() == ["sift"] * 4 + ["interview"] * 4
    second = gap_of(CELLS, PASSED // 2, PASSED, (4, 3, 2))
    np.testing.assert_allclose(table["ratio"][4:], second.ratio.value)
    np.testing.assert_allclose(table["difference_upper"][4:], second.difference.upper)
    assert table["reason"][4:].tolist() == list(second.reason)
    assert table["reason"][7] == "nobody entered"


def test_impossible_requests_are_refused():
    codes = np.array([[0, 0], [1, 0]])
    with pytest.raises(EstimationError, match="level must"):
        gap_of(codes, [1, 1], [2, 2], (2, 1), level=1.0)
    with pytest.raises(EstimationError, match="no group 2"):
        gap_of(codes, [1, 1], [2, 2], (2, 1), comparator=2)
    with pytest.raises(EstimationError, match="distinct"):
        gap_of(codes * 0, [1, 1], [2, 2], (2, 1))
    with pytest.raises(EstimationError, match="shape"):
        standardised_campaign(
            [0], [[]], [1], [2], stages=["sift"], group_levels=1, covariate_levels=[], comparator=0
        )
