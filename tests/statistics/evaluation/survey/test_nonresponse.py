"""Nonresponse weights against a worked case, one weight a person, and known populations."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import EstimationError
from workbench.statistics.evaluation.survey.likert import likert_summary
from workbench.statistics.evaluation.survey.nonresponse import nonresponse_weights, weighted_answers

tables = st.lists(st.tuples(st.integers(0, 90), st.integers(0, 60)), min_size=1, max_size=9)


def test_worked_case():
    """Six cells in two regions, worked by hand.

    People 100, 80, 20 | 50, 150, 200, respondents 50, 20, 4 | 30, 3, 93; 600 and 200, so that
    everybody's inverse rate is 3. At least 10 respondents: the fifth cell has fewest (3; rate
    0.02) and joins, within its region, the nearer of 0.6 and 0.465: 350 people, 96 respondents.
    The third (4; rate 0.2) joins the second (0.25), not the fourth of another region: 100, 24.
    Weights 100/50 = 2, 100/24 = 4.1667, 50/30 = 1.6667, 350/96 = 3.6458; the bound 1.25 x 3
    = 3.75 caps the second. 24 x 3.75 = 90 leaves 510 for cells of 500: factor 1.02, which makes
    2.04, 1.7 and 3.71875, all below the bound.
    """
    found = nonresponse_weights(
        [100, 80, 20, 50, 150, 200],
        [50, 20, 4, 30, 3, 93],
        strata=[0, 0, 0, 1, 1, 1],
        least_respondents=10,
        largest_weight=1.25,
    )
    assert found.group.tolist() == [0, 1, 1, 2, 3, 3]
    np.testing.assert_allclose(found.weight, [2.04, 3.75, 3.75, 1.7, 3.71875, 3.71875])
    np.testing.assert_allclose(found.response_rate, [0.5, 0.24, 0.24, 0.6, 96 / 350, 96 / 350])
    assert found.capped.tolist() == [False, True, True, False, False, False]
    squares = 50 * 2.04**2 + 24 * 3.75**2 + 30 * 1.7**2 + 96 * 3.71875**2
    assert found.effective == pytest.approx(600**2 / squares)
    assert found.design_effect == pytest.approx(200 * squares / 600**2)


def test_capping_again():
    """Raising the others would lift one of them above the bound, or lose people.

    People 60, 53, 187 and respondents 10, 10, 80: bound 1.8 x 3 = 5.4, weights 6, 5.3, 2.3375.
    First 10 x 5.4 = 54, the rest times 246/240 = 1.025: 5.4325 is above the bound. Then
    108 are left out and 192 for 187: 2.4.
    """
    found = nonresponse_weights(
        [60, 53, 187], [10, 10, 80], least_respondents=10, largest_weight=1.8
    )
    np.testing.assert_allclose(found.weight, [5.4, 5.4, 2.4])
    assert found.capped.tolist() == [True, True, False]


def test_neighbours():
    """Cells would be put together with others than the rule says."""
    both = nonresponse_weights([40, 40, 40], [30, 5, 30], least_respondents=10)
    assert both.group.tolist() == [0, 0, 1]
    region = nonresponse_weights([40, 40, 40], [30, 5, 12], strata=[1, 4, 4], least_respondents=10)
    assert region.group.tolist() == [0, 1, 1]
    alone = nonresponse_weights([40, 40, 40], [30, 5, 12], strata=[1, 4, 5], least_respondents=10)
    assert alone.group.tolist() == [0, 1, 1]
    first = nonresponse_weights([40, 10, 40], [5, 5, 30], least_respondents=10)
    assert first.group.tolist() == [0, 0, 1]
    empty = nonresponse_weights([40, 0, 40], [30, 0, 20], least_respondents=1)
    assert empty.group.tolist() == [0, 1, 1]
    assert nonresponse_weights([9, 9], [5, 5], least_respondents=10).group.tolist() == [0, 0]


@settings(deadline=None)
@given(tables, st.integers(1, 30), st.floats(1, 4))
def test_weights_add_up(cells, least, largest):
    """People would be lost, a weight be above its bound, or Kish's size not be that of people."""
    population = np.array([max(cell) for cell in cells])
    respondents = np.array([answered for _, answered in cells])
    if respondents.sum() < least:
        with pytest.raises(EstimationError, match="weights need"):
            nonresponse_weights(population, respondents, least_respondents=least)
        return
    found = nonresponse_weights(
        population, respondents, least_respondents=least, largest_weight=largest
    )
    everybody = np.repeat(found.weight, respondents)
    total = population.sum()
    assert everybody.sum() == pytest.approx(total)
    assert everybody.max() <= largest * total / respondents.sum() * (1 + 1e-9)
    assert found.effective == pytest.approx(everybody.sum() ** 2 / (everybody**2).sum())
    spread = everybody.std() / everybody.mean()
    assert found.design_effect == pytest.approx(1 + spread**2)
    assert (np.bincount(found.group, weights=respondents) >= least).all()
    assert (np.diff(found.group) >= 0).all()
    assert (np.diff(found.group) <= 1).all()


def test_who_answers_differs():
    """Weights would not undo that the content answer more often, or their error would be small."""
    random = np.random.default_rng(44)
    population, rates = np.array([400, 400]), np.array([0.7, 0.25])
    chances = np.array([[0.05, 0.1, 0.2, 0.4, 0.25], [0.25, 0.3, 0.2, 0.2, 0.05]])
    truth = (chances @ [0, 25, 50, 75, 100]).mean()
    held, plain = [], []
    for _ in range(400):
        respondents = random.binomial(population, rates)
        answers = random.multinomial(respondents, chances)
        weights = nonresponse_weights(population, respondents).weight
        weighted, squared = (sums.sum(axis=0) for sums in weighted_answers(answers, weights))
        counts = answers.sum(axis=0)
        estimates = (
            likert_summary(counts, weighted=weighted, squared=squared).engagement,
            likert_summary(counts).engagement,
        )
        sides = [estimate.lower <= truth <= estimate.upper for estimate in estimates]
        held.append(sides[0])
        plain.append(sides[1])
    # Too wide rather than too narrow: cells gain in precision, which the error leaves out.
    assert np.mean(held) >= 0.93
    assert np.mean(plain) < 0.05


def test_weighted_answers():
    """Sums would not be those over one weight a person."""
    answers, weight = np.array([[[3, 0], [1, 2]], [[0, 4], [2, 2]]]), np.array([1.5, 2.5])
    weighted, squared = weighted_answers(answers, weight)
    assert weighted.tolist() == [[[4.5, 0], [1.5, 3]], [[0, 10], [5, 5]]]
    assert squared.tolist() == [[[6.75, 0], [2.25, 4.5]], [[0, 25], [12.5, 12.5]]]
    with pytest.raises(EstimationError, match="missing or not above 0"):
        weighted_answers(answers, [1.5, np.nan])
    with pytest.raises(EstimationError, match="answers must be"):
        weighted_answers(answers, [1.5, 1, 1])


def test_impossible_cells():
    """Nonsense would come out as weights."""
    with pytest.raises(EstimationError, match=r"in 1 cells; take both.*Only 8 people answered"):
        nonresponse_weights([5, 5], [6, 2], least_respondents=10)
    with pytest.raises(EstimationError, match="side by side"):
        nonresponse_weights([50, 50, 50], [30, 30, 30], strata=[1, 2, 1])
    with pytest.raises(EstimationError, match="strata must be"):
        nonresponse_weights([50, 50, 50], [30, 30, 30], strata=[1, 2])
    with pytest.raises(EstimationError, match="least_respondents must be"):
        nonresponse_weights([50], [30], least_respondents=0)
    with pytest.raises(EstimationError, match="largest_weight must be"):
        nonresponse_weights([50], [30], largest_weight=0.5)
    with pytest.raises(EstimationError, match="along one axis"):
        nonresponse_weights(50, 30)
