"""Who leaves more? Each group of a characteristic against its comparator, of the opening staff."""

from __future__ import annotations

import pandas as pd

from workbench.analyses.attrition.contract import contract_of
from workbench.analyses.attrition.counting import StaffCounts
from workbench.analyses.attrition.parameters import Parameters
from workbench.analyses.attrition.periods import own_period
from workbench.analyses.attrition.questions.question import Answer, NotCovered, Question
from workbench.analyses.attrition.rows import RESIGNED, RETIRED, Group, cohort_sides, keyed
from workbench.analyses.attrition.stated.leaving import REASONS
from workbench.counts.staff import StaffWanted
from workbench.findings import Finding
from workbench.measures.comparison import comparison, exact_test, share
from workbench.vocabulary.terms import LEAVING, NOT_ASKED, NOT_DECLARED, OVERALL, Family

SILENT = (NOT_DECLARED, NOT_ASKED)
FAMILIES: dict[str, Family] = {OVERALL: "headline", RESIGNED: "drill-down"}
"""To which family of questions it belongs who is counted as having left."""


def wanted(parameters: Parameters) -> tuple[StaffWanted, ...]:
    """Count what became of the opening staff by each characteristic."""
    return tuple(own_period(parameters).cohort(name) for name in parameters.characteristics)


def answer(parameters: Parameters, counted: StaffCounts) -> Answer:
    """State the share of each group that left within the period, beside its comparator's."""
    if not parameters.characteristics:
        return NotCovered("the parameters name no characteristic")
    return tuple(_finding(name, parameters, counted) for name in parameters.characteristics)


def comparison_rows(
    name: str, parameters: Parameters, counted: StaffCounts, basis: str = OVERALL
) -> pd.DataFrame:
    """Return each group of a characteristic beside its comparator, as cells of a finding.

    Parameters
    ----------
    name : str
        The characteristic.
    parameters : Parameters
    counted : StaffCounts
    basis : {"overall", "resigned", "retired"}
        Who is counted as having left: for any reason that is leaving, or for that one.
    """
    table = counted.tables[own_period(parameters).cohort(name)]
    comparator = parameters.comparator(name)
    other = cohort_sides(parameters, table, Group(comparator, name, (comparator,)), basis)
    beside = {f"comparator_{side}": people for side, people in other.items()}
    asked = FAMILIES.get(basis) if name in parameters.headline_characteristics else None
    keys = {"characteristic": name, "comparator": comparator, "stage": LEAVING, "basis": basis}
    rows = []
    for label in contract_of(parameters).results[name]:
        role = _role(label, comparator)
        family = asked if role == "declared" else None
        sides = cohort_sides(parameters, table, Group(label, name, (label,)), basis)
        rows.append({**keys, "group": label, "role": role, "family": family, **sides, **beside})
    return keyed(rows)


def _role(label: str, comparator: str) -> str:
    if label in SILENT:
        return "undeclared"
    return "comparator" if label == comparator else "declared"


def _bases(name: str, parameters: Parameters) -> tuple[str, ...]:
    """Return who is counted as having left: of headlines those who retired too, to explain them."""
    retired = REASONS["retirement"] in parameters.leaving.counted_titles
    return (
        OVERALL,
        *([RESIGNED] if parameters.leaving.resignation_titles else []),
        *([RETIRED] if retired and name in parameters.headline_characteristics else []),
    )


def _finding(name: str, parameters: Parameters, counted: StaffCounts) -> Finding:
    measures = (
        share("selection_rate", parameters.level),
        comparison(parameters.level, unwelcome=True),
        exact_test(),
    )
    bases = _bases(name, parameters)
    blocks = [comparison_rows(name, parameters, counted, basis) for basis in bases]
    cells = pd.concat(blocks, ignore_index=True)
    return Finding(name, "characteristic", parameters.title_of(name), cells, measures)


QUESTION = Question("Who leaves more?", wanted, answer)
