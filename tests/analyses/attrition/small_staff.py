"""A file of a few hundred made-up staff, and the parameters that read it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from workbench.analyses.attrition import Parameters, analyse
from workbench.disclosure import Release, release

OPENING, CLOSING = "2022-06-30", "2023-06-30"
STATED = {
    "analysis": "attrition",
    "title": "Small",
    "data_source": "synthetic",
    "data_date": "2023-09-30",
    "data_from": "2021-01-01",
    "leaving": {"reasons": {"resignation": ["Resigned"], "retirement": ["Retired"]}},
    "circumstances": {"grade": {"groups": ["Learner", "PSO", "PO"]}},
    "grade": "grade",
}


def spell(**told: str) -> dict[str, str]:
    """Return one spell of someone in post since before the data begin."""
    usual = {
        "start": "2020-01-01",
        "end": "",
        "grade": "PO",
        "reason": "",
        "disability": "Non-disabled",
    }
    return {**usual, **told}


def many(count: int, **told: str) -> list[dict[str, str]]:
    return [spell(**told) for _ in range(count)]


def parameters(folder: Path, spells: Iterable[dict[str, str]], **changes: object) -> Parameters:
    """Write spells, each of a person of its own unless named, and return what reads them."""
    rows = pd.DataFrame(list(spells))
    if "person" not in rows:
        rows["person"] = [f"P{number}" for number in range(len(rows))]
    path = folder / "staff.csv"
    rows.to_csv(path, index=False)
    return Parameters.from_values({**STATED, "data": str(path), **changes}, source="small")


def released(
    folder: Path, spells: Iterable[dict[str, str]], policy: str = "analyst", **changes: object
) -> Release:
    return release(analyse(parameters(folder, spells, **changes)), policy)
