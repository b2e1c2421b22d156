"""Net present value and its parts against a case worked by hand and a literal loop in fractions."""

from fractions import Fraction

import numpy as np
import pytest

from workbench.errors import EstimationError
from workbench.statistics.evaluation.value.appraisal import Appraisal, linear_in, present_values
from workbench.statistics.evaluation.value.benefits import leavers_avoided, time_released
from workbench.statistics.evaluation.value.discounting import GREEN_BOOK, RateBand
from workbench.statistics.evaluation.value.streams import QualityOutcome, Stream
from workbench.statistics.evaluation.value.value_for_money import appraise

pytestmark = pytest.mark.filterwarnings("error")

VALUES = {
    "hours on administration": -2.0,
    "SPOs": 100.0,
    "loaded cost": 40.0,
    "benefit bias": 0.1,
    "fewer leavers": 3.0,
    "replacement": 12_000.0,
    "posts": 10.0,
    "pay": 30_000.0,
    "cost bias": 0.2,
    "training": 50_000.0,
    "points on time": 4.0,
}


def case():
    """Four years: half a year of posts before any gain, then a year of half the effect."""
    return Appraisal(
        streams=(
            time_released(
                "Time",
                ("hours on administration", "SPOs"),
                ("loaded cost",),
                [0, 0.5, 1, 1],
                "SPOs",
                optimism_bias="benefit bias",
                scale=-46,
            ),
            leavers_avoided(
                "Staying",
                ("fewer leavers",),
                ("replacement",),
                [0, 1, 1, 1],
                "HMPPS",
                cashable=True,
            ),
            Stream(
                "Posts",
                "cost",
                ("posts",),
                ("pay",),
                np.array([0.5, 1, 1, 1]),
                True,
                "HMPPS",
                optimism_bias="cost bias",
            ),
            Stream("Learning", "cost", (), ("training",), np.eye(4)[0], False, "SPOs"),
        ),
        bands=GREEN_BOOK,
        outcomes=(
            QualityOutcome(
                "Supervision", "points", ("points on time",), np.array([0, 0.5, 1, 1]), "courts"
            ),
        ),
    )


def test_worked_by_hand():
    """Bias, profile, discounting, cash or who gains would be off.

    Factors at 3.5%: 1, 0.96618357, 0.93351070, 0.90194271.

    Time      2 × 46 × 100 × 40 = 368,000, less 10% = 331,200 a year
              × (0.48309179 + 0.93351070 + 0.90194271 = 2.31854520)     =   767,902.17
    Staying   3 × 12,000 = 36,000 × 2.80163698                          =   100,858.93
    Posts     10 × 30,000 = 300,000, and 20% = 360,000
              × (0.5 + 2.80163698)                                      = 1,188,589.31
    Learning  50,000 × 1                                                =    50,000.00
    Net       868,761.10 − 1,238,589.31                                 =  −369,828.21
    Ratio     868,761.10 / 1,238,589.31                                 =        0.7014
    """
    found = appraise(case(), VALUES)
    by_hand = [767_902.17, 100_858.93, 1_188_589.31, 50_000.00]
    np.testing.assert_allclose(found.present.streams, by_hand, rtol=0, atol=0.006)
    assert found.present.net == pytest.approx(-369_828.21, abs=0.006)
    assert round(float(found.present.ratio), 4) == 0.7014
    assert found.cashable_benefits == pytest.approx(100_858.93, abs=0.006)
    assert found.cashable_costs == pytest.approx(1_188_589.31, abs=0.006)
    assert found.who == ("SPOs", "HMPPS")
    np.testing.assert_allclose(found.gains, [767_902.17, 100_858.93], rtol=0, atol=0.006)
    np.testing.assert_allclose(found.pays, [50_000, 1_188_589.31], rtol=0, atol=0.006)
    np.testing.assert_allclose(found.yearly[0], [0, 165_600, 331_200, 331_200], rtol=1e-14)
    np.testing.assert_allclose(found.yearly[2], [180_000, 360_000, 360_000, 360_000], rtol=1e-14)
    assert found.outcomes.tolist() == [[0, 2, 4, 4]]


def literal(appraisal, values, shift):
    """Present value of each stream, year by year in fractions."""
    exact = {name: Fraction(value) for name, value in values.items()}
    totals = []
    for stream in appraisal.streams:
        total, factor = Fraction(0), Fraction(1)
        for year, share in enumerate(stream.profile.tolist()):
            if year:
                (band,) = [b for b in appraisal.bands if b.first <= year <= (b.last or year)]
                factor /= 1 + Fraction(band.rate) + Fraction(shift)
            amount = Fraction(stream.scale) * Fraction(share)
            for name in (*stream.quantity, *stream.unit_value):
                amount *= exact[name]
            if stream.growth:
                amount *= (1 + exact[stream.growth]) ** year
            if stream.optimism_bias:
                sign = 1 if stream.kind == "cost" else -1
                amount *= 1 + sign * exact[stream.optimism_bias]
            total += amount * factor
        totals.append(float(total))
    return totals


@pytest.mark.parametrize("seed", range(8))
def test_literal_fractions(seed):
    """A present value worked out for many draws at once would not be that of each."""
    random = np.random.default_rng(seed)
    names = [f"input {place}" for place in range(6)]
    bands = [RateBand(1, 2, 0.06), RateBand(3, 4, 0.0), RateBand(5, None, 0.02)]

    def stream(place):
        picked = random.choice(names, 5)
        return Stream(
            f"stream {place}",
            "benefit" if place % 2 else "cost",
            tuple(picked[:2]),
            (picked[2],),
            random.random(7),
            bool(place % 3),
            "someone",
            picked[3] if place > 2 else None,
            picked[4] if place > 1 else None,
            float(random.integers(1, 9)),
        )

    appraisal = Appraisal(tuple(map(stream, range(6))), bands, rate_shift="shift")
    values = {name: random.random(3) for name in names} | {"shift": random.random(3) / 50}
    found = present_values(appraisal, values)
    for draw in range(3):
        each = {name: float(value[draw]) for name, value in values.items()}
        expected = np.array(literal(appraisal, each, each["shift"]))
        np.testing.assert_allclose(found.streams[:, draw], expected, rtol=1e-12)
        assert found.benefits[draw] == pytest.approx(expected[1::2].sum(), rel=1e-12)
        assert found.costs[draw] == pytest.approx(expected[::2].sum(), rel=1e-12)
        assert found.ratio[draw] == pytest.approx(found.benefits[draw] / found.costs[draw])
        assert found.net[draw] == pytest.approx(found.benefits[draw] - found.costs[draw])


def test_nothing_spent():
    """A ratio to no costs would be infinite, or an error."""
    gain = Stream("Gain", "benefit", (), ("pay",), np.ones(2), True, "HMPPS")
    found = present_values(Appraisal((gain,), GREEN_BOOK), {"pay": [1.0, 2.0]})
    assert np.isnan(found.ratio).all()
    np.testing.assert_allclose(found.net, [1 + 1 / 1.035, 2 + 2 / 1.035])


def test_linear():
    """What multiplies itself, grows or discounts would be taken for linear."""
    one = Stream("A", "cost", ("n", "n"), ("p",), np.ones(2), True, "b", "bias", "growth")
    two = Stream("B", "cost", ("m",), ("p",), np.ones(2), True, "b")
    appraisal = Appraisal((one, two), GREEN_BOOK, rate_shift="shift")
    linear = {name: linear_in(appraisal, [name]) for name in appraisal.names}
    assert linear == {
        "n": False, "p": True, "bias": True, "growth": False, "m": True, "shift": False,
    }  # fmt: skip
    assert linear_in(appraisal, ["bias", "m"])
    assert not linear_in(appraisal, ["m", "p"])


def test_refused_values():
    """A missing or negative cost, or a bias with the wrong sign, would be appraised."""
    values = VALUES | {"pay": float("nan")}
    del values["SPOs"]
    with pytest.raises(EstimationError) as caught:
        appraise(case(), values)
    assert str(caught.value) == (
        "The inputs of the appraisal: 2 problems. (1) No value for ['SPOs']; state one. (2) Values "
        "must be numbers with none missing; those of ['pay'] are not."
    )
    with pytest.raises(EstimationError) as caught:
        appraise(case(), VALUES | {"pay": -1.0, "benefit bias": 10.0, "cost bias": -0.2})
    assert str(caught.value) == (
        "The appraisal: 3 problems. (1) Costs must not be negative; those of ['Posts'] are. State "
        "a saving as a benefit. (2) The optimism bias of Time is 10.0; give a share from 0, and to "
        "1 for a benefit: it raises costs and lowers benefits. (3) The optimism bias of Posts is "
        "-0.2; give a share from 0, and to 1 for a benefit: it raises costs and lowers benefits."
    )


def test_refused_appraisals():
    """Streams that do not fit each other would be added."""
    good = Stream("Pay", "cost", (), ("pay",), np.ones(2), True, "HMPPS")
    priced = Stream("Pay", "gain", ("n",), (), np.array([1, np.nan, 1]), True, "HMPPS")
    empty = QualityOutcome("Reports", "reports", (), np.ones(2), "courts")
    with pytest.raises(EstimationError) as caught:
        Appraisal((good, priced), GREEN_BOOK, (empty,))
    assert str(caught.value) == (
        "The appraisal: 5 problems. (1) Names must be there and no two alike; found ['Pay', 'Pay', "
        "'Reports']. (2) Profiles must have one share to each year, all alike; found {'Pay': (3,), "
        "'Reports': (2,)}. (3) Profiles must have no year missing; ['Pay'] have. (4) Pay must be a "
        "benefit or a cost with a unit value; without a price it is a quality outcome. (5) Quality "
        "outcomes need a quantity; ['Reports'] have none."
    )
    with pytest.raises(EstimationError, match="No stream"):
        Appraisal((), GREEN_BOOK)
    with pytest.raises(EstimationError, match="No rate for years 1 to 1"):
        Appraisal((good,), [RateBand(2, None, 0.035)])
