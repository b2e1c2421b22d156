"""What a number must be, given the counts printed beside it: each formula in one line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from workbench.publishing.verification.shown import SIDES, Floats

Values = Mapping[str, Floats]
OWN = SIDES[:2]


@dataclass(frozen=True, slots=True)
class Formula:
    """How a number follows from the counts of its cell.

    Attributes
    ----------
    counts : tuple of str
        The counts it is of.
    value : callable
        From those counts, and the cell's other numbers, to the value.
    beside : tuple of str
        Other numbers of the cell that it takes.
    of_few : bool
        Whether it may be told of fewer people than a rate.
    limits : {"wilson", "newcombe", "koopman", "koopman of others", "range", "power", "inside"}
        How its limits follow: ``range`` is the least and greatest value over all counts that the
        printed ones may stand for; ``inside`` asks only that they hold the value.
    """

    counts: tuple[str, ...]
    value: Callable[[Values], Floats]
    limits: str = "inside"
    beside: tuple[str, ...] = ()
    of_few: bool = False

    @property
    def compares(self) -> bool:
        """Whether it takes counts of two sides."""
        return len(self.counts) > len(OWN)


def _rate(of: Values) -> Floats:
    return of["passed"] / of["entered"]


def _other_rate(of: Values) -> Floats:
    return of["comparator_passed"] / of["comparator_entered"]


def _ratio(of: Values) -> Floats:
    return _rate(of) / _other_rate(of)


def _ratio_of_others(of: Values) -> Floats:
    return (1 - _rate(of)) / (1 - _other_rate(of))


def _odds_ratio(of: Values) -> Floats:
    passed, entered, other, others = (of[name] for name in SIDES)
    return passed * (others - other) / ((entered - passed) * other)


def _of_whole(of: Values) -> Floats:
    """Return the ratio of a part's rate to the whole's; rounding must not make the part larger."""
    passed, entered, whole, of_whole = (of[name] for name in SIDES)
    whole = np.maximum(whole, passed)
    return (passed / entered) / (whole / np.maximum(of_whole, entered + whole - passed))


def _flip(of: Values) -> Floats:
    """Tell whether one person more or fewer would level the rates or turn them round."""
    passed, entered, other, others = (of[name] for name in SIDES)
    ahead = np.sign(passed * others - other * entered)
    moved = np.sign((passed - ahead) * others - other * entered)
    return ((ahead != 0) & (moved != ahead)).astype(float)


def power(ratio: Floats, of: Values) -> Floats:
    """Return the chance that a two-sided 5% test finds a true ratio (Fleiss, equation 4.14)."""
    from scipy.special import ndtr, ndtri

    entered, others, rate = of["entered"], of["comparator_entered"], _other_rate(of)
    low, gap = ratio * rate, rate - ratio * rate
    pooled = (low * entered + rate * others) / (entered + others)
    null = np.sqrt(pooled * (1 - pooled) * (1 / entered + 1 / others))
    error = np.sqrt(np.maximum(low * (1 - low) / entered + rate * (1 - rate) / others, 1e-300))
    critical = -ndtri(0.025) * null
    return np.asarray(ndtr((gap - critical) / error) + ndtr((-gap - critical) / error))


FORMULAS = {
    "selection_rate": Formula(OWN, _rate, "wilson"),
    "selection_rate_together": Formula(OWN, _rate, "wilson"),
    "declared_share": Formula(OWN, _rate, "wilson"),
    "share": Formula(OWN, _rate),
    "stability_index": Formula(OWN, _rate, "wilson"),
    "completion_rate": Formula(OWN, _rate, "wilson"),
    "comparator_rate": Formula(
        SIDES[2:], lambda of: of["comparator_passed"] / of["comparator_entered"], "wilson"
    ),
    "relative_rate_index": Formula(SIDES, _ratio, "koopman"),
    "relative_nonpassing_rate": Formula(SIDES, _ratio_of_others, "koopman of others"),
    "rate_difference": Formula(SIDES, lambda of: _rate(of) - _other_rate(of), "newcombe"),
    "shortfall": Formula(SIDES, lambda of: of["entered"] * _other_rate(of) - of["passed"], "range"),
    "one_person_flip": Formula(SIDES, _flip, "range"),
    "odds_ratio": Formula(SIDES, _odds_ratio),
    "ratio_whoever_they_are": Formula(SIDES, _ratio),
    "reach_among_applicants": Formula(SIDES, _of_whole),
    "reach_together": Formula(SIDES, _of_whole),
    "selection_index": Formula(SIDES, _of_whole),
    "selection_index_together": Formula(SIDES, _of_whole),
    "representation_index": Formula(
        OWN, lambda of: _rate(of) / of["expected_share"], beside=("expected_share",)
    ),
    "representation_index_together": Formula(
        OWN, lambda of: _rate(of) / of["expected_share"], beside=("expected_share",)
    ),
    "reach_index": Formula(
        OWN, lambda of: _rate(of) / of["expected_share"], beside=("expected_share",)
    ),
    "fewer_than_expected": Formula(
        OWN,
        lambda of: of["entered"] * of["expected_share"] - of["passed"],
        beside=("expected_share",),
    ),
    "people_beyond_additive": Formula(
        OWN,
        lambda of: of["beyond_additive"] * of["entered"],
        beside=("beyond_additive",),
        of_few=True,
    ),
}
"""By the name of the number."""
POWER, EXCESS = "minimum_detectable_ratio", "minimum_detectable_excess"

ACROSS_CELLS = (
    "share_of_gap gained_at_parity others_to_cross passers_to_cross "
    "comparator_others_to_cross comparator_passers_to_cross pooled_rate "
    "pooled_relative_rate additive_rate beyond_additive cell_variation non_additive_share "
    "deviation_between_panels deviation_p shrunken_rate p_beside_the_others usual_rate "
    "earlier_differ_p recent_rate recent_ratio ratio_to_last spend cost_per_start "
    "cost_per_start_over expected_share fewer_by_attraction fewer_by_selection target_share "
    "target_ratio share_of_starters crude_ratio crude_difference pooled_ratio ratio_homogeneity_p "
    "odds_change mix rate expected_rate ratio_to_declared standardised_rate gap channel_mix "
    "comparator_standardised_rate channel_rate leaving_rate resignation_rate mean_headcount "
    "cap replacement_cost "
    "hazard_a_year survival median_service restricted_mean log_rank_p completed_by moved_by "
    "left_by still_learning completed_within moved_within left_within completed_to_before "
    "moved_to_before left_to_before reason_share_resignation reason_share_retirement "
    "reason_share_end_of_contract reason_share_transfer_outside reason_share_transfer_inside "
    "reason_share_dismissal reason_share_ill_health reason_share_death reason_share_other "
    "reason_share_not_recorded reason_rate_resignation reason_rate_retirement "
    "reason_rate_end_of_contract reason_rate_transfer_outside reason_rate_transfer_inside "
    "reason_rate_dismissal reason_rate_ill_health reason_rate_death reason_rate_other "
    "reason_rate_not_recorded reason_gone_resignation reason_gone_retirement "
    "reason_gone_end_of_contract reason_gone_transfer_outside reason_gone_transfer_inside "
    "reason_gone_dismissal reason_gone_ill_health reason_gone_death reason_gone_other "
    "reason_gone_not_recorded "
    "expected_leavers usual_rate_inner p_beyond_units beyond_units deviation_between_units "
    "spread_allowed units_differ_p detectable_unit_ratio "
    "beyond_limits ratio_to_earlier trend_a_year ratio_after_event step_after_event "
    "published_rate own_rate trend_a_year_by_grade ratio_to_last_by_grade "
    "ratio_after_event_by_grade step_after_event_by_grade"
)
OF_ALL_THAT_IS_SHOWN = frozenset(ACROSS_CELLS.split())
"""Made of the printed counts of many cells: their limits must hold their value."""
