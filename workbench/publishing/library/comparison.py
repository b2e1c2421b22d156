"""What a report leads with, read from its manifest, and how its figures are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

RATIO = "relative_rate_index"
NOT_SHOWN = "Not shown"
TEXTS = ("title", "group", "comparator", "people", "others", "completed", "measure", "verdict")
NUMBERS = ("value", "lower", "upper", "rate", "comparator_rate")
WHO = ("title", "characteristic", "group", "comparator", "stage", "basis", "stratum")
ALIKE = (*WHO, "measure", "unit", "level", "method")
"""What two comparisons must share to be set side by side."""


@dataclass(frozen=True, slots=True)
class Lead:
    """One comparison of one report: who is compared, the number, and the verdict.

    Attributes
    ----------
    key : tuple
        What it shares with those of other reports that are like it.
    title, group, comparator, measure, verdict : str
    people, others, completed : str
        Who is compared with whom, as they are spoken of, and what is counted of them.
    unit : str, optional
    value, lower, upper : float, optional
        None where they are not shown, or where the range has no end on that side.
    rate, comparator_rate : float, optional
        Shares of 1.
    """

    key: tuple[Any, ...]
    title: str
    group: str
    comparator: str
    people: str
    others: str
    completed: str
    measure: str
    verdict: str
    unit: str | None
    value: float | None
    lower: float | None
    upper: float | None
    rate: float | None
    comparator_rate: float | None

    @property
    def is_ratio(self) -> bool:
        """Return whether it is a ratio of two rates, which is 1 where they are equal."""
        return self.measure == RATIO

    @property
    def name(self) -> str:
        """Return who is compared with whom, or what was measured."""
        if not self.comparator:
            return self.title[:1].upper() + self.title[1:]
        return f"{self.title}: {self.group} against {self.comparator}"

    @property
    def number(self) -> str:
        """Return the value as it is told, alone."""
        return NOT_SHOWN if self.value is None else self._figure(self.value)

    @property
    def told(self) -> str:
        """Return the value with its likely range."""
        if self.value is None:
            return NOT_SHOWN
        ends = [None if end is None else self._figure(end) for end in (self.lower, self.upper)]
        return self.number + _range(*ends)

    @property
    def finding(self) -> str:
        """Return it as a heading: people before ratios."""
        if not self.is_ratio:
            return f"{self.name}: {self.number} {self.unit or ''}".strip()
        own, beside = self.shares
        if NOT_SHOWN in (own, beside):
            return f"{self.name}: rate ratio {self.number}"
        return (
            f"Of every 100 {self.people} {own} {self.completed}, of every 100 {self.others} "
            f"{beside}: rate ratio {self.number}"
        )

    @property
    def shares(self) -> tuple[str, str]:
        """Return how many of every 100 of each group."""
        return of_100(self.rate), of_100(self.comparator_rate)

    def _figure(self, value: float) -> str:
        return f"{value:.2f}" if self.is_ratio else f"{value:,.1f}".replace("-", "−")


def _range(lower: str | None, upper: str | None) -> str:
    if lower and upper:
        return f" (likely range {lower} to {upper})"
    if lower or upper:
        return f" (likely range from {lower})" if lower else f" (likely range up to {upper})"
    return ""


def of_100(share: float | None) -> str:
    """Return a share as so many of every 100.

    Examples
    --------
    >>> of_100(0.1144), of_100(0.999), of_100(0.001), of_100(0.0), of_100(None)
    ('11', 'nearly 100', 'fewer than 1', '0', 'Not shown')
    """
    if share is None:
        return NOT_SHOWN
    text = f"{100 * share:.0f}"
    if 0 < share < 1 and text in ("0", "100"):
        return "nearly 100" if text == "100" else "fewer than 1"
    return text


def leads_of(facts: Mapping[str, Any]) -> tuple[Lead, ...]:
    """Read the comparisons that a manifest carries; an older one carries none.

    Raises
    ------
    KeyError, TypeError
        If they are not of the form that they have.
    """
    return tuple(_lead(one) for one in facts.get("headlines") or ())


def _lead(told: Mapping[str, Any]) -> Lead:
    texts = {name: told[name] for name in TEXTS}
    numbers = {name: told[name] for name in NUMBERS}
    if not all(isinstance(text, str) for text in texts.values()):
        raise TypeError("a comparison without its names")
    if not all(number is None or type(number) in (int, float) for number in numbers.values()):
        raise TypeError("a number that is none")
    unit = told["unit"] if told["unit"] is None else str(told["unit"])
    return Lead(tuple(told[name] for name in ALIKE), **texts, unit=unit, **numbers)
