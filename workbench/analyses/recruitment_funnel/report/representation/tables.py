"""Every group against every benchmark: a chart of the first, and tables of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from math import nan

import pandas as pd

from workbench.analyses.recruitment_funnel.report import shares
from workbench.disclosure import Release, ReleasedCell
from workbench.presentation import words
from workbench.presentation.drawing.ranges import draw_ratios
from workbench.presentation.figure import chart_view
from workbench.presentation.grid import table_html
from workbench.presentation.selection import side
from workbench.presentation.view import View

ROW = 54
KINDS = {"applicants": "applicants", "offers": "offers", "starters": "starters"}
INDEX = "representation_index"
COLUMNS = ("applicants", "starters", "expected")


def _of_group(release: Release, cell: ReleasedCell) -> dict[str, ReleasedCell]:
    """Return a group's cells of applicants, offers and starters against one benchmark."""
    key = (cell.characteristic, cell.group, cell.comparator)
    return {
        one.basis: one
        for one in release["representation"].cells
        if (one.characteristic, one.group, one.comparator) == key
    }


def chart(release: Release, starters: Sequence[ReleasedCell]) -> View:
    """Draw applicants and starters of every group against one benchmark."""
    pairs = [_of_group(release, cell) for cell in starters]
    rows = [_row(pair) for pair in pairs]
    frame = pd.DataFrame(rows)
    done, people = release.context.completed, release.context.people
    told = "; ".join(f"{row['label']}: {row['told']}" for row in rows)
    data = [[str(row[name]) for name in ("label", *COLUMNS)] for row in rows]
    return chart_view(
        release,
        partial(draw_ratios, frame),
        name="representation",
        title=_title(starters),
        subtitle=(
            f"Each group's share of {people} (circles) and of those who {done} (diamonds), divided "
            f"by its share of {shares.benchmark(starters[0])}. Left of the line at 1: fewer than "
            f"expected. Lines: likely ranges. At the right: of every 100 {people}, of every 100 "
            f"who {done}, and (expected)."
        ),
        alternative=f"Dot chart of shares divided by the benchmark's. {told}.",
        heights=(76 + ROW * len(rows), 76 + (ROW + 20) * len(rows)),
        margins=(176, 8),
        data=(["Group", words.capital(people), words.capital(done), "Expected"], data),
        findings=("representation",),
    )


def _title(starters: Sequence[ReleasedCell]) -> str:
    together = "representation_index_together"
    under = [cell for cell in starters if side(cell.numbers.get(together)) < 0]
    held = shares.BENCHMARKS.get(starters[0].comparator, f"“{starters[0].comparator}”")
    if not under:
        return f"Against {held}, no group is clearly under-represented"
    groups = words.listed([cell.group for cell in under])
    return f"Under-represented among starters, against {held}: {groups}"


def _row(cells: Mapping[str, ReleasedCell]) -> dict[str, object]:
    row: dict[str, object] = {"label": cells["starters"].group}
    for place, kind in enumerate(("applicants", "starters")):
        number = cells[kind].numbers.get(INDEX)
        for part in ("value", "lower", "upper"):
            known = getattr(number, part) if number else None
            row[f"{part}_{place}"] = nan if known is None else known
    of_100 = [
        words.rate(cells[kind].numbers.get(name))
        for kind, name in (
            ("applicants", "share"),
            ("starters", "share"),
            ("starters", "expected_share"),
        )
    ]
    row["shown"] = f"{of_100[0]}, {of_100[1]} ({of_100[2]})"
    row["told"] = (
        f"{of_100[0]} of every 100 applicants, {of_100[1]} of every 100 starters, {of_100[2]} "
        "expected"
    )
    return row | dict(zip(COLUMNS, of_100, strict=True))


def tables(release: Release, told: Mapping[str, Sequence[ReleasedCell]]) -> View:
    """Return, for each benchmark, shares and indices, then the people and where they were lost."""
    html = "".join(
        _shares(release, name, starters) + _people(release, name, starters)
        for name, starters in told.items()
    )
    return View("Every group", html, ("representation", "representation:selection"))


def _shares(release: Release, name: str, starters: Sequence[ReleasedCell]) -> str:
    kinds = [kind for kind in KINDS if kind in _of_group(release, starters[0])]
    head = ["Group", "Expected", *(words.capital(KINDS[kind]) for kind in kinds)]
    rows = []
    for cell in starters:
        cells = _of_group(release, cell)
        row = [cell.group, _of_100(cell, "expected_share")]
        for kind in kinds:
            share, index = _of_100(cells[kind], "share"), cells[kind].numbers.get(INDEX)
            row.append(share if index is None else f"{share}\nratio {shares.ratio(index)}")
        rows.append(row)
    caption = f"{name}: of every 100, and the ratio to what was expected (likely range)"
    return table_html(release, caption, head, rows)


def _of_100(cell: ReleasedCell, name: str) -> str:
    number = cell.numbers.get(name)
    if number is None or number.value is None:
        return words.WITHHELD
    return words.of_100(number.value, decimals=int(number.value < 0.0995))


def _people(release: Release, name: str, starters: Sequence[ReleasedCell]) -> str:
    rates = {
        (cell.characteristic, cell.group): cell.numbers.get("selection_index")
        for cell in release["representation:selection"].cells
    }
    names = ("fewer_than_expected", "fewer_by_attraction", "fewer_by_selection")
    rows = [
        [
            cell.group,
            *(shares.fewer_or_more(cell.numbers.get(part), exact=release.exact) for part in names),
            shares.ratio(rates.get((cell.characteristic, cell.group))),
        ]
        for cell in starters
    ]
    head = [
        "Group",
        "Starters, beside expected",
        "By who applied",
        "By unequal start rates",
        "Start rate ÷ everybody's (likely range)",
    ]
    return table_html(release, f"{name}: people who started, beside expected", head, rows)
