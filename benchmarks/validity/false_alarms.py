"""How often a fair campaign is said to show a disparity, under the verdict and under other rules.

Whole campaigns are simulated, because their questions hang together. The counts go through
`weigh` and `judge`, which is all that `workbench.disclosure.release` does before it prints.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.validity.campaign_questions import question_counts, questions
from benchmarks.validity.campaigns import Intake, fair_campaign
from benchmarks.validity.questions import evidence_claims, excludes_one
from workbench.findings import VerdictRule, judge
from workbench.vocabulary.terms import EVIDENCE, PolicyName

RULE = VerdictRule()
SEED = 20260301
"""Chosen as a date before the first run, and never changed for what came of it."""
AT_ONCE = 250
"""Campaigns weighed together, which fills memory."""

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Share:
    """A simulated share with its Monte Carlo standard error."""

    value: float
    error: float

    @classmethod
    def of(cls, flags: Flags) -> Share:
        """Return the share of flags that are raised."""
        value = float(flags.mean())
        return cls(value, float(np.sqrt(value * (1 - value) / flags.size)))


@dataclass(frozen=True, slots=True, eq=False)
class Simulated:
    """Fair campaigns as one policy shows them; every array is campaigns by questions.

    Attributes
    ----------
    questions : DataFrame
        Which questions they are.
    counts : ndarray of int, shape (campaigns, questions, 4)
        Exact counts of both sides.
    p_value : ndarray of float
        Unadjusted, NaN where withheld. Under `open` those above 0.05 are of the rounded counts.
    evidence, shown, covered : ndarray of bool
        Whether the verdict is evidence, an interval is shown, and it covers the true ratio of 1.
    """

    questions: pd.DataFrame
    counts: NDArray[np.int64]
    p_value: NDArray[np.float64]
    evidence: Flags
    shown: Flags
    covered: Flags

    def any_evidence(self, family: str | None = None) -> Share:
        """Share of campaigns with evidence in a family, or in either."""
        members = slice(None) if family is None else (self.questions["family"] == family).to_numpy()
        return Share.of(self.evidence[:, members].any(axis=1))


def draw(intake: Intake, size: int, campaigns: int, seed: int = SEED) -> NDArray[np.int64]:
    """Draw the counts of fair campaigns: campaigns by questions by four."""
    random = np.random.default_rng([seed, size])
    drawn = (fair_campaign(intake, size, random) for _ in range(campaigns))
    return np.stack([question_counts(intake, counted) for counted in drawn])


def simulate(intake: Intake, counts: NDArray[np.int64], policy: PolicyName) -> Simulated:
    """Put campaigns to the verdict, each one's questions together."""
    named = questions(intake)
    parts = [
        _simulated(named, counts[at : at + AT_ONCE], policy)
        for at in range(0, len(counts), AT_ONCE)
    ]
    whole = [np.concatenate(each) for each in zip(*parts, strict=True)]
    return Simulated(named, counts, *whole)


def _simulated(named: pd.DataFrame, counts: NDArray[np.int64], policy: PolicyName):
    asked = evidence_claims(tuple(counts.reshape(-1, 4).T), policy, RULE.alpha)
    asked["family"] = np.tile(named["family"].to_numpy(object), len(counts))
    evidence = [
        (judge(campaign, RULE)["verdict"] == EVIDENCE).to_numpy()
        for _, campaign in asked.groupby(np.arange(len(asked)) // len(named))
    ]
    shape = counts.shape[:2]
    known = asked["p_value"].notna().to_numpy().reshape(shape)
    covered = known & ~excludes_one(asked).reshape(shape)
    p_value = asked["p_value"].to_numpy(float).reshape(shape)
    return p_value, np.stack(evidence), known, covered
