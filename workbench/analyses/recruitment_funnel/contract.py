"""What a campaign's parameters say its file must hold."""

from __future__ import annotations

from workbench.analyses.recruitment_funnel.parameters import Parameters
from workbench.records import CodedColumn, Contract, LongColumns, StageColumn


def contract_of(parameters: Parameters) -> Contract:
    """Return the contract between a parameter file and its data file."""
    column = parameters.column
    return Contract(
        identifier=parameters.identifier and column(parameters.identifier),
        person=parameters.person and column(parameters.person),
        count=parameters.count and column(parameters.count),
        campaign_column=None if parameters.campaign is None else column("campaign"),
        campaign=parameters.campaign,
        stages=tuple(_stage(parameters, name) for name in parameters.stages),
        coded=tuple(_coded(parameters, name) for name in parameters.characteristics),
        status=column("status") if parameters.layout == "status" else None,
        long=_long(parameters) if parameters.layout == "long" else None,
        latest=parameters.data_date,
    )


def _stage(parameters: Parameters, name: str) -> StageColumn:
    stage = parameters.stages[name]
    return StageColumn(
        name,
        stage.column or parameters.column(name),
        parameters.meanings(name),
        stage.date,
        parameters.called(name),
    )


def _coded(parameters: Parameters, name: str) -> CodedColumn:
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


def _long(parameters: Parameters) -> LongColumns:
    dates = "date" in parameters.columns
    return LongColumns(
        parameters.column("stage"),
        parameters.column("outcome"),
        parameters.column("date") if dates else None,
        parameters.ignored_stages,
    )
