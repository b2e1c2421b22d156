"""From one campaign's file to its findings."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from workbench.analyses.recruitment_funnel.cells import comparison_cells, open_campaign_cells
from workbench.analyses.recruitment_funnel.contract import contract_of
from workbench.analyses.recruitment_funnel.measures import comparison, open_campaign, share
from workbench.analyses.recruitment_funnel.parameters import KNOWN, Parameters
from workbench.counts import count_margins, stage_counts
from workbench.findings import Context, Finding, Findings, VerdictRule
from workbench.findings.finding import KEYS
from workbench.records import check, read, with_exits
from workbench.vocabulary.characteristics import NOT_COLLECTED
from workbench.vocabulary.terms import NOT_DECLARED

STILL_OPEN = 5
"""So many pending applications in a campaign make it open. It is where the `open` policy's band
ends, so that the choice of method tells no more than the band shown beside it does."""


def analyse(parameters: Parameters) -> Findings:
    """Read, check and count one campaign, and state what is to be found out.

    Parameters
    ----------
    parameters : Parameters
        The campaign's parameters.

    Returns
    -------
    Findings
        ``records`` and ``declaration`` (data quality), ``campaign`` (everyone through the
        stages), and one finding a characteristic under its own name. While five or more
        applications have no outcome yet, the comparison over all stages stands apart, under
        ``<characteristic>_so_far``.

    Raises
    ------
    DataError
        If the file cannot be counted truly; it names every problem.
    """
    counted = _count(parameters)
    findings = [_records(counted), _declaration(parameters, counted), _campaign(counted)]
    for name in parameters.characteristics:
        findings += _characteristic(name, parameters, counted)
    return Findings(_context(parameters), tuple(findings))


@dataclass(frozen=True, slots=True, eq=False)
class _Counted:
    stages: pd.DataFrame
    rows_read: int
    rows_used: int

    @property
    def everyone(self) -> pd.DataFrame:
        return self.stages[self.stages["characteristic"] == ""]

    @property
    def pending(self) -> int:
        return int(self.everyone["pending"].sum())


def _count(parameters: Parameters) -> _Counted:
    contract = contract_of(parameters)
    groups = {name: parameters.groups(name) for name in parameters.characteristics}
    with read(parameters.data_path, contract) as records:
        rows_used = check(records, contract)
        margins = count_margins(with_exits(records, contract), list(groups))
        rows_read = records.rows_read
    return _Counted(stage_counts(margins, list(parameters.stages), groups), rows_read, rows_used)


def _context(parameters: Parameters) -> Context:
    published = parameters.data_source == "published"
    return Context(
        analysis=parameters.analysis,
        title=parameters.title,
        data_source=parameters.data_source,
        citation=parameters.citation,
        population=parameters.population,
        data_date=parameters.data_date.isoformat() if parameters.data_date else None,
        people=parameters.people,
        completed=parameters.completed,
        stages={name: parameters.stage_title(name) for name in parameters.stages},
        questions={
            name: f"{KNOWN[name].question} Code list {KNOWN[name].version}: {KNOWN[name].source}."
            for name in parameters.characteristics
            if name in KNOWN and not parameters.characteristics[name].groups and not published
        },
        not_collected=() if published else NOT_COLLECTED,
        explanations=parameters.explanations,
        actions=tuple(action.model_dump(mode="json") for action in parameters.actions),
        rule=VerdictRule(
            level=parameters.level,
            alpha=parameters.alpha,
            negligible_ratio=parameters.negligible_ratio,
            negligible_difference=parameters.negligible_difference,
            minimum_group=parameters.minimum_group,
        ),
    )


def _plain_cells(cells: pd.DataFrame, **keys: str) -> pd.DataFrame:
    blank = dict.fromkeys(KEYS, "") | {"role": "all", "family": None}
    return cells.assign(**{name: keys.get(name, blank[name]) for name in KEYS if name not in cells})


def _records(counted: _Counted) -> Finding:
    cells = pd.DataFrame(
        {
            "group": ["rows read", "rows of other campaigns, set aside", "rows counted"],
            "rows": [
                counted.rows_read,
                counted.rows_read - counted.rows_used,
                counted.rows_used,
            ],
        }
    )
    return Finding("records", "records", "Rows read and set aside", _plain_cells(cells))


def _declaration(parameters: Parameters, counted: _Counted) -> Finding:
    first = counted.stages[counted.stages["stage"] == next(iter(parameters.stages))]
    first = first[first["characteristic"] != ""]
    applied = first.groupby("characteristic", sort=False)["reached"].sum()
    silent = first[first["group"] == NOT_DECLARED].set_index("characteristic")["reached"]
    cells = pd.DataFrame(
        {
            "characteristic": applied.index,
            "group": [parameters.characteristic_title(name) for name in applied.index],
            "entered": applied.to_numpy(),
            "passed": (applied - silent).to_numpy(),
        }
    )
    measures = (share("declared_share", parameters.level),)
    return Finding("declaration", "declaration", "Who declared what", _plain_cells(cells), measures)


def _campaign(counted: _Counted) -> Finding:
    cells = counted.everyone.drop(columns=["characteristic"]).assign(basis="conditional")
    return Finding("campaign", "campaign", "Everyone, stage by stage", _plain_cells(cells))


def _characteristic(name: str, parameters: Parameters, counted: _Counted) -> list[Finding]:
    stages = counted.stages[counted.stages["characteristic"] == name]
    is_open = counted.pending >= STILL_OPEN
    headline = name in parameters.headline_characteristics
    comparator = parameters.comparator(name)
    title = parameters.characteristic_title(name)
    cells = comparison_cells(stages, comparator, headline=headline, all_stages=not is_open)
    measures = (share("selection_rate", parameters.level), comparison(parameters.level))
    found = [Finding(name, "characteristic", title, cells, measures)]
    if is_open:
        cells = open_campaign_cells(stages, comparator, headline=headline)
        measures = open_campaign(len(parameters.stages), parameters.level)
        found.append(Finding(f"{name}_so_far", "so far", title, cells, measures))
    return found
