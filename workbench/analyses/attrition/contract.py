"""What a parameter file says its file of staff must hold."""

from __future__ import annotations

from workbench.analyses.attrition.parameters import Parameters
from workbench.analyses.attrition.stated.driver import BLANKS
from workbench.parameters.root import resolve
from workbench.records.contract import CodedColumn, Exclusions
from workbench.records.staff.contract import MeasuredColumn, StaffContract
from workbench.vocabulary.terms import NOT_RECORDED


def contract_of(parameters: Parameters) -> StaffContract:
    """Return the contract between a parameter file and its data file."""
    column = parameters.column
    spells = parameters.layout == "spells"
    return StaffContract(
        layout=parameters.layout,
        person=column(parameters.person),
        reason=column("reason"),
        reasons=parameters.leaving.meanings,
        snapshot=parameters.data_date,
        coded=(
            *(_characteristic(parameters, name) for name in parameters.characteristics),
            *(_circumstance(parameters, name) for name in parameters.circumstances),
        ),
        measured=tuple(_measured(parameters, name) for name in parameters.drivers),
        start=column("start") if spells else None,
        end=column("end") if spells else None,
        month=None if spells else column("month"),
        joined=parameters.joined and column(parameters.joined),
        joined_originally=parameters.joined_originally and column(parameters.joined_originally),
        resets=parameters.resets,
        service=parameters.service and column(parameters.service),
        grade=parameters.grade,
        kept={column(name): labels for name, labels in parameters.kept.items()},
        lag_months=parameters.lag_months,
        exclusions=_exclusions(parameters),
    )


def _characteristic(parameters: Parameters, name: str) -> CodedColumn:
    characteristic = parameters.characteristics[name]
    made = characteristic.put_together()
    return CodedColumn(
        name,
        parameters.column(name),
        parameters.groups(name),
        parameters.comparator(name),
        characteristic.undeclared,
        characteristic.not_asked,
        {label: group for group, labels in made.items() for label in labels},
    )


def _circumstance(parameters: Parameters, name: str) -> CodedColumn:
    one = parameters.circumstances[name]
    return CodedColumn(
        name,
        parameters.column(name),
        one.labels_of(name),
        undeclared=one.undeclared,
        recode={label: group for group, labels in one.recode.items() for label in labels},
        unknown=NOT_RECORDED,
        named_under="circumstances",
    )


def _measured(parameters: Parameters, name: str) -> MeasuredColumn:
    driver = parameters.drivers[name]
    return MeasuredColumn(
        name,
        driver.column or parameters.column(name),
        driver.edges,
        driver.band_names,
        lag=driver.lag,
        blank=BLANKS[driver.blank],
        least=driver.least,
        greatest=driver.greatest,
        broken_on=driver.broken_on,
    )


def _exclusions(parameters: Parameters) -> Exclusions | None:
    listed, column = parameters.exclusions, parameters.exclusions_column
    if listed is None or column is None:
        return None
    return Exclusions(
        resolve(listed.data),
        column,
        parameters.column(parameters.person),
        listed.reading,
        listed.may_match_nobody,
    )
