"""Counts laid out as comparisons: each group beside its comparator."""

from __future__ import annotations

import pandas as pd

from workbench.findings.finding import KEYS
from workbench.vocabulary.terms import NOT_ASKED, NOT_DECLARED, OVERALL

REACHED, NOT_REACHED, NOT_ASSESSED = "reached", "not reached", "not assessed"
COULD = [REACHED, NOT_REACHED, NOT_ASSESSED]
"""What can have become of those who could progress."""
SIDES = ["passed", "entered"]


def beside(
    sides: pd.DataFrame, name: str, comparator: str, *, stratum: str = "", family: str | None = None
) -> pd.DataFrame:
    """Return a cell for each group of a characteristic.

    Parameters
    ----------
    sides : DataFrame
        ``passed`` and ``entered`` by group.
    name, comparator : str
        The characteristic, and the group that the others are held against.
    stratum : str
        What else the cells are told apart by.
    family : str, optional
        Of comparisons that carry a verdict.
    """
    roles = {comparator: "comparator", NOT_DECLARED: "undeclared", NOT_ASKED: "undeclared"}
    told = [roles.get(str(group), "declared") for group in sides.index]
    keys = {
        "characteristic": name,
        "group": sides.index.astype(str),
        "role": told,
        "comparator": comparator,
        "stage": OVERALL,
        "basis": OVERALL,
        "stratum": stratum,
        "family": [family if role == "declared" else None for role in told],
    }
    others = {f"comparator_{side}": int(sides.loc[comparator, side]) for side in SIDES}
    counts = {side: sides[side].to_numpy("int64") for side in SIDES}
    return pd.DataFrame({**keys, **counts, **others}).astype({"family": object})


def plain(told: dict[str, int]) -> pd.DataFrame:
    """Return a cell for each number of people who are compared with nobody."""
    blank = dict.fromkeys(KEYS, "") | {"role": "all", "family": None}
    cells = pd.DataFrame({"group": list(told), "number": list(told.values())})
    return cells.assign(**{key: blank[key] for key in KEYS if key != "group"})
