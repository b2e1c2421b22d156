"""Whether panels pass people at different rates beyond chance, and how kinds of panel compare."""

from __future__ import annotations

from workbench.disclosure import Release, ReleasedCell, ReleasedFinding
from workbench.presentation import words
from workbench.presentation.grid import table_html
from workbench.presentation.view import EMPTY, View, folded, paragraph, stack

NOTE = (
    "Different people come before different panels, so a panel that passes more or fewer may only "
    "have met other people. Rates of panels are drawn towards the rate of all, the more so the "
    "fewer they saw. Panels stand in the order of their names, and are not ranked."
)
KINDS_NOTE = (
    "Panels are not assigned at random unless the parameters say so: a diverse panel may sit in "
    "other regions and on other days. A difference is no effect of the panel."
)


def show(release: Release) -> View:
    """Say whether panels differ beyond chance, which stand out, and how kinds compare."""
    panels, kinds = release.of_section("panels"), release.of_section("kinds")
    if not panels:
        return EMPTY
    lead = [_sentence(release, finding) for finding in panels]
    lead += [_kinds_sentence(release, kinds)] if kinds else []
    names = tuple(finding.name for finding in (*panels, *kinds))
    views = [
        View(lead[0], "".join(map(paragraph, lead)) + paragraph(NOTE, "caveat"), names),
        *(folded(f"Every panel: {one.title.lower()}", _table(release, one)) for one in panels),
    ]
    if kinds:
        views.append(folded("Kinds of panel, group by group", _kinds(release, kinds)))
    return stack(views)


def _sentence(release: Release, finding: ReleasedFinding) -> str:
    whole, *units = finding.cells
    stage = release.context.stages[whole.stage]
    number, test = (whole.numbers.get(n) for n in ("deviation_between_panels", "deviation_p"))
    if number is None or number.value is None:
        because = f" ({whole.reason})" if whole.reason else ""
        return f"Whether panels of the {stage} differ cannot be told{because}."
    differ = test is not None and test.value is not None and test.value <= 0.05
    more = "more" if differ else "no more"
    text = (
        f"At the {stage}, taken together, the rates of {len(units)} panels differ {more} than "
        "chance would give."
    )
    apart = [cell.group for cell in units if _stands_out(cell)]
    if not apart:
        return f"{text} No panel stands apart from the others, allowing for their number."
    doubt = "" if differ else " Where panels do not differ, about 1 report in 20 names one so."
    return f"{text} Apart from all others, allowing for their number: {words.listed(apart)}.{doubt}"


def _stands_out(cell: ReleasedCell) -> bool:
    number = cell.numbers.get("p_beside_the_others")
    return number is not None and number.value is not None and number.value <= 0.05


def _kinds_sentence(release: Release, kinds: tuple[ReleasedFinding, ...]) -> str:
    cells = [
        cell for finding in kinds for cell in finding.cells if "ratio_of_ratios" in cell.numbers
    ]
    clear = [cell for cell in cells if _excludes_one(cell)]
    what = kinds[0].cells[0].stratum
    if not cells:
        return f"Too few people came before each kind of panel to compare them ({what.lower()})."
    if not clear:
        return (
            f"{what}: for none of {len(cells)} groups can a difference in the rate ratio be told "
            "from chance."
        )
    groups = words.listed([words.people_of(cell.group, release.context) for cell in clear])
    return (
        f"{what}: of {len(cells)} groups looked at, the likely range leaves out no difference for "
        f"{groups}. With so many looked at, about 1 in 20 does so by chance."
    )


def _excludes_one(cell: ReleasedCell) -> bool:
    number = cell.numbers["ratio_of_ratios"]
    return (number.lower or 0.0) > 1 or (number.upper is not None and number.upper < 1)


def _table(release: Release, finding: ReleasedFinding) -> View:
    rows = []
    for cell in finding.cells[1:]:
        shrunken = cell.numbers.get("shrunken_rate")
        known = shrunken is not None and shrunken.value is not None
        rows.append(
            [
                cell.group,
                cell.counts["entered"].shown,
                words.rate(cell.numbers.get("selection_rate")),
                words.of_100(shrunken.value)
                if shrunken and shrunken.value is not None
                else words.WITHHELD,
                words.span(shrunken, words.of_100) if known else words.WITHHELD,
                "Yes" if _stands_out(cell) else "",
            ]
        )
    head = ["Panel", "Marked", "Of every 100, passed", "Drawn towards all", "Likely range", "Apart"]
    caption = f"{finding.title}: every panel, in the order of their names"
    return View(caption, table_html(release, caption, head, rows), (finding.name,))


def _kinds(release: Release, kinds: tuple[ReleasedFinding, ...]) -> View:
    head = ["Group", "Comparison group", "Ratio of rate ratios", "Likely range"]
    tables = []
    for finding in kinds:
        rows = []
        for cell in finding.cells:
            number = cell.numbers.get("ratio_of_ratios")
            known = number is not None and number.value is not None
            value = (
                words.ratio(number.value) if number and number.value is not None else words.WITHHELD
            )
            likely = words.span(number, words.ratio) if known else words.WITHHELD
            rows.append([cell.group, cell.comparator, value, likely])
        tables.append(table_html(release, finding.title, head, rows))
    names = tuple(finding.name for finding in kinds)
    return View("Kinds of panel", paragraph(KINDS_NOTE, "caveat") + "".join(tables), names)
