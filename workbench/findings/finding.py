"""The nouns that cross the gate from one side: findings hold exact counts and never show them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.findings.measuring import Measure, Modelled, TableMeasure
from workbench.findings.tally import Ties
from workbench.findings.verdict import VerdictRule
from workbench.statistics.estimate import Estimate
from workbench.vocabulary.terms import EVIDENCE, DataSource, Verdict

KEYS = ("characteristic", "group", "role", "comparator", "stage", "basis", "stratum", "family")
"""What names a cell; `role` is declared, comparator, undeclared or all."""


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
    verdicts : callable or None
        From the estimates as they are shown to the verdict of each cell, None where it has none;
        for what is no comparison of two groups. Missing estimates are NaN.
    """

    name: str
    section: str
    title: str
    cells: pd.DataFrame
    measures: tuple[Measure, ...] = ()
    table_measures: tuple[TableMeasure, ...] = ()
    modelled: tuple[Modelled, ...] = ()
    verdicts: Callable[[Mapping[str, Estimate]], NDArray[np.object_]] | None = None

    def __repr__(self) -> str:
        """Show the name and no number."""
        return f"Finding({self.name!r}): pass it through workbench.disclosure.release to see it"


@dataclass(frozen=True, slots=True)
class Context:
    """The words around the numbers; they come from the parameters, never from the data.

    `evidence` is the verdict where there is any; `read_as` says how the files were written:
    format, delimiter, encoding. `titles` is what characteristics and circumstances are called;
    `not_covered` tells of each question without an answer why, and `notes` what must be said
    beside one. `dimensions` and `tied` are the labels and the names by which counts are tied to
    people, for the audit of a report. `stated` holds tables of words that the parameters state
    and the report of one analysis reads.
    """

    analysis: str
    title: str
    data_source: DataSource
    citation: str | None = None
    population: str = ""
    data_date: str | None = None
    people: str = "people"
    completed: str = "got through"
    evidence: Verdict = EVIDENCE
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
    dimensions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tied: Mapping[str, str] = field(default_factory=dict)
    stated: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)
    rule: VerdictRule = field(default_factory=VerdictRule)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Findings:
    """All findings of one analysis; they are released together or not at all.

    `ties` says whom each count counts; without it counts are rounded one by one, and no audit
    looks at them together.
    """

    context: Context
    findings: tuple[Finding, ...]
    ties: Ties | None = None

    def __repr__(self) -> str:
        """Show how many there are and no number."""
        return f"{len(self.findings)} findings: pass them through workbench.disclosure.release"
