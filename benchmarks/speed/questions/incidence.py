"""Cumulative incidence by ethnic group from histograms of days, beside statsmodels on people."""

from __future__ import annotations

import sys
import warnings
from pathlib import Path
from time import perf_counter

import numpy as np
import pandas as pd
from statsmodels.duration.survfunc import CumIncidenceRight

from benchmarks.speed.questions.intakes import parameters
from benchmarks.speed.told import tell
from workbench.analyses.recruitment_funnel import Parameters
from workbench.statistics.times.cumulative_incidence import cumulative_incidence

CAUSES = {"Pass": 1, "Fail": 2, "Withdrew": 3, "No show": 3, "Expired": 3, "Pending": 0}
BY = "ethnicity"


def people(given: Parameters, stage: str, before: str) -> tuple[np.ndarray, ...]:
    """Return days in a stage, how it ended and the group of everyone who was in it."""
    ended = f"{stage}_date"
    frame = pd.read_parquet(given.data_path, columns=[BY, stage, ended, before])
    here = frame[frame[stage].isin(list(CAUSES)) & frame[before].notna()]
    begun = pd.to_datetime(here[before].astype(str))
    left = pd.to_datetime(here[ended].astype(object)).fillna(pd.Timestamp(given.data_date))
    cause = here[stage].astype(str).map(CAUSES)
    group = here[BY].cat.codes
    return tuple(one.to_numpy(np.int64) for one in ((left - begun).dt.days, cause, group))


def ours(days: np.ndarray, cause: np.ndarray, group: np.ndarray) -> list[np.ndarray]:
    """Count people to histograms, and estimate all groups at once."""
    shape = (group.max() + 1, max(CAUSES.values()) + 1, days.max() + 1)
    place = np.ravel_multi_index((group, cause, days), shape)
    counts = np.bincount(place, minlength=np.prod(shape)).reshape(shape)
    found = cumulative_incidence(counts[:, 1:], counts[:, 0], least_at_risk=1)
    return list(found.incidence.value)


def theirs(days: np.ndarray, cause: np.ndarray, group: np.ndarray) -> list[tuple]:
    """Estimate each group from its people."""
    found = []
    for code in range(group.max() + 1):
        here = group == code
        one = CumIncidenceRight(days[here], cause[here])
        found.append((one.times.astype(int), one.cinc))
    return found


def compare(given: Parameters, stage: str, before: str) -> dict[str, float]:
    """Time both on the same people; tell how far apart their shares are at most."""
    given_people = people(given, stage, before)
    ours(*given_people)
    clock = [perf_counter()]
    own = ours(*given_people)
    clock.append(perf_counter())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # its error on the day the last ones leave
        other = theirs(*given_people)
    clock.append(perf_counter())
    apart = max(
        np.abs(mine[cause, times] - shares).max()
        for mine, (times, causes) in zip(own, other, strict=True)
        for cause, shares in enumerate(causes)
    )
    took, peer = np.diff(clock)
    told = {"people": len(given_people[0]), "workbench": took, "peer": peer, "apart": apart}
    return {f"{stage} {name}": float(value) for name, value in told.items()}


if __name__ == "__main__":
    chosen = parameters(Path(sys.argv[1]))
    sift = compare(chosen, "sift", "applied_on")
    tell(sift | compare(chosen, "pre_employment_checks", "offer_date"))
