"""From the files of a role's evaluation to its findings."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from workbench.analyses.role_evaluation.cells import BLANK
from workbench.analyses.role_evaluation.contract import of_group
from workbench.analyses.role_evaluation.estimating.effect import (
    OutcomeEffect,
    arranged,
    outcome_effect,
    panel_of_outcome,
)
from workbench.analyses.role_evaluation.observed import Observed, observe
from workbench.analyses.role_evaluation.parameters import Parameters
from workbench.analyses.role_evaluation.questions import QUESTIONS
from workbench.analyses.role_evaluation.questions.question import Evaluated, NotCovered
from workbench.analyses.role_evaluation.tables import stated_tables
from workbench.analyses.role_evaluation.ties import TIES, dimensions, tied
from workbench.errors import EstimationError
from workbench.findings import Context, Finding, Findings, VerdictRule
from workbench.parameters import StrictModel
from workbench.vocabulary.terms import CHANGE


def analyse(parameters: Parameters) -> Findings:
    """Read and check the files, estimate each effect, and state what is to be found out.

    Parameters
    ----------
    parameters : Parameters

    Returns
    -------
    Findings
        ``records`` (data quality), and those of every question.

    Raises
    ------
    DataError
        If a file cannot be compared truly; it names every problem.
    """
    evaluated = evaluate(parameters, observe(parameters))
    answers = {one.title: one.answer(parameters, evaluated) for one in QUESTIONS}
    not_covered = {
        title: told.because for title, told in answers.items() if isinstance(told, NotCovered)
    }
    answered = [one for told in answers.values() if isinstance(told, tuple) for one in told]
    context = _context(parameters, evaluated, not_covered)
    return Findings(context, (_records(parameters, evaluated.observed), *answered), TIES)


def evaluate(parameters: Parameters, observed: Observed) -> Evaluated:
    """Estimate the effect on every outcome, and on every group of a split, once."""
    effects: dict[str, OutcomeEffect] = {}
    unknown: dict[str, str] = {}
    if parameters.mode == "design":
        return Evaluated(observed, effects, unknown)
    arrangements = arranged(parameters, observed)
    groups = [of_group(one.outcome, group) for one in parameters.splits for group in one.groups]
    for name in (*parameters.outcomes, *groups):
        people = observed.people_of.get(name, observed.people)
        try:
            panel = panel_of_outcome(observed, observed.outcomes[name], people)
            effects[name] = outcome_effect(parameters, observed, panel, arrangements)
        except EstimationError as error:
            unknown[name] = str(error)
    return Evaluated(observed, effects, unknown)


def _context(parameters: Parameters, evaluated: Evaluated, not_covered: dict[str, str]) -> Context:
    observed = evaluated.observed
    warnings = (*observed.checked.warnings, *(observed.survey.warnings if observed.survey else ()))
    return Context(
        analysis=parameters.analysis,
        title=parameters.title,
        data_source=parameters.data_source,
        citation=parameters.citation,
        population=parameters.population,
        data_date=parameters.data_date.isoformat(),
        people=parameters.people,
        evidence=CHANGE,
        titles={name: parameters.title_of(name) for name in parameters.indicators},
        not_covered=not_covered,
        not_collected=parameters.not_collected,
        read_as=(*observed.how, *warnings),
        explanations=parameters.explanations,
        actions=_plain(parameters.actions),
        insight=_plain(parameters.insight),
        events=_plain(parameters.events),
        dimensions=dimensions(parameters),
        tied=tied(parameters),
        stated=stated_tables(parameters, observed),
        rule=VerdictRule(level=parameters.level, alpha=parameters.alpha),
    )


def _plain(models: Iterable[StrictModel]) -> tuple[dict[str, str], ...]:
    return tuple(model.model_dump(mode="json", exclude_none=True) for model in models)


def _records(parameters: Parameters, observed: Observed) -> Finding:
    """Return what was read and what is missing, as the checks of the files counted it."""
    checked = observed.checked
    told = {
        "rows read": checked.rows_read,
        "units": len(observed.panel.units),
        "months of units without a row": checked.told.missing_months,
        "units that begin late in the file": checked.told.begin_late,
        "units that end early in the file": checked.told.end_early,
        **{
            f"months without {parameters.title_of(name)}": rows
            for name, rows in checked.blanks.items()
            if name in parameters.outcomes
        },
        "rows with more posts filled than funded": checked.filled_beyond_funded,
    }
    cells = pd.DataFrame(
        [BLANK | {"group": name, "number": int(number)} for name, number in told.items()]
    )
    return Finding("records", "records", "Rows read", cells)
