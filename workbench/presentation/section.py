"""One section a characteristic: its conclusion, one chart, and the tables behind it."""

from __future__ import annotations

from html import escape

from workbench.disclosure import Release, ReleasedFinding
from workbench.presentation import words
from workbench.presentation.chart import overall_chart
from workbench.presentation.selection import characteristics, disparities, of_basis, overall
from workbench.presentation.sentence import conclusion
from workbench.presentation.summary import verdict_html
from workbench.presentation.table import overall_table, reach_table, stage_table
from workbench.presentation.view import View, anchor, folded, paragraph, stack
from workbench.vocabulary.terms import CANNOT_TELL, NO_EVIDENCE


def characteristic_section(release: Release, finding: ReleasedFinding) -> View:
    """Show one characteristic under its own heading."""
    heading = f'<h3 id="{anchor(finding.name)}">{escape(finding.title)}</h3>'
    views = [
        View(finding.title, heading + _conclusions(release, finding), (finding.name,)),
        overall_chart(release, finding),
        folded("Over all stages, in figures", overall_table(release, finding), about=finding.title),
    ]
    if of_basis(finding, "conditional"):
        views.append(
            folded("Each stage in turn", stage_table(release, finding), about=finding.title)
        )
    if of_basis(finding, "cumulative"):
        reach = reach_table(release, finding)
        views.append(folded("How far each group got", reach, about=finding.title))
    return stack(views)


def characteristic_sections(release: Release) -> View:
    """Show every characteristic, in the order of the parameters."""
    return stack(characteristic_section(release, one) for one in characteristics(release))


def _conclusions(release: Release, finding: ReleasedFinding) -> str:
    found = [cell for cell in disparities(release) if cell.characteristic == finding.name]
    told = "".join(
        f'<div class="finding">{paragraph(conclusion(release, cell))}<p>{verdict_html(cell)}</p>'
        "</div>"
        for cell in found
    )
    rest = _rest(release, finding)
    return told + (paragraph(rest) if rest else "") + _question(release, finding)


def _rest(release: Release, finding: ReleasedFinding) -> str:
    cells = [cell for cell in overall(finding) if cell.verdict]
    if not cells:
        return "Over all stages this is not tested: it is not among the headline characteristics."
    parts = []
    for verdict, text in (
        (NO_EVIDENCE, "no evidence seen for"),
        (CANNOT_TELL, "we cannot tell for"),
    ):
        groups = [
            words.people_of(cell.group, release.context)
            for cell in cells
            if cell.verdict == verdict
        ]
        if groups:
            parts.append(f"{text} {words.listed(groups)}")
    return f"Over all stages, {'; '.join(parts)}." if parts else ""


def _question(release: Release, finding: ReleasedFinding) -> str:
    asked = release.context.questions.get(finding.name)
    return paragraph(asked, "symbols") if asked else ""
