"""An attacker of small campaigns, written from the words of the report alone.

It knows nothing of how counts are tied to people or protected, only what each printed count means.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp

from workbench.analyses.recruitment_funnel import Parameters, analyse
from workbench.disclosure import Release, ReleasedCell, ReleasedCount, release

SILENT = "Not declared"
GROUPS = {
    "sex": ("Men", "Women", SILENT),
    "disability": ("Disabled", "Non-disabled", SILENT),
}
EXITS = ("sift F", "sift W", "offer F", "offer W", "through")
ATOMS = pd.DataFrame(list(product(*GROUPS.values(), EXITS)), columns=[*GROUPS, "exit"])
"""Everybody leaves in one of these ways, and gave these answers."""
EVERYONE = np.ones(len(ATOMS), bool)
Mask = np.ndarray


def campaign(seed: int) -> pd.DataFrame:
    """Return some 60 to 240 people of whom few are in some groups."""
    draw = np.random.default_rng(seed)
    many = int(draw.integers(60, 240))
    rows = pd.DataFrame({"application_id": [f"A{number}" for number in range(many)]})
    rows["sex"] = draw.choice(GROUPS["sex"], many, p=[0.4, 0.52, 0.08])
    rows["disability"] = draw.choice(GROUPS["disability"], many, p=[0.12, 0.8, 0.08])
    rows["sift"] = draw.choice(["P", "F", "W"], many, p=[0.6, 0.3, 0.1])
    later = draw.choice(["P", "F", "W"], many, p=[0.5, 0.35, 0.15])
    rows["offer"] = np.where(rows["sift"] == "P", later, "")
    return rows


def released(rows: pd.DataFrame, folder: Path, policy: str) -> Release:
    path = folder / "applications.csv"
    rows.to_csv(path, index=False)
    told = {
        "analysis": "recruitment_funnel",
        "title": "Built",
        "data": str(path),
        "outcomes": {"passed": ["P"], "failed": ["F"], "withdrew": ["W"]},
        "stages": {"sift": {}, "offer": {}},
        "characteristics": {"sex": {}, "disability": {}},
    }
    return release(analyse(Parameters.from_values(told, source="test")), policy)  # type: ignore[arg-type]


def exact(rows: pd.DataFrame) -> np.ndarray:
    """Return how many people each atom has."""
    left = np.where(rows["sift"] != "P", "sift " + rows["sift"], "offer " + rows["offer"])
    exits = np.where(left == "offer P", "through", left)
    counted = rows.assign(exit=exits).value_counts([*GROUPS, "exit"])
    return counted.reindex(pd.MultiIndex.from_frame(ATOMS), fill_value=0).to_numpy()


def left_by(*ways: str) -> Mask:
    return ATOMS["exit"].isin(ways).to_numpy()


def at(stage: str) -> dict[str, Mask]:
    """Return who entered a stage, passed it, failed there and withdrew there."""
    entered = EVERYONE if stage == "sift" else ~left_by("sift F", "sift W")
    failed, withdrew = left_by(f"{stage} F"), left_by(f"{stage} W")
    passed = entered & ~failed & ~withdrew
    return {"entered": entered, "passed": passed, "failed": failed, "withdrew": withdrew}


def meant(finding: str, cell: ReleasedCell, name: str) -> Mask | None:
    """Return whom a printed count counts; None where that is nobody of these people."""
    kind, side = finding.partition(":")[0], name.split("_")[-1]
    if kind == "records":
        through = cell.group == "people who got through"
        return None if "other campaigns" in cell.group else left_by("through") | (not through)
    if kind == "campaign":
        return at(cell.stage).get(name)
    if kind == "declaration":
        answers = ATOMS[cell.characteristic] != SILENT
        return answers.to_numpy() if side == "passed" else EVERYONE
    group = cell.comparator if name.startswith("comparator_") else cell.group
    group = SILENT if name.startswith("undeclared_") else group
    own = (ATOMS[cell.characteristic] == group).to_numpy()
    if cell.basis == "overall":
        return own & (left_by("through") if side == "passed" else EVERYONE)
    here = at(cell.stage)
    if kind == "leaving":
        stayed = here["entered"] & ~here["withdrew"]
        of = {
            "attempted": (stayed, here["entered"]),
            "passed of attempted": (here["passed"], stayed),
            "withdrew": (here["withdrew"], here["entered"]),
        }[cell.basis]
        return own & of[side == "entered"]
    assert kind in ("sex", "disability", "gap", "undeclared"), "the attacker knows every count"
    if cell.basis == "cumulative" and side == "entered":
        return own
    return own & here[side]


def statements(told: Release) -> Iterator[tuple[Mask, ReleasedCount]]:
    for finding in told.findings:
        for cell in finding.cells:
            for name, count in cell.counts.items():
                mask = meant(finding.name, cell, name)
                if mask is not None:
                    yield mask, count


def limits(count: ReleasedCount, policy: str) -> tuple[float, float]:
    """Return between which numbers a printed count must be."""
    if count.value is None:
        return 0, 4 if count.shown == "<5" else np.inf
    if policy == "restricted":
        return count.value, count.value
    return max(count.value - 2, 5), count.value + 2


def reach(known: Mapping[bytes, tuple[float, float]], target: Mask) -> tuple[int, int]:
    """Return the least and the most people of a target, given all that is known."""
    rows = np.array([np.frombuffer(key, bool) for key in known], float)
    low, high = np.array(list(known.values()), float).T
    found = []
    for sign in (1, -1):
        done = milp(
            sign * target.astype(float),
            constraints=LinearConstraint(rows, low, high),
            integrality=np.ones(len(ATOMS)),
            bounds=Bounds(0, 300),
        )
        assert done.status == 0, done.message
        found.append(round(sign * done.fun))
    return found[0], found[1]


def all_that_is_said(told: Release, policy: str) -> dict[bytes, tuple[float, float]]:
    known: dict[bytes, tuple[float, float]] = {}
    for mask, count in statements(told):
        low, high = limits(count, policy)
        before = known.get(mask.tobytes(), (0, np.inf))
        known[mask.tobytes()] = max(low, before[0]), min(high, before[1])
    return known


def pairs() -> Iterator[tuple[Mask, Mask]]:
    """Yield who passed or did not, and those they are of: each group and stage, and over all."""
    for name, groups in GROUPS.items():
        for group in groups:
            own = (ATOMS[name] == group).to_numpy()
            bases = [(here["passed"], here["entered"]) for here in map(at, ("sift", "offer"))]
            bases += [(at("sift")["passed"], EVERYONE), (left_by("through"), EVERYONE)]
            for passed, entered in bases:
                yield own & passed, own & entered
                yield own & entered & ~passed, own & entered


def found_out(known: Mapping[bytes, tuple[float, float]], people: np.ndarray) -> int:
    """Return of how many small counts, or nobodies, it is known that they are few or that some."""
    many = 0
    for part, whole in pairs():
        small, nobody = 1 <= people[part].sum() <= 4, people[part].sum() == 0 < people[whole].sum()
        if small or nobody:
            low, high = reach(known, part)
            many += low > 0 or high < 5
    return many
