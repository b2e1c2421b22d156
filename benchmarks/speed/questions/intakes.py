"""Synthetic intakes of any size, earlier ones with them, and the parameters that read them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from workbench.analyses.recruitment_funnel import Parameters
from workbench.analyses.recruitment_funnel.counting import Wanted, count_campaign
from workbench.counts import stage_cells
from workbench.parameters.root import INSTALLED

SIDES = ("passed", "entered", "comparator_passed", "comparator_entered")


def make(folder: Path, size: int) -> Path:
    """Write the intake and those before it as parquet, once; return their folder."""
    made = folder / f"intake-{size}"
    if not (made / "truth.json").exists():
        command = (sys.executable, "-m", "workbench.cli", "synthesise", "recruitment_funnel")
        words = ("--size", str(size), "--format", "parquet", "--out", str(made))
        subprocess.run([*command, *words], cwd=INSTALLED, check=True, capture_output=True)
    return made


def parameters(made: Path) -> Parameters:
    """Return the synthetic report's parameters for an intake of another size."""
    known = Parameters.from_file(INSTALLED / "parameters/recruitment_funnel/synthetic.yaml")
    before = str(made / "earlier_applications.parquet")
    earlier = tuple(one.model_copy(update={"data": before}) for one in known.earlier)
    data = str(made / "applications.parquet")
    return known.model_copy(update={"data": data, "earlier": earlier})


def comparisons(made: Path, stratum: str | None) -> Iterator[tuple[str, str, pd.DataFrame]]:
    """Yield every group beside its comparator: their four counts by stratum and stage.

    Yields
    ------
    tuple of str, str, DataFrame
        Characteristic, group, and the columns of `SIDES`, a row a stratum and stage, stages in
        order and running fastest; 0 where nobody is.
    """
    given = parameters(made)
    within = [] if stratum is None else [stratum]
    asked = {name: Wanted((name, *within)) for name in given.characteristics}
    counted = count_campaign(given, asked.values())
    for name, wanted in asked.items():
        cells = stage_cells(counted.tables[wanted], wanted.by, given.stages)
        keys = cells[name].astype(str)
        sides = {group: _side(cells[keys == group], given, within) for group in given.groups(name)}
        comparator = given.comparator(name)
        beside = sides[comparator].add_prefix("comparator_")
        for group, own in sides.items():
            if group != comparator:
                yield name, group, own.join(beside)[list(SIDES)]


def _side(cells: pd.DataFrame, given: Parameters, within: list[str]) -> pd.DataFrame:
    order = {stage: number for number, stage in enumerate(given.stages)}
    numbered = cells.assign(stage=pd.Categorical(cells["stage"].map(order), list(order.values())))
    return numbered.groupby([*within, "stage"], observed=False)[["passed", "entered"]].sum()
