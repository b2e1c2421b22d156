"""What each disclosure policy shows."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.errors import DisclosureError
from workbench.vocabulary.terms import DataSource, PolicyName


@dataclass(frozen=True, slots=True)
class DisclosurePolicy:
    """How counts are shown, and when a comparison may be.

    Attributes
    ----------
    name : str
        The policy's name.
    marking : str
        The protective marking on every page.
    base : int
        Counts are rounded to multiples of this; 1 shows them exactly.
    band : int
        Counts below this are shown as one band, zero among them.
    minimum_cell : int
        Comparisons need at least so many passing and not passing on both sides, as shown.
    minimum_entered : int
        Rates need at least so many people, as shown.
    minimum_model : int
        What a model says of exact counts needs so many who passed and so many who did not in every
        level it rests on, and so many degrees of freedom left.
    figures : int or None
        Significant figures of what a model says; None shows all.
    sensitive_by_place : bool
        Whether religion, sexual orientation and disability may be shown by region, or by any
        other circumstance, one at a time.
    """

    name: PolicyName
    marking: str
    base: int
    band: int
    minimum_cell: int
    minimum_entered: int
    minimum_model: int
    figures: int | None
    sensitive_by_place: bool

    @property
    def exact(self) -> bool:
        """Whether counts are shown as they are."""
        return self.base == 1


POLICIES = {
    "open": DisclosurePolicy("open", "OFFICIAL", 5, 5, 5, 30, 10, 2, sensitive_by_place=False),
    "analyst": DisclosurePolicy(
        "analyst", "NOT FOR RELEASE", 1, 0, 0, 1, 0, None, sensitive_by_place=True
    ),
}


EXACT_AND_PUBLISHED = "EXACT FIGURES"


def marking_of(policy: DisclosurePolicy, data_source: DataSource) -> str:
    """Return the marking of every page: exact figures may go round if they are published ones.

    Examples
    --------
    >>> marking_of(POLICIES["analyst"], "personal"), marking_of(POLICIES["analyst"], "published")
    ('NOT FOR RELEASE', 'EXACT FIGURES')
    """
    return EXACT_AND_PUBLISHED if policy.exact and data_source == "published" else policy.marking


def policy_named(name: PolicyName) -> DisclosurePolicy:
    """Return a policy by its name.

    Raises
    ------
    DisclosureError
        For a policy that is not there; ``restricted`` needs suppression that is not built yet.

    Examples
    --------
    >>> policy_named("open").marking
    'OFFICIAL'
    """
    if name in POLICIES:
        return POLICIES[name]
    raise DisclosureError(
        f"the policy '{name}' cannot be used yet: exact counts for named recipients need "
        "secondary suppression, which this version does not have. "
        "Use 'open', or 'analyst' inside the secure environment."
    )
