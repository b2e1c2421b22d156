"""Whether the rows can be used, and all that keeps them from it in one message."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.errors import DataError
from workbench.records.checking.days import day_problems, strange_days
from workbench.records.checking.labels import label_problems, other_campaigns
from workbench.records.checking.measures import label_measures, measured
from workbench.records.checking.unreadable import unreadable_days
from workbench.records.coding import of_campaign
from workbench.records.contract import CodedColumn, Contract
from workbench.records.opening.opened import in_rows
from workbench.records.reader import Records

TRIM = "Spaces around fields can be taken off: reading: {trim: true}."
FEWEST_COMPARATORS = 5
"""Where the band of the `open` policy ends: a refusal tells 0 from 4 no more than the band does."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What may be counted: rows of the campaign, and applications by people with another there."""

    rows_used: int
    further_applications: int | None


def check(records: Records, contract: Contract) -> Checked:
    """Refuse records that cannot be counted truly, and return how many rows will be counted.

    Raises
    ------
    DataError
        Naming every problem, the column, how many rows have it, and what to do.
    """
    found = measured(records.table, contract)
    problems = list(records.problems)
    if records.nearly and found["rows"]:
        problems.append(
            f"{contract.campaign_column!r}: {in_rows(records.nearly)} of a campaign that differs "
            f"from {contract.campaign!r} only in spaces or capitals, and would be set aside. Write "
            f"it alike. {TRIM}"
        )
    if found["rows"]:
        problems += _row_problems(records, contract, found)
    elif contract.campaign is not None:
        told = other_campaigns(records.raw, contract) if records.rows_read else ""
        problems.append(
            f"no rows for the campaign {contract.campaign!r}. {told} Correct 'campaign', or leave "
            "it out to count every row."
        )
    if problems:
        raise DataError.gather(records.source, problems)
    further = found["applications"] - found["different_person"] if contract.person else None
    return Checked(found["rows"], further)


def _row_problems(records: Records, contract: Contract, found: dict[str, int]) -> Iterator[str]:
    strange = [column for column, name in label_measures(contract).items() if found[name]]
    labels = label_problems(records.raw, contract, strange) if strange else {}
    yield from labels.values()
    yield from _identifier_problems(found, contract)
    rows = of_campaign(records.raw, contract)
    for column in strange_days(found, contract):
        yield from unreadable_days(rows, column, records.dates)
    yield from day_problems(found, contract)
    for place, column in contract.scores.items():
        if marks := found[f"no_score_{place}"]:
            yield (
                f"{column!r} holds text that is no mark in {in_rows(marks)}. Write figures alone; "
                "a blank is someone without one."
            )
    yield from _order_problems(found, contract, set(labels))
    for place, coded in enumerate(contract.coded):
        if differs := found.get(f"differs_{place}"):
            yield f"{_of_applications(coded.column, differs)} more than one group. Correct them."
        # How many are in a group is not known while rows or counts cannot be read.
        if coded.column not in labels and not found["bad_count"] and not records.problems:
            yield from group_problems(found, place, coded)


def _identifier_problems(found: dict[str, int], contract: Contract) -> Iterator[str]:
    if found["bad_count"]:
        yield (
            f"{contract.count!r} is not a whole number of people in {in_rows(found['bad_count'])}. "
            "Write figures alone, 12 at most; 0 is allowed."
        )
    for column, kind in ((contract.identifier, "identifier"), (contract.person, "person")):
        if column and (rows := found[f"no_{kind}"]):
            yield f"{column!r} is blank in {in_rows(rows)}. Fill it in."
        if column and (rows := found[f"spaced_{kind}"]):
            yield (
                f"{column!r} has spaces before or after it in {in_rows(rows)}, so that one could "
                f"count as two. {TRIM}"
            )
        if column and (rows := found[f"unseen_{kind}"]):
            yield (
                f"{column!r} holds characters that cannot be seen in {in_rows(rows)}, so that one "
                "could count as two. Take them out."
            )
    if differs := found.get("persons_differ"):
        yield f"{_of_applications(str(contract.person), differs)} more than one person. Correct it."
    yield from _repetition_problems(found, contract)


def _repetition_problems(found: dict[str, int], contract: Contract) -> Iterator[str]:
    if contract.long:
        if rows := found["repeated"]:
            yield (
                f"{contract.long.stage!r}: {in_rows(rows)} beyond the first of an application at "
                "one stage. Keep the row that counts."
            )
    elif contract.identifier:
        filled = found["rows"] - found["no_identifier"]
        if again := filled - found["different_identifier"]:
            yield (
                f"{contract.identifier!r}: {in_rows(again)} with the identifier of an earlier row. "
                "Keep one row for each application. If people may apply more than once, or to two "
                "regions, name a column that tells applications apart, and this one as 'person'."
            )


def _of_applications(column: str, number: int) -> str:
    return f"{column!r}: the rows of {number:,} application{'' if number == 1 else 's'} name"


def _order_problems(found: dict[str, int], contract: Contract, strange: set[str]) -> Iterator[str]:
    """Yield stages reached too early, save what only follows from `strange` columns."""
    if strange & set(contract.outcome_columns) and contract.layout != "wide":
        return
    for number, stage in enumerate(contract.stages[1:], 1):
        before = {one.column for one in contract.stages[: number + 1]}
        if (early := found[f"early_{number}"]) and not before & strange:
            yield (
                f"{stage.column!r} has an outcome in {in_rows(early)} where an earlier stage was "
                "not passed. Correct the rows, or the order of 'stages'."
            )


def group_problems(found: dict[str, int], place: int, coded: CodedColumn) -> Iterator[str]:
    """Yield why nobody can be compared by a column of groups, with its mend."""
    declared = found[f"declared_{place}"]
    if not declared:
        yield (
            f"{coded.column!r}: no one is in any of its groups. Take {coded.name} out of "
            f"'{coded.named_under}', or check the export."
        )
    elif coded.comparator is None:
        return
    elif (compared := found[f"comparator_{place}"]) < FEWEST_COMPARATORS:
        yield (
            f"{coded.column!r}: fewer than {FEWEST_COMPARATORS} people are in the comparator "
            f"group {coded.comparator!r}. Choose another 'comparator', or check the labels."
        )
    elif compared == declared:
        yield (
            f"{coded.column!r}: everyone who declared is in the group {coded.comparator!r}, so "
            f"there is no one to compare. Take {coded.name} out of 'characteristics'."
        )
