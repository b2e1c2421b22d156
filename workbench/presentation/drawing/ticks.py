"""Where an axis of time is marked, and where numbers below it find room."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.presentation.drawing.labels import LETTER, written_at


def roomy(times: Sequence[float], scale: float, longest: int) -> list[float]:
    """Return times whose numbers do not touch, the first of them written to the right of 0.

    Parameters
    ----------
    times : sequence of float
        Rising.
    scale : float
        Pixels to 1 of time.
    longest : int
        Letters of the longest number.

    Examples
    --------
    >>> roomy([0, 24, 48, 72], 2.0, 3), roomy([0, 24, 48, 72], 2.0, 4)
    ([0, 48, 72], [0, 48])
    """
    kept = written_at(times, scale * times[-1], longest=longest)
    need = LETTER * (1.5 * longest + 1)
    if kept[0] != 0:
        return kept
    return [kept[0], *(time for time in kept[1:] if time * scale >= need)]


def marked(ticks: Sequence[float], each: float, last: float, scale: float) -> list[float]:
    """Return the times at which an axis is marked: first and last, and those with room.

    Parameters
    ----------
    ticks : sequence of float
        Rising.
    each : float
        How much time is 1 on the axis.
    last : float
        Where the axis ends.
    scale : float
        Pixels to 1 of time.

    Examples
    --------
    >>> marked((0, 12, 24, 36, 120, 240), 12, 120, 1.7)
    [0, 36, 120]
    """
    within = [time for time in ticks if time <= last]
    kept = within[-1:]
    for time in reversed(within[1:-1]):
        room = LETTER * (len(f"{time / each:g}") + 1)
        if (kept[-1] - time) * scale >= room <= (time - within[0]) * scale:
            kept.append(time)
    return [*within[:1], *kept[::-1]] if len(within) > 1 else within
