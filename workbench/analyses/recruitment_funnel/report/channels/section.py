"""Which advertising brought whom, how many of them started, and what a start cost."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.analyses.recruitment_funnel.report import shares
from workbench.analyses.recruitment_funnel.report.channels.tables import (
    chart,
    costs_table,
    money,
    reach_table,
)
from workbench.disclosure import Release, ReleasedCell
from workbench.presentation import words
from workbench.presentation.selection import disparities, side
from workbench.presentation.view import EMPTY, View, folded, paragraph, stack
from workbench.vocabulary.characteristics import NEVER_BY_PLACE
from workbench.vocabulary.terms import OVERALL

QUESTION = "Which advertising reaches whom, and at what cost?"
NAMES = ("channels", "channels:reach", "channels:mix")
ALL_CHANNELS = "All channels"
MOST = 2
LAST_TOUCH = (
    "A channel is what people said brought them last. Others may have come before it, and people "
    "who come by one channel differ from those who come by another: nothing here shows that a "
    "channel made anyone apply, or start. What was spent is as told, without the time of staff."
)

NAMED = (
    "A difference between channels is named only where ranges so wide that all compared hold "
    "together leave it no room to be chance."
)


def show(release: Release) -> View:
    """Say what a start cost by channel, whom channels reached, and whether more started by one."""
    if "channels" not in release.names:
        return EMPTY
    cells = [cell for cell in release["channels"].cells if cell.group != ALL_CHANNELS]
    lines = [_cost(release, cells), _reach(release), _yield(release, cells), _mix(release)]
    lines = [line for line in lines if line]
    views = [View(lines[0], "".join(map(paragraph, lines)), NAMES)]
    views += [chart(release, cells)] if any("spend" in cell.numbers for cell in cells) else []
    views.append(folded("Applicants, starts and cost by channel", costs_table(release, cells)))
    views.append(folded("Every group by channel", reach_table(release)))
    notes = (LAST_TOUCH, NAMED, _left_out(release), release.context.notes.get(QUESTION, ""))
    views.append(View("", paragraph(" ".join(filter(None, notes)), "caveat")))
    return stack(views)


def _cost(release: Release, cells: Sequence[ReleasedCell]) -> str:
    """Say what a start cost by the dearest and the cheapest channel that cost anything."""
    priced = [cell for cell in cells if _cost_of(cell)]
    over = [cell for cell in cells if "cost_per_start_over" in cell.numbers]
    free = [cell.group for cell in cells if _spent(cell) == 0]
    untold = [cell.group for cell in cells if "spend" not in cell.numbers]
    if len(untold) == len(cells):
        return "What the channels cost was not told, so what a start cost cannot be."
    parts = [_ends(release, priced), *(_over(release, cell) for cell in over)]
    if free:
        parts.append(f"{words.listed(free)} cost nothing.")
    if untold:
        parts.append(f"What {words.listed(untold)} cost was not told.")
    return " ".join(part for part in parts if part)


def _ends(release: Release, priced: Sequence[ReleasedCell]) -> str:
    if not priced:
        return "Too few people started by any channel that cost money to say what a start cost."
    ordered = sorted(priced, key=_cost_of)
    told = [
        f"{shares.about(release)}{money(_cost_of(cell))} by {cell.group} (likely range "
        f"{words.span(cell.numbers['cost_per_start'], money)})"
        for cell in (ordered[0], ordered[-1])[: len(ordered)]
    ]
    return f"In advertising, each person who {_done(release)} cost {' and '.join(told)}."


def _over(release: Release, cell: ReleasedCell) -> str:
    started = cell.counts["passed"]
    nobody = release.exact and started.value == 0
    who = "nobody" if nobody else f"fewer than {started.shown.removeprefix('<')} people"
    number = cell.numbers["cost_per_start_over"].value or 0.0
    return (
        f"{cell.group} cost {money(_spent(cell) or 0.0)}, and {who} {_done(release)} by it: over "
        f"{money(number)} each."
    )


def _cost_of(cell: ReleasedCell) -> float:
    number = cell.numbers.get("cost_per_start")
    return number.value or 0.0 if number else 0.0


def _spent(cell: ReleasedCell) -> float | None:
    number = cell.numbers.get("spend")
    return None if number is None else number.value


def _done(release: Release) -> str:
    return release.context.completed


def _reach(release: Release) -> str:
    """Say which channels reach a group more or less often than all channels together do."""
    cells = release["channels:reach"].cells
    compared = [cell for cell in cells if cell.stratum and "reach_together" in cell.numbers]
    if not compared:
        return "Too few people came by each channel to say whom it reached."
    apart = [cell for cell in compared if side(cell.numbers["reach_together"])]
    if not apart:
        return (
            f"No channel's applicants differ from all {release.context.people} by more than "
            f"chance could bring among {len(compared)} comparisons."
        )
    furthest = sorted(apart, key=_distance, reverse=True)
    told = [_reached(release, cell) for cell in furthest[:MOST]]
    more = len(apart) - MOST
    if more > 0:
        told.append(f"{more} more such differences stand in the table.")
    return " ".join(told)


def _distance(cell: ReleasedCell) -> float:
    value = cell.numbers["reach_among_applicants"].value or 0.0
    return max(value, 1 / value) if value else float("inf")


def channel_of(cell: ReleasedCell) -> str:
    """Return the channel of a row."""
    return cell.stratum.split(": ", 1)[1]


def _reached(release: Release, cell: ReleasedCell) -> str:
    whole = next(
        one
        for one in release["channels:reach"].cells
        if (one.characteristic, one.group, one.stratum) == (cell.characteristic, cell.group, "")
    )
    here, everywhere = (shares.of_100(one.numbers.get("share"), release) for one in (cell, whole))
    people = release.context.people
    text = (
        f"Of every 100 {people} who came by {channel_of(cell)}, {here} were "
        f"{shares.were(cell.group)}; of every 100 {people} by all channels, {everywhere}"
    )
    if "expected_share" not in cell.numbers:
        return f"{text}."
    held = shares.BENCHMARKS.get(cell.comparator, f"the benchmark “{cell.comparator}”")
    return f"{text}; of {held}, {shares.of_100(cell.numbers['expected_share'], release)}."


def _yield(release: Release, cells: Sequence[ReleasedCell]) -> str:
    """Say between which shares of the channels' applicants started, and whether they differ."""
    known = [cell for cell in cells if "selection_rate_together" in cell.numbers]
    whole = next(cell for cell in release["channels"].cells if cell.group == ALL_CHANNELS)
    rate = whole.numbers.get("selection_rate")
    if len(known) < 2 or rate is None or rate.value is None:
        return f"Too few people {_done(release)} to say whether more did by one channel."
    middle = rate.value
    ordered = sorted(known, key=lambda cell: cell.numbers["selection_rate"].value or 0.0)
    apart = [
        cell.group
        for cell in known
        if not _holds(cell.numbers["selection_rate_together"].lower, middle, "low")
        or not _holds(cell.numbers["selection_rate_together"].upper, middle, "high")
    ]
    low, high = (
        f"by {cell.group} {shares.about(release)}{words.rate(cell.numbers['selection_rate'])}"
        for cell in (ordered[0], ordered[-1])
    )
    told = f"Of every 100 who applied {low} {_done(release)}, {high}: the lowest and the highest."
    if apart:
        return f"{told} That differs from all channels together for {words.listed(apart)}."
    return f"{told} The ranges leave room for no difference: we cannot tell channels apart by it."


def _holds(limit: float | None, middle: float, end: str) -> bool:
    return limit is None or (limit <= middle if end == "low" else middle <= limit)


def _mix(release: Release) -> str:
    """Say of the groups behind over all stages how much of it goes with the channels."""
    found = {
        (cell.characteristic, cell.group) for cell in disparities(release) if cell.stage == OVERALL
    }
    told = [
        f"Of the gap of {_points(cell, 'gap')} points for "
        f"{words.people_of(cell.group, release.context)} over all stages, "
        f"{_points(cell, 'channel_mix')} go with the channels they came by and "
        f"{_points(cell, 'channel_rate')} with the rates within each channel, each rounded by "
        "itself."
        for cell in release["channels:mix"].cells
        if (cell.characteristic, cell.group) in found and "channel_mix" in cell.numbers
    ]
    return " ".join(told[:MOST])


def _points(cell: ReleasedCell, name: str) -> str:
    return words.points(cell.numbers[name].value or 0.0)


def _left_out(release: Release) -> str:
    shown = {cell.characteristic for cell in release["channels:reach"].cells if cell.stratum}
    titles = release.context.titles
    absent = [titles[name] for name in NEVER_BY_PLACE if name in titles and name not in shown]
    if release.exact or not absent:
        return ""
    listed = words.listed([title.lower() for title in absent])
    return f"By {listed} channels are not shown: few people, easily known there."
