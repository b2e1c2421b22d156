"""Whether answers to a survey can be counted, and all that keeps them from it in one message."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import ibis
from ibis.expr.types import Table, Value

from workbench.errors import DataError
from workbench.records.checking.labels import told_unknown, unknown_labels
from workbench.records.coding import BLANK, UNKNOWN
from workbench.records.opening.opened import in_rows
from workbench.records.panel.waves.contract import FEWEST_RESPONDENTS, SurveyContract
from workbench.records.panel.waves.reader import SurveyRecords

Found = Mapping[str, int]


@dataclass(frozen=True, slots=True, eq=False)
class SurveyChecked:
    """What may be counted, and what is told beside it.

    Attributes
    ----------
    rows_read : int
        Of the whole file.
    respondents : mapping of str to int
        By wave, in order.
    small_waves : tuple of str
        Waves with fewer than `FEWEST_RESPONDENTS` of them.
    without_unit : int
        Rows that name no unit: they are in no comparison of units.
    unanswered : mapping of str to int
        Rows without an answer, by item.
    warnings : tuple of str
        What is not refused, in words.
    """

    rows_read: int
    respondents: Mapping[str, int]
    small_waves: tuple[str, ...]
    without_unit: int
    unanswered: Mapping[str, int]
    warnings: tuple[str, ...]


def check_survey(records: SurveyRecords, contract: SurveyContract) -> SurveyChecked:
    """Refuse answers that cannot be counted truly, and return what is told of the others.

    Raises
    ------
    DataError
        Naming every problem, the column, how many rows have it, and what to do.
    """
    found = _measured(records.table, contract)
    problems = [*records.problems, *_problems(records, contract, found)]
    if problems:
        raise DataError.gather(records.source, problems)
    respondents = {name: found[f"wave_{at}"] for at, name in enumerate(contract.wave_names)}
    small = {name: number for name, number in respondents.items() if number < FEWEST_RESPONDENTS}
    return SurveyChecked(
        rows_read=records.rows_read,
        respondents=respondents,
        small_waves=tuple(small),
        without_unit=found["no_unit"],
        unanswered={one.name: found[f"no_item_{at}"] for at, one in enumerate(contract.items)},
        warnings=tuple(_warnings(contract, found, small)),
    )


def _measured(table: Table, contract: SurveyContract) -> Found:
    weight = table["weight"]
    measures: dict[str, Value] = {
        "no_wave": (table["wave"] == BLANK).sum(),
        "unknown_wave": (table["wave"] == UNKNOWN).sum(),
        "no_unit": (table["unit"] == BLANK).sum(),
        "unknown_unit": (table["unit"] == UNKNOWN).sum(),
        "no_weight": (weight.isnull() | weight.isnan()).sum(),
        "bad_weight": ((weight <= 0) & ~weight.isnan()).sum(),
    }
    for place in range(len(contract.waves)):
        measures[f"wave_{place}"] = (table["wave"] == place).sum()
    for place in range(len(contract.coded)):
        measures[f"unknown_group_{place}"] = (table[f"group_{place}"] == UNKNOWN).sum()
    for place in range(len(contract.items)):
        item = table[f"item_{place}"]
        measures[f"unknown_item_{place}"] = (item == UNKNOWN).sum()
        measures[f"no_item_{place}"] = (item == 0).sum()
        measures[f"answers_{place}"] = (item > 0).sum()
    found = table.aggregate(**measures).to_pyarrow().to_pylist()[0]
    return {name: int(value or 0) for name, value in found.items()}


def _problems(records: SurveyRecords, contract: SurveyContract, found: Found) -> Iterator[str]:
    if rows := found["no_wave"]:
        yield f"{contract.wave!r} is blank in {in_rows(rows)}. Fill it in."
    labels = _label_problems(records.raw, contract, found)
    yield from labels
    if rows := found["no_weight"]:
        yield (
            f"{contract.weight!r} is blank or no number in {in_rows(rows)}. Give every respondent "
            "a weight, or take 'weight' out."
        )
    if rows := found["bad_weight"]:
        yield f"{contract.weight!r} is 0 or less in {in_rows(rows)}. Correct the weights."
    # A wave whose label is unknown has no rows of its own.
    if not labels and not records.problems:
        yield from _empty(contract, found)


def _empty(contract: SurveyContract, found: Found) -> Iterator[str]:
    for place, name in enumerate(contract.wave_names):
        if not found[f"wave_{place}"]:
            yield (
                f"{contract.wave!r}: no row is of the wave {name!r}. Take it out of 'waves', or "
                "export it as well."
            )
    for place, item in enumerate(contract.items):
        if not found[f"answers_{place}"]:
            yield (
                f"{item.column!r} has no answer in any row. Take {item.name} out of 'items', or "
                "check the export."
            )


def _label_problems(raw: Table, contract: SurveyContract, found: Found) -> list[str]:
    """Return, for each column with labels outside its list, a sentence that names them."""
    allowed = {
        column: labels for column, (labels, measure) in _allowed(contract).items() if found[measure]
    }
    if not allowed:
        return []
    counted = [unknown_labels(raw, column, labels) for column, labels in allowed.items()]
    unknown = ibis.union(*counted) if len(counted) > 1 else counted[0]
    items = unknown.order_by(["column", ibis.desc("rows"), "label"]).to_pyarrow().to_pylist()
    mends = _mends(contract)
    return [
        f"{column!r}: {told_unknown(here, labels)} {mends[column]}"
        for column, labels in allowed.items()
        if (here := [item for item in items if item["column"] == column])
    ]


def _allowed(contract: SurveyContract) -> dict[str, tuple[tuple[str, ...], str]]:
    """Return, for each column of labels, those that may stand there and what counts the others."""
    coded = {
        one.column: (tuple(one.meanings), f"unknown_group_{place}")
        for place, one in enumerate(contract.coded)
    }
    items = {
        one.column: (tuple(one.meanings), f"unknown_item_{place}")
        for place, one in enumerate(contract.items)
    }
    waves, units = ("", *contract.wave_names), ("", *contract.units)
    first = {contract.wave: (waves, "unknown_wave"), contract.unit: (units, "unknown_unit")}
    return first | coded | items


def _mends(contract: SurveyContract) -> dict[str, str]:
    mends = {
        contract.wave: "Name them under 'waves', with the day on which each ended.",
        contract.unit: (
            "Write units as the file of units and months has them; leave blank where one is not "
            "known."
        ),
    }
    for one in contract.coded:
        mends[one.column] = (
            f"Correct the file, or name them under {one.named_under}: 'supported' or 'others'."
            if one is contract.role and one.named_under == "survey.roles"
            else f"Correct the file, or say which group they belong to: {one.named_under}: "
            f"{{{one.name}: {{recode: {{{one.groups[0]}: [..]}}}}}}; what stands for no answer "
            "goes under 'undeclared' there."
        )
    for item in contract.items:
        mends[item.column] = (
            "Answers are 1 to 5, 5 the most favourable, or blank. Correct the file, or say what "
            f"they mean: items: {{{item.name}: {{labels: {{..: 5}}}}}}; what stands for no answer "
            "goes under 'unanswered' there."
        )
    return mends


def _warnings(contract: SurveyContract, found: Found, small: Mapping[str, int]) -> Iterator[str]:
    # How many is not said: it stands in the report, where few people are never told of.
    for name in small:
        yield (
            f"{contract.wave!r}: the wave {name!r} has fewer than the {FEWEST_RESPONDENTS} "
            "respondents from which an index is told."
        )
    if found["no_unit"]:
        yield f"{contract.unit!r} is blank in some rows, which can be in no comparison of units."
