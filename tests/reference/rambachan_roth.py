# Makes rambachan_roth_honestdid.csv: run in this folder, in an environment of its own with
# honestdid 0.1.1, numpy 2.4.6 and scipy 1.17.1 (the workbench does not depend on honestdid).
# First case: coefficients on profits of Benzarti and Carloni (2019), as the authors' own packages
# ship them and Rambachan and Roth (2023, section 6.1) use them; the others are drawn.
"""Identified sets of the average effect under relative magnitudes, by the honestdid package."""

import numpy as np
from honestdid.core import _compute_IDset_DeltaRM

PUBLISHED = (
    [0.006696352, 0.029345034, -0.006472972, 0.073014989],
    [0.195961118, 0.312063903, 0.239541546, 0.126042500],
)

rng = np.random.default_rng(11)
drawn = [
    (rng.normal(size=before).round(6), rng.normal(1, 1, size=after).round(6))
    for before, after in [(1, 1), (1, 4), (4, 1), (2, 3), (3, 2), (4, 4)]
]
with open("rambachan_roth_honestdid.csv", "w", encoding="utf-8") as file:
    file.write("# Identified sets by honestdid 0.1.1, made by rambachan_roth.py.\n")
    file.write("before,after,magnitude,lower,upper\n")
    for before, after in [PUBLISHED, *drawn]:
        for magnitude in (0.0, 0.5, 1.0, 2.0):
            found = _compute_IDset_DeltaRM(
                magnitude,
                np.concatenate([before, after]),
                np.full(len(after), 1 / len(after)),
                len(before),
                len(after),
            )
            sides = [" ".join(map(str, map(float, side))) for side in (before, after)]
            ends = f"{found['id_lb']:.12g},{found['id_ub']:.12g}"
            file.write(f"{','.join(sides)},{magnitude},{ends}\n")
