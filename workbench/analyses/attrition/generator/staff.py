"""The table of staff, a row for each spell in which nothing changes."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.analyses.attrition.generator import plan, workforce
from workbench.analyses.attrition.generator.history import Spells, history, spells
from workbench.analyses.attrition.generator.people import People, draw_people
from workbench.analyses.attrition.generator.words import (
    BLANK,
    CONTRACTS,
    DESTINATIONS,
    FIRST_MONTH,
    GRADES,
    INTAKES,
    LABELS_OF_REASON,
    LABELS_OF_TEMPORARY,
    OTHER,
    PDUS,
    PDUS_A_REGION,
    PERMANENT,
    REASON_LABELS,
    RESIGNATION,
    ROUTES,
    SNAPSHOT,
    STAFF_CODE_LISTS,
    STATUSES,
    TRANSFER,
    YES_NO,
)
from workbench.synthetic import CHUNK_SIZE, DAY, Streams, choose
from workbench.vocabulary.terms import REGIONS

EARLIEST = np.datetime64("1970-01-01", "D")
SERVICE_DAYS = tuple(np.arange(EARLIEST, SNAPSHOT + DAY, DAY).astype(str).tolist())
DAYS = tuple(
    np.arange(FIRST_MONTH.astype("datetime64[D]"), SNAPSHOT + DAY, DAY).astype(str).tolist()
)
DESTINATION_SHARES = (0.20, 0.10, 0.16, 0.06, 0.06, 0.12, 0.30)
FTE_LABELS = np.array(workforce.FTE)


def draw_staff(streams: Streams) -> pd.DataFrame:
    """Draw the spells of one chunk of people.

    Returns
    -------
    DataFrame
        Labels and dates as categoricals with the same categories in every chunk, numbers as
        nullable whole numbers, blanks as missing; a person's spells together and in order.

    Examples
    --------
    >>> draw_staff(Streams(1, 0, 2))["person_id"].unique().tolist()
    ['SYN-0000001', 'SYN-0000002']
    """
    people = draw_people(streams)
    found = spells(history(people, streams), people, streams)
    columns = {
        **_spell(found, streams),
        **_post(found),
        **_work(found),
        **_training(found, people),
        **_service(found, people, streams),
        **_leaving(found, streams),
        **_characteristics(found, people),
    }
    return pd.DataFrame(columns)


def labelled(codes: NDArray[np.integer], labels: tuple[str, ...]) -> pd.Categorical:
    """Turn codes into labels; `BLANK` becomes missing.

    Examples
    --------
    >>> labelled(np.array([1, -1]), ("PSO", "PO")).tolist()
    ['PO', nan]
    """
    return pd.Categorical.from_codes(codes, categories=pd.Index(labels, dtype="str"))


def _days(days: NDArray[np.datetime64], labels: tuple[str, ...]) -> pd.Categorical:
    place = (days - np.datetime64(labels[0], "D")).astype(np.int64)
    return labelled(np.where(np.isnat(days), BLANK, place), labels)


def _numbers(values: NDArray[np.int16]) -> pd.arrays.IntegerArray:
    return pd.arrays.IntegerArray(values, values == BLANK)


def _spell(found: Spells, streams: Streams) -> dict[str, object]:
    first = streams.chunk * CHUNK_SIZE + 1
    names = tuple(f"SYN-{first + row:07d}" for row in range(streams.size))
    return {
        "person_id": labelled(found.person, names).astype("str"),
        "start": _days(found.start, DAYS),
        "end": _days(found.end, DAYS),
    }


def _post(found: Spells) -> dict[str, object]:
    columns = found.columns
    return {
        "region": labelled(columns["pdu"] // PDUS_A_REGION, REGIONS),
        "pdu": labelled(columns["pdu"], PDUS),
        "grade": labelled(columns["grade"], GRADES),
        "contract": labelled(columns["contract"], CONTRACTS),
        "fte": FTE_LABELS[columns["fte"]],
        "status": labelled(columns["status"], STATUSES),
    }


def _work(found: Spells) -> dict[str, object]:
    names = ("caseload", "workload", "sickness_days", "pay_point", "manager_span", "engagement")
    return {name: _numbers(found.columns[name]) for name in names}


def _training(found: Spells, people: People) -> dict[str, object]:
    columns = found.columns
    return {
        "former_crc": labelled(np.where(people.transfer[found.person], 0, 1), YES_NO),
        "cohort": labelled(columns["intake"], INTAKES),
        "route": labelled(columns["route"], ROUTES),
        "newly_qualified": labelled(np.where(columns["newly"] == 1, 0, 1), YES_NO),
    }


def _service(found: Spells, people: People, streams: Streams) -> dict[str, object]:
    """Return the day of joining, and the one before a transfer where it is recorded."""
    reset = people.transfer
    known = reset & (streams.uniform("original known") < plan.ORIGINAL_KNOWN)
    true = people.joined()
    joined = np.where(reset, TRANSFER, true)
    original = np.where(known, true, np.datetime64("NaT", "D"))
    return {
        "joined": _days(joined[found.person], SERVICE_DAYS),
        "joined_originally": _days(original[found.person], SERVICE_DAYS),
    }


def _leaving(found: Spells, streams: Streams) -> dict[str, object]:
    person = found.person
    temporary = (found.reason == OTHER) & (found.columns["contract"] != PERMANENT)
    cell = np.where(temporary, len(LABELS_OF_REASON), np.maximum(found.reason, 0))
    label = choose(_label_shares(), streams.uniform("reason label")[person], cell=cell)
    left = found.reason != BLANK
    told = left & (streams.uniform("reason told")[person] >= plan.REASON_BLANK)
    going = found.reason == RESIGNATION
    destination = choose(DESTINATION_SHARES, streams.uniform("destination")[person])
    return {
        "leaving_reason": labelled(np.where(told, label, BLANK), REASON_LABELS),
        "destination": labelled(np.where(going & told, destination, BLANK), DESTINATIONS),
    }


def _label_shares() -> NDArray[np.float64]:
    """Return the share of every label in each reason, and last in `OTHER` of temporary staff."""
    listed = (*LABELS_OF_REASON.values(), LABELS_OF_TEMPORARY)
    return np.array([[labels.get(name, 0.0) for name in REASON_LABELS] for labels in listed])


def _characteristics(found: Spells, people: People) -> dict[str, object]:
    columns: dict[str, object] = {}
    for code_list in STAFF_CODE_LISTS:
        if code_list.name == "age":
            codes: NDArray[np.integer] = found.columns["age"]
        else:
            codes = people.declared[code_list.name][found.person]
        columns[code_list.name] = labelled(codes, code_list.groups + code_list.undeclared)
    return columns
