"""Leavers a year by length of service, in words and in a table."""

from __future__ import annotations

from workbench.analyses.attrition.report.words import about, rate, rate_range
from workbench.disclosure import Release, ReleasedCell
from workbench.presentation import words
from workbench.presentation.grid import table_view
from workbench.presentation.view import View
from workbench.vocabulary.terms import NOT_RECORDED

BAND = "service: "
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
TOLD = (12, 24, 60)
"""After so many months it is said who is still there."""


def headline(release: Release) -> str:
    """Say at which length of service most leave, and how many who join are still there later."""
    if "service" not in release.names:
        return ""
    return " ".join(part for part in (_highest(release), still_later(release)) if part)


def whole(release: Release, group: str = "") -> ReleasedCell:
    """Return the cell of all service, of everybody or of a grade."""
    return next(
        cell for cell in release["service"].cells if cell.group == group and not cell.stratum
    )


def bands(release: Release, group: str = "") -> list[ReleasedCell]:
    """Return the cells of the bands of service, of everybody or of a grade."""
    return [
        cell
        for cell in release["service"].cells
        if cell.group == group and cell.stratum and cell.stratum != f"{BAND}{NOT_RECORDED}"
    ]


def edges(release: Release) -> list[int]:
    """Return the months in which the bands begin."""
    return [int(edge) for edge in release.context.tied["service edges"].split("|")]


def groups(release: Release) -> list[str]:
    """Return the grades, in their order."""
    return list(dict.fromkeys(c.group for c in release["service"].cells if c.characteristic))


def _highest(release: Release) -> str:
    overall = _value(whole(release))
    told = [(value, cell) for cell in bands(release) if (value := _value(cell)) is not None]
    if len(told) < 2 or overall is None:
        return ""
    value, cell = max(told, key=lambda one: one[0])
    number = cell.numbers["hazard_a_year"]
    start, span = about(release), words.span(number, _one_decimal)
    if number.lower is None or number.lower <= overall:
        low, high = (_one_decimal(end(told)[0]) for end in (min, max))
        return (
            f"No length of service stands out: between {low} and {high} of every 100 leave a year, "
            "at all of them within what chance could make."
        )
    return (
        f"Leaving is highest in {service_words(release, cell)}: {start}{rate(number)} of every 100 "
        f"a year (likely range {span}), against {start}{_one_decimal(overall)} at all lengths of "
        f"service. {_over(release)}"
    )


def service_words(release: Release, cell: ReleasedCell) -> str:
    """Return a band of service as a sentence names it: a whole year by its number."""
    place, starts = bands(release).index(cell), edges(release)
    name = cell.stratum.removeprefix(BAND)
    if place + 1 < len(starts) and starts[place] % 12 == 0:
        year = starts[place] // 12
        if starts[place + 1] - starts[place] == 12 and year < len(ORDINALS):
            return f"the {ORDINALS[year]} year of service"
    if place == 0:
        return f"the first {name.removeprefix('under ')} of service"
    return f"service of {name}"


def still_later(release: Release, *, last: bool = False) -> str:
    """Say how many of those who join are still there after some years, or after the last alone."""
    ends = dict(zip(edges(release)[1:], bands(release), strict=False))
    told: list[tuple[str, str]] = []
    for months in TOLD:
        number = ends[months].numbers.get("survival") if months in ends else None
        if number is not None and number.value is not None:
            told.append((words.of_100(number.value), f"after {years(months)}"))
    if not told:
        return ""
    (first, when), *later = told[-1:] if last else told
    listed = words.listed([f"{first} are still there {when}", *map(" ".join, later)])
    return f"Of every 100 who {begin(release)}, {about(release)}{listed}."


def begin(release: Release, group: str = "") -> str:
    """Return from when on people are followed: from joining, or from a length of service."""
    cells = bands(release, group)
    first = next((p for p, cell in enumerate(cells) if "survival" in cell.numbers), 0)
    start = edges(release)[first]
    return "join" if not start else f"reach {years(start)} of service"


def by_service(release: Release) -> View:
    """Return the table of everybody by length of service."""
    not_known = _not_known(release)
    named = [
        *((words.capital(cell.stratum.removeprefix(BAND)), cell) for cell in bands(release)),
        *([("Length of service not known", not_known)] if not_known else []),
        ("All together", whole(release)),
    ]
    rows = [
        [
            name,
            cell.counts["at_risk"].shown,
            cell.counts["left"].shown,
            rate_range(cell.numbers.get("hazard_a_year")),
            still(cell),
        ]
        for name, cell in named
    ]
    head = [
        "Length of service",
        "At risk: people in a month of it",
        "Left",
        "Of every 100 a year (likely range)",
        f"Still there at its end, of every 100 who {begin(release)} (likely range)",
    ]
    caption = f"Leaving by length of service, all months up to {_end(release)}"
    return table_view(release, release["service"], caption, head, rows)


def still(cell: ReleasedCell) -> str:
    """Return who is still there at the end of a band, of every 100, with the likely range."""
    number = cell.numbers.get("survival")
    if number is None or number.value is None:
        return words.NOT_AVAILABLE
    return f"{words.of_100(number.value)} ({words.span(number, words.of_100)})"


def unknown(release: Release) -> str:
    """Say how many leavers stand at no length of service, since nobody knows how long it was."""
    cell = _not_known(release)
    if cell is None:
        return ""
    left = cell.counts["left"]
    who = "Leavers whose length of service is not known are among all together alone"
    if left.shown == words.WITHHELD:
        return f"{who}."
    many = f"fewer than {left.shown[1:]}" if left.value is None else about(release) + left.shown
    return f"{who}: {many}."


def _not_known(release: Release) -> ReleasedCell | None:
    """Return the cell of those whose length of service is not known, if any of them left."""
    stratum = f"{BAND}{NOT_RECORDED}"
    cells = (cell for cell in release["service"].cells if cell.stratum == stratum)
    return next((cell for cell in cells if cell.counts["left"].value != 0), None)


def years(months: int) -> str:
    """Return months of service in words, in years where they are whole.

    Examples
    --------
    >>> years(60), years(12), years(3)
    ('5 years', '1 year', '3 months')
    """
    if months % 12:
        return f"{months} month{'s' if months > 1 else ''}"
    return f"{months // 12} year{'s' if months > 12 else ''}"


def _value(cell: ReleasedCell) -> float | None:
    number = cell.numbers.get("hazard_a_year")
    return number.value if number else None


def _one_decimal(value: float) -> str:
    return words.of_100(value, decimals=1)


def _end(release: Release) -> str:
    return words.day(release.context.tied["end"])


def _over(release: Release) -> str:
    """Say over what months the rates are, which is why they differ from those of the last year."""
    since, until = release.context.tied.get("since"), _month(_end(release))
    if since is None or since > release.context.tied["opening"]:
        return f"These are rates over all months up to {until}."
    return (
        f"These are rates over all months from {_month(words.day(since))} to {until}, so they are "
        "not those of the last year alone."
    )


def _month(day: str) -> str:
    return day.split(" ", 1)[1]
