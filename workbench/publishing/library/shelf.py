"""All there is of one analysis: its reports, its failed runs, and how its numbers have moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.publishing.library.days import day
from workbench.publishing.library.entry import Entry, FailedEntry
from workbench.publishing.library.trends import Trends, trends

OPEN = 5
"""How many reports of an analysis stand open; older ones are folded."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """One analysis.

    Attributes
    ----------
    number : int
        Its place on the page, which names it there.
    analysis : str
    own : tuple of Entry
        The service's own reports, newest first.
    checks : tuple of Entry
        Method checks on published data, newest first.
    failed : tuple of FailedEntry
    trends : Trends
        Of its own reports.
    """

    number: int
    analysis: str
    own: tuple[Entry, ...]
    checks: tuple[Entry, ...]
    failed: tuple[FailedEntry, ...]
    trends: Trends

    @property
    def name(self) -> str:
        """Return the analysis in words.

        Examples
        --------
        >>> Shelf(1, "recruitment_funnel", (), (), (), Trends((), "")).name
        'Recruitment funnel'
        """
        return self.analysis.replace("_", " ").capitalize()

    @property
    def told(self) -> str:
        """Say how many reports there are, of which day the newest is, and what failed."""
        parts = [_many(len(self.own), "report", "reports")] if self.own else []
        if self.own:
            parts.append(f"the newest made on {self.own[0].date}")
        if self.checks:
            parts.append(_many(len(self.checks), "method check", "method checks"))
        if self.failed:
            parts.append(_many(len(self.failed), "failed run", "failed runs"))
        return ", ".join(parts)

    @property
    def standing(self) -> tuple[Entry, ...]:
        """Return the newest reports, which stand open."""
        return self.own[:OPEN]

    @property
    def folded(self) -> tuple[Entry, ...]:
        """Return the older reports."""
        return self.own[OPEN:]

    @property
    def fold(self) -> str:
        """Say what is folded."""
        many = _many(len(self.folded), "older report", "older reports")
        first, last = (day(self.folded[place].facts["run_time"]) for place in (-1, 0))
        return f"{many}, made on {first}" + (f" to {last}" if first != last else "")


def shelves(entries: Sequence[Entry], failed: Sequence[FailedEntry]) -> tuple[Shelf, ...]:
    """Return a shelf for each analysis, that of the newest report first.

    Parameters
    ----------
    entries : sequence of Entry
        Newest first.
    failed : sequence of FailedEntry
    """
    names = dict.fromkeys(
        [entry.analysis for entry in entries] + [failure.analysis for failure in failed]
    )
    return tuple(_shelf(number, name, entries, failed) for number, name in enumerate(names, 1))


def _shelf(
    number: int, name: str, entries: Sequence[Entry], failed: Sequence[FailedEntry]
) -> Shelf:
    mine = [entry for entry in entries if entry.analysis == name]
    own = tuple(entry for entry in mine if not entry.is_method_check)
    return Shelf(
        number,
        name,
        own,
        tuple(entry for entry in mine if entry.is_method_check),
        tuple(one for one in failed if one.analysis == name),
        trends(own),
    )


def _many(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"
