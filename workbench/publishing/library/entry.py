"""One report, or one failed run, as the library shows it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from workbench.publishing import html
from workbench.publishing.failures import Failure
from workbench.publishing.library.comparison import Lead, leads_of
from workbench.publishing.library.days import day
from workbench.publishing.previous import FIELD
from workbench.publishing.quality.assurance import Assurance, assurance_of

CHANGED = {
    "data": "the data",
    "parameters": "the parameters",
    "code": "the workbench",
    "libraries": "its libraries",
}


@dataclass(frozen=True)
class Entry:
    """One published report.

    Attributes
    ----------
    label : str
        Its folder, after that of all reports.
    link : str
    facts : dict
        Its manifest.
    """

    label: str
    link: str
    facts: dict[str, Any]

    @property
    def analysis(self) -> str:
        """Return the analysis it is of."""
        return self.label.partition("/")[0]

    @property
    def listed(self) -> bool:
        """Return whether the library may show it."""
        return may_be_listed(self.facts["policy"], self.facts["data_source"])

    @property
    def is_method_check(self) -> bool:
        """Return whether it is of published data."""
        return bool(self.facts["data_source"] == "published")

    @property
    def for_recipients(self) -> bool:
        """Return whether only named recipients may read it, so that nothing of it is told here."""
        return self.facts["policy"] == "restricted" and not self.is_method_check

    @property
    def date(self) -> str:
        """Return the day it was made, in words."""
        return day(self.facts["run_time"])

    @property
    def data_day(self) -> str:
        """Return the day the data is of, in words."""
        return day(self.facts["data_date"])

    @property
    def banner(self) -> list[str]:
        """Return the marks that its own page begins with."""
        names = ("marking", "data_source", "citation")
        return html.banner(*(self.facts[name] for name in names), quality=self.assurance.mark)

    @cached_property
    def assurance(self) -> Assurance:
        """Return whether it is signed, judged afresh: the manifest's own word is not taken."""
        return assurance_of(self.facts)

    @cached_property
    def leads(self) -> tuple[Lead, ...]:
        """Return the comparisons that it leads with; of one for named recipients none."""
        return () if self.for_recipients else leads_of(self.facts)

    @property
    def since(self) -> str:
        """Say which report it took the place of, and what had changed."""
        before = self.facts.get(FIELD)
        if before is None or self.for_recipients:
            return ""
        made = f"The report before it was made on {day(before['run_time'])}."
        changed = [CHANGED[name] for name in before["changed"]]
        if not changed:
            return f"{made} Nothing that it is made of has changed since."
        have = "has" if changed == [CHANGED["code"]] else "have"
        verdicts = "; so have" if before["verdicts_changed"] else "; not so"
        return f"{made} Since then {joined(changed)} {have} changed{verdicts} the verdict counts."


@dataclass(frozen=True, slots=True)
class FailedEntry:
    """One failed run, beside the last good report where there is one."""

    failure: Failure
    last_good: Entry | None

    @property
    def analysis(self) -> str:
        """Return the analysis it is of."""
        return self.failure.analysis

    @property
    def date(self) -> str:
        """Return the day it failed, in words."""
        return day(self.failure.time)


def may_be_listed(policy: str | None, data_source: str | None) -> bool:
    """Tell whether anything of a run may stand where every user of the machine can read."""
    return policy != "analyst" or data_source == "published"


def joined(names: list[str]) -> str:
    """Return names in one phrase.

    Examples
    --------
    >>> joined(["the data"]), joined(["a", "b", "c"])
    ('the data', 'a, b and c')
    """
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
