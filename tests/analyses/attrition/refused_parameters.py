"""Parameters that are accepted, and the two checks of what is not: the message, and its mend."""

from __future__ import annotations

from typing import Any

import pytest

from workbench.analyses.attrition.parameters import Parameters
from workbench.errors import ParameterError

Case = tuple[dict[str, Any], str, dict[str, Any]]
"""What is changed, what the refusal says of it, and what mends it."""
AB = {"groups": ["A", "B"]}
REASONS = {"resignation": ["Resigned"], "retirement": ["Retired"]}
GOOD: dict[str, Any] = {
    "analysis": "attrition",
    "title": "A test",
    "data": "data.csv",
    "data_date": "2023-09-30",
    "leaving": {"reasons": REASONS},
    "circumstances": {
        "grade": {"groups": ["Learner", "PSO", "PO"]},
        "region": {},
        "office": AB,
        "route": {"groups": ["Short", "Long"]},
        "intake": {"groups": ["2021", "2022", "2023"]},
    },
    "grade": "grade",
    "region": "region",
    "unit": "office",
    "characteristics": {"sex": {}, "disability": {}},
    "drivers": {"caseload": {"edges": [40, 50, 60], "unit": "cases"}},
}


def driver(**values: object) -> dict[str, object]:
    return {"drivers": {"caseload": {"edges": [40, 50, 60], "unit": "cases", **values}}}


def message(case: Case) -> str:
    """Return what the refusal of a case says, after the name of its file."""
    changes, _, _ = case
    with pytest.raises(ParameterError) as caught:
        Parameters.from_values(GOOD | changes, source="run.yaml")
    return str(caught.value).removeprefix("run.yaml: ")


def mended(case: Case) -> Parameters:
    """Return the parameters of a case once its mend is made."""
    changes, _, mend = case
    return Parameters.from_values(GOOD | changes | mend, source="run.yaml")
