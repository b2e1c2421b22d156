"""The counts of all findings as counts of people: each told once, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.disclosure.policy import DisclosurePolicy
from workbench.errors import DisclosureError
from workbench.findings import Finding, Findings
from workbench.findings.finding import KEYS
from workbench.findings.tally import Tally, Ties
from workbench.vocabulary.characteristics import NEVER_BY_PLACE

PASSED, ENTERED = "passed", "entered"


@dataclass(frozen=True, slots=True, eq=False)
class Tied:
    """Counts of findings by the tally that each is of.

    Attributes
    ----------
    tallies : tuple of Tally
        Each once.
    exact : int array, shape (tallies,)
        True values.
    weight : float array, shape (tallies,)
        How much would be lost with each: the cells it stands in, those that are judged ten times.
    pairs : tuple of (Tally, Tally)
        Who passed, and who entered, of every cell and side that has both.
    places : tuple of mapping of str to int array, one a finding
        For each count the tally of each row; −1 where the row is not shown or counts no people.
    """

    tallies: tuple[Tally, ...]
    exact: NDArray[np.int64]
    weight: NDArray[np.float64]
    pairs: tuple[tuple[Tally, Tally], ...]
    places: tuple[Mapping[str, NDArray[np.intp]], ...]


def tie(findings: Findings, ties: Ties, policy: DisclosurePolicy) -> Tied:
    """Tie every count that may be shown to its tally.

    Raises
    ------
    DisclosureError
        If a count is of a tally that another gives another value: one of them is tied wrongly.
    """
    numbers: dict[Tally, int] = {}
    exact: list[int] = []
    weight: list[float] = []
    pairs: dict[tuple[Tally, Tally], None] = {}
    places = []
    for finding in findings.findings:
        mine = {name: np.full(len(finding.cells), -1) for name in count_names(finding)}
        for row, keys in enumerate(finding.cells.to_dict("records")):
            if not may_be_shown(keys, policy):
                continue
            told = {
                name: ties.tally(finding.name, text_keys(keys), name, findings.context)
                for name in mine
            }
            for name, tally in told.items():
                if tally is None:
                    continue
                place = numbers.setdefault(tally, len(numbers))
                if place == len(exact):
                    exact.append(int(keys[name]))
                    weight.append(0.0)
                elif exact[place] != int(keys[name]):
                    raise DisclosureError(_two_values(finding.name, name))
                weight[place] += 10.0 if isinstance(keys["family"], str) else 1.0
                mine[name][row] = place
            pairs |= dict.fromkeys(pairs_of(told))
        places.append(mine)
    return Tied(
        tuple(numbers), np.array(exact, np.int64), np.array(weight), tuple(pairs), tuple(places)
    )


def count_names(finding: Finding) -> list[str]:
    """Return the names of a finding's counts."""
    return [name for name in finding.cells if name not in KEYS]


def text_keys(keys: Mapping[str, object]) -> dict[str, str]:
    """Return the keys of a cell as texts; what is not said is empty."""
    return {name: value if isinstance(value := keys[name], str) else "" for name in KEYS}


def may_be_shown(keys: Mapping[str, object], policy: DisclosurePolicy) -> bool:
    """Tell whether a cell may be shown: no sensitive characteristic by region, or the like."""
    by_place = keys["characteristic"] in NEVER_BY_PLACE and ": " in str(keys["stratum"])
    return policy.sensitive_by_place or not by_place


def pairs_of(told: Mapping[str, Tally | None]) -> Iterator[tuple[Tally, Tally]]:
    """Yield who passed and who entered, of each side of a cell that has both."""
    for name, passed in told.items():
        if name.endswith(PASSED):
            entered = told.get(f"{name.removesuffix(PASSED)}{ENTERED}")
            if passed is not None and entered is not None:
                yield passed, entered


def _two_values(finding: str, name: str) -> str:
    return (
        f"The count '{name}' of the finding '{finding}' has another value than the same people "
        "have elsewhere, so the report cannot be audited. The ties of the analysis are at fault."
    )


def described(tally: Tally, titles: Mapping[str, str]) -> str:
    """Return whom a tally counts, in words for whoever must mend a report.

    Examples
    --------
    >>> from workbench.findings.tally import tally
    >>> described(tally({"sex": "Women"}, ["sift failed"]), {"sex": "Sex"})
    'Sex: Women (sift failed)'
    """
    parts = [
        f"{titles.get(name, name)}: {_listed(sorted(labels))}"
        for who in tally.parts
        for name, labels in who
    ]
    world = [f"of {tally.world}"] if tally.world else []
    return f"{', '.join([*parts, *world]) or 'everyone'} ({_listed(sorted(tally.events))})"


def _listed(labels: Sequence[str], most: int = 4) -> str:
    more = [f"{len(labels) - most} more"] if len(labels) > most else []
    return " or ".join([*labels[:most], *more])
