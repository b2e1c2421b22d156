"""What is said of raw lines: never that the role moved them."""

from __future__ import annotations

from workbench.analyses.role_evaluation.report.changed.reading import (
    LAST,
    WITH,
    WITHOUT,
    Lines,
    posts,
    value_of,
)
from workbench.analyses.role_evaluation.report.words import Told, figure
from workbench.disclosure import Release
from workbench.presentation import words

RAW = (
    "These are averages as they were. They do not show what the role did: other things changed "
    "over the same months, and lines can move apart by chance. What the role did is estimated in "
    "the next section, where “before” means the months just before each {place} was due to begin: "
    "so the two befores differ a little."
)
HOW = (
    "Each unit counts by the number of its {people}. Leavers and vacant posts are told of several "
    "months together, so that nobody is singled out, and waves of fewer than 10 are joined."
)
PERCENT = "percentage points"


def said(span: str) -> str:
    """Return a month, or months, as the service writes them.

    Examples
    --------
    >>> said("2023-06"), said("2023-04 to 2023-06"), said("2022-11 to 2023-01")
    ('June 2023', 'April to June 2023', 'November 2022 to January 2023')
    """
    first, _, last = span.partition(" to ")
    names = [words.day(f"{one}-01").partition(" ")[2] for one in (first, last) if one]
    if len(names) == 1:
        return names[0]
    start = names[0].partition(" ")[0] if first[:4] == last[:4] else names[0]
    return f"{start} to {names[1]}"


def level(value: float | None, one: Told, *, unit: bool = False) -> str:
    """Return a level; what is told of 100 with its sign, and else with its unit if asked for.

    Examples
    --------
    >>> hours = Told("h", "time on administration", "hours a week", "lower", 1.0, True, False)
    >>> points = Told("s", "on time", "percentage points", "higher", 3.0, True, False)
    >>> level(13.3, hours), level(10.6, hours, unit=True), level(71.2, points, unit=True)
    ('13.3', '10.6 hours a week', '71.2%')
    """
    if value is None:
        return words.WITHHELD
    if one.measured_in == PERCENT:
        return f"{figure(value)}%"
    return f"{figure(value)} {one.measured_in}" if unit else figure(value)


def moved(first: float, last: float) -> str:
    """Return the way in which something went.

    Examples
    --------
    >>> moved(13.3, 10.6), moved(4.0, 4.5), moved(9.0, 9.0)
    ('fell', 'rose', 'stayed')
    """
    return "stayed" if first == last else "fell" if last < first else "rose"


def sentence(line: Lines) -> str:
    """Say how an outcome went where the role began, and where it did not."""
    start, given, others = words.capital(line.one.title), line.ends(WITH), line.ends(WITHOUT)
    if given is None:
        return f"{start}: too few people to say how it went."
    text = f"{start} {_went(given, line.one, unit=True)} where the role began"
    if others is None:
        return f"{text}; where it did not, too few people stand behind the figure to show it."
    same = moved(*given) == moved(*others) != "stayed"
    second = _went(others, line.one, unit=False)
    return f"{text}, and {second.partition(' ')[2] if same else second} where it did not."


def title(line: Lines) -> str:
    """Return the headline of a chart: how an outcome went on both sides, short enough to scan."""
    start, given, others = words.capital(line.one.title), line.ends(WITH), line.ends(WITHOUT)
    if given is None:
        return f"{start}, month by month"
    told = f"{start}: {_from_to(given, line.one)} with the role"
    return (
        f"{told}; too few without to show"
        if others is None
        else (f"{told}, {_from_to(others, line.one)} without")
    )


def _from_to(ends: tuple[float, float], one: Told) -> str:
    return f"{level(ends[0], one)} to {level(ends[1], one)}"


def _went(ends: tuple[float, float], one: Told, *, unit: bool) -> str:
    way = moved(*ends)
    if way == "stayed":
        return f"stayed at {level(ends[0], one, unit=unit)}"
    return f"{way} from {level(ends[0], one)} to {level(ends[1], one, unit=unit)}"


def spans(line: Lines) -> str:
    """Say which months are set beside each other."""
    first, last = line.compared
    if line.windows:
        return f"{said(first)}, before anyone was due to have the role, beside {said(last)}."
    return f"{said(first)} beside {said(last)}."


def of_posts(release: Release) -> str:
    """Say how many posts were funded and filled at the end; empty where that is not known.

    A role is as strong as the posts that are filled, whatever was funded.
    """
    cells = [cell for cell in posts(release) if cell.stage == LAST]
    if not cells:
        return ""
    funded, filled = (value_of(cells[0], name) for name in ("funded", "filled"))
    when = said(cells[0].stratum)
    if filled is None:
        return "" if funded is None else f"Funded {funded:,.3g} full-time posts (FTE) in {when}."
    if funded is None:
        return f"Filled {filled:,.3g} full-time posts (FTE) in {when}."
    left = unfilled(release)
    were = "was" if left == "1" else "were"
    rest = f" About {left} {were} not filled." if left else ""
    return f"Funded {funded:,.3g} full-time posts (FTE), filled {filled:,.3g}, in {when}.{rest}"


def unfilled(release: Release) -> str:
    """Return how many posts that were funded were not filled in the end; empty where none."""
    cells = [cell for cell in posts(release) if cell.stage == LAST]
    funded, filled = (value_of(cells[0], name) if cells else None for name in ("funded", "filled"))
    if funded is None or filled is None or funded - filled < 1:
        return ""
    return f"{funded - filled:,.3g}"
