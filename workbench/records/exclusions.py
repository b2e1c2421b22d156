"""People who objected in writing, taken out of a file before anything in it is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
from ibis.expr.types import StringValue, Table

from workbench.errors import DataError
from workbench.parameters import Reading
from workbench.records.coding import of_campaign
from workbench.records.contract import Contract, Exclusions
from workbench.records.engines import Engine
from workbench.records.opening import Files, open_files
from workbench.records.opening.files import shown
from workbench.records.opening.opened import in_rows

CHECK = "Check 'exclusions'; it starts at the project's root."
SAY_WHICH = "Write it there, or say which it is: exclusions: {data: .., column: ..}."


@dataclass(frozen=True, slots=True)
class TakenOut:
    """What a list of exclusions took out of one file.

    Attributes
    ----------
    rows : int
        Of all campaigns in the file.
    applications : int
        Of the campaign that is counted.
    unmatched : int
        Different entries of the list that stand nowhere in the file.
    problems : tuple of str
        Why the list cannot be meant as it stands; `check` refuses the file with them.
    """

    rows: int
    applications: int
    unmatched: int
    problems: tuple[str, ...] = ()


def read_entries(exclusions: Exclusions) -> tuple[str, ...]:
    """Return the different entries of a list, without spaces around them; there may be none.

    Raises
    ------
    DataError
        If it is no file, its column is missing or doubled, or an entry is blank. No name of a
        column there is told: without a header it would be somebody's identifier.
    """
    path, name = exclusions.path, shown(exclusions.path)
    if isinstance(path, Path) and not path.is_file():
        raise DataError(f"{name}: there is no such file. {CHECK}")
    trimmed: Reading = exclusions.reading.model_copy(update={"trim": True})
    with open_files(path, (), trimmed) as files:
        _check_header(files, exclusions.column)
    with open_files(path, (exclusions.column,), trimmed) as files:
        text = files.text((exclusions.column,))
        counted = text.group_by(entry=text[exclusions.column]).aggregate(rows=text.count())
        found = {one["entry"]: one["rows"] for one in counted.to_pyarrow().to_pylist()}
        problems = files.row_problems()
    if blank := found.pop("", 0):
        told = (
            f"{exclusions.column!r} is blank in {in_rows(blank)}. Fill it in, or take the row out."
        )
        problems.append(told)
    if problems:
        raise DataError.gather(name, problems)
    return tuple(sorted(found))


def _check_header(files: Files, column: str) -> None:
    header = next(iter(files.opened.values())).columns
    if column not in header:
        raise DataError(
            f"{files.source}: no column is called {column!r} in the first line, which must name "
            f"the columns. {SAY_WHICH}"
        )


def take_out(
    raw: Table, contract: Contract, entries: tuple[str, ...], engine: Engine
) -> tuple[Table, TakenOut]:
    """Leave the rows of people on the list out.

    Parameters
    ----------
    raw : Table
        The rows of a file as text.
    contract : Contract
        What may stand in them; it has `exclusions`.
    entries : tuple of str
        As `read_entries` returns them.
    engine : Engine
        What `raw` is worked on by.

    Returns
    -------
    Table
        The other rows.
    TakenOut
        What was left out, and what speaks against the list.
    """
    assert contract.exclusions is not None
    column = contract.exclusions.of
    entered = pa.table({"entry": pa.array(entries, pa.string())})
    listed = engine.hold("listed", entered)
    names = (column, contract.identifier, contract.campaign_column)
    own = raw.semi_join(listed, raw[column] == listed["entry"])
    kept = list(dict.fromkeys(name for name in names if name))
    taken = engine.keep("taken_out", own.select(*kept))
    others = raw.anti_join(listed, raw[column] == listed["entry"])
    unmatched = listed.anti_join(taken, listed["entry"] == taken[column])
    left = _number(unmatched)
    problems = _problems(contract.exclusions, entries, _nearly(unmatched, others[column]), left)
    here = of_campaign(taken, contract)
    applications = here.select(contract.identifier).distinct() if contract.long else here
    return others, TakenOut(_number(taken), _number(applications), left, problems)


def _problems(
    exclusions: Exclusions, entries: tuple[str, ...], nearly: int, unmatched: int
) -> tuple[str, ...]:
    name, column = shown(exclusions.path), repr(exclusions.of)
    if nearly:
        told = "1 entry" if nearly == 1 else f"{nearly:,} entries"
        return (
            f"{column}: {told} of the exclusions list {name} would match only but for capitals, "
            "spaces, marks between or leading zeros. Write them as they stand here; an entry that "
            "is of someone else, take out.",
        )
    if entries and unmatched == len(entries) and not exclusions.may_match_nobody:
        return (
            f"{column}: nothing in the exclusions list {name} stands here. See that its column "
            f"{exclusions.column!r} holds the same kind of identifier. If truly no one on it "
            "applied here, say so: exclusions: {data: .., may_match_nobody: true}.",
        )
    return ()


def _nearly(unmatched: Table, column: StringValue) -> int:
    """Return how many entries match only if what programs change in identifiers is left out."""
    entries = unmatched.select(bare=_bare(unmatched["entry"]))
    bare = column.name("text").as_table()
    there = bare.select(bare=_bare(bare["text"])).distinct()
    return _number(entries.filter(entries["bare"] != "").semi_join(there, "bare"))


def _bare(text: StringValue) -> StringValue:
    letters = text.lower().re_replace(r"[.]0+$", "").re_replace(r"[^\pL\pN]+", "")
    return letters.re_replace(r"(^|\pL)0+(\pN)", r"\1\2")


def _number(table: Table) -> int:
    return int(table.count().to_pyarrow().as_py())
