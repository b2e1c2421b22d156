"""What is taken of whole tables: a count that is hidden takes away no more than it must."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from workbench.disclosure.policy import policy_named
from workbench.disclosure.weighing import SOME_HIDDEN, weigh
from workbench.findings import Finding, ShownCounts, TableMeasure
from workbench.findings.finding import KEYS
from workbench.statistics.estimate import Estimate


def doubled(counts):
    value = counts["left"].value * 2.0
    return {"double": Estimate(value, value, value, 0.95, "test")}


@pytest.mark.parametrize(("cell_by_cell", "kept"), [(True, [True, False]), (False, [False, False])])
def test_a_hidden_count_takes_away_its_own_cell_alone_where_cells_stand_alone(cell_by_cell, kept):
    """Else one withheld count of a PDU would leave a report without any leaving rate."""
    cells = pd.DataFrame({"left": [40, 60]}).assign(**dict.fromkeys(KEYS, ""))
    measure = TableMeasure(("left",), doubled, cell_by_cell=cell_by_cell)
    finding = Finding("f", "f", "F", cells, table_measures=(measure,))
    banded = np.array([False, True])
    hidden = ShownCounts(np.array([40, 0]), banded, np.array([38, 0]), np.array([42, 90]))
    weighed = weigh(finding, policy_named("open"), {"left": hidden})
    known = weighed.known.get("double", np.zeros(2, bool))
    assert known.tolist() == kept
    assert [reason == SOME_HIDDEN for reason in weighed.reasons] == [not one for one in kept]
