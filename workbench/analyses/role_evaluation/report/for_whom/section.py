"""For whom? The conclusion, each group beside its comparator, and regions."""

from __future__ import annotations

from workbench.analyses.role_evaluation.report.for_whom.chart import chart, regions_chart
from workbench.analyses.role_evaluation.report.for_whom.reading import (
    REGIONS,
    Split,
    leading,
    number,
    people,
    regions,
    splits,
)
from workbench.analyses.role_evaluation.report.for_whom.sentences import (
    ALONE,
    EQUALITY,
    HOW,
    PART_TIME,
    of_regions,
    seen,
    sentence,
    short_range,
)
from workbench.disclosure import Release
from workbench.presentation import words
from workbench.presentation.grid import table_html
from workbench.presentation.summary import verdict_html
from workbench.presentation.view import EMPTY, View, folded, paragraph, stack

PATTERN = "working_pattern"


def show(release: Release) -> View:
    """Open with whether some gained less, then each split, what it means, and regions."""
    told = splits(release)
    if not told:
        return _regions(release)
    return stack(
        [
            *(_split(release, one) for one in told),
            View(HOW, paragraph(HOW, "caveat")),
            _equality(told),
            _regions(release),
        ]
    )


def headline(release: Release) -> str:
    """Say who gained more or less, first what there is evidence of; empty if there is nothing."""
    first = leading(release)
    return sentence(release, *first) if first else ""


def _split(release: Release, one: Split) -> View:
    parts = []
    for group, cell in one.differences.items():
        text = sentence(release, one, group)
        least = seen(one, group)
        badge = f"<p>{verdict_html(cell)}</p>" if cell.verdict else ""
        more = paragraph(least) if least else ""
        html = f"{paragraph(text)}{badge}{more}"
        # A box only where there is a verdict in it.
        parts.append(View(text, f'<div class="finding">{html}</div>' if badge else html))
    return stack([*parts, chart(release, one), _table(release, one)])


def _table(release: Release, one: Split) -> View:
    caption = f"{words.capital(one.one.title)} by group"
    head = ["Group", "Before", "Change (likely range)", "Difference (likely range)", "p", "Verdict"]
    rows = []
    for group, cell in one.groups.items():
        before, beside = number(cell, "before"), one.differences.get(group)
        apart = None if beside is None else number(beside, "difference")
        p_value = None if beside is None else number(beside, "p_adjusted")
        rows.append(
            [
                words.capital(people(release, group)),
                words.WITHHELD if before is None else f"{before.value:,.3g}",
                short_range(number(cell, "effect"), one.one),
                "Compared with" if beside is None else short_range(apart, one.one),
                words.p_value(None if p_value is None else p_value.value),
                "–" if beside is None else words.verdict(beside),
            ]
        )
    return View(caption, table_html(release, caption, head, rows), (one.finding,))


def _equality(told: tuple[Split, ...]) -> View:
    """Say what a difference bears on, and what these figures do not hold."""
    texts = [PART_TIME] if any(one.characteristic == PATTERN for one in told) else []
    html = "".join(paragraph(text) for text in (*texts, EQUALITY))
    return View(EQUALITY, f"<h3>What this says for equality</h3>{html}")


def _regions(release: Release) -> View:
    told = regions(release)
    if told is None:
        return EMPTY
    lead = of_regions(release, told)
    caption = f"{words.capital(told.one.title)} by region"
    rows = []
    for cell in told.cells:
        followed = number(cell, "followed")
        months = words.WITHHELD if followed is None else f"{followed.value:.0f}"
        rows.append([cell.group, short_range(number(cell, "effect"), told.one), months])
    head = ["Region", "Change for each month with the role (likely range)", "Months since its date"]
    table = View(caption, table_html(release, caption, head, rows), (REGIONS,))
    html = f"<h3>By region</h3>{paragraph(lead)}"
    alone = View(ALONE, paragraph(ALONE, "caveat"))
    more = stack([alone, regions_chart(release, told), table])
    return stack([View(lead, html, (REGIONS,)), folded(caption, more)])
