"""Everything in one run, from the project's folder: `python -m benchmarks.attrition`.

`--peers PYTHON` names an interpreter with lifelines, statsmodels, pandas and pyarrow; Rscript needs
survival and data.table. `--spells` and `--months` are the rows of the two files; `--minutes` and
`--gib` are what each peer is given.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.attrition.cells import print_costs
from benchmarks.attrition.columns import TERMS
from benchmarks.attrition.files import make
from benchmarks.speed.told import NotWithinError, run
from workbench.parameters.root import INSTALLED

HERE = INSTALLED / "benchmarks/attrition"
Found = dict[str, Any]
Contender = Callable[..., Found]


def contenders(kind: str, coded: Path, peers: str | None) -> Iterator[tuple[str, Contender]]:
    """Yield every peer that can fit such a file, and how it is run."""
    module = "benchmarks.attrition.{}_fit"
    if shutil.which("Rscript"):
        by_r = partial(run, program="Rscript")
        words = str(coded.with_suffix(".csv")), *TERMS[kind]
        yield "R coxph", partial(by_r, str(HERE / "cox.R"), *words)
        if kind == "months":
            yield "R glm", partial(by_r, str(HERE / "rows.R"), *words)
    if peers:
        by_python, words = partial(run, "-m", program=peers), (str(coded), kind)
        yield "lifelines", partial(by_python, module.format("lifelines"), *words)
        statsmodels = partial(by_python, module.format("statsmodels"), *words)
        yield "statsmodels PHReg", partial(statsmodels, "cox")
        if kind == "months":
            yield "statsmodels GLM", partial(statsmodels, "glm")


def race(kind: str, files: tuple[Path, Path], chosen: argparse.Namespace) -> None:
    """Print the workbench beside every peer, on one file."""
    labelled, coded = files
    print(f"\n{labelled.stem}")
    own = run("-m", "benchmarks.attrition.workbench_fit", str(labelled), kind)
    show("workbench", own, own)
    for name, contender in contenders(kind, coded, chosen.peers):
        try:
            show(name, contender(seconds=60 * chosen.minutes, gib=chosen.gib), own)
        except NotWithinError as stopped:
            print(f"  {name:18} {stopped}", flush=True)


def show(name: str, found: Found, own: Found) -> None:
    """Print one contender, how many times the workbench's time it took, and how far it is off."""
    ratio = found["seconds"] / own["seconds"]
    told = {key: round(value, 2) for key, value in found.items() if key != "told"}
    apart = farthest(found["told"], own["told"])
    print(f"  {name:18} {ratio:6.2f} times, {apart:.3f} standard errors apart  {told}", flush=True)


def farthest(found: dict[str, list[float]], own: dict[str, list[float]]) -> float:
    """Return the largest difference between coefficients, in the workbench's standard errors.

    Examples
    --------
    >>> farthest({"sex1": [0.3, 0.1], "service3": [1.0, 0.1]}, {"sex1": [0.2, 0.2]})
    0.5
    """
    if missing := own.keys() - found.keys():
        raise ValueError(f"No coefficient of {sorted(missing)}.")
    apart = max(abs(found[name][0] - value) / error for name, (value, error) in own.items())
    return round(apart, 6)


def main() -> None:
    """Run all of it."""
    given = argparse.ArgumentParser()
    given.add_argument("--spells", type=int, default=1_000_000)
    given.add_argument("--months", type=int, default=3_000_000)
    given.add_argument("--minutes", type=float, default=5)
    given.add_argument("--gib", type=float, default=10)
    given.add_argument("--peers", default=None)
    given.add_argument("--folder", type=Path, default=INSTALLED / "data/private/benchmarks")
    chosen = given.parse_args()
    print_costs()
    for kind in TERMS:
        race(kind, make(chosen.folder, kind, getattr(chosen, kind)), chosen)


if __name__ == "__main__":
    sys.exit(main())
