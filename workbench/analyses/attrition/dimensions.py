"""By what staff are told apart: names and labels, for the audit of a report."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.analyses.attrition.contract import contract_of
from workbench.analyses.attrition.counting import StaffCounts
from workbench.analyses.attrition.parameters import Parameters
from workbench.analyses.attrition.periods import own_period
from workbench.analyses.attrition.stated.learning import learning_dimensions, learning_tied
from workbench.analyses.attrition.stated.leaving import REASONS
from workbench.analyses.attrition.stated.service import service_dimensions, service_tied
from workbench.analyses.attrition.ties.counted import TOGETHER, WITHIN
from workbench.analyses.attrition.ties.worlds import LISTED
from workbench.vocabulary.terms import NOT_RECORDED


def dimensions(parameters: Parameters) -> dict[str, tuple[str, ...]]:
    """Return every label of every column that people are told apart by."""
    told = {name: tuple(labels) for name, labels in contract_of(parameters).results.items()}
    return told | service_dimensions(parameters) | learning_dimensions(parameters)


def tied(parameters: Parameters, counted: StaffCounts) -> dict[str, str]:
    """Return what else says whom a count counts."""
    bands = service_tied(parameters) | learning_tied(parameters)
    return dict(_tied(parameters)) | bands | _within(parameters, counted)


def together(parameters: Parameters) -> dict[str, tuple[str, ...]]:
    """Return groups of the grade that are shown besides: the one learners are counted with."""
    learners = parameters.learners
    if learners is None or learners.counted_with is None:
        return {}
    return {f"{learners.counted_with} with learners": (learners.counted_with, learners.grade)}


def _tied(parameters: Parameters) -> Iterator[tuple[str, str]]:
    reasons = contract_of(parameters).reason_names
    leaving = parameters.leaving
    yield "reasons", LISTED.join(reasons)
    yield "counted", LISTED.join(leaving.counted_titles)
    yield "reasons resigned", LISTED.join(leaving.resignation_titles)
    yield "reasons retired", REASONS["retirement"]
    for reason in reasons:
        yield f"reasons {reason}", reason
    for name, labels in together(parameters).items():
        yield f"{TOGETHER}{name}", LISTED.join(labels)
    if parameters.region and parameters.unit:
        yield "region", parameters.region
        yield "unit", parameters.unit


def units(parameters: Parameters) -> tuple[str, str] | None:
    """Return the columns of the region and of the unit within it, where both are named."""
    if parameters.region is None or parameters.unit is None:
        return None
    return parameters.region, parameters.unit


def _within(parameters: Parameters, counted: StaffCounts) -> dict[str, str]:
    """Return the region of each unit, where every unit lies in one; names alone, no number."""
    names = units(parameters)
    if names is None:
        return {}
    region, unit = names
    pairs = counted.tables[own_period(parameters).in_post(*names)][[region, unit]]
    held = pairs.drop_duplicates().astype(str)
    if held[unit].duplicated().any() or NOT_RECORDED in set(held[unit]):
        return {}
    told = zip(held[unit], held[region], strict=True)
    return {f"{WITHIN}{one}": where for one, where in told}
