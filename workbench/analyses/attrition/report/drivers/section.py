"""What goes with leaving? Drivers one by one, like with like, and a second opinion beside them."""

from __future__ import annotations

from workbench.analyses.attrition.report.drivers.chart import chart
from workbench.analyses.attrition.report.drivers.reading import (
    RESIGNED,
    SECTION,
    Level,
    found,
    levels,
    maybe,
)
from workbench.analyses.attrition.report.drivers.sentences import (
    ASSOCIATION,
    besides,
    both_ends,
    fitted,
    larger,
    lead,
    paragraphs,
    second_opinion,
    told_of,
)
from workbench.analyses.attrition.report.drivers.tables import names, table
from workbench.analyses.attrition.report.words import year
from workbench.disclosure import Release
from workbench.presentation import words
from workbench.presentation.view import EMPTY, View, folded, paragraph, stack

TOLD = 3
"""Levels of which the open text tells; the tables have all."""
READ_AS = (
    "“By itself” compares leavers at a level with those at the level named beside it, whoever they "
    "are. “Like with like” gives everybody each level in turn and holds equal {held}. Months are "
    "those of the {year}. What is measured is taken some months earlier, since work is run down "
    "in the months of notice; months before there is such a value are a level of their own, shown "
    "last. What is not recorded is not held equal."
)
ROUNDED = (
    "“By itself” is worked out from rounded counts. “Like with like” is that number, moved by what "
    "a model of exact counts changes, told in coarse steps so that no one is given away."
)


def show(release: Release) -> View:
    """Open with what clearly goes with leaving, then show every driver."""
    every = list(levels(release))
    if not every:
        return EMPTY
    first = lead(release)
    clear = found(release)
    told = [*_others(release, clear), ASSOCIATION] if clear or maybe(release) else []
    sentences = [first, *told]
    views = [View(first, paragraphs(sentences), names(every))]
    views += [chart(release, one) for one in (clear or maybe(release))[:1]]
    how = View("", paragraphs(_caution(release)))
    views += [_second(release), folded("How to read this, and how it was worked out", how)]
    views += [
        folded(finding.title, table(release, finding), about="level by level")
        for finding in release.of_section(SECTION)
    ]
    views.append(_resigned(release))
    return stack(view for view in views if view.html)


def headline(release: Release) -> str:
    """Say what goes most clearly with leaving, and what else is large; nothing where nothing does.

    What cannot be told is named beside what can, where it would be of as many people.
    """
    clear = found(release) if release.of_section(SECTION) else []
    unsure = bool(release.of_section(SECTION)) and not clear and bool(maybe(release))
    if not clear and not unsure:
        return ""
    parts = (
        told_of(release, clear[0]) if clear else lead(release),
        both_ends(release, clear[0]) if clear else "",
        larger(release) if clear else "",
        "This is an association and not a cause.",
    )
    return " ".join(part for part in parts if part)


def _others(release: Release, clear: list[Level]) -> list[str]:
    said = [f"{told_of(release, one)}{besides(release, one)}" for one in clear[1:TOLD]]
    more = len(clear[TOLD:])
    if more:
        said.append(f"{more} more {'is' if more == 1 else 'are'} in the tables.")
    return said


def _second(release: Release) -> View:
    texts = second_opinion(release)
    return View("", f"<h3>A second opinion</h3>{paragraphs(texts)}") if texts else EMPTY


def _caution(release: Release) -> list[str]:
    titles = release.context.titles
    held = [
        titles[cell.characteristic].lower()
        for cell in release["drivers"].cells
        if cell.characteristic in titles
    ]
    listed = words.listed(["length of service", *held])
    texts = [READ_AS.format(held=listed, year=year(release)), fitted(release)]
    return texts if release.exact else [*texts, ROUNDED]


def _resigned(release: Release) -> View:
    """Show the same of those who resigned."""
    findings = release.of_section(RESIGNED)
    if not findings:
        return EMPTY
    first = View("", paragraph(fitted(release, "drivers:resigned"), "caveat"))
    each = [table(release, finding, resigned=True) for finding in findings]
    return folded("The same of resignations alone", stack([first, *each]))
