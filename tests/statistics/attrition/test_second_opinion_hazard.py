"""The hazard model on held-out cells, against statsmodels."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from workbench.statistics.attrition.hazard_design import hazard_design
from workbench.statistics.attrition.second_opinion import second_opinion
from workbench.statistics.attrition.second_opinion_cells import leaving_cells
from workbench.statistics.attrition.second_opinion_hazard import held_out_hazard

pytestmark = pytest.mark.filterwarnings("error")


def counted(seed=5):
    """Draw leavers by service and workload in two folds."""
    generator = np.random.default_rng(seed)
    codes = np.indices((4, 3, 2)).reshape(3, -1)
    at_risk = generator.integers(0, 4000, codes.shape[1])
    at_risk[3] = 0
    left = generator.binomial(at_risk, 0.01 * (1 + 0.5 * codes[1]))
    frame = pd.DataFrame(
        {
            "service": pd.Categorical.from_codes(codes[0], list("abcd")),
            "workload": pd.Categorical.from_codes(codes[1], list("xyz")),
            "at_risk": at_risk,
            "left": left,
        }
    )
    cells = leaving_cells(codes[:2].T, levels=(4, 3), at_risk=at_risk, left=left, fold=codes[2])
    return frame, cells


def test_hazards_are_statsmodels_fits_of_the_cells_learnt_from():
    """If this fails, the boosting is set beside a hazard model that has seen its test."""
    frame, cells = counted()
    fit = held_out_hazard(hazard_design(frame, ["service", "workload"]))
    columns = [cells.codes[:, 0] == one for one in (1, 2, 3)]
    columns += [cells.codes[:, 1] == one for one in (1, 2)]
    matrix = np.column_stack([np.ones(len(cells.fold)), *columns]).astype(float)
    counts = np.column_stack([cells.left, cells.at_risk - cells.left])
    for fold in (0, 1):
        learnt = cells.fold != fold
        family = sm.families.Binomial(sm.families.links.CLogLog())
        model = sm.GLM(counts[learnt], matrix[learnt], family=family).fit(tol=1e-12)
        assert fit(learnt) == pytest.approx(model.predict(matrix), rel=1e-7)


def test_a_fit_that_did_not_converge_tells_nothing():
    """If this fails, numbers of no fit stand beside the boosting's."""
    frame, cells = counted()
    design = hazard_design(frame, ["service", "workload"])
    learnt = np.zeros(len(cells.fold), dtype=bool)
    learnt[0] = True
    frame.loc[0, "left"] = 0
    without = hazard_design(frame, ["service", "workload"])
    assert np.isnan(held_out_hazard(without)(learnt)).all()
    opinion = second_opinion(cells, hazard=lambda chosen: np.full(len(chosen), np.nan))
    assert np.isnan(opinion.by_person.other_log_loss)
    assert np.isnan(opinion.gain.value)
    assert np.isfinite(opinion.by_person.log_loss)
    assert np.isfinite(second_opinion(cells, hazard=held_out_hazard(design)).gain.value)
