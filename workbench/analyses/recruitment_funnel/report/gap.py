"""Where the gap opens: the stage, its part of the whole, and the people it would give back."""

from __future__ import annotations

from functools import partial
from html import escape

import pandas as pd

from workbench.disclosure import Release, ReleasedCell, ReleasedFinding
from workbench.presentation import words
from workbench.presentation.drawing.dots import draw_gains
from workbench.presentation.figure import chart_view
from workbench.presentation.grid import table_html
from workbench.presentation.selection import disparities, of_basis, overall
from workbench.presentation.view import EMPTY, View, folded, paragraph, stack
from workbench.vocabulary.terms import OVERALL

ROW = 44
APART = 0.05
"""So far the product of the stage ratios may be from the ratio over all stages."""
NOT_THE_SUM = (
    "For {group} the stages do not add up to the gap over all stages, since people were exempt "
    "from one or still wait for a result. So it is not taken apart."
)


def show(release: Release) -> View:
    """Say of every group behind over all stages where its gap opens, the largest first."""
    findings = release.of_section("gap")
    if not findings:
        return EMPTY
    told = [cell for cell in disparities(release) if cell.stage == OVERALL]
    sentences = [text for cell in told if (text := opens_at(release, cell))]
    lead = sentences or [_nothing(release)]
    views = [View(lead[0], "".join(map(paragraph, lead)), tuple(f.name for f in findings))]
    drawn = [cell for cell in told if opens_at(release, cell) and _adds_up(release, cell)]
    views += [_chart(release, cell) for cell in drawn[:1]]
    views.append(folded("Every group, stage by stage", _table(release, findings)))
    return stack(views)


def first_sentence(release: Release) -> str:
    """Say where the gap of the group furthest behind opens; nothing where no gap is clear."""
    told = [cell for cell in disparities(release) if cell.stage == OVERALL]
    sentences = [opens_at(release, cell) for cell in told if _adds_up(release, cell)]
    return next(filter(None, sentences), "")


def opens_at(release: Release, cell: ReleasedCell) -> str:
    """Say at which stage most of one group's gap over all stages opens."""
    steps = [step for step in _steps(release, cell) if (_share(release, step) or 0) > 0]
    if cell.stage != OVERALL or not steps:
        return ""
    if not _adds_up(release, cell):
        return NOT_THE_SUM.format(group=words.people_of(cell.group, release.context))
    widest = max(steps, key=lambda step: _share(release, step) or 0)
    stage = release.context.stages[widest.stage]
    group, other = (words.people_of(n, release.context) for n in (cell.group, cell.comparator))
    gained = words.headcount(_gained(widest), exact=release.exact)
    more = "more" if _gained(widest) > 0 else "fewer"
    return (
        f"{_portion(widest)} of the gap between {group} and {other} opens at the {stage}. With "
        f"equal rates there alone, {gained} {more} {group} would have {_done(release)}."
    )


def _portion(step: ReleasedCell) -> str:
    """Return a part of a whole in words; "most" only where its whole range is."""
    number = step.numbers["share_of_gap"]
    if (number.lower or 0) <= 0.5:
        return "The largest part"
    return "Nearly all" if (number.value or 0) >= 0.9 else "Most"


def _adds_up(release: Release, cell: ReleasedCell) -> bool:
    """Tell whether the stages multiply to the ratio over all, as they do unless people skip one."""
    product = 1.0
    for one in of_basis(release[cell.characteristic], "conditional"):
        number = one.numbers.get("relative_rate_index")
        if one.group == cell.group:
            if number is None or number.value is None:
                return False
            product *= number.value
    whole = cell.numbers["relative_rate_index"].value or 0.0
    return abs(product - whole) <= APART and (product < 1) == (whole < 1)


def _done(release: Release) -> str:
    done = release.context.completed
    return f"been {done[5:]}" if done.startswith("were ") else done


def _nothing(release: Release) -> str:
    del release
    return (
        "No group has evidence of a disparity over all stages that the stages add up to, so no gap "
        "is taken apart here. The table shows how the stages differ."
    )


def _is_clear(release: Release, step: ReleasedCell) -> bool:
    """Tell whether the group's gap over all stages leaves out no gap, so that it has parts."""
    for cell in overall(release[step.characteristic]):
        number = cell.numbers.get("relative_rate_index")
        if cell.group == step.group and number is not None:
            return (number.upper or 9) < 1 or (number.lower or 0) > 1
    return False


def _steps(release: Release, cell: ReleasedCell) -> list[ReleasedCell]:
    name = f"gap:{cell.characteristic}"
    if name not in release.names:
        return []
    cells = release[name].cells
    return [one for one in cells if one.group == cell.group and "gained_at_parity" in one.numbers]


def _gained(step: ReleasedCell) -> float:
    return step.numbers["gained_at_parity"].value or 0.0


def _share(release: Release, step: ReleasedCell) -> float | None:
    """Return a stage's part of the gap, where the gap is clear enough to have parts."""
    number = step.numbers.get("share_of_gap")
    if number is None or number.lower_open or number.upper_open:
        return None
    return number.value if _is_clear(release, step) else None


def _part(release: Release, step: ReleasedCell) -> str:
    share = _share(release, step) or 0.0
    likely = words.span(step.numbers["share_of_gap"], _percent)
    return f"about {_percent(share)} (likely range {likely})"


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%".replace("-", "−")


def _chart(release: Release, cell: ReleasedCell) -> View:
    steps = _steps(release, cell)
    stages = [words.capital(release.context.stages[step.stage]) for step in steps]
    shown = [_people(release, step) for step in steps]
    parts = [
        _part(release, step) if _share(release, step) is not None else words.NOT_AVAILABLE
        for step in steps
    ]
    gained = [_gained(step) for step in steps]
    frame = pd.DataFrame({"stage": stages, "gained": gained, "shown": shown})
    group = words.people_of(cell.group, release.context)
    widest = stages[max(range(len(steps)), key=lambda place: _share(release, steps[place]) or 0)]
    told = "; ".join(f"{stage}: {text}" for stage, text in zip(stages, shown, strict=True))
    return chart_view(
        release,
        partial(draw_gains, frame),
        name=f"gap-{cell.characteristic}",
        title=f"For {group} the gap opens most at the {widest.lower()}",
        subtitle=(
            f"How many more or fewer {group} would have {_done(release)}, had the rate at that "
            "stage alone been equal. The bars do not add up."
        ),
        alternative=f"Bar chart of people, by stage. {told}.",
        heights=(76 + ROW * len(steps), 76 + (ROW + 16) * len(steps)),
        margins=(224, 8),
        data=(
            ["Stage", "At equal rates there", "Part of the gap"],
            [list(row) for row in zip(stages, shown, parts, strict=True)],
        ),
        findings=(f"gap:{cell.characteristic}",),
    )


def _people(release: Release, step: ReleasedCell) -> str:
    if release.exact and 0 in (step.counts[s].value for s in ("passed", "comparator_passed")):
        return "No one passed on one side: it ends here"
    if "gained_at_parity" not in step.numbers:
        return words.NOT_AVAILABLE if release.complete else words.WITHHELD
    return words.more_or_fewer(step.numbers["gained_at_parity"], exact=release.exact)


def _table(release: Release, findings: tuple[ReleasedFinding, ...]) -> View:
    head = ["Group", "Stage", "At equal rates there", "Part of the gap"]
    tables = []
    for finding in findings:
        rows = [
            [
                step.group,
                words.capital(release.context.stages[step.stage]),
                _people(release, step),
                _part(release, step) if _share(release, step) is not None else words.NOT_AVAILABLE,
            ]
            for step in finding.cells
        ]
        tables.append(table_html(release, finding.title, head, rows, row_heads=2))
    note = paragraph(
        "Where the range of a group’s whole gap holds no gap, it has no parts, and [x] is shown.",
        "caveat",
    )
    names = tuple(finding.name for finding in findings)
    return View(escape("Where the gap opens"), note + "".join(tables), names)
