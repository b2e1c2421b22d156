"""Random numbers that depend on the seed, the row and the name of the draw, and nothing else."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CHUNK_SIZE = 100_000
"""Rows drawn at a time; fixed, because the rows of a table depend on it."""


@dataclass(frozen=True, slots=True)
class Streams:
    """The random streams of one chunk of rows, one for each named draw.

    A stream of its own for every draw means that the first rows are the same whatever the size
    of the table, and that a new column leaves all other columns as they were.

    Parameters
    ----------
    seed : int
        The seed of the whole table, at least 0.
    chunk : int
        Which chunk of `CHUNK_SIZE` rows, from 0.
    size : int
        Rows in this chunk.

    Examples
    --------
    >>> short, long = Streams(1, 0, 2), Streams(1, 0, 5)
    >>> bool((short.uniform("sex") == long.uniform("sex")[:2]).all())
    True
    >>> bool((short.uniform("sex") == short.uniform("age")).any())
    False
    """

    seed: int
    chunk: int
    size: int

    def generator(self, name: str) -> np.random.Generator:
        """Return a fresh generator for the draw called `name`."""
        key = (self.chunk, zlib.crc32(name.encode()))
        return np.random.default_rng(np.random.SeedSequence(self.seed, spawn_key=key))

    def uniform(self, name: str) -> NDArray[np.float64]:
        """Draw one number in [0, 1) for each row."""
        return self.generator(name).random(self.size)

    def normal(self, name: str) -> NDArray[np.float64]:
        """Draw one standard normal number for each row."""
        return self.generator(name).standard_normal(self.size)
