"""What the second opinion works out from given models, against sums written out."""

import numpy as np
import pytest

from workbench.statistics.attrition.second_opinion import second_opinion
from workbench.statistics.attrition.second_opinion_boosting import Boosted, recalibration
from workbench.statistics.attrition.second_opinion_cells import leaving_cells
from workbench.statistics.attrition.second_opinion_dependence import dependences

pytestmark = pytest.mark.filterwarnings("error")

HAZARD = np.array([[0.02, 0.05, 0.2], [0.03, 0.1, 0.4]])


def few_cells():
    """Return two drivers in two folds, with levels that are far from equally frequent."""
    codes = np.indices((2, 3, 2, 2)).reshape(4, -1)
    at_risk = 40 + 900 * (codes[1] == 0) + 70 * codes[0] + 11 * codes[2] + codes[3]
    left = np.round(at_risk * HAZARD[codes[0], codes[1]] * (1 + 0.1 * codes[2])).astype(int)
    return leaving_cells(
        codes[:2].T,
        levels=(2, 3),
        at_risk=at_risk,
        left=left,
        fold=codes[2],
        later=codes[3] == 1,
    )


def test_importance_and_dependence_of_a_known_model():
    """If this fails, levels are dealt or averaged otherwise than as often as the fold has them."""
    cells = few_cells()
    known = Boosted((lambda codes: HAZARD[tuple(codes.T)],) * 2, (1, 1))
    found = dependences(cells, known, part=np.ones(len(cells.fold), bool), seed=0)[1]
    for fold in (0, 1):
        own = cells.fold == fold
        months, left = cells.at_risk[own], cells.left[own]
        first, second = cells.codes[own].T

        def loss(hazard, left=left, months=months):
            return -(left * np.log(hazard) + (months - left) * np.log(1 - hazard)).sum()

        share = [months[second == level].sum() / months.sum() for level in range(3)]
        dealt = sum(share[level] * loss(HAZARD[first, level]) for level in range(3))
        lost = (dealt - loss(HAZARD[first, second])) / left.sum()
        assert found.importance[fold] == pytest.approx(lost, rel=1e-12)
        for level in range(3):
            mean = (months * HAZARD[first, level]).sum() / months.sum()
            assert found.yearly[fold, level] == pytest.approx(1200 * mean, rel=1e-12)


def test_the_hazard_model_sees_neither_its_fold_nor_later_months():
    """If this fails, the hazard model is judged on what it was fitted to."""
    cells, asked = few_cells(), []

    def spy(learnt):
        asked.append(learnt.copy())
        return np.full(len(learnt), 0.05)

    second_opinion(cells, hazard=spy)
    assert {tuple(mask) for mask in asked} == {
        tuple(cells.fold != 0),
        tuple(cells.fold != 1),
        tuple(~cells.later),
    }


def test_gain_is_not_for_want_of_calibration():
    """If this fails, a model that is right but for its level seems to leave something out."""
    cells = few_cells()
    right = HAZARD[tuple(cells.codes.T)]
    odds = 3 * right / (1 - right)
    gains = [
        second_opinion(cells, hazard=lambda _, told=told: told).gain.value
        for told in (right, odds / (1 + odds))
    ]
    assert gains[1] == pytest.approx(gains[0], abs=1e-6)


def test_a_prior_holds_slopes_that_nothing_tells():
    """If this fails, predictions of noise are blown up or turned round by recalibration."""
    raw, at_risk = np.array([-4.9, -5.0, -5.1]), np.array([400, 400, 400])
    left = np.array([2, 3, 5])
    _, plain = recalibration(raw, left, at_risk)
    _, held = recalibration(raw, left, at_risk, spread=0.5)
    assert plain < -3
    assert held == pytest.approx(1, abs=0.4)
