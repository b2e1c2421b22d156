"""What a parameter file says its files must hold."""

from __future__ import annotations

from workbench.analyses.columns import by_label
from workbench.analyses.role_evaluation.parameters import Parameters
from workbench.records.contract import CodedColumn
from workbench.records.panel import OutcomeColumn, PanelContract
from workbench.records.panel.waves import ItemColumn, SurveyContract

BETTER = {"lower": "down", "higher": "up"}
ROLE, SUPPORTED, OTHERS = "role", "Supported", "Others"
SPEND = "spend"


def of_group(outcome: str, group: str) -> str:
    """Return what the outcome of one group, and its people, are called here."""
    return f"{outcome} of {group}"


def panel_contract(parameters: Parameters) -> PanelContract:
    """Return the contract between a parameter file and its file of units and months."""
    column = parameters.column
    evaluating = parameters.mode == "evaluate"

    def named(name: str | None) -> str | None:
        return column(name) if name else None

    return PanelContract(
        unit=column(parameters.unit),
        month=column(parameters.month),
        outcomes=tuple(_outcomes(parameters)),
        snapshot=parameters.data_date,
        actual=named(parameters.actual) if evaluating else None,
        planned=named(parameters.planned),
        region=named(parameters.region) if parameters.region != parameters.unit else None,
        support=named(parameters.support),
        officers=column(parameters.officers),
        funded=named(parameters.funded),
        filled=named(parameters.filled),
        amounts=_amounts(parameters),
        never=parameters.never,
        design=not evaluating,
    )


def _outcomes(parameters: Parameters) -> list[OutcomeColumn]:
    told = []
    for name, one in parameters.outcomes.items():
        least = 0.0 if one.count and one.least is None else one.least
        direction = BETTER[one.better]
        at = one.column or parameters.column(name)
        told.append(
            OutcomeColumn(name, at, one.measured_in, direction, least, one.greatest)  # type: ignore[arg-type]
        )
    for split in parameters.splits:
        whole = parameters.outcomes[split.outcome]
        told += [
            OutcomeColumn(
                of_group(split.outcome, group),
                parameters.column(one.column),
                whole.measured_in,
                BETTER[whole.better],  # type: ignore[arg-type]
                whole.least,
                whole.greatest,
                split.outcome,
            )
            for group, one in split.groups.items()
        ]
    return told


def _amounts(parameters: Parameters) -> dict[str, str]:
    amounts = {
        of_group(split.outcome, group): parameters.column(one.people)
        for split in parameters.splits
        for group, one in split.groups.items()
    }
    spend = parameters.worth.spend if parameters.worth else None
    return amounts | ({SPEND: parameters.column(spend)} if spend else {})


def survey_contract(parameters: Parameters, units: tuple[str, ...]) -> SurveyContract:
    """Return the contract between a parameter file and its file of answers."""
    survey = parameters.survey
    assert survey is not None, "there is a survey"
    roles = survey.roles
    return SurveyContract(
        wave=parameters.column(survey.wave),
        waves=survey.waves,
        unit=parameters.column(survey.unit),
        units=units,
        items=tuple(
            ItemColumn(name, one.column or parameters.column(name), one.labels, one.unanswered)
            for name, one in survey.items.items()
        ),
        role=None
        if roles is None
        else CodedColumn(
            ROLE,
            parameters.column(roles.column),
            (SUPPORTED, OTHERS),
            recode=by_label({SUPPORTED: roles.supported, OTHERS: roles.others}),
            named_under="survey.roles",
        ),
        characteristics=tuple(
            CodedColumn(
                name,
                parameters.column(name),
                survey.groups(name),
                survey.comparator(name),
                one.undeclared,
                one.not_asked,
                by_label(one.put_together()),
                named_under="survey.characteristics",
            )
            for name, one in survey.characteristics.items()
        ),
        weight=survey.weight and parameters.column(survey.weight),
    )
