"""From the file to its findings."""

from __future__ import annotations

import pandas as pd

from workbench.analyses.pay_progression.cells import COULD, REACHED, beside, plain
from workbench.analyses.pay_progression.context import context_of
from workbench.analyses.pay_progression.counting import Counted, count
from workbench.analyses.pay_progression.parameters import Parameters
from workbench.analyses.pay_progression.questions import QUESTIONS
from workbench.analyses.pay_progression.ties import TIES
from workbench.analyses.question import NotCovered
from workbench.findings import Finding, Findings
from workbench.findings.finding import KEYS
from workbench.measures.comparison import comparison, exact_test, share
from workbench.vocabulary.terms import NOT_ASKED, NOT_DECLARED


def analyse(parameters: Parameters) -> Findings:
    """Read, check and count the file, and state what is to be found out.

    Returns
    -------
    Findings
        ``records``, ``people`` and ``declaration``, one finding a characteristic under its own
        name, and those of the questions.

    Raises
    ------
    DataError
        If the file cannot be counted truly; it names every problem.
    """
    counted = count(parameters, [each for one in QUESTIONS for each in one.wanted(parameters)])
    answers = {one.title: one.answer(parameters, counted) for one in QUESTIONS}
    not_covered = {
        title: told.because for title, told in answers.items() if isinstance(told, NotCovered)
    }
    answered = (one for told in answers.values() if isinstance(told, tuple) for one in told)
    findings = (
        _records(counted),
        _people(parameters, counted),
        _declaration(parameters, counted),
        *(_characteristic(name, parameters, counted) for name in parameters.characteristics),
        *answered,
    )
    return Findings(context_of(parameters, counted.how, not_covered), findings, TIES)


def _records(counted: Counted) -> Finding:
    aside = counted.rows_read - counted.rows_used
    told = {
        "rows read": counted.rows_read,
        "rows of other years, set aside": aside,
        "rows counted": counted.rows_used,
    }
    if counted.taken_out:
        told["rows taken out: objected in writing"] = counted.taken_out
    return Finding("records", "records", "Rows read and set aside", plain(told))


def _people(parameters: Parameters, counted: Counted) -> Finding:
    """Return who could take the step, of everyone, and who did, of those."""
    everyone = counted.everyone
    could = int(everyone[COULD].sum())
    blank = dict.fromkeys(KEYS, "") | {"role": "all", "family": None}
    rows = [
        {**blank, "basis": "of everyone", "passed": could, "entered": int(everyone.sum())},
        {**blank, "basis": "of those counted", "passed": int(everyone[REACHED]), "entered": could},
    ]
    measures = (share("selection_rate", parameters.level),)
    return Finding("people", "people", "Everyone", pd.DataFrame(rows), measures)


def _declaration(parameters: Parameters, counted: Counted) -> Finding:
    rows = []
    for name, table in counted.groups.items():
        asked = table.sum(axis=1).drop(NOT_ASKED, errors="ignore")
        told = int(asked.sum() - asked[NOT_DECLARED])
        title = parameters.characteristic_title(name)
        rows.append((name, title, told, int(asked.sum())))
    cells = pd.DataFrame(rows, columns=["characteristic", "group", "passed", "entered"])
    blank = dict.fromkeys(KEYS, "") | {"role": "all", "family": None}
    keys = {key: blank[key] for key in KEYS if key not in cells}
    measures = (share("declared_share", parameters.level),)
    return Finding(
        "declaration", "declaration", "Who declared what", cells.assign(**keys), measures
    )


def _characteristic(name: str, parameters: Parameters, counted: Counted) -> Finding:
    table = counted.groups[name]
    sides = pd.DataFrame({"passed": table[REACHED], "entered": table[COULD].sum(axis=1)})
    family = "headline" if name in parameters.headline_characteristics else None
    cells = beside(sides, name, parameters.comparator(name), family=family)
    level = parameters.level
    measures = (share("selection_rate", level), comparison(level), exact_test())
    return Finding(name, "characteristic", parameters.characteristic_title(name), cells, measures)
