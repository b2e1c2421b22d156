"""Who leaves more: each group of a characteristic beside its comparator."""

from __future__ import annotations

from html import escape

from workbench.analyses.attrition.report.declared import few_declared, thinly_declared
from workbench.analyses.attrition.report.groups_chart import TOO_FEW, chart
from workbench.analyses.attrition.report.words import (
    RESIGNED,
    conclusion,
    end,
    opening,
    people_range,
)
from workbench.disclosure import Release, ReleasedCell, ReleasedFinding
from workbench.presentation import words
from workbench.presentation.compared import RATES, rates
from workbench.presentation.grid import table_html
from workbench.presentation.selection import (
    asked,
    characteristics,
    disparities,
    of_basis,
    overall,
)
from workbench.presentation.summary import verdict_html
from workbench.presentation.view import EMPTY, View, anchor, folded, paragraph, stack
from workbench.vocabulary.terms import CANNOT_TELL, EVIDENCE, NO_EVIDENCE, OVERALL

BY_CHANCE = (
    "For {groups} the range alone leaves out equal shares; with {many} comparisons made, a gap "
    "like this turns up by chance too often to call."
)
FEW_DECLARED = (
    "60 of every 100 or fewer declared this, so what is said of it is shown with care, and none of "
    "it is a headline."
)


def show(release: Release) -> View:
    """Open with how many disparities there are, then show every characteristic."""
    if not characteristics(release):
        return EMPTY
    lead = headline(release)
    views = [_section(release, finding) for finding in characteristics(release)]
    return stack([View(lead, paragraph(lead)), *views])


def headline(release: Release) -> str:
    """Say of how many groups there is evidence, and of how many it cannot be told."""
    if not characteristics(release):
        return ""
    cells = [
        cell for cell in asked(release) if cell.basis == OVERALL and not few_declared(release, cell)
    ]
    found = [cell for cell in disparities(release) if cell in cells]
    unknown = sum(cell.verdict == CANNOT_TELL for cell in cells)
    groups = words.listed([words.people_of(cell.group, release.context) for cell in found])
    first = (
        f"Evidence of a disparity for {groups}."
        if found
        else "No disparity meets the standard for evidence here."
    )
    if not unknown:
        return first
    many = f"one of {len(cells)} comparisons" if unknown == 1 else f"{unknown} of {len(cells)}"
    return f"{first} We cannot tell in {many}."


def _section(release: Release, finding: ReleasedFinding) -> View:
    heading = f'<h3 id="{anchor(finding.name)}">{escape(finding.title)}</h3>'
    told = [cell for cell in finding.cells if cell.verdict == EVIDENCE]
    items = "".join(
        f'<div class="finding">{paragraph(conclusion(release, cell))}<p>{verdict_html(cell)}</p>'
        "</div>"
        for cell in told
    )
    thin = paragraph(FEW_DECLARED, "caveat") if finding.name in thinly_declared(release) else ""
    html = heading + thin + items + paragraph(_rest(release, finding))
    lead = View(finding.title, html, (finding.name,))
    left, drawn = _table(release, finding, overall(finding), "left"), chart(release, finding)
    if told:
        views = [lead, drawn, folded("Each group in turn", left, about=finding.title)]
    else:
        both = stack([drawn, left])
        views = [lead, folded("Chart and table of each group", both, about=finding.title)]
    if resigned := of_basis(finding, RESIGNED):
        table = _table(release, finding, resigned, RESIGNED)
        views.append(folded("Those who resigned", table, about=finding.title))
    return stack(views)


def _rest(release: Release, finding: ReleasedFinding) -> str:
    cells = [cell for cell in overall(finding) if cell.verdict]
    if not cells:
        return "This is not tested: it is not among the headline characteristics."
    parts = []
    for verdict, text in (
        (NO_EVIDENCE, "no evidence seen for"),
        (CANNOT_TELL, "we cannot tell for"),
    ):
        groups = [words.people_of(c.group, release.context) for c in cells if c.verdict == verdict]
        parts += [f"{text} {words.listed(groups)}"] if groups else []
    text = words.capital(f"{'; '.join(parts)}.") if parts else ""
    return " ".join(part for part in (text, _by_chance(release, cells)) if part)


def _by_chance(release: Release, cells: list[ReleasedCell]) -> str:
    """Say why it cannot be told of groups whose range, by itself, leaves out equal rates."""
    apart = [
        words.people_of(cell.group, release.context)
        for cell in cells
        if cell.verdict == CANNOT_TELL and _leaves_out_one(cell)
    ]
    many = sum(cell.family == "headline" for cell in asked(release))
    if not apart or many == 1:
        return ""
    return BY_CHANCE.format(groups=words.listed(apart), many=many)


def _leaves_out_one(cell: ReleasedCell) -> bool:
    number = cell.numbers.get("relative_rate_index")
    if number is None or number.lower is None or number.upper is None:
        return False
    return number.lower > 1 or number.upper < 1


def _table(
    release: Release, finding: ReleasedFinding, cells: tuple[ReleasedCell, ...], done: str
) -> View:
    caption = f"{finding.title}: who {done}, of those in post on {opening(release)}"
    compared = [
        [
            cell.group,
            words.verdict(cell) if cell.role == "declared" else "–",
            rates(release, cell)[0].replace(words.WITHHELD, words.capital(TOO_FEW)),
            *rates(release, cell)[1:],
        ]
        for cell in cells
    ]
    people = [
        [
            cell.group,
            cell.counts["entered"].shown,
            cell.counts["passed"].shown,
            _excess(release, cell),
        ]
        for cell in cells
    ]
    heads = (
        ["Group", "Verdict", *(name.replace("not passing", "staying") for name in RATES)],
        [
            "Group",
            "In post",
            f"{words.capital(done)} by {end(release)}",
            "More or fewer leavers than at the comparison rate (likely range)",
        ],
    )
    html = table_html(release, caption, heads[0], compared)
    html += table_html(release, f"{caption}: in people", heads[1], people)
    return View(caption, html, (finding.name,))


def _excess(release: Release, cell: ReleasedCell) -> str:
    number = cell.numbers.get("shortfall")
    if cell.role == "comparator":
        return "–"
    if number is None or number.value is None:
        return words.NOT_AVAILABLE if release.complete else words.WITHHELD
    text = words.more_or_fewer(number, exact=release.exact).partition(" (")[0]
    likely = people_range(release, cell)
    return _turned(text) + (f" ({likely.removeprefix('likely range ')})" if likely else "")


def _turned(text: str) -> str:
    """Turn how many more would have left at equal rates into how many fewer did.

    Examples
    --------
    >>> _turned("about 35 more"), _turned("about even")
    ('about 35 fewer', 'about even')
    """
    return text.replace(" more", " FEWER").replace(" fewer", " more").replace(" FEWER", " fewer")
