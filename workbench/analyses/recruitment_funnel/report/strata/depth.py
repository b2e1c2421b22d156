"""Tables below a comparison like with like: parts of the gap, tests, strata one by one."""

from __future__ import annotations

from collections.abc import Callable

from workbench.analyses.recruitment_funnel.report.strata.reading import (
    Compared,
    differ,
    kinds,
    rows_of,
)
from workbench.analyses.recruitment_funnel.report.strata.tables import (
    NO_BREAK,
    names,
    stage,
    with_range,
)
from workbench.disclosure import Release, ReleasedCell, ReleasedNumber
from workbench.presentation import words
from workbench.presentation.grid import table_html
from workbench.presentation.view import View, folded, paragraph

TESTS = {
    "pooled_odds_ratio": "Odds ratio, pooled",
    "cmh_p": "Any difference within",
    "cmh_corrected_p": "The same, with continuity correction",
    "ratio_homogeneity_p": "One rate ratio for all",
    "odds_homogeneity_p": "One odds ratio for all",
}
LEAST_STRATA = 2
"""Fewer do not show that strata differ."""


def parts_table(release: Release, told: list[Compared]) -> View:
    """Show each gap in points as what goes with the mix and what with the rates within."""
    rows = []
    for one in told:
        gap = one.whole.numbers.get("rate_difference")
        for cell in one.within:
            named = [words.capital(words.people_of(cell.group, release.context))]
            shown = [_share(cell.numbers.get(name), words.points) for name in ("mix", "rate")]
            alone = [_share(cell.numbers.get("one_sided"), words.of_100)] if release.exact else []
            place = [stage(release, one), words.capital(kinds(release, cell))]
            rows.append([*named, *place, _share(gap, words.points), *shown, *alone])
    head = [
        "Group",
        "Stage",
        "By",
        "Gap, points",
        "With the mix",
        "With the rates within",
        *(["Of every 100, where the other side has nobody"] if release.exact else []),
    ]
    caption = "The gap, taken apart"
    note = paragraph(
        f"{_adds_up(release)} They are not given where more than 10 of every 100 people are where "
        "the other side has nobody.",
        "caveat",
    )
    return View(caption, table_html(release, caption, head, rows, row_heads=3) + note, names(told))


def _adds_up(release: Release) -> str:
    together = "The two parts add up to the gap, but for rounding."
    if release.exact:
        return together
    return (
        f"{together} With the mix: what the gap would be, had both groups the comparison group’s "
        "rates wherever they are, from rounded counts; not given for several circumstances at once."
    )


def _share(number: ReleasedNumber | None, form: Callable[[float], str]) -> str:
    return words.NOT_AVAILABLE if number is None or number.value is None else form(number.value)


def tests_table(release: Release, told: list[Compared]) -> View:
    """Show pooled odds ratios and the tests, for those who want them."""
    rows = [
        [
            words.capital(words.people_of(cell.group, release.context)),
            stage(release, one),
            words.capital(kinds(release, cell)),
            *(_test(cell, name) for name in TESTS),
        ]
        for one in told
        for cell in one.within
    ]
    head = ["Group", "Stage", "By", *TESTS.values()]
    caption = "Odds ratios and tests, like with like"
    whole = "Over all stages" if len(release.context.stages) > 1 else "All together"
    note = paragraph(
        "Pooled by Mantel and Haenszel. p-values: Cochran, Mantel and Haenszel; score test of one "
        f"rate ratio; Breslow, Day and Tarone. {whole} with their chi-squared. They are not "
        "adjusted for how many there are, and no verdict rests on them.",
        "caveat",
    )
    return View(caption, table_html(release, caption, head, rows, row_heads=3) + note, names(told))


def _test(cell: ReleasedCell, name: str) -> str:
    number = cell.numbers.get(name)
    if number is None or number.value is None:
        return words.NOT_AVAILABLE
    if not name.endswith("_p"):
        return with_range(number, words.ratio)
    statistic = cell.numbers.get(f"{name[:-2]}_statistic")
    text = f"p{NO_BREAK}{words.p_value(number.value)}"
    if statistic is None or statistic.value is None:
        return text
    return f"χ²{NO_BREAK}{statistic.value:.4g}\n{text}"


def strata_that_differ(release: Release, found: list[Compared]) -> View:
    """Show the strata one by one where one ratio is not enough, or the comparison turns round."""
    tables, used = [], []
    for one in found:
        alarms = one.alarms()
        for cell in one.within:
            if differ(cell) or cell in alarms:
                table = _strata(release, one, cell)
                tables += [table] if table else []
                used.append(f"strata_rows:{cell.characteristic}")
    if not tables:
        return View("", "")
    kept = tuple(dict.fromkeys(name for name in used if name in release.names))
    return folded("The strata, where they differ", View("Strata", "".join(tables), kept))


def _strata(release: Release, one: Compared, cell: ReleasedCell) -> str:
    told = rows_of(release, cell)
    shown = {
        label: pair
        for label, pair in told.items()
        if label and all("selection_rate" in side.numbers for side in pair)
    }
    if len(shown) < LEAST_STRATA and cell not in one.alarms():
        return ""
    rows = [
        [
            label,
            *(side.counts["entered"].shown for side in pair),
            *(words.rate(side.numbers.get("selection_rate")) for side in pair),
            _row_ratio(pair[0]),
        ]
        for label, pair in shown.items()
    ]
    if not rows:
        return ""
    few = len(told) - 1 - len(shown)
    kind = words.capital(kinds(release, cell))
    sides = (cell.group, cell.comparator)
    head = [kind, *(f"{side}, people" for side in sides)]
    head += [*(f"{side}, of every 100" for side in sides), "Rate ratio"]
    own = words.people_of(cell.group, release.context)
    title = release[cell.characteristic].title
    caption = f"{title}: {own}, {stage(release, one).lower()}, by {kinds(release, cell)}"
    note = paragraph(f"Not shown, for too few people: {few}.", "caveat") if few else ""
    return table_html(release, caption, head, rows) + note


def _row_ratio(cell: ReleasedCell) -> str:
    number = cell.numbers.get("relative_rate_index")
    return words.WITHHELD if number is None else with_range(number)
