"""Cells as columns: which are left out, what can be told apart, and what is refused."""

import numpy as np
import pandas as pd
import pytest

from workbench.errors import EstimationError
from workbench.statistics.attrition.hazard_design import hazard_design


def staff():
    cells = pd.DataFrame({"at_risk": [50, 40, 30, 20, 10], "left": [3, 2, 2, 1, 1]})
    cells["grade"] = pd.Categorical(["PO", "PO", "PSO", "PSO", "SPO"], ["PO", "PSO", "SPO", "none"])
    cells["cases"] = pd.Categorical(["low", "high", "low", "high", "None held"])
    return cells.assign(span=[1.0, 2, 3, 7, 5])


def test_a_level_that_another_term_tells_is_left_out_and_named():
    """A model with columns that repeat each other is fitted."""
    design = hazard_design(staff(), ["grade", "cases", "span"], references={"cases": "low"})
    assert design.aliased == (("cases", "None held"),)
    assert design.nobody == (("grade", "none"),)
    matrix = np.concatenate([matrix for _, matrix in design.blocks()])
    assert np.linalg.matrix_rank(matrix) == matrix.shape[1] == 5
    np.testing.assert_array_equal(matrix, design.sparse().toarray())


def test_what_can_be_told_apart():
    """Staff without cases are set against those with 40, which only their grade could tell."""
    design = hazard_design(staff(), ["grade", "cases"], references={"cases": "low"})
    labels = design.factors[1].levels
    told = dict(zip(labels, design.comparable("cases", "low"), strict=True))
    assert told == {"None held": False, "high": True, "low": True}
    assert design.comparable("grade", "PO").tolist() == [True, True, False, False]
    changes = np.concatenate([matrix for _, matrix in design.blocks()])
    held = (staff()["cases"] == "None held").to_numpy(float)
    np.testing.assert_allclose(np.column_stack([changes, held]) @ design.null[0], 0, atol=1e-9)


def test_blocks_of_many_rows_are_one_matrix():
    """Rows beyond the first block are lost or take another block's codes."""
    many = pd.concat([staff()] * 4000, ignore_index=True)
    design = hazard_design(many, ["grade", "cases", "span"])
    matrix = np.concatenate([matrix for _, matrix in design.blocks()])
    np.testing.assert_array_equal(matrix, np.tile(matrix[:5], (4000, 1)))


def test_problems_are_told_all_at_once():
    """The second mistake is found only after the first is mended."""
    cells = staff().assign(name="x")
    cells.loc[0, "span"] = np.nan
    cells.loc[1, "cases"] = np.nan
    with pytest.raises(EstimationError) as caught:
        hazard_design(cells, ["grade", "cases", "span", "name"], references={"grade": "none"})
    for words in (
        "4 problems",
        "Nobody is in none",
        "cases is missing in 1",
        "span is",
        "name must",
    ):
        assert words in str(caught.value)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"at_risk": 0, "left": 0}, "Nobody is at risk"),
        ({"at_risk": [0, 9, 9, 9, 9]}, "must have left 0"),
        ({"left": -1}, "5 cells"),
    ],
)
def test_impossible_counts_are_refused(change, words):
    """Impossible counts are fitted."""
    with pytest.raises(EstimationError, match=words):
        hazard_design(staff().assign(**change), ["grade"])
