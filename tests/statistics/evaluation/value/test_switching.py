"""Switching values and tornado: by hand, and numpy-financial's internal rate of return."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from workbench.errors import EstimationError
from workbench.statistics.evaluation.value.appraisal import Appraisal, present_values
from workbench.statistics.evaluation.value.discounting import RateBand
from workbench.statistics.evaluation.value.streams import QualityOutcome, Stream
from workbench.statistics.evaluation.value.switching import switching_values
from workbench.statistics.evaluation.value.tornado import tornado
from workbench.statistics.evaluation.value.uncertain_inputs import (
    Assumption,
    EstimatedEffects,
    UncertainInputs,
)

pytestmark = pytest.mark.filterwarnings("error")
RETURNS = pd.read_csv(
    Path(__file__).parents[3] / "reference" / "value_returns.csv", comment="#"
).set_index("case")
YEAR = np.ones(1)
HAND = Appraisal(
    (
        Stream("Time", "benefit", ("hours",), ("pay",), YEAR, False, "SPOs", "bias"),
        Stream("Posts", "cost", ("posts",), ("pay",), YEAR, True, "HMPPS"),
        Stream("Setting up", "cost", (), ("set-up",), YEAR, True, "HMPPS"),
    ),
    (),
    (QualityOutcome("Supervision", "points", ("points",), YEAR, "courts"),),
)


def by_hand():
    """Net: hours × pay × (1 − bias) − posts × pay − set-up = 10 × 40 × 0.9 − 6 × 40 − 60 = 60."""
    hours = EstimatedEffects(("hours",), np.array([10.0]), np.array([2.0]), np.array([11.0]))
    return UncertainInputs(
        (
            Assumption("pay", 40, 10, 50),
            Assumption("bias", 0.1, 0, 0.2),
            Assumption("posts", 6, 5, 9, "uniform"),
            Assumption("set-up", 60, 60, 60),
            Assumption("points", 4, 1, 9),
        ),
        hours,
    )


def test_switching_by_hand():
    """Break-even would be elsewhere, or be said to lie within a range it is outside of."""
    found = switching_values(HAND, by_hand())
    expected = {
        "hours": (300 / 36, "within"),  # 36 h = 300
        "pay": (60 / 3, "within"),  # 3 p = 60
        "bias": (0.25, "outside"),  # 400 (1 − b) = 300
        "posts": (300 / 40, "within"),  # 360 − 60 = 40 n
        "set-up": (120.0, "outside"),
        "points": (np.nan, "no bearing"),
    }
    assert found.names == tuple(expected)
    np.testing.assert_allclose(found.value, [value for value, _ in expected.values()], rtol=1e-13)
    assert found.found == tuple(where for _, where in expected.values())
    assert found.linear.all()
    assert found.roots.tolist() == [1, 1, 1, 1, 1, 0]
    assert found.central.tolist() == [10, 40, 0.1, 6, 60, 4]
    # R 4.2.2: qt(0.975, 11).
    assert found.low[0] == pytest.approx(10 - 2 * 2.200985160091639, rel=1e-12)
    assert found.high[3] == 9


@pytest.mark.parametrize("case", RETURNS.index)
def test_internal_rate_of_return(case):
    """The rate at which nothing is gained would not be the internal rate of return."""
    flows = RETURNS.loc[case, "year_0":"year_7"].to_numpy(float)
    spent, gained = np.maximum(-flows, 0), np.maximum(flows, 0)
    appraisal = Appraisal(
        (
            Stream("Spent", "cost", (), ("pound",), spent, True, "HMPPS"),
            Stream("Gained", "benefit", (), ("pound",), gained, True, "HMPPS"),
        ),
        [RateBand(1, None, 0.035)],
        rate_shift="shift",
    )
    pound = Assumption("pound", 1, 1, 1)
    wide = UncertainInputs((pound, Assumption("shift", 0, -0.1, 0.5)))
    found = switching_values(appraisal, wide)
    place = found.names.index("shift")
    assert found.value[place] + 0.035 == pytest.approx(RETURNS.loc[case, "irr"], abs=1e-11)
    assert (found.found[place], found.linear[place], found.roots[place]) == ("within", False, 1)
    narrow = UncertainInputs((pound, Assumption("shift", 0, -0.001, 0.001)))
    none = switching_values(appraisal, narrow)
    assert np.isnan(none.value[place])
    assert none.found[place] == "none within"
    # Only a pound worth nothing breaks even.
    assert found.value[1 - place] == 0


def test_two_roots():
    """Of two values the farther would be told: n² − 5 n + 6 is 0 at 2 and at 3."""
    gain = Stream("Square", "benefit", ("n",), ("n",), YEAR, True, "HMPPS")
    fixed = Stream("Six", "benefit", (), ("one",), YEAR, True, "HMPPS", scale=6)
    spent = Stream("Five", "cost", ("n",), ("one",), YEAR, True, "HMPPS", scale=5)
    appraisal = Appraisal((gain, fixed, spent), ())
    one = Assumption("one", 1, 1, 1)
    for central, low, high, root, roots in (
        (2.8, 1, 4, 3, 2),
        (2.2, 1.01, 4, 2, 2),
        (2.2, 1, 2.5, 2, 1),
        (1, 1, 1, np.nan, 0),
        (3, 3, 3, 3, 1),
    ):
        inputs = UncertainInputs((Assumption("n", central, low, high), one))
        found = switching_values(appraisal, inputs)
        np.testing.assert_allclose(found.value[0], root, rtol=1e-11)
        assert found.roots[0] == roots


def test_tornado_by_hand():
    """Bars would be the wrong length or in the wrong order."""
    found = tornado(HAND, by_hand())
    reach = 2 * 2.200985160091639 * 36
    expected = {
        "hours": (60 - reach, 60 + reach),
        "posts": (100, -60),
        "pay": (-30, 90),
        "bias": (100, 20),
        "points": (60, 60),
        "set-up": (60, 60),
    }
    assert found.names == tuple(expected)
    np.testing.assert_allclose(found.net_at_low, [low for low, _ in expected.values()], rtol=1e-12)
    np.testing.assert_allclose(found.net_at_high, [high for _, high in expected.values()])
    np.testing.assert_allclose(found.span[1:], [160, 120, 80, 0, 0], atol=1e-9)
    assert found.net == pytest.approx(60)
    # 360 / (5 × 40 + 60) and 360 / (9 × 40 + 60).
    assert found.ratio_at_low[1] == pytest.approx(360 / 260)
    assert found.ratio_at_high[1] == pytest.approx(360 / 420)
    assert (found.low[1], found.high[1]) == (5, 9)
    for place, name in enumerate(found.names):
        at = present_values(HAND, by_hand().central | {name: found.low[place]})
        assert at.net == pytest.approx(found.net_at_low[place])


def test_misspelt_input():
    """An input that no stream uses would stand in the chart as of no weight."""
    inputs = UncertainInputs((*by_hand().assumptions, Assumption("postz", 1, 1, 1)))
    inputs = UncertainInputs(inputs.assumptions, by_hand().effects)
    for ask in (tornado, switching_values):
        with pytest.raises(EstimationError, match=r"No stream uses \['postz'\]"):
            ask(HAND, inputs)
        with pytest.raises(EstimationError, match="level"):
            ask(HAND, by_hand(), level=0)
