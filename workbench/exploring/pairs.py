"""The released numbers of two releases, one beside the other."""

from __future__ import annotations

import pandas as pd

from workbench.disclosure import Release

KEYS = [
    "finding", "characteristic", "group", "role", "comparator", "stage", "basis", "stratum",
    "measure",
]  # fmt: skip
TOLD = ("value", "lower", "upper", "verdict")
BOTH, FIRST, SECOND = "both", "first only", "second only"


def beside(first: Release, second: Release) -> pd.DataFrame:
    """Return every released number of both, matched by finding, cell and measure.

    Parameters
    ----------
    first, second : Release
        Of one analysis.

    Returns
    -------
    DataFrame
        The keys; ``first_value``, ``second_value`` and so on for the limits and the verdict;
        ``in``: both, first only or second only; ``differs``: whether anything told does. A
        number that is withheld is NaN.
    """
    one, two = (_frame(release) for release in (first, second))
    named = one.merge(two, how="outer", on=[*KEYS, "again"], indicator="in", sort=False)
    where = {"both": BOTH, "left_only": FIRST, "right_only": SECOND}
    named["in"] = named["in"].astype(str).map(where)
    same = pd.Series(True, index=named.index)
    for name in TOLD:
        left, right = named[f"{name}_x"], named[f"{name}_y"]
        same &= (left == right) | (left.isna() & right.isna())
    named["differs"] = ~same | (named["in"] != BOTH)
    renamed = {f"{name}_{end}": f"{side}_{name}" for name in TOLD
               for end, side in (("x", "first"), ("y", "second"))}  # fmt: skip
    order = [*KEYS, *(f"{side}_{name}" for name in TOLD for side in ("first", "second"))]
    return named.rename(columns=renamed)[[*order, "in", "differs"]]


def _frame(release: Release) -> pd.DataFrame:
    frame = pd.DataFrame(release.records(), columns=[*KEYS, *TOLD])
    verdict = frame["verdict"].astype(object)
    frame["verdict"] = verdict.where(verdict.notna(), None)
    for name in ("value", "lower", "upper"):
        frame[name] = frame[name].astype(float)
    return frame.assign(again=frame.groupby(KEYS, dropna=False).cumcount())
