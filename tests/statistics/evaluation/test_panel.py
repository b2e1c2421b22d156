"""What a panel refuses, all at once, and what it keeps."""

import numpy as np
import pytest

from workbench.errors import EstimationError
from workbench.statistics.evaluation.panel import checked_panel, kept_units

pytestmark = pytest.mark.filterwarnings("error")
FLAT = np.zeros((3, 4))


def refusal(*arrays, **named):
    """The whole message of what is refused."""
    with pytest.raises(EstimationError) as caught:
        checked_panel(*arrays, **named)
    return str(caught.value)


def test_several_problems_in_one_message():
    """The second problem would be found only after the first was mended."""
    outcome = FLAT.copy()
    outcome[0, 1:] = np.inf, -1e13, np.nan
    assert refusal(outcome, [1, 2], [1.0], [[0], [1], [2]]) == (
        "Panel: 4 problems. (1) starts must be one for each of 3 units; found shape (2,). "
        "(2) weights must be one for each of 3 units; found shape (1,). "
        "(3) clusters must be one for each of 3 units; found shape (3, 1). "
        "(4) outcome is infinite or beyond 1e+12 in 2 places."
    )
    assert refusal(FLAT, [4, 4, 9], [0, np.nan, 1], [0.5, 1, 2]) == (
        "Panel: 3 problems. (1) weights must be above 0 and at most 1e+12; 2 are not. "
        "(2) clusters must be whole numbers; found float64. "
        "(3) No unit is treated within the panel; there is no effect to estimate."
    )


@pytest.mark.parametrize(
    ("starts", "told"),
    [
        ([2, 2, 2], "All units are treated at once; none is left to compare with."),
        ([0, 0, 0], "All units are treated at once; none is left to compare with."),
        ([4, 5, 4], "No unit is treated within the panel; there is no effect to estimate."),
        ([-1, 2, -9], "2 starts are before the panel; give 0 for units treated before it."),
        ([1.0, 2, 4], "starts must be whole numbers of periods; found float64."),
    ],
)
def test_starts_without_an_effect(starts, told):
    """An effect would be made of nothing."""
    assert refusal(FLAT, starts) == f"Panel: {told}"


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        ([1, 2], r"outcome must have units and periods; found shape \(2,\)"),
        (np.empty((0, 3)), r"found shape \(0, 3\)"),
        ([["1", "2"]], "outcome must be numbers; found <U1"),
        ([[True, False]], "outcome must be numbers; found bool"),
        (np.full((3, 4), np.nan), "outcome has no value observed"),
    ],
)
def test_outcomes_that_are_none(outcome, told):
    """Something other than an outcome would be averaged."""
    with pytest.raises(EstimationError, match=told):
        checked_panel(outcome, [1, 2, 4])


def test_starts_that_differ_within_a_cluster():
    """Dates would be rearranged over regions that do not share them."""
    assert refusal(FLAT, [1, 2, 4], clusters=[7, 7, 8]) == (
        "Panel: Units of one cluster must share their start; 1 clusters have several. "
        "Make clusters the level at which starts were assigned."
    )
    assert checked_panel(FLAT, [1, 1, 4], clusters=[7, 7, 8]).clusters.tolist() == [7, 7, 8]


def test_what_is_kept():
    """A gap would be filled, or the caller's array would be changed or change the panel."""
    outcome = np.array([[1.0, np.nan, 3.0], [1, 2, 3]])
    panel = checked_panel(outcome, [1, 3])
    outcome[0] = 9
    assert np.isnan(panel.outcome[0, 1])
    assert panel.outcome[0, 0] == 1
    assert (panel.periods, panel.cohorts.tolist()) == (3, [1])
    assert panel.weights.tolist() == [1, 1]
    for name in ("outcome", "starts", "weights", "clusters"):
        with pytest.raises(ValueError, match="read-only"):
            getattr(panel, name)[0] = 0


def test_units_left_out():
    """A region left out would stay, or leave a panel without an effect."""
    panel = checked_panel(np.arange(12).reshape(3, 4), [1, 2, 4], [1, 2, 3], [5, 6, 7])
    two = kept_units(panel, panel.clusters != 6)
    assert two.outcome[:, 0].tolist() == [0, 8]
    assert [two.starts.tolist(), two.weights.tolist(), two.clusters.tolist()] == [
        [1, 4],
        [1, 3],
        [5, 7],
    ]
    with pytest.raises(EstimationError, match="No unit is treated"):
        kept_units(panel, [False, False, True])
    for keep in ([1, 0, 1], [True, False], [False, False, False]):
        with pytest.raises(EstimationError, match="true or false for each of 3 units"):
            kept_units(panel, keep)
