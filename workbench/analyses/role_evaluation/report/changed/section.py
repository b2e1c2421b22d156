"""What changed? The raw lines, the posts, and when the role began."""

from __future__ import annotations

from workbench.analyses.role_evaluation.report.changed.chart import chart, posts_chart
from workbench.analyses.role_evaluation.report.changed.reading import Lines, lines
from workbench.analyses.role_evaluation.report.changed.sentences import (
    HOW,
    RAW,
    of_posts,
    sentence,
    spans,
)
from workbench.analyses.role_evaluation.report.changed.tables import (
    by_span,
    rolled_out,
    summary,
    waves,
)
from workbench.analyses.role_evaluation.report.words import fact
from workbench.disclosure import Release
from workbench.presentation.view import EMPTY, View, folded, paragraph, stack


def show(release: Release) -> View:
    """Open with how the primary outcome went, then each line, posts, and the roll-out."""
    told = lines(release)
    if not told:
        return EMPTY
    first, *others = told
    lead = headline(release)
    opening = paragraph(f"{lead} Months compared: {spans(told[0])}") + paragraph(
        RAW.format(place="region" if fact(release, "by_region") else "unit"), "caveat"
    )
    rest = stack([_line(release, line) for line in others])
    return stack(
        [
            View(lead, opening, (told[0].finding,)),
            _line(release, first),
            *([folded("Other outcomes, and placebos", rest)] if others else []),
            summary(release, told),
            _posts(release),
            rolled_out(release),
            View(HOW, paragraph(HOW.format(people=release.context.people), "caveat")),
        ]
    )


def headline(release: Release) -> str:
    """Say how the primary outcome went, where the role began and where it did not."""
    told = lines(release)
    return sentence(told[0]) if told else ""


def _line(release: Release, line: Lines) -> View:
    view = chart(release, line)
    if view is EMPTY:
        text = f"{sentence(line)} Months: {spans(line)}"
        first = View(text, paragraph(text), (line.finding,))
        return stack([first, folded("In figures", by_span(release, line), about=line.one.title)])
    if not any(value is not None for wave in line.waves.values() for value in wave.values()):
        return view
    return stack(
        [view, folded("By wave of the roll-out", waves(release, line), about=line.one.title)]
    )


def _posts(release: Release) -> View:
    text = of_posts(release)
    if not text:
        return EMPTY
    html = f"<h3>Posts funded and posts filled</h3>{paragraph(text)}"
    first, drawn = View(text, html, ("posts",)), posts_chart(release)
    return stack([first, folded("Posts, month by month", drawn)] if drawn is not EMPTY else [first])
