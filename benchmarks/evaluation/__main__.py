"""Rearranged roll-outs in one run, from the project's folder: `python -m benchmarks.evaluation`.

`--peers PYTHON` names an interpreter with csdid, pyfixest, numpy and pandas; `--times` is how many
roll-outs each peer is asked for, from which its seconds for all of them are scaled. Seconds are of
the processor, since those that pass depend on what else the machine does.
"""

from __future__ import annotations

import argparse
from typing import Any

from benchmarks.evaluation.rollout import DATES
from benchmarks.evaluation.workbench_loop import FOLDER
from benchmarks.speed.told import run

PEERS = ("csdid", "saturated", "two_way")
"""As `peer_loop.PEERS`, which needs libraries that the workbench has not."""


def race(level: str, peers: str | None, times: int) -> None:
    """Print the workbench beside every peer, for dates given out at one level."""
    print(f"\nDates by {level}")
    own = run("-m", "benchmarks.evaluation.workbench_loop", level)
    show("workbench", own, own)
    for name in PEERS if peers else ():
        words = (str(FOLDER / f"rollouts-{level}.npz"), name, str(times))
        found = run("-m", "benchmarks.evaluation.peer_loop", *words, program=peers or "")
        show(name, found, own)


def show(name: str, found: dict[str, Any], own: dict[str, Any]) -> None:
    """Print one contender: its processor seconds for all roll-outs, and how far it is off."""
    scale = own["rollouts"] / found["rollouts"]
    ratio = scale * found["used"] / own["used"]
    both = zip(found["effects"], own["effects"], strict=False)
    # pyfixest estimates something else, so that its effects are not to be compared.
    apart = f"{max(abs(a - b) for a, b in both):.0e} apart" if name == "csdid" else ""
    told = {key: round(value, 3) for key, value in found.items() if key != "effects"}
    print(
        f"  {name:10} {scale * found['used']:9.2f} s {ratio:8.0f} times  {apart} {told}", flush=True
    )


if __name__ == "__main__":
    given = argparse.ArgumentParser()
    given.add_argument("--times", type=int, default=20)
    given.add_argument("--peers", default=None)
    chosen = given.parse_args()
    for each in DATES:
        race(each, chosen.peers, chosen.times)
