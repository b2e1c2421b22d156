"""What a comparison may be said to show: evidence of a disparity, none seen, or cannot tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from workbench.statistics.multiplicity import adjust
from workbench.vocabulary.terms import CANNOT_TELL, EVIDENCE, NO_EVIDENCE, Family

METHODS: dict[Family, Literal["holm", "benjamini_hochberg"]] = {
    "headline": "holm",
    "drill-down": "benjamini_hochberg",
}
RATIO, NONPASSING, DIFFERENCE = (
    "relative_rate_index",
    "relative_nonpassing_rate",
    "rate_difference",
)


@dataclass(frozen=True, slots=True)
class VerdictRule:
    """The constants of the verdict.

    Attributes
    ----------
    level : float
        Confidence level of the intervals, each on its own.
    alpha : float
        Adjusted p-values up to this count as evidence.
    negligible_ratio : float
        Ratios between this and its inverse are small.
    negligible_difference : float
        Differences in rates up to this, as a share of 1, are small.
    minimum_group : int
        Nothing is said of fewer people than this.
    """

    level: float = 0.95
    alpha: float = 0.05
    negligible_ratio: float = 0.8
    negligible_difference: float = 0.03
    minimum_group: int = 10


def judge(claims: pd.DataFrame, rule: VerdictRule) -> pd.DataFrame:
    """Adjust for the number of questions asked, then give each claim its verdict.

    Parameters
    ----------
    claims : DataFrame
        One row a cell of the whole campaign: ``family`` ("headline", "drill-down" or None),
        ``role``, ``entered``, ``comparator_entered``, ``p_value`` (NaN where it may not be
        known) and, for each of the relative rate index, the relative rate of not passing and the
        difference in rates, ``<measure>``, ``<measure>_lower`` and ``<measure>_upper``. Only
        values that may be shown belong here.
    rule : VerdictRule
        Its constants.

    Returns
    -------
    DataFrame
        On the index of `claims`: ``p_adjusted``, ``family_size``, ``verdict`` and ``size``
        ("small" or "material", with evidence only); missing where a cell asks no question.

    Notes
    -----
    Holm's adjustment in the headline family and Benjamini and Hochberg's in the drill-down, both
    over the whole campaign. A question whose test may not be shown still counts, with p = 1, so
    that the size of a family does not depend on what was withheld.
    """
    judged = pd.DataFrame(
        {"p_adjusted": np.nan, "family_size": 0, "verdict": None, "size": None},
        index=claims.index,
    ).astype({"verdict": object, "size": object})
    asked = _asked(claims, rule)
    for family, method in METHODS.items():
        members = asked & (claims["family"] == family)
        if members.any():
            p_values = claims.loc[members, "p_value"].fillna(1.0).to_numpy(float)
            judged.loc[members, "p_adjusted"] = adjust(p_values, method)
            judged.loc[members, "family_size"] = int(members.sum())
    questions = claims["family"].notna() & (claims["role"] == "declared")
    judged.loc[questions, "verdict"] = _verdicts(
        claims[questions], judged.loc[questions, "p_adjusted"], asked[questions], rule
    )
    evidence = judged["verdict"] == EVIDENCE
    small = _negligible(claims[evidence], rule, limits=False)
    judged.loc[evidence, "size"] = np.where(small, "small", "material")
    judged.loc[claims["p_value"].isna(), "p_adjusted"] = np.nan
    return judged


def _asked(claims: pd.DataFrame, rule: VerdictRule) -> pd.Series:
    enough = claims["entered"].ge(rule.minimum_group) & claims["comparator_entered"].ge(
        rule.minimum_group
    )
    return claims["family"].notna() & (claims["role"] == "declared") & enough


def _verdicts(
    claims: pd.DataFrame, p_adjusted: pd.Series, asked: pd.Series, rule: VerdictRule
) -> np.ndarray:
    known = asked & claims["p_value"].notna() & ~_no_contrast(claims)
    excludes_one = (claims[f"{RATIO}_lower"] > 1) | (claims[f"{RATIO}_upper"] < 1)
    evidence = known & (p_adjusted <= rule.alpha) & excludes_one
    none = known & ~evidence & _negligible(claims, rule, limits=True)
    return np.select([evidence, none], [EVIDENCE, NO_EVIDENCE], default=CANNOT_TELL)


def _no_contrast(claims: pd.DataFrame) -> pd.Series:
    nobody = (claims["passed"] == 0) & (claims["comparator_passed"] == 0)
    everyone = (claims["passed"] == claims["entered"]) & (
        claims["comparator_passed"] == claims["comparator_entered"]
    )
    return nobody | everyone


def _negligible(claims: pd.DataFrame, rule: VerdictRule, *, limits: bool) -> pd.Series:
    ends = ("_lower", "_upper") if limits else ("",)
    low, high = rule.negligible_ratio, 1 / rule.negligible_ratio
    most = rule.negligible_difference

    def within(measure: str, least: float, greatest: float) -> pd.Series:
        inside = [claims[measure + end].between(least, greatest) for end in ends]
        return inside[0] & inside[-1]

    return within(RATIO, low, high) & (
        within(NONPASSING, low, high) | within(DIFFERENCE, -most, most)
    )
