"""What do staff say? The conclusion, each statement, groups, others as a placebo, and response."""

from __future__ import annotations

from workbench.analyses.role_evaluation.report.survey.chart import chart
from workbench.analyses.role_evaluation.report.survey.groups import by_group
from workbench.analyses.role_evaluation.report.survey.reading import (
    CHANGE,
    INDEX_CHANGE,
    OF_OTHERS,
    Said,
    fact,
    statements,
)
from workbench.analyses.role_evaluation.report.survey.response import response
from workbench.analyses.role_evaluation.report.survey.sentences import (
    ONE_WAVE,
    conclusion,
    sentence,
    verdict_reason,
)
from workbench.analyses.role_evaluation.report.survey.tables import levels, measures, placebo
from workbench.disclosure import Release
from workbench.presentation import words
from workbench.presentation.summary import verdict_html
from workbench.presentation.view import EMPTY, View, folded, paragraph, stack

HOW = (
    "Each change is that of staff whose unit was given the role, less that of staff whose unit was "
    "not, between the same two surveys. Units that began after the last survey are among those "
    "without it. Surveys are anonymous, so different people may have answered each. The likely "
    "range comes from leaving out each region in turn, since dates were given to regions, and is "
    "never narrower than if all answers were independent. With few regions without the role it "
    "is wide."
)
COARSE = (
    "Shares are of answers as they were given, each count rounded, and the change is of weighted "
    "answers before any rounding: it need not be what the shares come to."
)
SCALES = (
    "Three scales tell the same change: how many agree (4 or 5 of 5); the engagement index, the "
    "mean of answers that count 0, 25, 50, 75 and 100; and the odds of a higher answer, where 1 is "
    "no change. How many agree is judged."
)


LED = 1
"""Statements that are told at once, with a picture; the first page tells of the second too."""


def show(release: Release) -> View:
    """Open with the conclusion, then each statement, groups, the placebo and the response."""
    told = statements(release)
    if not told:
        return EMPTY
    lead = conclusion(told)
    one_wave = paragraph(ONE_WAVE, "caveat") if _waves_since(told) == 1 else ""
    opening = paragraph(lead) + one_wave
    coarse = "" if release.exact else paragraph(COARSE, "caveat")
    names = tuple(one.finding for one in told)
    return stack(
        [
            View(lead, opening + paragraph(HOW) + coarse, names),
            *(_statement(release, one) for one in told[:LED]),
            *(
                folded(one.title, _statement(release, one), about="of every 100")
                for one in told[LED:]
            ),
            folded("On three scales", _scales(release, told)),
            by_group(release, told),
            _placebo(release, told),
            response(release, told),
        ]
    )


def _scales(release: Release, told: tuple[Said, ...]) -> View:
    opening = View(SCALES, paragraph(SCALES), tuple(one.finding for one in told))
    return stack([opening, measures(release, told), levels(release, told)])


def headline(release: Release) -> str:
    """Say what became of the first statement, which is that on workload."""
    told = statements(release)
    return sentence(release, told[0]) if told else ""


def wellbeing(release: Release) -> str:
    """Say what became of the second statement; empty where there is none."""
    told = statements(release)
    return sentence(release, told[1]) if len(told) > 1 else ""


def _statement(release: Release, one: Said) -> View:
    reason = verdict_reason(release, one)
    html = (
        f'<div class="finding">{paragraph(sentence(release, one))}'
        f"<p>{verdict_html(one.cell)}</p>{paragraph(reason) if reason else ''}</div>"
    )
    return stack([View(one.title, html, (one.finding,)), chart(release, one)])


def _waves_since(told: tuple[Said, ...]) -> float | None:
    number = told[0].number("waves_since", INDEX_CHANGE)
    return None if number is None else number.value


def _placebo(release: Release, told: tuple[Said, ...]) -> View:
    here = tuple(one for one in told if f"{CHANGE}{OF_OTHERS}" in one.cells)
    if not here:
        return EMPTY
    others = fact(release, "others") or "others"
    lead = _moved(here, others)
    html = f"<h3>{words.capital('those whom the role does not support')}</h3>{paragraph(lead)}"
    return stack([View(lead, html), placebo(release, here)])


def _moved(told: tuple[Said, ...], others: str) -> str:
    """Say whether what others say moved as well, which the role cannot have done."""
    start = f"The role does not support others beside them ({others}), so their answers should not "
    start += "change with it. "
    known = [
        (one, number)
        for one in told
        if (number := one.number("points", f"{CHANGE}{OF_OTHERS}"))
        or (number := one.number("index", f"{INDEX_CHANGE}{OF_OTHERS}"))
    ]
    if not known:
        return f"{start}Too few of them answered to see whether they do."
    moved = [
        one.title
        for one, number in known
        if number.lower is not None
        and number.upper is not None
        and not number.lower <= 0 <= number.upper
    ]
    if moved:
        return f"{start}They did for {words.listed(moved)}, which speaks against the comparison."
    return f"{start}None of them clearly did, though a large change could hide in these ranges."
