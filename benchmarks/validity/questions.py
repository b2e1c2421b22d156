"""Many comparisons put to the workbench's own gate at once.

`weigh` and `judge` are what `workbench.disclosure.release` calls. Under `open` what they say
depends on the rounded counts alone, so comparisons that are shown alike are weighed once.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.disclosure import policy_named
from workbench.disclosure.policy import DisclosurePolicy
from workbench.disclosure.rounding import shown
from workbench.disclosure.weighing import weigh
from workbench.findings import Finding, VerdictRule, judge
from workbench.measures.comparison import TWO_SIDES, comparison, exact_test
from workbench.vocabulary.terms import PolicyName

LEVEL = 0.95
POLICIES: tuple[PolicyName, PolicyName] = ("analyst", "open")
AT_ONCE = 400
"""Comparisons weighed together: each stands for up to 625 under `open`, which fills memory."""

Sides = tuple[NDArray[np.int64], ...]


def claims(sides: Sides, policy: PolicyName | DisclosurePolicy) -> pd.DataFrame:
    """Return what the verdict would rest on in each comparison.

    Parameters
    ----------
    sides : tuple of ndarray of int
        Passed and entered in the group, then in the comparator; of one length.
    policy : {"open", "analyst"} or DisclosurePolicy
        What is shown of them.

    Returns
    -------
    DataFrame
        One row a comparison, as `workbench.findings.judge` takes them, all headlines.
    """
    terms = policy if isinstance(policy, DisclosurePolicy) else policy_named(policy)
    first, place = _shown_alike(sides, terms)
    different = np.stack(sides, axis=1)[first]
    step = AT_ONCE if terms.base > 1 else 10**6
    parts = [_weighed(different[at : at + step], terms) for at in range(0, len(different), step)]
    return pd.concat(parts, ignore_index=True).iloc[place].reset_index(drop=True)


def excludes_one(asked: pd.DataFrame) -> NDArray[np.bool_]:
    """Tell where the interval of the ratio excludes 1."""
    lower, upper = asked["relative_rate_index_lower"], asked["relative_rate_index_upper"]
    return ((lower > 1) | (upper < 1)).to_numpy()


def evidence_claims(sides: Sides, policy: PolicyName, alpha: float) -> pd.DataFrame:
    """Return claims that hold all evidence there can be, without taking every hull.

    A hull only widens an interval and raises a p-value. So a comparison whose rounded counts,
    taken as they stand, neither reach `alpha` nor exclude a ratio of 1 cannot show evidence; nor
    can the exact size of a p-value above `alpha` change what Holm's adjustment or Benjamini and
    Hochberg's leave below it. Those comparisons keep the limits and p-value of the rounded counts.
    """
    terms = policy_named(policy)
    if terms.exact:
        return claims(sides, terms)
    rounded = tuple(shown(side, terms).value for side in sides)
    found = claims(rounded, replace(terms, base=1, band=0))
    near = (found["p_value"] <= alpha).to_numpy() | excludes_one(found)
    if near.any():
        found.loc[near] = claims(tuple(side[near] for side in sides), terms).to_numpy()
    return found


def verdicts(asked: pd.DataFrame, alpha: float) -> NDArray[np.object_]:
    """Judge each comparison on its own, with `alpha` as the bound that its p-value must reach.

    A p-value of 0 or 1 stays what it is under Holm's adjustment, however many there are: so the
    comparisons can all be handed to `judge` together and none takes notice of the others.
    """
    reached = asked["p_value"].le(alpha).map({True: 0.0, False: 1.0})
    alone = asked.assign(p_value=reached.where(asked["p_value"].notna()))
    return judge(alone, VerdictRule(level=LEVEL))["verdict"].to_numpy(object)


def _shown_alike(
    sides: Sides, policy: DisclosurePolicy
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the first of each kind that is shown alike, and the kind of every comparison."""
    looks = [shown(side, policy) for side in sides]
    # A band is shown as no multiple of the base, so -1 keeps it apart from them.
    keys = np.stack([np.where(look.banded, -1, look.value) for look in looks], axis=1)
    _, first, place = np.unique(keys, axis=0, return_index=True, return_inverse=True)
    return first, place.ravel()


def _weighed(sides: NDArray[np.int64], policy: DisclosurePolicy) -> pd.DataFrame:
    cells = pd.DataFrame(sides, columns=list(TWO_SIDES)).assign(
        **dict.fromkeys(("characteristic", "group", "comparator", "stage", "basis", "stratum"), ""),
        role="declared",
        family="headline",
    )
    measures = (comparison(LEVEL), exact_test())
    finding = Finding("validity", "characteristic", "Validity", cells, measures)
    return weigh(finding, policy).claims()
