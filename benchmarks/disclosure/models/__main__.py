"""Attack what is told of comparisons over strata: `python -m benchmarks.disclosure.models`."""

from __future__ import annotations

import argparse

import numpy as np

from benchmarks.disclosure.models import adjusted
from benchmarks.disclosure.models.attack import attack
from benchmarks.disclosure.models.campaigns import draw
from benchmarks.disclosure.models.published import after, before, set_against

SIZES, STRATA = (300, 1_000, 5_000), (2, 3, 5, 12)


def main() -> None:
    """Print how often, and how far, counts of a small group are narrowed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--campaigns", type=int, default=20)
    parser.add_argument("--draws", type=int, default=20_000)
    given = parser.parse_args()
    print("people strata what             known  one of two  values left  inconclusive")
    for people in SIZES:
        for strata in STRATA:
            ways = {"before": before, "after": after}
            if strata == STRATA[-1]:
                ways |= {"several": set_against}
                ways |= {"logistic before": adjusted.before, "logistic after": adjusted.after}
            for name, published in ways.items():
                random = np.random.default_rng([20240301, people, strata])
                # A logistic model takes a hundredth of a second a table.
                draws = min(given.draws, 300) if "logistic" in name else given.draws
                found = [
                    attack(draw(people, strata, random), published, draws, random)
                    for _ in range(given.campaigns)
                ]
                sure = [one for one in found if one.conclusive]
                least = [min(one.passed, one.entered) for one in sure]
                print(
                    f"{people:6} {strata:6} {name:15} {sum(one == 1 for one in least):6} "
                    f"{sum(one == 2 for one in least):11} "
                    f"{np.mean(least) if least else np.nan:12.1f} {len(found) - len(sure):13}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
