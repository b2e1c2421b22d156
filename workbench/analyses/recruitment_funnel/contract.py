"""What a campaign's parameters say its file must hold."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.analyses.columns import (
    by_label,
    characteristic_column,
    circumstance_column,
    exclusions_of,
)
from workbench.analyses.recruitment_funnel.parameters import Parameters
from workbench.records import (
    CodedColumn,
    Contract,
    LongColumns,
    StageColumn,
    Support,
)
from workbench.vocabulary.terms import NOT_RECORDED

SCHEME = "scheme"


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
        coded=(
            *(characteristic_column(parameters, name) for name in parameters.characteristics),
            *_circumstances(parameters),
        ),
        status=column("status") if parameters.layout == "status" else None,
        long=_long(parameters) if parameters.layout == "long" else None,
        latest=parameters.data_date,
        applied=parameters.applied,
        support=_support(parameters),
        exclusions=exclusions_of(parameters),
    )


def _stage(parameters: Parameters, name: str) -> StageColumn:
    stage = parameters.stages[name]
    return StageColumn(
        name,
        stage.column or parameters.column(name),
        parameters.meanings(name),
        stage.date,
        parameters.called(name),
        stage.score,
    )


def _long(parameters: Parameters) -> LongColumns:
    dates = "date" in parameters.columns
    return LongColumns(
        parameters.column("stage"),
        parameters.column("outcome"),
        parameters.column("date") if dates else None,
        parameters.ignored_stages,
    )


def _circumstances(parameters: Parameters) -> Iterator[CodedColumn]:
    for where in ("strata", "panels"):
        for name, one in getattr(parameters, where).items():
            yield circumstance_column(parameters, name, one, named_under=where)
    asked = parameters.adjustments
    if asked and asked.scheme:
        yield CodedColumn(
            SCHEME,
            asked.scheme,
            ("Yes", "No"),
            undeclared=asked.scheme_undeclared,
            recode=by_label({"Yes": asked.scheme_yes, "No": asked.scheme_no}),
            unknown=NOT_RECORDED,
            named_under="adjustments",
        )


def _support(parameters: Parameters) -> Support | None:
    asked = parameters.adjustments
    if asked is None:
        return None
    return Support(asked.requested, asked.made, list(parameters.stages).index(asked.stage))
