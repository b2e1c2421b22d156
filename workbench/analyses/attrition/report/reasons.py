"""Why people say they leave: reasons, by grade, and which of them when in service."""

from __future__ import annotations

from functools import partial

import pandas as pd

from workbench.analyses.attrition.report.curves import (
    apart,
    curve,
    flat,
    round_top,
    service_axis,
)
from workbench.analyses.attrition.report.words import about, group_of, rate_range, year
from workbench.disclosure import Release, ReleasedCell, ReleasedNumber
from workbench.presentation import words
from workbench.presentation.drawing_steps import (
    draw_steps,
    steps_heights,
    steps_margins,
)
from workbench.presentation.figure import chart_view
from workbench.presentation.grid import table_view
from workbench.presentation.view import EMPTY, View, folded, paragraph, stack
from workbench.vocabulary.terms import NOT_RECORDED

LARGER = 0.05
MOST = 4
SHARE, RATE, GONE = "reason_share_", "reason_rate_", "reason_gone_"
WHY = "This report does not show why people resigned."
NOTE = (
    "These are the reasons that are recorded, which need not be why people left. Reasons compete: "
    "whoever retires cannot resign later, so each share is of what happens with all of them there."
)


def show(release: Release) -> View:
    """Open with what most leave for, then show every reason, by grade and by service."""
    if "reasons" not in release.names:
        return EMPTY
    lead = headline(release)
    parts = [View(lead, paragraph(lead), ("reasons",)), _table(release)]
    if len(release["reasons"].cells) > 1:
        parts.append(folded("By grade", _by_grade(release)))
    if "reasons:service" in release.names and _larger(release):
        parts += [_chart(release), folded("By length of service", _by_service(release))]
    return stack([*parts, View("", paragraph(NOTE, "caveat"))])


def headline(release: Release) -> str:
    """Say how many of every 100 leavers left for each larger reason, and for how many none is."""
    if "reasons" not in release.names:
        return ""
    cell, told = release["reasons"].cells[0], []
    for title in _larger(release):
        share = _number(cell, SHARE, title)
        if title != NOT_RECORDED and share is not None and share.value is not None:
            told.append((share.value, f"{words.of_100(share.value)} {_did(title)}"))
    blank = _blank(release, cell)
    if not told:
        few = "Too few people left to say for which reasons."
        return " ".join(part for part in (few, blank) if part)
    listed = words.listed([text for _, text in sorted(told, reverse=True)])
    lead = f"Of every 100 who left in the {year(release)}, {about(release)}{listed}."
    return " ".join(part for part in (lead, WHY, blank) if part)


DID = {
    "Resignation": "resigned",
    "Retirement": "retired",
    "End of contract": "came to the end of a contract",
    "Transfer outside the service": "moved to an employer outside the service",
    "Transfer inside the service": "moved within the service",
    "Dismissal": "were dismissed",
    "Ill health": "left in ill health",
    "Death in service": "died in service",
    "Another reason": "left for another reason",
}


def _did(title: str) -> str:
    return DID.get(title, f"left for the reason “{title}”")


def _blank(release: Release, cell: ReleasedCell) -> str:
    count = cell.counts.get(f"left_{NOT_RECORDED}")
    if count is None or not count.value:
        return ""
    share = _number(cell, SHARE, NOT_RECORDED)
    part = f" ({words.of_100(share.value)} in 100)" if share and share.value is not None else ""
    return (
        f"No reason is recorded for {about(release)}{count.shown} of "
        f"{about(release)}{cell.counts['left'].shown} leavers{part}: read with care."
    )


def titles(cell: ReleasedCell) -> list[str]:
    """Return the reasons that are counted, in their order: those that have a share or could."""
    return [name.removeprefix("left_") for name in cell.counts if name.startswith("left_")]


def _number(cell: ReleasedCell, kind: str, title: str) -> ReleasedNumber | None:
    """Return a number of a reason, which is named by a short form of its title."""
    return cell.numbers.get(f"{kind}{SHORT.get(title, '')}")


SHORT = {
    "Resignation": "resignation",
    "Retirement": "retirement",
    "End of contract": "end_of_contract",
    "Transfer outside the service": "transfer_outside",
    "Transfer inside the service": "transfer_inside",
    "Dismissal": "dismissal",
    "Ill health": "ill_health",
    "Death in service": "death",
    "Another reason": "other",
    NOT_RECORDED: "not_recorded",
}


def _larger(release: Release) -> list[str]:
    """Return the reasons of at least a twentieth of leavers, by what is shown of everybody."""
    cell = release["reasons"].cells[0]
    shares = {title: _number(cell, SHARE, title) for title in titles(cell)}
    return [t for t, one in shares.items() if one and one.value and one.value >= LARGER]


def _counted(release: Release, title: str) -> bool:
    return title in release.context.tied["counted"].split("|")


def _table(release: Release) -> View:
    cell = release["reasons"].cells[0]
    rows = [
        [
            title if _counted(release, title) else f"{title} (not counted as leaving)",
            cell.counts[f"left_{title}"].shown,
            rate_range(_number(cell, SHARE, title)) if _counted(release, title) else "–",
        ]
        for title in titles(cell)
    ]
    head = ["Recorded reason", "Leavers", "Of every 100 leavers (likely range)"]
    return table_view(release, release["reasons"], f"Why people left, {year(release)}", head, rows)


def _by_grade(release: Release) -> View:
    larger = _larger(release)
    rows = [
        [
            words.capital(group_of(release, cell)),
            cell.counts["left"].shown,
            *(rate_range(_number(cell, SHARE, title)) for title in larger),
        ]
        for cell in release["reasons"].cells
    ]
    caption = "Larger reasons by grade, of every 100 leavers (likely range)"
    return table_view(release, release["reasons"], caption, ["Who", "Leavers", *larger], rows)


def _by_service(release: Release) -> View:
    finding, larger = release["reasons:service"], _larger(release)
    rates = [
        [_band(cell), *(rate_range(_number(cell, RATE, title)) for title in larger)]
        for cell in finding.cells
    ]
    gone = [
        [_band(cell), *(rate_range(_number(cell, GONE, title)) for title in larger)]
        for cell in finding.cells[:-1]
    ]
    head = ["Length of service", *larger]
    caption = "Leavers a year by reason, of every 100 in post with that service (likely range)"
    by_end = "Gone by the end of it for each reason, of every 100 who join (likely range)"
    return stack(
        [
            table_view(release, finding, caption, head, rates),
            table_view(release, finding, by_end, head, gone),
        ]
    )


def _band(cell: ReleasedCell) -> str:
    return words.capital(cell.stratum.removeprefix("service: "))


def _chart(release: Release) -> View:
    finding = release["reasons:service"]
    edges = [int(edge) for edge in release.context.tied["service edges"].split("|")]
    shown = _larger(release)[:MOST]
    frames = {
        title: curve(
            title,
            edges,
            [_number(cell, GONE, title) for cell in finding.cells[:-1]],
            between=flat(share_stays=False),
            first=0.0,
        )
        for title in shown
    }
    frames = {title: frame for title, frame in frames.items() if len(frame)}
    if not frames:
        return EMPTY
    frame = pd.concat(frames.values())
    still = pd.DataFrame(
        [
            {"group": title, "time": edge, "shown": cell.counts[f"left_{title}"].shown}
            for title in frames
            for edge, cell in zip(edges[:-1], finding.cells, strict=False)
            if edge in apart(edges)
        ]
    )
    still_are = "left for it in the band of service from here"
    axis = service_axis(edges, still_are, top=round_top(frame))
    rows = [
        [title, _band(cell), rate_range(_number(cell, GONE, title))]
        for title in frames
        for cell in finding.cells[:-1]
    ]
    said = "; ".join(f"{title}, {band.lower()}: {told}" for title, band, told in rows)
    return chart_view(
        release,
        partial(draw_steps, frame, still, axis),
        name="gone-by-reason",
        title="Gone by each of the larger reasons, by length of service",
        subtitle="Of every 100 who join, while the reasons compete. Shaded: likely ranges.",
        alternative=f"Curves of those gone by the end of each band, of every 100. {said}.",
        heights=steps_heights(list(frames), axis),
        margins=steps_margins(),
        data=(["Reason", "Length of service", "Of every 100 (likely range)"], rows),
        findings=(finding.name,),
    )
