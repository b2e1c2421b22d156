"""Fair campaigns: who applies and what becomes of them are drawn apart, so no group is behind.

People come from the synthetic intake, each with all their characteristics, so that those that go
together still do; how each leaves the process comes from the same intake, but from anybody.
Every group then has the same true rate at every stage, and as many pending and exempt.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.analyses.recruitment_funnel import Parameters
from workbench.analyses.recruitment_funnel.counting import CampaignCounts
from workbench.counts import COUNTS
from workbench.parameters.root import INSTALLED
from workbench.vocabulary.terms import NOT_DECLARED

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Intake:
    """One intake, person by person.

    Attributes
    ----------
    parameters : Parameters
        What names its stages, characteristics, groups and comparators.
    groups : mapping of str to ndarray of int, shape (people,)
        Place of each person's group; the number of groups where they did not declare.
    ways : ndarray of int, shape (people,)
        Which way through the process each person took.
    adds : ndarray of int, shape (ways, stages, counts)
        What a person who took a way adds to each count of each stage: 0 or 1.
    """

    parameters: Parameters
    groups: Mapping[str, Counts]
    ways: Counts
    adds: Counts

    @property
    def people(self) -> int:
        """How many applied."""
        return len(self.ways)

    def labels(self, name: str) -> tuple[str, ...]:
        """Return the groups of a characteristic, those who did not declare last."""
        return (*self.parameters.groups(name), NOT_DECLARED)


def synthetic_intake() -> Intake:
    """Read the committed synthetic intake, without the workbench's own reader and counts."""
    path = INSTALLED / "parameters" / "recruitment_funnel" / "synthetic.yaml"
    parameters = Parameters.from_file(path)
    file = INSTALLED / "data" / "synthetic" / "recruitment_funnel" / "applications.csv"
    rows = pd.read_csv(file, dtype=str, keep_default_na=False)
    outcomes = [rows[name].map(parameters.meanings(name)).fillna("") for name in parameters.stages]
    ways = pd.concat(outcomes, axis=1).agg("/".join, axis=1)
    taken, place = np.unique(ways.to_numpy(str), return_inverse=True)
    adds = _adds(np.array([way.split("/") for way in taken]))
    groups = {
        name: _places(rows[name], parameters.groups(name)) for name in parameters.characteristics
    }
    return Intake(parameters, groups, place, adds)


def _places(labels: pd.Series, groups: tuple[str, ...]) -> Counts:
    return (
        labels.map({label: place for place, label in enumerate(groups)})
        .fillna(len(groups))
        .to_numpy(np.int64)
    )


def _adds(outcomes: NDArray[np.str_]) -> Counts:
    """Return what a person adds to each count; a blank at a stage reached is pending."""
    passed, exempt = outcomes == "passed", outcomes == "exempt"
    through = np.cumprod(passed | exempt, axis=1).astype(bool)
    reached = np.column_stack([np.ones(len(outcomes), bool), through[:, :-1]])
    pending = reached & ((outcomes == "pending") | (outcomes == ""))
    counts = {
        "reached": reached,
        "exempt": reached & exempt,
        "pending": pending,
        "entered": reached & ~exempt & ~pending,
    }
    return np.stack(
        [counts.get(name, reached & (outcomes == name)) for name in COUNTS], axis=2
    ).astype(np.int64)


def as_it_is(intake: Intake) -> dict[str, Counts]:
    """Count the intake itself: for each characteristic, groups by stages by counts."""
    everyone = np.arange(intake.people)
    return _counted(intake, everyone, everyone)


def fair_campaign(intake: Intake, size: int, random: np.random.Generator) -> dict[str, Counts]:
    """Draw people, and what becomes of each of them, apart and with replacement."""
    drawn = random.integers(intake.people, size=(2, size))
    return _counted(intake, *drawn)


def _counted(intake: Intake, who: Counts, what: Counts) -> dict[str, Counts]:
    ways = intake.ways[what]
    counted = {"": _by_group(np.zeros_like(ways), 1, ways, intake.adds)}
    for name, places in intake.groups.items():
        counted[name] = _by_group(places[who], len(intake.labels(name)), ways, intake.adds)
    return counted


def _by_group(places: Counts, groups: int, ways: Counts, adds: Counts) -> Counts:
    people = np.bincount(places * len(adds) + ways, minlength=groups * len(adds))
    return np.tensordot(people.reshape(groups, len(adds)), adds, axes=1)


def campaign_counts(intake: Intake, counted: Mapping[str, Counts]) -> CampaignCounts:
    """Lay counts out as the workbench's own counting does."""
    stages = list(intake.parameters.stages)
    frames = [
        pd.DataFrame(counts[place], columns=COUNTS).assign(
            characteristic=name, group=group, stage=stages
        )
        for name, counts in counted.items()
        for place, group in enumerate(intake.labels(name) if name else ("",))
    ]
    people = int(counted[""][0, 0, COUNTS.index("reached")])
    table = pd.concat(frames, ignore_index=True)[["characteristic", "group", "stage", *COUNTS]]
    return CampaignCounts(table, people, people)
