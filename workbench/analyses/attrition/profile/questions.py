"""What a person has to decide before a first parameter file of staff can be trusted."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.analyses.attrition.profile.draft import StaffDraft

NEEDED = {
    "person": "tells people apart",
    "start": "holds the first day of a spell (a file of months has a row a person and month)",
    "end": "holds the last day of a spell, blank while it goes on",
    "reason": "says why people left",
}


def questions(made: StaffDraft) -> Iterator[str]:
    """Yield every question, in the order of the parameter file."""
    yield from _of_rows(made)
    yield from _of_days(made)
    if unplaced := made.reasons.get(""):
        yield f"{made.rows.columns['reason']}: why people left with: {', '.join(unplaced)}."
    if made.left_out:
        yield f"{', '.join(made.kept)}: whether these are set aside: {', '.join(made.left_out)}."
    for one in made.characteristics:
        if one.unplaced:
            yield f"{one.column}: which group these belong to: {', '.join(one.unplaced)}."
        if one.own_groups:
            yield f"{one.column}: its labels are not those of the code list; see its groups."
    for driver in made.drivers:
        if driver.may_be_none_held:
            counted = {"blank": driver.blank, "0": driver.zeros}
            told = " and ".join(f"{how} in {rows:,} rows" for how, rows in counted.items() if rows)
            yield f"{driver.column}: {told}: whether that is none held."


def _of_rows(made: StaffDraft) -> Iterator[str]:
    monthly = made.rows.layout != "spells"
    for name, tells in NEEDED.items():
        if name not in made.rows.columns and not (monthly and name in ("start", "end")):
            yield f"No column was found that {tells}: columns: {{{name}: ..}}."
    if made.rows.layout == "month_ends":
        yield (
            f"{made.rows.columns['month']}: whether its rows are snapshots of the last day "
            "(month_ends), or of whoever was in post on any day of the month (months)."
        )
    for name in made.survey.doubled:
        yield f"{name}: stands twice in the header. Keep one column in the file."
    if made.reading.trim:
        yield "Spaces stood around some fields; 'trim' takes them off."


def _of_days(made: StaffDraft) -> Iterator[str]:
    dated = [one for one in made.survey.columns if one.name in made.rows.columns.values()]
    unclear = [one.name for one in dated if one.days == "either"]
    if unclear and made.reading.dates == "ymd":
        yield (f"{', '.join(unclear)}: whether the day or the month comes first (reading: dates).")
    yield "data_date: the day on which the file was taken; the latest day in it stands there."
    yield (
        "data_from: the day from which everybody in post is in the file. Without it only the last "
        "year is told of."
    )
