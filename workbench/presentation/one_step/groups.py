"""Each characteristic under its own heading: its conclusions, one chart, and its tables."""

from __future__ import annotations

from html import escape

import pandas as pd

from workbench.disclosure import Release, ReleasedCell, ReleasedFinding
from workbench.presentation import words
from workbench.presentation.compared import RATES, SURENESS, rates, sureness
from workbench.presentation.grid import table_html
from workbench.presentation.one_step.chart import chart
from workbench.presentation.one_step.words import counted, listed_groups
from workbench.presentation.selection import characteristics, disparities, overall
from workbench.presentation.sentence import conclusion
from workbench.presentation.summary import verdict_html
from workbench.presentation.view import View, anchor, folded, paragraph, stack
from workbench.vocabulary.terms import CANNOT_TELL, NO_EVIDENCE

NOT_TESTED = "This is not tested: it is not among the headline characteristics."


def show(release: Release) -> View:
    """Show every characteristic, in the order of the parameters."""
    return stack(_section(release, finding) for finding in characteristics(release))


def _section(release: Release, finding: ReleasedFinding) -> View:
    heading = f'<h3 id="{anchor(finding.name)}">{escape(finding.title)}</h3>'
    told = [cell for cell in disparities(release) if cell.characteristic == finding.name]
    items = "".join(
        f'<div class="finding">{paragraph(conclusion(release, cell))}<p>{verdict_html(cell)}</p>'
        "</div>"
        for cell in told
    )
    rest = _rest(release, finding)
    html = heading + items + (paragraph(rest) if rest else "") + _question(release, finding)
    tables = folded("Each group in turn", _tables(release, finding), about=finding.title)
    return stack([View(finding.title, html, (finding.name,)), chart(release, finding), tables])


def _rest(release: Release, finding: ReleasedFinding) -> str:
    cells = [cell for cell in overall(finding) if cell.verdict]
    if not cells:
        return NOT_TESTED
    parts = []
    for verdict, text in (
        (NO_EVIDENCE, "no evidence seen for"),
        (CANNOT_TELL, "we cannot tell for"),
    ):
        here = [cell for cell in cells if cell.verdict == verdict]
        parts += [f"{text} {listed_groups(release, here)}"] if here else []
    return words.capital(f"{'; '.join(parts)}.") if parts else ""


def _question(release: Release, finding: ReleasedFinding) -> str:
    asked = release.context.questions.get(finding.name)
    return paragraph(asked, "symbols") if asked else ""


def _tables(release: Release, finding: ReleasedFinding) -> View:
    """Show the rates in one table and the people in a second: one would be too wide."""
    context = release.context
    caption = f"{finding.title}: who {context.completed}, of those {counted(context)}"
    cells = overall(finding)
    keys = [_group(cell) for cell in cells]
    compared = [[_verdict(cell), *rates(release, cell)] for cell in cells]
    people = [[*_counts(cell), *sureness(release, cell)] for cell in cells]
    heads = (
        ["Group", "Verdict", *(name.replace("not passing", "not getting there") for name in RATES)],
        ["Group", words.capital(counted(context)), words.capital(context.completed), *SURENESS],
    )
    html = "".join(
        table_html(release, text, head, [[key, *row] for key, row in zip(keys, rows, strict=True)])
        for text, head, rows in zip(
            (caption, f"{caption}: in people"), heads, (compared, people), strict=True
        )
    )
    whole = [[key, *one, *two] for key, one, two in zip(keys, compared, people, strict=True)]
    frame = pd.DataFrame(whole, columns=[*heads[0], *heads[1][1:]])
    return View(caption, html, (finding.name,), frame)


def _group(cell: ReleasedCell) -> str:
    return f"{cell.group} (comparison group)" if cell.role == "comparator" else cell.group


def _verdict(cell: ReleasedCell) -> str:
    return "Comparison group" if cell.role == "comparator" else words.verdict(cell)


def _counts(cell: ReleasedCell) -> list[str]:
    return [cell.counts[name].shown for name in ("entered", "passed")]
