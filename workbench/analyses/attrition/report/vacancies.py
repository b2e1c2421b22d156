"""What stands beside leavers: published rates, and posts and starters as they are told."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.analyses.attrition.report.words import end, rate, rate_range
from workbench.disclosure import Release, ReleasedCell, ReleasedFinding
from workbench.presentation import words
from workbench.presentation.grid import table_html, table_view
from workbench.presentation.view import EMPTY, View, folded, paragraph, stack

TOLD = ("posts", "vacancies", "starters")
BESIDE = (
    "Posts, vacancies and starters are stated figures, put beside leavers and not worked out from "
    "them. Posts and leavers may be of different grades: do not divide one by the other. Posts are "
    "often full-time equivalents, where leavers are people."
)
DIFFER = (
    "A published rate and ours can differ and both be right: published rates may be of permanent "
    "staff only, take learners as a grade of their own or among another, count a transfer within "
    "the service as leaving, or divide by the mean of other dates."
)
PUBLISHED = ["Published line", "Grades here", "Year ending", "Published", "Here", "Difference"]
OWN = "Here, by the headcount of the rest of this report"
TWO_HEADCOUNTS = (
    "A rate here beside a published one is taken over the headcount that was stated for the line, "
    "quarter ends unless stated otherwise. All other rates are over the headcount named at the top "
    "of this report."
)
QUARTER, LAST_DAYS = "quarter ending ", "year ending "


def show(release: Release) -> View:
    """Open with how published rates compare, then show what is told of posts beside leavers."""
    parts = [view for view in (published(release), posts(release)) if view.html]
    return stack(parts) if parts else EMPTY


def headline(release: Release) -> str:
    """Say of how many published rates ours could be, by its likely range."""
    lines = release.of_section("published")
    compared = [cell for one in lines if (cell := one.cells[0]).numbers.get("leaving_rate")]
    if not compared:
        return ""
    within = sum(_is_within(cell) for cell in compared)
    if len(compared) == 1:
        how = "lies within" if within else "lies outside"
        return f"The published rate {how} the likely range of the rate here."
    return (
        f"Of {len(compared)} published rates {within} lie{'s' if within == 1 else ''} within the "
        "likely range of the rate here."
    )


def published(release: Release) -> View:
    """Hold the rates here to published ones, line by line."""
    lines = release.of_section("published")
    if not lines:
        return EMPTY
    rows = [_line(release, one) for one in lines]
    own = [rate_range(one.cells[0].numbers.get("own_rate")) for one in lines]
    differs = any(map(_differs, (one.cells[0] for one in lines)))
    head = [*PUBLISHED, OWN] if differs else PUBLISHED
    rows = [[*row, told] for row, told in zip(rows, own, strict=True)] if differs else rows
    names = tuple(one.name for one in lines)
    lead = headline(release) or "No published rate can be held to one here: too few people left."
    table = table_html(release, "Published leaving rates, of every 100, and ours", head, rows)
    note = release.context.notes.get("Is it changing?", "")
    caveat = f"{DIFFER} {TWO_HEADCOUNTS}" if differs else DIFFER
    html = paragraph(lead) + table + paragraph(caveat, "caveat")
    return View(lead, html + (paragraph(note, "symbols") if note else ""), names)


def posts(release: Release) -> View:
    """Show posts, vacancies and starters beside leavers, by quarter and by region."""
    if "vacancies" not in release.names:
        return EMPTY
    finding = release["vacancies"]
    last = finding.cells[-1].basis
    told = {cell.group: cell.counts["number"].shown for cell in _at(finding, last)}
    lead = f"{words.capital(_day(last))}: {_sentence(told)}."
    views = [View(lead, paragraph(lead) + paragraph(BESIDE, "caveat"), (finding.name,))]
    views.append(folded("Quarter by quarter", _quarters(release, finding)))
    if "vacancies:regions" in release.names:
        views.append(folded("By region", _regions(release, release["vacancies:regions"])))
    return stack(views)


def _line(release: Release, one: ReleasedFinding) -> list[str]:
    cell = one.cells[0]
    ours, theirs = (cell.numbers.get(name) for name in ("leaving_rate", "published_rate"))
    year = cell.basis.removeprefix(LAST_DAYS)
    day = words.day(year) if year != cell.basis else end(release)
    grades = words.listed(cell.group.split("|")) if cell.group else f"all {release.context.people}"
    stated = words.rate(theirs, decimals=1)
    if ours is None or ours.value is None or theirs is None or theirs.value is None:
        return [one.title, grades, day, stated, words.WITHHELD, words.NOT_AVAILABLE]
    points = round(100 * (ours.value - theirs.value), 1)
    sign = "+" if points > 0 else "−" if points else ""
    where = "within the likely range" if _is_within(cell) else "outside the likely range"
    difference = f"{sign}{abs(points):.1f}, {where}"
    return [one.title, grades, day, stated, rate_range(ours), difference]


def _differs(cell: ReleasedCell) -> bool:
    """Tell whether a rate is another, as it is shown, by the report's own headcount."""
    own = cell.numbers.get("own_rate")
    return own is not None and rate(own) != rate(cell.numbers.get("leaving_rate"))


def _is_within(cell: ReleasedCell) -> bool:
    ours, theirs = (cell.numbers.get(name) for name in ("leaving_rate", "published_rate"))
    if ours is None or theirs is None or theirs.value is None:
        return False
    low, high = ours.lower, ours.upper
    return low is not None and high is not None and low <= theirs.value <= high


def _at(finding: ReleasedFinding, basis: str) -> list[ReleasedCell]:
    return [cell for cell in finding.cells if cell.basis == basis]


def _day(basis: str) -> str:
    return f"quarter ending {words.day(basis.removeprefix(QUARTER))}"


def _sentence(told: Mapping[str, str]) -> str:
    names = {"posts": "posts", "vacancies": "of them vacant", "starters": "people started"}
    return ", ".join(f"{told[name]} {names[name]}" for name in TOLD if name in told)


def _quarters(release: Release, finding: ReleasedFinding) -> View:
    series = release["changing"].cells if "changing" in release.names else ()
    left = {cell.basis: cell.counts["left"].shown for cell in series if not cell.group}
    named = _named(finding)
    rows = []
    for basis in dict.fromkeys(cell.basis for cell in finding.cells):
        told = {cell.group: cell.counts["number"].shown for cell in _at(finding, basis)}
        rows.append(
            [
                words.day(basis.removeprefix(QUARTER)),
                *(told.get(name, words.NOT_AVAILABLE) for name in named),
                left.get(basis, words.NOT_AVAILABLE),
            ]
        )
    head = ["Quarter ending", *map(words.capital, named), "Leavers here"]
    return table_view(release, finding, "Posts, vacancies, starters and leavers", head, rows)


def _regions(release: Release, finding: ReleasedFinding) -> View:
    cells = release["leaving"].cells if "leaving" in release.names else ()
    left = {f"{cell.characteristic}: {cell.group}": cell.counts["left"].shown for cell in cells}
    named = _named(finding)
    rows = []
    for stratum in dict.fromkeys(cell.stratum for cell in finding.cells):
        own = [cell for cell in finding.cells if cell.stratum == stratum]
        told = {cell.group: cell.counts["number"].shown for cell in own}
        rows.append(
            [
                stratum.partition(": ")[2],
                *(told.get(name, words.NOT_AVAILABLE) for name in named),
                left.get(stratum, words.NOT_AVAILABLE),
            ]
        )
    when = end(release)
    heads = {
        "posts": f"Posts on {when}",
        "vacancies": f"Vacancies on {when}",
        "starters": "Starters in the period",
    }
    head = ["Region", *(heads[name] for name in named), "Leavers here in the period"]
    return table_view(release, finding, "Posts, starters and leavers by region", head, rows)


def _named(finding: ReleasedFinding) -> list[str]:
    there = {cell.group for cell in finding.cells}
    return [name for name in TOLD if name in there]
