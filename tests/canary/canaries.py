"""A made-up campaign with fifty people in it whose every word can be told from all others."""

from __future__ import annotations

import random
import string
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from workbench.parameters.root import INSTALLED

PEOPLE = 50
TOLD_APART = "application_id"
NAMED = ("name", "postcode", "email", "telephone", "notes", "marker")
"""Columns that no parameter names."""


@dataclass(frozen=True)
class Canaries:
    """The marks that every word of a canary begins with: eight letters, and eight figures."""

    letters: str
    figures: str

    @property
    def marks(self) -> tuple[bytes, ...]:
        return (self.letters.encode(), self.figures.encode())

    def of(self, number: int) -> dict[str, str]:
        """Return what the file says of one canary beyond what it says of anybody."""
        own = self.letters + "".join(string.ascii_lowercase[int(one)] for one in f"{number:02}")
        name = f"{own.title()} {own[::-1].title()}"
        return {
            TOLD_APART: own.upper(),
            "name": f"{name} {own.title()}",
            "postcode": f"{own[:10].upper()} 1AA",
            "email": f"{own}@example.org",
            "telephone": f"{self.figures}{number:04}",
            "notes": f"{own} asked for step-free access, and; was met",
            "marker": f"Dr {own.title()}",
        }


def canaries(seed: int) -> Canaries:
    """Return canaries of their own for each seed, so that two tests at once find only theirs."""
    draw = random.Random(seed)
    letters = "".join(draw.choices("bcdfghjklmnpqrstvwxz", k=8))
    return Canaries(letters, str(draw.randrange(10**7, 10**8)))


def applications(planted: Canaries, size: int = 700) -> pd.DataFrame:
    """Return synthetic applications, every fourteenth of them a canary's."""
    path = INSTALLED / "data/synthetic/recruitment_funnel/applications.csv"
    frame = pd.read_csv(path, dtype=str, keep_default_na=False).head(size)
    for column in NAMED:
        frame[column] = "somebody"
    every = size // PEOPLE
    for number in range(PEOPLE):
        for column, text in planted.of(number).items():
            frame.loc[frame.index[number * every], column] = text
    return frame


def objections(planted: Canaries, people: int = 4) -> str:
    """Return a list of some of the canaries, who objected in writing."""
    rows = [planted.of(number) for number in range(people)]
    return "application_id,name\n" + "".join(f"{one[TOLD_APART]},{one['name']}\n" for one in rows)


def write(folder: Path, planted: Canaries) -> tuple[Path, Path]:
    """Write the applications and the list of who objected; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = folder / "applications.csv", folder / "objections.csv"
    applications(planted).to_csv(paths[0], index=False)
    paths[1].write_text(objections(planted), encoding="utf-8")
    return paths
