"""What each disclosure policy shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import yaml

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
    suppress_below : int
        Counts from 1 to one below this are hidden, of those who passed and of those who did not;
        so are nobody and everybody of a group. 0 hides none.
    ambiguity : int
        How far what is published must leave small counts open: under a policy that rounds the least
        number of values, 0 among them; under one that hides the least value that an attacker must
        be able to think a hidden count, besides 0. 0 asks for nothing.
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
    suppress_below: int
    ambiguity: int
    minimum_cell: int
    minimum_entered: int
    minimum_model: int
    figures: int | None
    sensitive_by_place: bool

    @property
    def exact(self) -> bool:
        """Whether counts are shown as they are."""
        return self.base == 1

    @property
    def smallest_open(self) -> int:
        """The least count that may be known to be one."""
        return max(self.band, self.suppress_below)

    @property
    def of_untied(self) -> DisclosurePolicy:
        """Return how counts are shown that no audit looks at: rounded where any is hidden.

        Examples
        --------
        >>> policy_named("restricted").of_untied.base, policy_named("analyst").of_untied.base
        (5, 1)
        """
        if not self.suppress_below:
            return self
        return replace(self, base=self.suppress_below, band=self.suppress_below)

    @property
    def complete(self) -> bool:
        """Whether nothing at all is hidden."""
        return self.exact and not self.suppress_below


FILE = Path(__file__).with_name("policies.yaml")


EXACT_AND_PUBLISHED = "EXACT FIGURES"


def marking_of(policy: DisclosurePolicy, data_source: DataSource) -> str:
    """Return the marking of every page: published figures may go round if none is hidden.

    Examples
    --------
    >>> analyst = policy_named("analyst")
    >>> marking_of(analyst, "personal"), marking_of(analyst, "published")
    ('NOT FOR RELEASE', 'EXACT FIGURES')
    """
    return EXACT_AND_PUBLISHED if policy.complete and data_source == "published" else policy.marking


@cache
def policy_named(name: PolicyName) -> DisclosurePolicy:
    """Return a policy by its name, as `policies.yaml` states it.

    Examples
    --------
    >>> policy_named("open").marking, policy_named("restricted").suppress_below
    ('OFFICIAL', 5)
    """
    stated = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return DisclosurePolicy(name, **stated[name])
