"""If this fails, a model of very many columns ends for want of memory, untold."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_staff import parameters, spell

from workbench.analyses.attrition.counting import count_file
from workbench.counts.staff import StaffWanted
from workbench.errors import DataError


def test_columns_with_too_many_cells_are_named_once(tmp_path: Path):
    given = parameters(
        tmp_path,
        [
            *(spell(grade=("Learner", "PSO", "PO")[n % 3]) for n in range(30)),
            spell(end="2022-05-31", reason="Resigned"),
        ],
    )
    months = {"first": 24_260, "last": 24_270, "edges": (0,)}
    wanted = [StaffWanted("risk", ("grade",), **months, folds=folds) for folds in (None, 1)]
    assert [len(table) for table in count_file(given, wanted, most=3).tables.values()] == [3, 3]
    with pytest.raises(DataError) as caught:
        count_file(given, wanted, most=2)
    assert str(caught.value) == (
        "staff.csv: 'grade' makes 3 cells, where at most 2 are counted. Name fewer columns "
        "in the parameters, under 'adjust_for' say, or fewer and larger groups."
    )
