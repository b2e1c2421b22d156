"""The applicants that every contender fits: codes of four columns, and who passed."""

from __future__ import annotations

from pathlib import Path

import numpy as np

LEVELS = {"ethnicity": 6, "region": 12, "route": 5, "age": 5}


def draw(size: int, seed: int = 20240101) -> dict[str, np.ndarray]:
    """Draw applicants whose chances differ by each column, with most in the first levels."""
    random = np.random.default_rng(seed)
    codes, linear = {}, np.full(size, 0.4)
    for name, levels in LEVELS.items():
        share = 0.65 ** np.arange(levels) + 0.03
        codes[name] = random.choice(levels, size, p=share / share.sum())
        linear += random.normal(0, 0.3, levels)[codes[name]]
    return codes | {"passed": (random.random(size) < 1 / (1 + np.exp(-linear))).astype(np.int64)}


def write(folder: Path, size: int) -> Path:
    """Write the applicants as numpy's archive and as text for R; return the archive."""
    path = folder / f"adjusted-{size}.npz"
    folder.mkdir(parents=True, exist_ok=True)
    people = draw(size)
    np.savez(path, **people)
    table, names = np.column_stack(list(people.values())), ",".join(people)
    text = path.with_suffix(".csv")
    np.savetxt(text, table, fmt="%d", delimiter=",", header=names, comments="")
    return path


def read(path: str) -> dict[str, np.ndarray]:
    """Read what was written."""
    with np.load(path) as held:
        return {name: held[name] for name in held.files}


def named(coefficients: np.ndarray) -> dict[str, float]:
    """Name coefficients by their place, as `tell` wants them."""
    return {f"coefficient {place}": float(each) for place, each in enumerate(coefficients)}
