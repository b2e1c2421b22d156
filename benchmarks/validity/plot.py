"""The verdict's operating characteristics, drawn."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.validity.operating_characteristics import COMPARATORS, RATIOS, Shares
from workbench.presentation.theme import PALETTE, theme

DRAWN = ((400, 0.3), (1_500, 0.7), (100, 0.3))
LINES = (
    ("evidence", PALETTE[2], "evidence of a disparity"),
    ("none", PALETTE[0], "no evidence seen"),
)
STYLES = {"analyst": "-", "open": (0, (4, 2))}
SIZE = {"font.size": 9, "axes.titlesize": 9, "axes.labelsize": 9, "legend.fontsize": 9}
SIZE |= {"xtick.labelsize": 9, "ytick.labelsize": 9}


def draw(sweep: dict[tuple[int, float, str], list[Shares]], path: Path) -> None:
    """Write one panel a setting: chance of a verdict against the true ratio.

    Parameters
    ----------
    sweep : dict
        Shares at `RATIOS`, by size of the group, base rate and policy.
    path : Path
        An SVG file; its bytes depend on the shares alone.
    """
    with theme("validity"), mpl.rc_context(SIZE):
        figure = Figure(figsize=(9.6, 3.6), layout="constrained")
        panels = figure.subplots(1, len(DRAWN), sharey=True)
        for panel, (n, base) in zip(panels, DRAWN, strict=True):
            for policy in STYLES:
                _lines(panel, sweep[n, base, policy], policy)
            panel.set_title(f"{n:,} beside {COMPARATORS:,}\nof whom {base:.0%} pass", loc="left")
            panel.set_xlabel("true rate ratio")
        panels[0].set_ylabel("chance, %")
        handles, labels = panels[0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside lower center", ncols=2, frameon=False)
        figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})


def _lines(panel: Axes, shares: list[Shares], policy: str) -> None:
    counts = "exact counts" if policy == "analyst" else "open"
    for name, colour, words in LINES:
        chances = [100 * getattr(one, name) for one in shares]
        label = f"{words}, {counts}"
        panel.plot(RATIOS, chances, color=colour, linestyle=STYLES[policy], label=label)
    panel.set_ylim(0, 101)
    panel.set_xlim(0.48, 1)
    panel.set_xticks([0.5, 0.6, 0.7, 0.8, 0.9, 1.0], ["0.5", "0.6", "0.7", "0.8", "0.9", "1"])
    panel.axvline(0.8, color=PALETTE[4], linewidth=0.6, linestyle=":")
