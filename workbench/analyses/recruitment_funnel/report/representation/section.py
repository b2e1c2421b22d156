"""Who applied and who started, beside the people who live there or are served."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.analyses.recruitment_funnel.report import shares
from workbench.analyses.recruitment_funnel.report.representation.tables import chart, tables
from workbench.disclosure import Release, ReleasedCell
from workbench.presentation import words
from workbench.presentation.selection import side, waiting
from workbench.presentation.view import EMPTY, View, folded, paragraph, stack

QUESTION = "Do applicants and starters look like the people we serve and could hire?"
NAMES = ("representation", "representation:selection")
TOGETHER = "representation_index_together"
CAVEAT = (
    "A benchmark counts everyone who lives there, not those who are qualified or looking for work. "
    "That a group is under-represented does not tell why. People who did not declare are in no "
    "share, and nobody whose region is not recorded is counted for where people applied."
)


def show(release: Release) -> View:
    """Say who is under-represented against each benchmark, and where on the way it came about."""
    if "representation" not in release.names:
        return EMPTY
    told = {name: _starters(release, name) for name in _benchmarks(release)}
    lines = [
        _against(release, cells, first=place == 0) for place, cells in enumerate(told.values())
    ]
    lines += [text for text in (_lost_ground(release), _waiting(release)) if text]
    first = next(iter(told.values()))
    views = [View(lines[0], "".join(map(paragraph, lines)), NAMES)]
    views += [chart(release, first)] if any("share" in cell.numbers for cell in first) else []
    views.append(folded("Every group, against each benchmark", tables(release, told)))
    note = release.context.notes.get(QUESTION, "")
    views.append(View("", paragraph(f"{CAVEAT} {_how_named(release)} {note}", "caveat")))
    return stack(views)


def _benchmarks(release: Release) -> tuple[str, ...]:
    cells = release["representation"].cells
    return tuple(dict.fromkeys(cell.comparator for cell in cells if cell.comparator))


def _starters(release: Release, name: str) -> list[ReleasedCell]:
    return [
        cell
        for cell in release["representation"].cells
        if cell.comparator == name and cell.basis == "starters"
    ]


def applicants(release: Release, cell: ReleasedCell) -> ReleasedCell:
    """Return the cell of a group's applicants, beside one of its offers or starters."""
    return next(
        other
        for other in release["representation"].cells
        if other.basis == "applicants"
        and (other.characteristic, other.group, other.comparator)
        == (cell.characteristic, cell.group, cell.comparator)
    )


def _against(release: Release, cells: Sequence[ReleasedCell], *, first: bool) -> str:
    """Say against one benchmark who is under-represented, the furthest first; briefly after one."""
    known = [cell for cell in cells if "share" in cell.numbers]
    if not any("expected_share" in cell.numbers for cell in cells):
        return (
            f"Against {shares.benchmark(cells[0])} we cannot tell: too few applications say where."
        )
    if not known:
        return f"Against {shares.benchmark(cells[0])}, too few people started to compare."
    sides = {id(cell): side(cell.numbers.get(TOGETHER)) for cell in known}
    under = sorted(
        (cell for cell in known if sides[id(cell)] < 0),
        key=lambda cell: cell.numbers["representation_index"].value or 0.0,
    )
    unclear = [cell for cell in known if sides[id(cell)] == 0]
    applied = [cell for cell in unclear if _few_applied(release, cell)]
    withheld = [cell for cell in cells if cell not in known]
    done, people = release.context.completed, release.context.people
    lead = f"Against {shares.benchmark(cells[0])}"
    if under and first:
        parts, rest = [_widest(release, under[0])], under[1:]
    elif under:
        parts, rest = [f"{lead}: {_also(release, under[0])}."], under[1:]
    else:
        nobody = f"{lead}, no group is under-represented among those who {done} by more than"
        parts, rest = [f"{nobody} chance could bring."], []
    lists = (
        ("Under-represented among them too", rest),
        ("More than expected", [cell for cell in known if sides[id(cell)] > 0]),
        (f"Under-represented among {people}; of those who {done} we cannot tell", applied),
        ("We cannot tell for", [cell for cell in unclear if cell not in applied]),
        ("Too few to compare", [cell for cell in withheld if _is_told(cell)]),
        ("Not in the benchmark", [cell for cell in withheld if not _is_told(cell)]),
    )
    told = [f"{what}: {_listed(release, those)}." for what, those in lists if those]
    return " ".join([*parts, *told])


def _is_told(cell: ReleasedCell) -> bool:
    """Tell whether the benchmark has anyone of a group."""
    return bool(cell.numbers["expected_share"].value)


def _also(release: Release, cell: ReleasedCell) -> str:
    """Say briefly of one group what came and what was expected."""
    numbers = cell.numbers
    return (
        f"of every 100 who {release.context.completed}, "
        f"{shares.of_100(numbers.get('share'), release)} were {shares.were(cell.group)}, and "
        f"{shares.of_100(numbers.get('expected_share'), release)} would be; they are "
        "under-represented"
    )


def _few_applied(release: Release, starters: ReleasedCell) -> bool:
    return side(applicants(release, starters).numbers.get(TOGETHER)) < 0


def _widest(release: Release, cell: ReleasedCell) -> str:
    """Say of one group what was expected, what came, and where on the way the rest was lost."""
    context, numbers = release.context, cell.numbers
    applied = applicants(release, cell)
    group, people = shares.were(cell.group), context.people
    return (
        f"Of every 100 {people} {shares.of_100(applied.numbers.get('share'), release)} were "
        f"{group}; if {people} mirrored {shares.benchmark(cell)}, "
        f"{shares.of_100(numbers.get('expected_share'), release)} would be. Of every 100 who "
        f"{context.completed}, {shares.of_100(numbers.get('share'), release)} were: "
        f"{_split(release, cell)}. Against this benchmark they are under-represented."
    )


def _split(release: Release, cell: ReleasedCell) -> str:
    parts = [
        shares.fewer_or_more(cell.numbers.get(name), exact=release.exact)
        for name in ("fewer_than_expected", "fewer_by_attraction", "fewer_by_selection")
    ]
    if words.WITHHELD in parts:
        return f"{parts[0]} than expected"
    return (
        f"{parts[0]} than expected ({parts[1]} by who applied, {parts[2]} by unequal start rates)"
    )


def _lost_ground(release: Release) -> str:
    """Name groups that applied more than expected and started less often than everybody."""
    name = _benchmarks(release)[0]
    rates = {
        (cell.characteristic, cell.group): cell.numbers.get("selection_index_together")
        for cell in release["representation:selection"].cells
    }
    lost = [
        cell
        for cell in _starters(release, name)
        if side(rates.get((cell.characteristic, cell.group))) < 0
        and side(applicants(release, cell).numbers.get(TOGETHER)) > 0
    ]
    done = release.context.completed
    told = [
        f"of every 100 {release.context.people} "
        f"{shares.of_100(applicants(release, cell).numbers.get('share'), release)} were "
        f"{shares.were(cell.group)}, of every 100 who {done} "
        f"{shares.of_100(cell.numbers.get('share'), release)}"
        for cell in lost
    ]
    return f"Attracted, and then lost on the way: {'; '.join(told)}." if told else ""


def _waiting(release: Release) -> str:
    if not waiting(release):
        return ""
    return "Some still wait for a result: they are among those who applied, and may yet start."


def _how_named(release: Release) -> str:
    cells = [cell for cell in release["representation"].cells if cell.comparator]
    return (
        "A group is named only where a range so wide that all "
        f"{len(cells)} of this section hold together leaves out what was expected."
    )


def _listed(release: Release, cells: Sequence[ReleasedCell]) -> str:
    return words.listed([words.people_of(cell.group, release.context) for cell in cells])
