"""Relative magnitudes against linear programmes, the honestdid package and the published case."""

from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from workbench.errors import EstimationError
from workbench.statistics.evaluation.credibility.rambachan_roth import relative_magnitudes

REFERENCE = Path(__file__).parents[3] / "reference" / "rambachan_roth_honestdid.csv"
# Benzarti and Carloni (2019), profits, as in Rambachan and Roth (2023), section 6.1.
BEFORE = np.array([0.006696352, 0.029345034, -0.006472972, 0.073014989])
AFTER = np.array([0.195961118, 0.312063903, 0.239541546, 0.126042500])


def programme(before, after, magnitude, weights, hidden=0):
    """Identified set by linear programmes over each path of trends, one for each largest step.

    The unknowns are the trend's departures in every period; those before the base are held at the
    coefficients, those of left-out months are free but for their steps.
    """
    count, total = len(before), len(before) + 1 + hidden + len(after)
    steps = np.diff(np.eye(total), axis=0)
    aim = np.concatenate([np.zeros(count + 1 + hidden), weights])
    seen = np.concatenate([before, [0.0]])
    ends = []
    for place, sign in product(range(count), (1, -1)):
        largest = sign * steps[place]
        limits = np.array([largest] * count + [magnitude * largest] * (total - 1 - count))
        rows = np.vstack([steps - limits, -steps - limits])
        for way in (1, -1):
            found = linprog(
                way * aim,
                A_ub=rows,
                b_ub=np.zeros(len(rows)),
                A_eq=np.eye(total)[: count + 1],
                b_eq=seen,
                bounds=(None, None),
                method="highs",
            )
            if found.status == 0:
                ends.append(weights @ after - way * found.fun)
    return min(ends), max(ends)


@pytest.mark.parametrize("weights", [np.ones(4), np.array([4, 3, 2, 1.0]), np.array([1, 0, 0, 0])])
@pytest.mark.parametrize("magnitude", [0.0, 0.5, 1.0, 2.0])
def test_published_case_against_programmes(weights, magnitude):
    """The set of the published case would not be where its linear programmes end."""
    found = relative_magnitudes(BEFORE, AFTER, [magnitude], weights=weights)
    known = programme(BEFORE, AFTER, magnitude, weights / weights.sum())
    np.testing.assert_allclose([found.lower[0], found.upper[0]], known, atol=1e-9)


def test_honestdid_agrees():
    """The set would not be the one that the honestdid package finds."""
    table = pd.read_csv(REFERENCE, comment="#")
    assert len(table) > 20
    for row in table.itertuples():
        before = [float(value) for value in row.before.split(" ")]
        after = [float(value) for value in row.after.split(" ")]
        found = relative_magnitudes(before, after, [row.magnitude])
        np.testing.assert_allclose(
            [found.lower[0], found.upper[0]], [row.lower, row.upper], atol=1e-9
        )


@pytest.mark.parametrize("seed", range(8))
def test_breakdown_is_where_programmes_reach_zero(seed):
    """The multiple told as the breakdown would not be where the programmes' set meets 0."""
    rng = np.random.default_rng(seed)
    before, after = rng.normal(size=rng.integers(1, 5)), rng.normal(size=rng.integers(1, 5))
    weights = rng.dirichlet(np.ones(len(after)))
    hidden = int(rng.integers(0, 3))
    found = relative_magnitudes(before, after, [1.0], weights=weights, steps_to_first=1 + hidden)
    for by, inside in ((1 - 1e-6, False), (1 + 1e-6, True)):
        lower, upper = programme(before, after, found.breakdown * by, weights, hidden)
        assert (lower <= 0 <= upper) == inside


def test_no_random_path_leaves_the_set():
    """A path of trends that the multiple allows would give an effect outside the set."""
    rng = np.random.default_rng(3)
    found = relative_magnitudes(BEFORE, AFTER, [0.7])
    largest = np.abs(np.diff(np.append(BEFORE, 0))).max()
    signs = np.array(list(product((-1, 1), repeat=4)))
    paths = np.vstack([rng.uniform(-1, 1, (5000, 4)), signs]) * 0.7 * largest
    effects = (AFTER - paths.cumsum(axis=1)).mean(axis=1)
    assert effects.min() == pytest.approx(found.lower[0], abs=1e-12)
    assert effects.max() == pytest.approx(found.upper[0], abs=1e-12)


def test_edges_of_the_breakdown():
    """No step before, or no effect after, would divide by 0."""
    assert relative_magnitudes([0, 0], [1, 2], [1]).breakdown == np.inf
    assert relative_magnitudes([0, 0], [-1, 1], [1]).breakdown == 0
    assert relative_magnitudes([0.5], [-1, 1], [1]).breakdown == 0
    assert relative_magnitudes([0.5], [-2], [1]).breakdown == 4


def test_a_straight_trend_is_undone_at_once():
    """A base that lies two periods off would make one step of a trend look like two.

    Worked by hand: a trend of 2 a period without any effect, the base being the mean of two periods
    and so 1.5 periods after the last before, and the first after 2.5 periods after the base: its
    set reaches 0 at a multiple of 1, since the trend goes on as it was.
    """
    found = relative_magnitudes(
        [-7.0, -5.0, -3.0], [5.0, 7.0], [1.0], steps_to_base=1.5, steps_to_first=2.5
    )
    assert found.largest_step == 2
    assert found.breakdown == pytest.approx(1, abs=1e-12)
    assert found.lower[0] == pytest.approx(0, abs=1e-12)


def test_every_problem_is_told_at_once():
    """The second mistake would be found only after the first was mended."""
    with pytest.raises(EstimationError) as raised:
        relative_magnitudes(
            [], [1, np.nan], [-1], weights=[0, 0], steps_to_base=0, steps_to_first=0.5
        )
    for told in ("before", "after", "magnitudes", "weights", "steps_to_base", "steps_to_first"):
        assert told in str(raised.value)


@pytest.mark.parametrize("weights", [[1.0], [1, -0.5]])
def test_impossible_weights_are_refused(weights):
    """An average would be taken with weights that make none."""
    with pytest.raises(EstimationError, match="weights"):
        relative_magnitudes([0.1], [1, 2], [1], weights=weights)


def test_too_many_coefficients_are_refused():
    """The largest of many noisy monthly steps would stand for how trends differ."""
    with pytest.raises(EstimationError, match="1 to 4 coefficients"):
        relative_magnitudes(np.zeros(5), [1.0], [1])
