"""What a generator hands over: tables in chunks, their codebook, and the truth planted in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from workbench.synthetic.streams import CHUNK_SIZE, Streams


@dataclass(frozen=True, slots=True)
class Chunks:
    """A table drawn chunk by chunk, as often as it is read, and never held whole.

    Parameters
    ----------
    draw : callable
        Makes the rows of one chunk from its `Streams`.
    size : int
        Rows in all, at least 1.
    seed : int
        The seed of the whole table.

    Examples
    --------
    >>> table = Chunks(lambda streams: pd.DataFrame({"u": streams.uniform("u")}), 3, seed=1)
    >>> [len(chunk) for chunk in table]
    [3]
    """

    draw: Callable[[Streams], pd.DataFrame]
    size: int
    seed: int

    def __post_init__(self) -> None:
        if self.size < 1 or self.seed < 0:
            raise ValueError("The size must be at least 1 and the seed at least 0.")

    def __iter__(self) -> Iterator[pd.DataFrame]:
        for chunk, first in enumerate(range(0, self.size, CHUNK_SIZE)):
            yield self.draw(Streams(self.seed, chunk, min(CHUNK_SIZE, self.size - first)))


@dataclass(frozen=True, slots=True)
class SyntheticData:
    """Synthetic tables with the truth that was planted in them.

    Parameters
    ----------
    tables : mapping of str to iterable of DataFrame
        Each table by name, in chunks that all have the same columns and types.
    codebook : DataFrame
        One row for each column of the tables.
    truth : callable
        Computes what the planted mechanisms imply; called only when it is wanted, since it
        takes far longer than the tables.
    export : callable, optional
        Writes the first table to a path as another system would: other names, labels, delimiter.
    """

    tables: Mapping[str, Iterable[pd.DataFrame]]
    codebook: pd.DataFrame
    truth: Callable[[], dict[str, Any]]
    export: Callable[[Path], None] | None = None
