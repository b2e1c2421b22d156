"""The nouns that cross the gate from one side: findings hold exact counts and never show them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.findings.verdict import VerdictRule
from workbench.statistics.estimate import Estimate
from workbench.vocabulary.terms import DataSource

KEYS = ("characteristic", "group", "role", "comparator", "stage", "basis", "stratum", "family")
"""What names a cell; `role` is declared, comparator, undeclared or all."""


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """What a measure says of every cell: named estimates, and a p-value where it tests."""

    estimates: Mapping[str, Estimate]
    p_value: np.ndarray | None = None


@dataclass(frozen=True, slots=True, eq=False)
class ShownCounts:
    """Counts as a policy shows them, and every count that what is shown could stand for.

    Attributes
    ----------
    value : int array
        The rounded count; 0 where banded.
    banded : bool array
        Whether the count is shown only as "fewer than".
    low, high : int array
        The least and the greatest count that what is shown could stand for.
    """

    value: NDArray[np.int64]
    banded: NDArray[np.bool_]
    low: NDArray[np.int64]
    high: NDArray[np.int64]

    def at(self, place: NDArray[np.bool_] | int) -> ShownCounts:
        """Return the counts at some places, or at one."""
        return ShownCounts(self.value[place], self.banded[place], self.low[place], self.high[place])


@dataclass(frozen=True, slots=True)
class Measure:
    """A pure, vectorised function from named counts to estimates.

    Attributes
    ----------
    counts : tuple of str
        The count columns it takes, each an integer array of one common shape.
    estimate : callable
        From a mapping of those arrays to `Measured`, shape by shape.
    hull : bool
        Whether a policy that rounds may evaluate it on every count that the rounded ones could
        stand for. A measure of too many counts says False and is withheld there.
    of_questions : bool
        Whether it is taken only in cells that ask a question, which are those of a family.
    """

    counts: tuple[str, ...]
    estimate: Callable[[Mapping[str, np.ndarray]], Measured]
    hull: bool = True
    of_questions: bool = False


@dataclass(frozen=True, slots=True)
class TableMeasure:
    """A pure function of all counts of a finding, as they are shown, cell beside cell.

    For what no cell can tell alone: the parts of a whole, or what those without an answer could
    change. No exact count reaches it under a policy that rounds.

    Attributes
    ----------
    counts : tuple of str
        The count columns it takes, each `ShownCounts` with one entry a cell.
    estimate : callable
        From a mapping of those to named estimates, one entry a cell; NaN where not enough is shown.
    as_compared : bool
        Whether a cell's estimates are let out only where its comparison would be.
    """

    counts: tuple[str, ...]
    estimate: Callable[[Mapping[str, ShownCounts]], Mapping[str, Estimate]]
    as_compared: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Modelled:
    """Estimates of a model of exact counts, one entry a cell, and how many people they rest on.

    Attributes
    ----------
    estimates : mapping of str to Estimate
        What the model says; NaN where it could not be fitted.
    events, non_events : int array
        The fewest who passed, and who did not, in any level that a cell's estimates rest on.
    residual : int array
        Degrees of freedom that are left; a very large number where nothing is fitted.
    reasons : tuple of str or None
        Why there is no estimate, in words without a number.
    finest : float or None
        A policy that rounds shows no finer than multiples of this; for shares and differences,
        which two figures would tell too finely where they are near 0.
    """

    estimates: Mapping[str, Estimate]
    events: np.ndarray
    non_events: np.ndarray
    residual: np.ndarray
    reasons: tuple[str | None, ...] = ()
    finest: float | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Finding:
    """One set of related numbers: its exact counts and how to measure them.

    Attributes
    ----------
    name, section, title : str
        What it is called; `section` is the kind (characteristic, campaign, declaration …).
    cells : DataFrame
        One row a cell: the columns of `KEYS`, and count columns (int64).
    measures : tuple of Measure
        Empty for counts alone; each needs enough people only on the sides whose counts it takes.
    table_measures : tuple of TableMeasure
        Taken of the whole table as shown.
    modelled : tuple of Modelled
        Estimated before the gate; it lets out those that rest on enough people, rounded.
    """

    name: str
    section: str
    title: str
    cells: pd.DataFrame
    measures: tuple[Measure, ...] = ()
    table_measures: tuple[TableMeasure, ...] = ()
    modelled: tuple[Modelled, ...] = ()

    def __repr__(self) -> str:
        """Show the name and no number."""
        return f"Finding({self.name!r}): pass it through workbench.disclosure.release to see it"


@dataclass(frozen=True, slots=True)
class Context:
    """The words around the numbers; they come from the parameters, never from the data.

    `read_as` says how the files were written: format, delimiter, encoding. `titles` is what
    characteristics and circumstances are called; `not_covered` tells of each question without an
    answer why, and `notes` what must be said beside one.
    """

    analysis: str
    title: str
    data_source: DataSource
    citation: str | None = None
    population: str = ""
    data_date: str | None = None
    people: str = "people"
    completed: str = "got through"
    stages: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    questions: Mapping[str, str] = field(default_factory=dict)
    not_covered: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    not_collected: tuple[str, ...] = ()
    not_looked_at: tuple[str, ...] = ()
    read_as: tuple[str, ...] = ()
    explanations: tuple[str, ...] = ()
    actions: tuple[Mapping[str, str], ...] = ()
    insight: tuple[Mapping[str, str], ...] = ()
    events: tuple[Mapping[str, str], ...] = ()
    rule: VerdictRule = field(default_factory=VerdictRule)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Findings:
    """All findings of one analysis; they are released together or not at all."""

    context: Context
    findings: tuple[Finding, ...]

    def __repr__(self) -> str:
        """Show how many there are and no number."""
        return f"{len(self.findings)} findings: pass them through workbench.disclosure.release"
