"""The second opinion against planted truths, scikit-learn on rows and a plain hazard model."""

import numpy as np
import pytest
import statsmodels.api as sm
from sklearn.metrics import log_loss, roc_auc_score

from workbench.errors import EstimationError
from workbench.statistics.attrition.second_opinion import second_opinion
from workbench.statistics.attrition.second_opinion_boosting import boosted
from workbench.statistics.attrition.second_opinion_cells import leaving_cells
from workbench.statistics.attrition.second_opinion_dependence import (
    differences,
    mean_of_folds,
)
from workbench.statistics.attrition.second_opinion_held_out import judged

pytestmark = pytest.mark.filterwarnings("error")

LEVELS = (6, 4, 5)
SERVICE, WORKLOAD = np.array([0.3, 0.6, 0.4, 0.2, 0.0, 0.0]), np.array([0.0, 0.0, 0.4, 0.8])
FOLDS, MONTHS = 5, 400_000


def planted(log_hazard, *, seed=1):
    """Draw leavers of every combination of service, workload and a third driver."""
    generator = np.random.default_rng(seed)
    shape = (*LEVELS, FOLDS, 2)
    codes = np.indices(shape).reshape(len(shape), -1)
    shares = generator.dirichlet(np.full(np.prod(LEVELS), 5.0)).repeat(FOLDS * 2) / (FOLDS * 2)
    at_risk = generator.poisson(MONTHS * shares)
    hazard = 1 - np.exp(-np.exp(-4.9 + log_hazard(*codes[:3])))
    cells = leaving_cells(
        codes[:3].T,
        levels=LEVELS,
        at_risk=at_risk,
        left=generator.binomial(at_risk, hazard),
        fold=codes[3],
        later=codes[4] == 1,
    )
    return cells, hazard[at_risk > 0]


def main_effects(cells):
    """Fit statsmodels' complementary log-log model of main effects to the cells learnt from."""
    columns = [
        cells.codes[:, driver] == level
        for driver, size in enumerate(cells.levels)
        for level in range(1, size)
    ]
    matrix = np.column_stack([np.ones(len(cells.fold)), *columns]).astype(float)
    counts = np.column_stack([cells.left, cells.at_risk - cells.left])

    def fit(learnt):
        family = sm.families.Binomial(sm.families.links.CLogLog())
        return sm.GLM(counts[learnt], matrix[learnt], family=family).fit().predict(matrix)

    return fit


def additive(service, workload, third):
    return SERVICE[service] + WORKLOAD[workload] + 0 * third


def crossed(service, workload, third):
    return SERVICE[service] + np.where((workload >= 2) == (third >= 3), 0.5, -0.5)


def level_of(cells, driver, effects, hazard):
    """Work out g-computation from known hazards: everybody at each level in turn."""
    log_hazard = np.log(-np.log1p(-hazard)) - effects[cells.codes[:, driver]]
    moved = 1 - np.exp(-np.exp(log_hazard[:, None] + effects))
    return 1200 * cells.at_risk @ moved / cells.at_risk.sum()


def test_partial_dependence_is_g_computation_where_effects_add():
    """If this fails, the boosting's differences are not leavers per 100 a year at a level."""
    cells, hazard = planted(additive)
    opinion = second_opinion(cells)
    for driver, effects in ((0, SERVICE), (1, WORKLOAD), (2, np.zeros(5))):
        truth = level_of(cells, driver, effects, hazard)
        found = differences(opinion.drivers[driver], 0)
        # 5,000 leavers: a level's rate is known to about 0.6, and trees draw the ends together.
        assert found.value == pytest.approx(truth - truth[0], abs=2)
        assert opinion.drivers[driver].yearly.mean(axis=0) == pytest.approx(truth, abs=1.5)
        assert (found.lower <= truth - truth[0]).all()
        assert (truth - truth[0] <= found.upper).all()


def test_nothing_planted_nothing_found():
    """If this fails, chance alone makes a driver look important or the boosting look better."""
    cells, _ = planted(lambda service, *_: 0.0 * service)
    opinion = second_opinion(cells, hazard=main_effects(cells))
    for driver in opinion.drivers:
        assert abs(driver.importance.mean()) < 0.002
        assert np.ptp(driver.yearly.mean(axis=0)) < 0.3
    assert opinion.by_person.auc == pytest.approx(0.5, abs=0.01)
    assert opinion.gain.lower < 0.002


def test_an_interaction_that_main_effects_miss_is_seen():
    """If this fails, the second opinion adds nothing to the hazard model's."""
    cells, _ = planted(crossed)
    opinion = second_opinion(cells, hazard=main_effects(cells))
    assert opinion.gain.lower > 0.03
    assert opinion.by_person.log_loss < opinion.by_person.other_log_loss - 0.03
    assert opinion.by_time.log_loss < opinion.by_time.other_log_loss - 0.03
    plain, _ = planted(additive)
    assert second_opinion(plain, hazard=main_effects(plain)).gain.lower < 0


def test_importance_is_the_mean_over_deals():
    """If this fails, a driver's importance is not that of its levels dealt anew in the fold."""
    cells, _ = planted(crossed)
    everything = np.ones(len(cells.fold), dtype=bool)
    model = boosted(cells, everything, seed=0).models[2]
    own = cells.fold == 2
    rows = np.repeat(np.flatnonzero(own), cells.at_risk[own])
    left = np.concatenate(
        [np.arange(n) < k for n, k in zip(cells.at_risk[own], cells.left[own], strict=True)]
    )
    generator, losses = np.random.default_rng(7), []
    table = {
        tuple(code): p for code, p in zip(cells.codes[own], model(cells.codes[own]), strict=True)
    }
    grid = np.array([table.get(code, np.nan) for code in np.ndindex(*LEVELS)]).reshape(LEVELS)
    assert not np.isnan(grid).any()
    for _ in range(12):
        codes = cells.codes[rows].copy()
        codes[:, 1] = generator.permutation(codes[:, 1])
        losses.append(log_loss(left, grid[tuple(codes.T)], normalize=False))
    before = log_loss(left, grid[tuple(cells.codes[rows].T)], normalize=False)
    drawn = (np.array(losses) - before) / left.sum()
    found = second_opinion(cells).drivers[1].importance[2]
    assert found == pytest.approx(drawn.mean(), abs=4 * drawn.std(ddof=1) / np.sqrt(12))
    assert drawn.mean() > 0.05


def test_levels_told_by_tenths_and_slope():
    """If this fails, the calibration that a reader sees is not that of held-out people."""
    cells, _ = planted(additive)
    held = second_opinion(cells).by_person
    assert held.slope == pytest.approx(1, abs=0.15)
    assert held.at_risk.sum() == cells.at_risk.sum()
    assert held.observed @ held.at_risk == pytest.approx(1200 * cells.left.sum())
    assert np.abs(held.expected - held.observed).max() < 3
    assert held.expected[-1] - held.expected[0] > 10


def test_grouped_measures_are_those_of_rows():
    """If this fails, the area under the curve or the log loss depends on how people are counted."""
    generator = np.random.default_rng(3)
    told = generator.uniform(0.01, 0.3, 40).round(2)
    at_risk = generator.integers(1, 60, 40)
    left = generator.binomial(at_risk, told)
    held = judged(told, np.full(40, 0.2), left, at_risk)
    row_told = np.repeat(told, at_risk)
    row_left = np.concatenate([np.arange(n) < k for n, k in zip(at_risk, left, strict=True)])
    leavers = left.sum()
    assert held.auc == pytest.approx(roc_auc_score(row_left, row_told), abs=1e-12)
    assert held.log_loss * leavers == pytest.approx(log_loss(row_left, row_told, normalize=False))
    other = log_loss(row_left, np.full(len(row_left), 0.2), normalize=False)
    assert held.other_log_loss * leavers == pytest.approx(other)
    odds = np.log(row_told / (1 - row_told))
    logistic = sm.GLM(row_left, sm.add_constant(odds), family=sm.families.Binomial()).fit()
    assert (held.intercept, held.slope) == pytest.approx(tuple(logistic.params), abs=1e-7)


def test_areas_are_within_folds():
    """If this fails, models of different folds are ranked against each other."""
    told, fold = np.array([0.1, 0.2, 0.5, 0.6]), np.array([0, 0, 1, 1])
    left, at_risk = np.array([5, 20, 5, 20]), np.full(4, 100)
    one = judged(told[:2], np.full(2, np.nan), left[:2], at_risk[:2])
    both = judged(told, np.full(4, np.nan), left, at_risk, fold=fold)
    assert both.auc == pytest.approx(one.auc)


def test_the_same_twice_and_whatever_the_order():
    """If this fails, a report of the same data is not the same bytes."""
    cells, _ = planted(crossed)
    first, second = second_opinion(cells, seed=4), second_opinion(cells, seed=4)
    for one, other in zip(first.drivers, second.drivers, strict=True):
        assert np.array_equal(one.importance, other.importance)
        assert np.array_equal(one.yearly, other.yearly)
    assert (first.by_time.auc, first.trees) == (second.by_time.auc, second.trees)


def test_many_cells_are_drawn_and_say_nearly_the_same(monkeypatch):
    """If this fails, drawing cells where there are many changes what is said of a driver."""
    cells, _ = planted(additive)
    whole = second_opinion(cells)
    place = "workbench.statistics.attrition.second_opinion_dependence.MOST"
    monkeypatch.setattr(place, 100)
    drawn = second_opinion(cells)
    for one, other in zip(whole.drivers, drawn.drivers, strict=True):
        assert other.yearly.mean(axis=0) == pytest.approx(one.yearly.mean(axis=0), rel=0.05)
        assert mean_of_folds(other.importance).value == pytest.approx(
            mean_of_folds(one.importance).value, abs=0.02
        )
        assert not np.array_equal(one.importance, other.importance) or one.importance.max() == 0


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"left": [10, 10]}, "needs 100 leavers at least"),
        ({"codes": [[0], [2]]}, "below \\(2,\\)"),
        ({"codes": [[0, 1], [1, 1]]}, "found shapes"),
        ({"levels": (300,)}, "may have 255 levels"),
        ({"left": [2000, 80]}, "More left than"),
        ({"fold": [0, 0]}, "at least two folds"),
        ({"fold": [0.0, 1.0]}, "Folds must be whole"),
        ({"left": [200, 0]}, "some who left"),
        ({"left": [1000, 80]}, "some who stayed"),
        ({"later": [True, False]}, "needs 100 leavers at least, before and after"),
    ],
)
def test_refusals(changed, message):
    """If this fails, counts that trees cannot learn from are told as if they could."""
    given = {
        "codes": [[0], [1]], "levels": (2,), "at_risk": [1000, 1000], "left": [90, 80],
        "fold": [0, 1],
    }  # fmt: skip
    leaving_cells(**given)
    with pytest.raises(EstimationError, match=message):
        leaving_cells(**(given | changed))


def test_a_hazard_model_of_another_shape_is_refused():
    """If this fails, another model's hazards are set beside the wrong cells."""
    cells, _ = planted(additive)
    with pytest.raises(EstimationError, match="must tell"):
        second_opinion(cells, hazard=lambda _: np.array([0.1]))


def test_a_fold_has_no_say_in_the_model_it_judges():
    """If this fails, trees or calibration are fitted to the people they are then tried on."""
    cells, _ = planted(additive)
    turned = np.where(cells.fold == 0, 3 - cells.codes[:, 1], cells.codes[:, 1])
    codes = np.column_stack([cells.codes[:, 0], turned, cells.codes[:, 2]])
    models = boosted(
        leaving_cells(
            codes, levels=LEVELS, at_risk=cells.at_risk, left=cells.left, fold=cells.fold
        ),
        np.ones(len(cells.fold), dtype=bool),
        seed=0,
    )
    low, high = models.models[0](np.array([[0, 0, 0], [0, 3, 0]]))
    assert models.trees[0] > 10
    assert high > 1.8 * low
