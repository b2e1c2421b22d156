"""How many were asked to answer a survey, by wave and groups, from a small file of counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.errors import DataError
from workbench.parameters import Reading
from workbench.records.contract import CodedColumn
from workbench.records.opening import open_files
from workbench.records.opening.opened import in_rows
from workbench.records.panel.waves.contract import SurveyContract
from workbench.records.panel.waves.counts import AnswerCounts
from workbench.records.reader import DEFAULT, nothing_read
from workbench.storage import Location

INVITED = "invited"
"""The column of how many were asked."""
SHOWN = 5
Cell = tuple[int, ...]
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Invited:
    """Whom a survey asked, and who of them answered.

    Attributes
    ----------
    by : tuple of str
        The groupings that both files tell of everybody.
    summed : tuple of str
        Columns of the file over which its numbers were summed: the survey does not have them, or
        not of everybody who answered.
    cells : ndarray of int, shape (cells, 1 + groupings)
        The wave, and the code of each grouping.
    asked, answered : ndarray of int, shape (cells,)
        People; who answered is never more than who was asked.
    """

    by: tuple[str, ...]
    summed: tuple[str, ...]
    cells: NDArray[np.int64]
    asked: NDArray[np.int64]
    answered: NDArray[np.int64]


def read_invited(
    path: Location, contract: SurveyContract, answers: AnswerCounts, reading: Reading = DEFAULT
) -> Invited:
    """Read how many were asked, and set beside them how many answered.

    Parameters
    ----------
    path : Path or ObjectPath
        A file with the survey's column of waves, `INVITED`, and any of its columns of groups.
    contract : SurveyContract
        Of the survey.
    answers : AnswerCounts
        Of the survey, by every coded column.
    reading : Reading
        How the file is written, where it does not tell.

    Raises
    ------
    DataError
        Naming every problem, its column, how many rows have it, and the mend.
    """
    wanted = (contract.wave, INVITED)
    with open_files(path, wanted, reading) as files:
        headers = [set(one.columns) for one in files.opened.values()]
        there = set.intersection(*headers)
        coded = [one for one in contract.coded if one.column in there]
        columns = (*wanted, *(one.column for one in coded))
        rows = files.text(columns).to_pyarrow().to_pylist()
        problems = [*files.row_problems(), *_row_problems(rows, contract, coded)]
        if not rows and not problems:
            raise nothing_read(files)
        if problems:
            raise DataError.gather(files.source, problems)
        known = [one for one in coded if _all_declared(answers, one)]
        found = _beside(rows, contract, answers, known)
        if problems := list(_fewer(found, contract, known)):
            raise DataError.gather(files.source, problems)
    kept = {contract.wave, INVITED, *(one.column for one in known)}
    return Invited(tuple(one.name for one in known), tuple(sorted(there - kept)), *found)


def _row_problems(
    rows: Sequence[Row], contract: SurveyContract, coded: Sequence[CodedColumn]
) -> Iterator[str]:
    waves = [row[contract.wave] for row in rows]
    yield from _unknown(
        contract.wave,
        Counter(wave for wave in waves if wave not in contract.waves),
        f"The survey's are {_listed(contract.wave_names)}. Take the others out, or name them under "
        "'survey: waves'.",
    )
    for one in coded:
        # Of a role the groups have names of their own here: its labels are told.
        role = one is contract.role
        under = one.named_under if role else f"{one.named_under}: {one.name}"
        known = tuple(label for label in one.meanings if label) if role else one.groups
        yield from _unknown(
            one.column,
            Counter(row[one.column] for row in rows if row[one.column] not in one.meanings),
            f"The survey's groups are {_listed(known)}. Correct the file, or say which group "
            f"they belong to under {under}.",
        )
    numbers = [row[INVITED] for row in rows]
    if blank := sum(not number for number in numbers):
        yield f"{INVITED!r} is blank in {in_rows(blank)}. Write how many were asked, 0 if nobody."
    if strange := sum(bool(number) and _people(number) is None for number in numbers):
        yield (
            f"{INVITED!r} is negative or no whole number in {in_rows(strange)}. Write how many "
            "people were asked."
        )


def _unknown(column: str, found: Counter[str], mend: str) -> Iterator[str]:
    if found:
        labels = [label or "a blank" for label, _ in found.most_common(SHOWN)]
        yield (
            f"{column!r}: {in_rows(found.total())} with what is not in the survey: "
            f"{_listed(labels)}. {mend}"
        )


def _listed(labels: Sequence[str]) -> str:
    return ", ".join(map(repr, labels))


def _people(text: str) -> int | None:
    whole = text.removesuffix(".0")
    return int(whole) if whole.isdecimal() and whole.isascii() else None


def _all_declared(answers: AnswerCounts, one: CodedColumn) -> bool:
    """Tell whether everybody who answered is of one of the groups: else cells have no match."""
    return bool((answers.groups[one.name] < len(one.groups)).all())


def _beside(
    rows: Sequence[Row],
    contract: SurveyContract,
    answers: AnswerCounts,
    known: Sequence[CodedColumn],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    waves = {name: place for place, name in enumerate(contract.wave_names)}
    asked: Counter[Cell] = Counter()
    for row in rows:
        groups = (one.results.index(one.meanings[row[one.column]]) for one in known)
        asked[waves[row[contract.wave]], *groups] += _people(row[INVITED]) or 0
    answered: Counter[Cell] = Counter()
    # Everybody who responded stands once under each item, with or without an answer to it.
    once = answers.item == 0
    codes = np.column_stack([answers.wave, *(answers.groups[one.name] for one in known)])[once]
    for cell, people in zip(codes.tolist(), answers.people[once].tolist(), strict=True):
        answered[tuple(cell)] += people
    cells = sorted(asked.keys() | answered.keys())
    return (
        np.array(cells, np.int64).reshape(len(cells), 1 + len(known)),
        np.array([asked[cell] for cell in cells], np.int64),
        np.array([answered[cell] for cell in cells], np.int64),
    )


def _fewer(
    found: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]],
    contract: SurveyContract,
    known: Sequence[CodedColumn],
) -> Iterator[str]:
    cells, asked, answered = found
    short = [
        ", ".join(
            [
                contract.wave_names[cell[0]],
                *(one.results[code] for one, code in zip(known, cell[1:], strict=True)),
            ]
        )
        for cell in cells[answered > asked].tolist()
    ]
    if short:
        more = f" and {len(short) - SHOWN} more" if len(short) > SHOWN else ""
        yield (
            f"{INVITED!r}: fewer were asked than answered in {len(short)} of the survey's groups: "
            f"{'; '.join(short[:SHOWN])}{more}. Take both files from one survey, with a row for "
            "each group that was asked."
        )
