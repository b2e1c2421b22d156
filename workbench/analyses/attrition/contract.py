"""What a parameter file says its file of staff must hold."""

from __future__ import annotations

from workbench.analyses.attrition.parameters import Parameters
from workbench.analyses.attrition.stated.driver import BLANKS
from workbench.analyses.columns import characteristic_column, circumstance_column, exclusions_of
from workbench.records.staff.contract import MeasuredColumn, StaffContract, month_number


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
            *(characteristic_column(parameters, name) for name in parameters.characteristics),
            *(
                circumstance_column(parameters, name, one, named_under="circumstances")
                for name, one in parameters.circumstances.items()
            ),
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
        opens=month_number(parameters.data_from)
        if parameters.data_from
        else parameters.first_month - 1,
        lag_months=parameters.lag_months,
        exclusions=exclusions_of(parameters),
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
        zero_is_none=None if driver.zero is None else driver.zero == "none held",
        least=driver.least,
        greatest=driver.greatest,
        broken_on=driver.broken_on,
    )
