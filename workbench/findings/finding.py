"""The nouns that cross the gate from one side: findings hold exact counts and never show them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

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
    """

    name: str
    section: str
    title: str
    cells: pd.DataFrame
    measures: tuple[Measure, ...] = ()

    def __repr__(self) -> str:
        """Show the name and no number."""
        return f"Finding({self.name!r}): pass it through workbench.disclosure.release to see it"


@dataclass(frozen=True, slots=True)
class Context:
    """The words around the numbers; they come from the parameters, never from the data.

    `read_as` says how the files were written: format, delimiter, encoding.
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
    questions: Mapping[str, str] = field(default_factory=dict)
    not_collected: tuple[str, ...] = ()
    not_looked_at: tuple[str, ...] = ()
    read_as: tuple[str, ...] = ()
    explanations: tuple[str, ...] = ()
    actions: tuple[Mapping[str, str], ...] = ()
    rule: VerdictRule = field(default_factory=VerdictRule)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Findings:
    """All findings of one analysis; they are released together or not at all."""

    context: Context
    findings: tuple[Finding, ...]

    def __repr__(self) -> str:
        """Show how many there are and no number."""
        return f"{len(self.findings)} findings: pass them through workbench.disclosure.release"
