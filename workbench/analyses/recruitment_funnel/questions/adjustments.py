"""Whether adjustments came in time and the Disability Confident Scheme did what it is for."""

from __future__ import annotations

import pandas as pd

from workbench.analyses.recruitment_funnel.circumstance import Adjustments
from workbench.analyses.recruitment_funnel.contract import SCHEME
from workbench.analyses.recruitment_funnel.counting import CampaignCounts, Wanted
from workbench.analyses.recruitment_funnel.parameters import Parameters
from workbench.analyses.recruitment_funnel.questions.question import Answer, NotCovered, Question
from workbench.counts import stage_cells
from workbench.findings import Finding
from workbench.measures.comparison import comparison, share
from workbench.records import SUPPORT

IN_TIME, LATE, NOT_MADE, DID_NOT_ASK = "Made in time", "Made too late", "Not made", "Did not ask"
ASKED = (IN_TIME, LATE, NOT_MADE)


def wanted(parameters: Parameters) -> tuple[Wanted, ...]:
    """Return exits by what came of a request, and by the scheme where there is a column of it."""
    asked = parameters.adjustments
    if asked is None:
        return ()
    columns = (SUPPORT, SCHEME) if asked.scheme else (SUPPORT,)
    return tuple(Wanted((asked.characteristic, column)) for column in columns)


def answer(parameters: Parameters, counted: CampaignCounts) -> Answer:
    """State who had an adjustment in time, how they fared, and how the scheme's applicants did."""
    asked = parameters.adjustments
    if asked is None:
        return NotCovered("no column says who asked for an adjustment, or when it was made")
    supported = _entered(parameters, counted, SUPPORT, asked.stage)
    if not supported.loc[supported.index.isin(ASKED), "entered"].sum():
        return NotCovered("no one who reached the stage had asked for an adjustment")
    measures = (share("selection_rate", parameters.level), comparison(parameters.level))
    findings = [
        _finding("timely", asked, _timely(asked, supported), (measures[0],)),
        _finding("outcome", asked, _outcomes(asked, supported), measures),
    ]
    if asked.scheme and asked.scheme_stage:
        cells = _by_scheme(parameters, counted, asked)
        findings.append(_finding("scheme", asked, cells, measures))
    return tuple(findings)


def _finding(what: str, asked: Adjustments, cells: pd.DataFrame, measures: tuple) -> Finding:
    titles = {
        "timely": f"Adjustments asked for by {asked.group.lower()} applicants",
        "outcome": "Who passed, by what came of their request",
        "scheme": "Who passed, with and without the Disability Confident Scheme",
    }
    return Finding(f"adjustments:{what}", "adjustments", titles[what], cells, measures)


def _entered(
    parameters: Parameters, counted: CampaignCounts, column: str, stage: str
) -> pd.DataFrame:
    """Return who entered and passed a stage in the supported group, by what `column` says."""
    asked = parameters.adjustments
    assert asked, "only asked of parameters with adjustments"
    cells = counted.tables[Wanted((asked.characteristic, column))]
    table = stage_cells(cells, [asked.characteristic, column], list(parameters.stages))
    here = table[(table["stage"] == stage) & (table[asked.characteristic] == asked.group)]
    return here.assign(**{column: here[column].astype(str)}).set_index(column)[
        ["passed", "entered"]
    ]


def _keys(asked: Adjustments, stage: str, basis: str, comparator: str) -> dict[str, object]:
    return {
        "characteristic": asked.characteristic,
        "group": asked.group,
        "role": "declared",
        "comparator": comparator,
        "stage": stage,
        "basis": basis,
        "family": None,
    }


def _timely(asked: Adjustments, supported: pd.DataFrame) -> pd.DataFrame:
    entered = supported["entered"]
    requests = int(entered.reindex(ASKED, fill_value=0).sum())
    rows = [
        {"stratum": state, "passed": int(entered.get(state, 0)), "entered": requests}
        for state in ASKED
    ]
    return pd.DataFrame(rows).assign(**_keys(asked, asked.stage, "of requests", ""))


def _outcomes(asked: Adjustments, supported: pd.DataFrame) -> pd.DataFrame:
    told = supported.reindex((DID_NOT_ASK, *ASKED), fill_value=0)
    rows = told.assign(
        comparator_passed=told.loc[DID_NOT_ASK, "passed"],
        comparator_entered=told.loc[DID_NOT_ASK, "entered"],
    ).reset_index(names="stratum")
    keyed = rows.assign(**_keys(asked, asked.stage, "conditional", asked.group))
    keyed.loc[keyed["stratum"] == DID_NOT_ASK, "role"] = "comparator"
    return keyed


def _by_scheme(parameters: Parameters, counted: CampaignCounts, asked: Adjustments) -> pd.DataFrame:
    assert asked.scheme_stage, "the scheme has a stage"
    comparator = parameters.comparator(asked.characteristic)
    all_stages = counted.stages
    others = all_stages[
        (all_stages["characteristic"] == asked.characteristic)
        & (all_stages["group"] == comparator)
        & (all_stages["stage"] == asked.scheme_stage)
    ].iloc[0]
    own = _entered(parameters, counted, SCHEME, asked.scheme_stage).reindex(
        ("Yes", "No"), fill_value=0
    )
    rows = own.assign(
        comparator_passed=others["passed"], comparator_entered=others["entered"]
    ).reset_index(names="stratum")
    names = {"Yes": "Under the scheme", "No": "Outside the scheme"}
    rows["stratum"] = rows["stratum"].map(names)
    return rows.assign(**_keys(asked, asked.scheme_stage, "conditional", comparator))


QUESTION = Question("Did adjustments and the Disability Confident Scheme work?", wanted, answer)
