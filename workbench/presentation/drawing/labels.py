"""Where the words of a drawing stand: beside what they name, and none on another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from textwrap import wrap

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike, NDArray

from workbench.presentation.theme import PIXELS_PER_INCH

LETTER = 10.5
"""Pixels of a letter on average."""
LINE = 22
"""Pixels from one line of words to the next."""
REACHES = (18, 30, 45, 60, 80, 105, 130, 160, 200)
"""How far from its mark a label may stand, in pixels, nearest first."""
DIRECTIONS = ((1, 0), (-1, 0), (0, 1), (0, -1), (0.8, 0.8), (-0.8, 0.8), (0.8, -0.8), (-0.8, -0.8))
BOX = {"facecolor": "white", "edgecolor": "none", "pad": 1}


def size_of(axes: Axes) -> tuple[float, float]:
    """Return how wide and how high the axes are, in pixels."""
    figure = axes.get_figure(root=True)
    whole = figure.get_size_inches() if figure else (10.0, 5.0)
    place = axes.get_position()
    return float(whole[0] * PIXELS_PER_INCH * place.width), float(
        whole[1] * PIXELS_PER_INCH * place.height
    )


def place(axes: Axes, *, left: float, right: float, above: float, below: float) -> None:
    """Give the axes the room of the figure that so many pixels around them leave."""
    figure = axes.get_figure(root=True)
    inches = figure.get_size_inches() if figure else (10.0, 5.0)
    width, height = (side * PIXELS_PER_INCH for side in inches)
    axes.set_position(
        (left / width, below / height, 1 - (left + right) / width, 1 - (above + below) / height)
    )


def lines_of(words: str, width: float) -> list[str]:
    """Break words into lines that are no wider than so many pixels, one word a line at worst.

    Examples
    --------
    >>> lines_of("Asian, Asian British or Asian Welsh", 170)
    ['Asian, Asian', 'British or Asian', 'Welsh']
    """
    letters = max(int(width / LETTER), 8)
    return wrap(words, letters, break_long_words=True, break_on_hyphens=False)


def written_at(times: Sequence[float], width: float, *, longest: int) -> list[float]:
    """Return the times whose numbers do not touch when written side by side.

    Parameters
    ----------
    times : sequence of float
        Rising.
    width : float
        Pixels from 0 to the last of them.
    longest : int
        Letters of the longest number.

    Returns
    -------
    list of float
        Every second, third and so on of the times, from the first on.

    Examples
    --------
    >>> written_at([0, 12, 24, 36, 48], 200, longest=5)
    [0, 24, 48]
    """
    gaps = np.diff(times)
    if not len(gaps):
        return list(times)
    step = 1
    while step < len(times):
        kept = times[::step]
        least = min(np.diff(kept), default=np.inf) * width / max(times[-1], 1e-9)
        if least >= (longest + 1) * LETTER:
            break
        step += 1
    return list(times[::step])


def beside(
    marks: ArrayLike, *, width: float, height: float, size: tuple[float, float] = (16, LINE)
) -> NDArray[np.float64]:
    """Find a place near each mark for its label, off every mark and every label before it.

    Parameters
    ----------
    marks : array_like of float, shape (marks, 2)
        Where they stand, in pixels from the axes' lower left.
    width, height : float
        The axes, in pixels.
    size : (float, float)
        Of a label, in pixels.

    Returns
    -------
    ndarray of float, shape (marks, 2)
        Middles of the labels: right of the mark if that is free, else left, above, below, between
        these, and then further out.

    Examples
    --------
    >>> beside([[100, 50], [120, 50]], width=200, height=100).tolist()
    [[82.0, 50.0], [138.0, 50.0]]
    """
    points = np.asarray(marks, dtype=np.float64).reshape(-1, 2)
    half = np.array(size) / 2
    low, high = half, np.array([width, height]) - half
    taken, found = [(point, np.array([7.0, 7.0])) for point in points], []
    for point in points:
        for reach, (x, y) in product(REACHES, DIRECTIONS):
            at = point + reach * np.array([x, y])
            inside = (at >= low).all() and (at <= high).all()
            free = all((np.abs(at - other) >= half + room).any() for other, room in taken)
            if inside and free:
                break
        else:
            at = np.clip(point + np.array([18, 0]), low, high)
        found.append(at)
        taken.append((at, half))
    return np.array(found).reshape(-1, 2)


def spread(wanted: ArrayLike, sizes: ArrayLike, *, low: float, high: float) -> NDArray[np.float64]:
    """Move labels apart as little as it takes, so that none covers another.

    Parameters
    ----------
    wanted : array_like of float, shape (labels,)
        Where their middles would best stand, in pixels.
    sizes : array_like of float, shape (labels,)
        How much room each takes, in pixels.
    low, high : float
        Ends that no label goes beyond, if they all fit between.

    Returns
    -------
    ndarray of float, shape (labels,)
        Middles.

    Notes
    -----
    Least squares under order (isotonic regression) after each label's own room is taken away.

    Examples
    --------
    >>> spread([100, 102, 180], [20, 20, 20], low=0, high=200).tolist()
    [91.0, 111.0, 180.0]
    """
    places, rooms = np.asarray(wanted, dtype=np.float64), np.asarray(sizes, dtype=np.float64)
    order = np.argsort(places, kind="stable")
    # Each label's middle, were those before it stacked from nothing.
    stacked = np.cumsum(rooms[order]) - rooms[order] / 2
    blocks: list[tuple[float, int]] = []
    for aim in places[order] - stacked:
        mean, many = float(aim), 1
        while blocks and blocks[-1][0] >= mean:
            before, size = blocks.pop()
            mean, many = (before * size + mean * many) / (size + many), size + many
        blocks.append((mean, many))
    moved = np.concatenate([np.full(many, mean) for mean, many in blocks] or [np.zeros(0)])
    moved = np.maximum(np.minimum(moved, high - rooms.sum()), low)
    found = np.empty_like(places)
    found[order] = moved + stacked
    return found
