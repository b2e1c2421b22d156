"""The files that are read: applications, and staff as spells or month by month, of any size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.analyses import attrition, recruitment_funnel
from workbench.synthetic.files import write_parquet

NEXT = "2023-09"
"""The month of spells that go on: that of the day on which the data were taken."""


def make(folder: Path, kind: str, size: int) -> Path:
    """Write a file chunk by chunk, once; return it.

    Parameters
    ----------
    folder : Path
    kind : {"applications", "spells", "months"}
    size : int
        Applications, or people ever in post.
    """
    path = folder / f"{kind}-{size}.parquet"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        write_parquet(_chunks(kind, size), path)
    return path


def _chunks(kind: str, size: int) -> Iterable[pd.DataFrame]:
    if kind == "applications":
        return recruitment_funnel.synthesise(size=size).tables["applications"]
    spells = attrition.synthesise(size=size).tables["staff"]
    return _by_month(spells) if kind == "months" else spells


def _by_month(chunks: Iterable[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    for chunk in chunks:
        yield months_of(chunk)


def months_of(spells: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each person and month in post, as the last spell of the month has it.

    The reason for leaving stands in the last month alone.

    Examples
    --------
    >>> spell = {"person_id": ["A"], "start": ["2023-01-05"], "end": ["2023-02-10"]}
    >>> spells = pd.DataFrame({**spell, "leaving_reason": ["Resigned"]}).astype("category")
    >>> months_of(spells)[["month", "leaving_reason"]].to_numpy().tolist()
    [['2023-01', nan], ['2023-02', 'Resigned']]
    """
    first, last = _month(spells["start"]), _month(spells["end"])
    length = last - first + 1
    place = np.repeat(np.arange(len(spells)), length)
    month = first[place] + np.arange(place.size) - np.repeat(length.cumsum() - length, length)
    person = spells["person_id"].astype("category").cat.codes.to_numpy()[place]
    again = np.append((person[1:] == person[:-1]) & (month[1:] == month[:-1]), False)
    rows = spells.drop(columns=["start", "end"]).iloc[place]
    rows["leaving_reason"] = rows["leaving_reason"].where(month == last[place])
    names = [f"{year}-{number:02d}" for year in range(2015, 2025) for number in range(1, 13)]
    rows["month"] = pd.Categorical.from_codes(month - 2015 * 12, categories=names)
    return rows[~again].reset_index(drop=True)


def _month(days: pd.Series) -> NDArray[np.int64]:
    named = [*(str(day)[:7] for day in days.cat.categories), NEXT]
    numbers = np.array([int(name[:4]) * 12 + int(name[5:]) - 1 for name in named])
    # The code of a blank is -1, and the last of the numbers its month.
    return numbers[days.cat.codes.to_numpy()]
