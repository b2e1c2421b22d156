"""A small table of posts by region and quarter, read strictly: every problem at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
import pandas as pd

from workbench.analyses.attrition.contract import contract_of
from workbench.analyses.attrition.parameters import Parameters
from workbench.errors import DataError, StorageError
from workbench.parameters.root import resolve
from workbench.records.checking.likeness import described
from workbench.records.staff.contract import month_number
from workbench.storage import Location, opened
from workbench.vocabulary.terms import REGIONS

QUARTER, REGION = "quarter", "region"
STOCKS, FLOWS = ("posts", "vacancies"), ("starters",)
"""Figures at the end of a quarter, and in it."""
MOST_NAMED = 5
FIRST_MONTHS = (0, 3, 6, 9)
"""Of a quarter of the calendar, counted from January."""


def read_posts(parameters: Parameters) -> pd.DataFrame:
    """Read posts, vacancies and starters by region and quarter.

    Parameters
    ----------
    parameters : Parameters
        Which name the file: ``quarter`` (its first day), ``region``, and any of ``posts``,
        ``vacancies`` and ``starters``, whole numbers from 0; csv or parquet.

    Returns
    -------
    DataFrame
        ``month`` (the first of the quarter, as year × 12 + month − 1), ``region`` and the numbers
        (int64), ordered by both.

    Raises
    ------
    DataError
        Naming every problem.
    """
    assert parameters.vacancies is not None, "a file is named"
    path = resolve(parameters.vacancies)
    table = _texts(path)
    problems = list(_missing(table)) or list(_problems(table, parameters))
    if problems:
        raise DataError.gather(path.name, problems)
    named = [name for name in (*STOCKS, *FLOWS) if name in table]
    read = table[[REGION, *named]].astype(dict.fromkeys(named, np.int64))
    read["month"] = [month_number(date.fromisoformat(day)) for day in table[QUARTER]]
    return read.sort_values(["month", REGION], ignore_index=True)


def _texts(path: Location) -> pd.DataFrame:
    try:
        if path.suffix == ".parquet":
            with opened(path) as file:
                return pd.read_parquet(file).astype(str)
        with opened(path) as file:
            return pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except StorageError as error:
        raise DataError(str(error)) from error
    except (OSError, ValueError) as error:
        told = "There is no such table that can be read. Mend the path 'vacancies', or the file."
        raise DataError.gather(path.name, [told]) from error


def _missing(table: pd.DataFrame) -> Iterator[str]:
    for name in (QUARTER, REGION):
        if name not in table:
            yield f"There is no column {name!r}. Add it, or name it so."
    if not {*STOCKS, *FLOWS} & {*table.columns}:
        yield "There is no column 'posts', 'vacancies' or 'starters'. Add one, or name it so."
    if table.empty:
        yield "It holds no rows. Fill it, or take its path out."


def _problems(table: pd.DataFrame, parameters: Parameters) -> Iterator[str]:
    wrong = [text for text in table[QUARTER] if not _is_quarter(text)]
    if wrong:
        yield (
            f"Column 'quarter' has {len(wrong)} that are not the first day of a quarter. Write "
            "them as 2022-10-01, from January, April, July or October."
        )
    known = contract_of(parameters).results[parameters.region] if parameters.region else REGIONS
    strange = dict.fromkeys(label for label in table[REGION] if label not in known)
    for label in [*strange][:MOST_NAMED]:
        yield f"Column 'region': {described(label, known)}. Write it as in the file of staff."
    for name in (one for one in (*STOCKS, *FLOWS) if one in table):
        few = int((~table[name].str.fullmatch(r"\d{1,9}")).sum())
        if few:
            yield f"Column {name!r} has {few} that are no whole numbers from 0. Write them so."
    doubled = int(table.duplicated([QUARTER, REGION]).sum())
    if doubled:
        yield f"{doubled} rows tell of a region and quarter that another tells of. Keep one each."


def _is_quarter(text: str) -> bool:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return False
    return day.day == 1 and day.month - 1 in FIRST_MONTHS
