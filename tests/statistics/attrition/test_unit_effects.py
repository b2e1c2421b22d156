"""Partially pooled ratios of units against numerical integration, and their coverage."""

from itertools import product

import numpy as np
import pytest
from scipy.integrate import simpson
from scipy.stats import gamma, nbinom, poisson

from workbench.errors import EstimationError
from workbench.statistics.attrition.leaving_rate import Ranged
from workbench.statistics.attrition.unit_effects import DEVIATIONS, unit_effects

LEFT, EXPECTED = np.array([10, 12, 30, 9, 1]), np.array([10.0, 11, 14, 10, 1])

RATIOS = np.append(1e-12, np.arange(1, 3001) / 250)
ONE = 251
"""Ratios up to the first that is 1."""


def test_posterior_by_integration():
    """The mean of a ratio is not that of its posterior (quadrature over the ratio itself)."""
    expected = EXPECTED * LEFT.sum() / EXPECTED.sum()
    found = unit_effects(LEFT, EXPECTED)
    likely = poisson.pmf(LEFT[:, None], RATIOS * expected[:, None])
    weights, means, below = [], [], []
    for deviation, centre in product(DEVIATIONS, np.exp(np.linspace(-4, 4, 161))):
        height = likely * gamma.pdf(RATIOS, 1 / deviation**2, scale=centre * deviation**2)
        parts = (RATIOS, height), (RATIOS, RATIOS * height), (RATIOS[:ONE], height[:, :ONE])
        whole, first, under = (simpson(y, x=x) for x, y in parts)
        weights.append(np.exp(-((deviation / 0.5) ** 2) / 2) * whole.prod())
        means.append(first / np.maximum(whole, 1e-300))
        below.append(under / np.maximum(whole, 1e-300))
    weights = np.array(weights) / np.sum(weights)
    np.testing.assert_allclose(found.ratio.value, weights @ means, rtol=1e-6)
    # Steps of the centre are wider than the narrowest ratios, which blurs where 1 lies.
    np.testing.assert_allclose(found.above, 1 - weights @ below, atol=2e-4)
    assert float(found.deviation.value) == pytest.approx(
        weights @ np.repeat(DEVIATIONS, 161), rel=1e-6
    )


def test_of_a_range_every_count_is_taken_at_its_chance():
    """Rounding is taken for spread, or for news (every table that a range allows, by hand)."""
    low, high = np.array([8, 10, 30, 7, 0]), np.array([8, 12, 30, 9, 2])
    ranged = unit_effects(Ranged(low, (low + high) // 2, high), EXPECTED)
    # Deviation and centre are those of the mixture: so the tables' own weights are needed.
    tables = np.array(list(product(*(range(a, b + 1) for a, b in zip(low, high, strict=True)))))
    expected = ranged.expected
    heights, sums = [], []
    for deviation, centre in product(DEVIATIONS, np.exp(np.linspace(-4, 4, 161))):
        size, mean = 1 / deviation**2, centre * expected
        chance = nbinom.pmf(tables, size, size / (size + mean)).prod(axis=1)
        heights.append(np.exp(-((deviation / 0.5) ** 2) / 2) * chance)
        sums.append((size + tables) / (size / centre + expected))
    weights = np.array(heights) / np.sum(heights)
    due = np.einsum("pt,ptu->u", weights, np.array(sums))
    np.testing.assert_allclose(ranged.ratio.value, due, rtol=1e-6)
    assert float(ranged.deviation.value) == pytest.approx(
        weights.sum(axis=1) @ np.repeat(DEVIATIONS, 161), rel=1e-6
    )


def test_limits_hold_the_probability_they_say():
    """The interval's ends are not the posterior's percentiles, so they miss more than 5%.

    Binomial 99.9% limits of 864 units on 95%.
    """
    random, held, units = np.random.default_rng(8), 0, 108
    for _ in range(8):
        ratio = random.gamma(1 / 0.2**2, 0.2**2, units)
        expected = random.uniform(2, 40, units)
        found = unit_effects(random.poisson(ratio * expected), expected)
        # Ratios are to expected leavers that add up to those who left, as a model's do.
        truth = ratio * expected / found.expected
        held += ((found.ratio.lower < truth) & (truth < found.ratio.upper)).sum()
    assert 798 <= held <= 840


def test_units_alike_are_drawn_together_and_an_unusual_one_is_found():
    """Chance is shown as a difference, or a planted one is pooled away."""
    random = np.random.default_rng(9)
    expected = np.full(108, 25.0)
    alike = unit_effects(random.poisson(expected), expected)
    assert ((alike.ratio.lower < 1) & (alike.ratio.upper > 1)).all()
    assert abs(alike.ratio.value - 1).max() < 0.15
    unusual = unit_effects(
        random.poisson(expected * np.where(np.arange(108) < 2, 2.2, 1)), expected
    )
    assert (unusual.above[:2] > 0.975).all()
    assert (unusual.ratio.lower[:2] > 1).all()


def test_what_cannot_be_pooled():
    """Two units, or no leavers, give a number."""
    assert "three units" in unit_effects([1, 2], [1, 2]).reason
    assert np.isnan(unit_effects([0, 0, 0], [1, 2, 3]).ratio.value).all()
    with pytest.raises(EstimationError, match="above 0"):
        unit_effects([1, 2, 3], [0, 2, 3])
    with pytest.raises(EstimationError, match="one to a unit"):
        unit_effects([1, 2, 3], [2, 3])
    to_come = unit_effects([9, 8, 7, 0], [8, 8, 8, 0]).ratio
    assert to_come.lower[3] < 1 < to_come.upper[3]
    assert (to_come.upper - to_come.lower).argmax() == 3
