"""A draft as the text of a parameter file, each guess marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from workbench.analyses.attrition.profile.draft import UNIT, StaffDraft
from workbench.analyses.attrition.profile.drivers import DraftDriver
from workbench.analyses.attrition.profile.words import UNITS
from workbench.profiling.writing import (
    CHECK,
    characteristics,
    columns,
    flow,
    heading,
    opening,
)
from workbench.records.survey import ColumnSurvey
from workbench.vocabulary.terms import REGIONS

RESET = "2021-06-26"
MONTHS_OF_TRAINING = 21


def written(made: StaffDraft, questions: Sequence[str], data: str) -> str:
    """Return the parameter file."""
    return "\n".join(_lines(made, questions, data)) + "\n"


def _lines(made: StaffDraft, questions: Sequence[str], data: str) -> Iterator[str]:
    yield from opening(made.survey, questions, made.unused)
    yield from heading("attrition", "Who leaves, and what goes with it", data, made.reading)
    yield 'population: ""  # CHECK: whose leaving this is, by grade and contract'
    if made.data_date:
        yield f"data_date: {flow(made.data_date)}{CHECK}: the day the file was taken"
    yield '# data_from: "2019-07-01"  # the day from which everybody in post is in the file'
    yield "lag_months: 3  # cut from the end, since leavers are entered late"
    if made.rows.layout != "spells":
        yield f"layout: {made.rows.layout}{CHECK}"
    yield from columns(_named(made))
    yield from _service(made)
    yield f"leaving:{CHECK}: why people left; transfer_inside is no leaving"
    yield "  reasons:" if any(made.reasons) else "  reasons: {}"
    yield from (f"    {name}: {flow(list(said))}" for name, said in made.reasons.items() if name)
    if made.kept:
        kept = {column: list(labels) for column, labels in made.kept.items()}
        yield f"kept: {flow(kept)}{CHECK}: whom the report is of"
    yield from _circumstances(made)
    yield from characteristics(made.characteristics)
    if made.drivers:
        yield f"drivers:{CHECK}: where bands begin, and what a blank means"
        yield from (f"  {one.name}: {flow(_driver(one))}" for one in made.drivers)


def _named(made: StaffDraft) -> dict[str, str | None]:
    return {
        **made.rows.columns,
        **{name: one.name for name, one in made.circumstances.items()},
        **{one.name: one.column for one in made.characteristics},
        **{one.name: one.column for one in made.drivers},
    }


def _service(made: StaffDraft) -> Iterator[str]:
    for name in ("joined", "joined_originally", "service"):
        if name in made.rows.columns:
            yield f"{name}: {name}{CHECK}"
    if "joined_originally" in made.rows.columns:
        yield f'resets: ["{RESET}"]{CHECK}: days to which a transfer reset joined'


def _circumstances(made: StaffDraft) -> Iterator[str]:
    if not made.circumstances:
        return
    yield f"circumstances:{CHECK}"
    yield from (f"  {name}: {flow(_groups(name, one))}" for name, one in made.circumstances.items())
    for role, name in (("grade", "grade"), ("region", "region"), ("unit", UNIT)):
        if name in made.circumstances:
            yield f"{role}: {name}"
    if learners := made.learners:
        said = learners | {"expected_months": {"all": MONTHS_OF_TRAINING}}
        yield f"learners: {flow(said)}{CHECK}"


def _groups(name: str, column: ColumnSurvey) -> dict[str, Any]:
    if name == "region" and {*column.labels} <= {*REGIONS}:
        return {}
    title = {"title": column.name} if name == UNIT else {}
    return title | {"groups": sorted(column.labels)}


def _driver(driver: DraftDriver) -> dict[str, Any]:
    said: dict[str, Any] = {"unit": UNITS[driver.name]} if driver.name in UNITS else {}
    said["edges"] = list(driver.edges)
    if driver.may_be_none_held:
        said["blank"] = "none held"
        said |= {"zero": "none held"} if driver.zeros else {}
    return said
