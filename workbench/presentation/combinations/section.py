"""Do characteristics combine: which combinations depart from what their groups add up to."""

from __future__ import annotations

from functools import partial
from math import nan

import pandas as pd

from workbench.disclosure import Release, ReleasedCell, ReleasedFinding
from workbench.presentation import words
from workbench.presentation.chart import unshown
from workbench.presentation.combinations.reading import (
    Said,
    beyond,
    combinations,
    likely,
    per_100,
    stands_out,
    subject,
    together,
    told,
)
from workbench.presentation.combinations.tables import tables
from workbench.presentation.drawing.intersections import draw_beside_expected
from workbench.presentation.figure import chart_view
from workbench.presentation.view import EMPTY, View, folded, paragraph, stack

ROW, MOST_DRAWN = 52, 24
BORROWS = (
    "A combination of few people says little by itself, so each rate borrows strength: it is drawn "
    "towards what its groups add up to, the more so the fewer people there are. The combinations "
    "stand in the order of the code lists; to rank them by rate would mostly rank chance."
)
TOGETHER = (
    "What adds up is worked out from all combinations: where one lies above it, others that share "
    "a group with it lie below. A small one can stand apart because a large one beside it differs, "
    "so read them together."
)
NOT_WHY = "No number here says why."


def show(release: Release, said: Said) -> View:
    """Say of every set of characteristics whether they combine beyond adding up.

    Parameters
    ----------
    release : Release
        With findings of the section "intersections".
    said : Said
        How the analysis speaks of its people.
    """
    findings = release.of_section("intersections")
    if not findings:
        return EMPTY
    lead = [text for finding in findings for text in conclusion(release, finding, said)]
    names = tuple(finding.name for finding in findings)
    caveat = f"{TOGETHER} {NOT_WHY}" if any(map(_named, findings)) else NOT_WHY
    views = [
        View(lead[0], "".join(map(paragraph, lead)), names),
        View("", paragraph(BORROWS) + paragraph(caveat, "caveat")),
    ]
    drawn = [finding for finding in findings if len(combinations(finding)) <= MOST_DRAWN]
    drawn = sorted((one for one in drawn if told(one)), key=lambda one: not _named(one))
    views += [_chart(release, finding, said) for finding in drawn[:1]]
    views += [
        folded(f"Every combination of {subject(one)}", tables(release, one, said))
        for one in findings
    ]
    return stack(views)


def conclusion(release: Release, finding: ReleasedFinding, said: Said) -> list[str]:
    """Say whether any combination departs from what its characteristics add up to."""
    found, named = told(finding), _named(finding)
    if not found:
        return [
            f"Whether {subject(finding)} combine we cannot tell: too few people are in the "
            f"combinations, or in one of the groups nearly everyone or no one {said.passed}."
        ]
    what = f"{subject(finding)}, taken one by one, add up to"
    if named:
        many = (
            "One combination stands"
            if len(named) == 1
            else f"{_count(len(named))} combinations stand"
        )
        return [
            f"{many} apart from what {what}.",
            *(stands_out(release, cell) for cell in named),
        ]
    return [
        f"No combination of {subject(finding)} stands apart: as far as can be told, the people "
        f"of each {release.context.completed} about as often as {what}. "
        f"{_missed(release, found, said)}"
    ]


def _named(finding: ReleasedFinding) -> list[ReleasedCell]:
    return [cell for cell in told(finding) if beyond(cell)]


def _count(number: int) -> str:
    return {2: "Two", 3: "Three", 4: "Four", 5: "Five"}.get(number, str(number))


def _missed(release: Release, found: list[ReleasedCell], said: Said) -> str:
    """Say what could have been missed, for the combination with fewest people that is told of."""
    cell = min(found, key=lambda one: one.counts["entered"].value or 0)
    entered = cell.counts["entered"]
    about = "" if release.exact or entered.value is None else "about "
    many = "" if words.are_hidden(entered) else f" ({about}{entered.shown} {said.entered})"
    return (
        "That is no proof that they do not combine: for "
        f"{together(cell, release.context)}{many} "
        f"anything from {words.span(cell.numbers['pooled_rate'], words.of_100)} of every 100 is "
        "likely."
    )


def _chart(release: Release, finding: ReleasedFinding, said: Said) -> View:
    cells = combinations(finding)
    frame = pd.DataFrame([_dot(release, cell) for cell in cells])
    listed = "; ".join(
        f"{row.group}: {row.shown} ({row.range}), adding up {row.adding_up}"
        if row.shown != words.WITHHELD
        else f"{row.group}: {row.unshown}"
        for row in frame.itertuples()
    )
    named = _named(finding)
    title = f"{words.capital(subject(finding))}: no combination departs from what they add up to"
    if named:
        groups = words.listed([together(cell, release.context) for cell in named])
        title = f"{words.capital(groups)}: apart from what {subject(finding)} add up to"
    top = 100 * min(1.0, max(cell.numbers["pooled_rate"].upper or 0 for cell in told(finding)))
    return chart_view(
        release,
        partial(draw_beside_expected, frame, top, of=said.who),
        name=finding.name,
        title=title,
        subtitle=(
            f"Of every 100 {said.who}, how many {release.context.completed}; small groups borrow "
            "strength. Lines: likely ranges. Hollow diamonds: what the characteristics add up to."
        ),
        alternative=f"Dot chart, of every 100 {said.who}. {listed}.",
        heights=(76 + ROW * len(cells), 76 + (ROW + 52) * len(cells)),
        margins=(310, 8),
        data=(
            ["Combination", "Of every 100", "Likely range", "Adding up"],
            [[row.group, row.shown, row.range, row.adding_up] for row in frame.itertuples()],
        ),
        findings=(finding.name,),
    )


def _dot(release: Release, cell: ReleasedCell) -> dict[str, object]:
    pooled, expected = (cell.numbers.get(name) for name in ("pooled_rate", "additive_rate"))
    parts = {"share": "value", "lower": "lower", "upper": "upper"}
    drawn = {name: 100 * getattr(pooled, part) if pooled else nan for name, part in parts.items()}
    return drawn | {
        "group": words.capital(together(cell, release.context)),
        "shown": per_100(pooled),
        "unshown": unshown(cell),
        "range": likely(pooled),
        "adding_up": per_100(expected),
        "expected": 100 * expected.value if expected and expected.value is not None else nan,
        "role": cell.role,
        "evidence": False,
        "stands_out": bool(beyond(cell)),
    }
