"""Results are frozen."""

from dataclasses import FrozenInstanceError

import pytest

from workbench.statistics.comparison.rates import selection_rate


def test_results_cannot_be_changed():
    rate = selection_rate(3, 9)
    with pytest.raises(FrozenInstanceError):
        rate.level = 0.5
    assert rate.method == "Wilson score"
    assert rate.level == 0.95
