"""What a campaign's parameters say its file must hold."""

from __future__ import annotations

from workbench.analyses.recruitment_funnel.parameters import Parameters
from workbench.records import CodedColumn, Contract, StageColumn


def contract_of(parameters: Parameters) -> Contract:
    """Return the contract between a parameter file and its data file."""
    column = parameters.column
    return Contract(
        identifier=parameters.identifier and column(parameters.identifier),
        count=parameters.count and column(parameters.count),
        campaign_column=None if parameters.campaign is None else column("campaign"),
        campaign=parameters.campaign,
        stages=tuple(
            StageColumn(name, stage.column or column(name), parameters.meanings(name))
            for name, stage in parameters.stages.items()
        ),
        coded=tuple(
            CodedColumn(
                name,
                column(name),
                parameters.groups(name),
                parameters.comparator(name),
                characteristic.undeclared,
            )
            for name, characteristic in parameters.characteristics.items()
        ),
    )
