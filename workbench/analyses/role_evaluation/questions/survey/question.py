"""What do staff say? Changes in what they agree with, by group, and who responded."""

from __future__ import annotations

import numpy as np

from workbench.analyses.role_evaluation.contract import ROLE, survey_contract
from workbench.analyses.role_evaluation.estimating.survey.sample import (
    SUPPORTED,
    Sample,
    sample_of,
)
from workbench.analyses.role_evaluation.estimating.survey.weights import weighted_for_nonresponse
from workbench.analyses.role_evaluation.observed import Observed
from workbench.analyses.role_evaluation.parameters import Parameters
from workbench.analyses.role_evaluation.questions.question import (
    Answer,
    Evaluated,
    NotCovered,
    Question,
)
from workbench.analyses.role_evaluation.questions.survey.agreement import agreement, agreement_by
from workbench.analyses.role_evaluation.questions.survey.by_group import by_group
from workbench.analyses.role_evaluation.questions.survey.changes import changes
from workbench.analyses.role_evaluation.questions.survey.response import response
from workbench.errors import EstimationError
from workbench.parameters.root import resolve
from workbench.parameters.stated.comparing import in_words
from workbench.records.panel.waves import FEWEST_RESPONDENTS
from workbench.records.panel.waves.invited import Invited, read_invited
from workbench.records.staff.contract import month_number

TOO_FEW = (
    f"fewer than {FEWEST_RESPONDENTS} people answered in a wave, with the role or without it; of "
    "so few nothing is told"
)


def answer(parameters: Parameters, evaluated: Evaluated) -> Answer:
    """Return the changes of each item, then agreement, groups and response."""
    survey, answers = parameters.survey, evaluated.observed.answers
    if survey is None or answers is None:
        return NotCovered("the parameters name no survey of staff")
    if parameters.mode == "design":
        return NotCovered("the role has not begun anywhere")
    invited = _invited(parameters, evaluated.observed)
    try:
        sample = _sample(parameters, evaluated.observed, invited)
    except EstimationError as error:
        return NotCovered(str(error))
    if _fewest(sample) < FEWEST_RESPONDENTS:
        return NotCovered(TOO_FEW)
    weighed = bool(survey.weight) or invited is not None
    return (
        *changes(parameters, sample, weighed=weighed),
        agreement(parameters, sample),
        *by_group(parameters, sample),
        *(agreement_by(parameters, sample, name) for name in survey.characteristics),
        response(answers, invited, level=parameters.level),
    )


QUESTION = Question("What do staff say?", answer)


def stated_tables(parameters: Parameters) -> dict[str, tuple[dict[str, str], ...]]:
    """Return what the report repeats of the survey: waves, roles, characteristics and weights."""
    survey = parameters.survey
    if survey is None:
        return {}
    roles = survey.roles
    return {
        "survey_waves": tuple(
            {"wave": wave, "day": day.isoformat()} for wave, day in survey.waves.items()
        ),
        "survey_facts": (
            {
                "weighted": "invited" if survey.invited else "weight" if survey.weight else "",
                "others": ", ".join(roles.others) if roles else "",
            },
        ),
        "survey_characteristics": tuple(
            {"name": name, "title": in_words(name), "comparator": survey.comparator(name)}
            for name in survey.characteristics
        ),
    }


def _invited(parameters: Parameters, observed: Observed) -> Invited | None:
    survey, answers = parameters.survey, observed.answers
    if survey is None or answers is None or survey.invited is None:
        return None
    contract = survey_contract(parameters, observed.panel.units)
    return read_invited(resolve(survey.invited), contract, answers, survey.reading)


def _sample(parameters: Parameters, observed: Observed, invited: Invited | None) -> Sample:
    survey, answers = parameters.survey, observed.answers
    assert survey is not None, "there is a survey"
    assert answers is not None, "it was read"
    months = [month_number(survey.waves[wave]) for wave in answers.waves]
    return sample_of(
        answers,
        observed.panel.actual_months,
        np.array(months, np.int64),
        observed.clusters,
        None if invited is None else weighted_for_nonresponse(answers, invited),
    )


def _fewest(sample: Sample) -> int:
    """Return the fewest who responded, of the four that every change rests on."""
    found = sample.answers
    once = (sample.side >= 0) & (found.item == 0)
    if ROLE in found.groups:
        once &= found.groups[ROLE] == SUPPORTED
    people = np.zeros((2, len(found.waves)), np.int64)
    np.add.at(people, (sample.side[once], found.wave[once]), found.people[once])
    return int(people[:, list(sample.compared)].min())
