"""Whether panels pass people at different rates beyond chance, and how kinds of panel compare."""

from __future__ import annotations

from math import exp, log

from workbench.analyses.recruitment_funnel.report.panels.tables import (
    FEWEST,
    is_compared,
    kinds_tables,
    panels_table,
    stands_out,
)
from workbench.disclosure import Release, ReleasedCell, ReleasedFinding, ReleasedNumber
from workbench.presentation import words
from workbench.presentation.view import EMPTY, View, folded, paragraph, stack

QUESTION = "Do panels and centres differ?"
MOST = 5


def show(release: Release) -> View:
    """Say whether panels differ beyond chance, which stand out, and how kinds compare."""
    panels, kinds = release.of_section("panels"), release.of_section("kinds")
    if not panels:
        return EMPTY
    lead = [_sentence(release, finding) for finding in panels]
    mixes = dict.fromkeys(finding.cells[0].basis for finding in kinds)
    lead += [_kinds(release, kinds, mix) for mix in mixes]
    note = release.context.notes.get(QUESTION, "")
    names = tuple(finding.name for finding in (*panels, *kinds))
    html = "".join(map(paragraph, lead)) + (paragraph(note, "caveat") if note else "")
    views = [
        View(lead[0], html, names),
        *(
            folded(f"Every panel: {one.title.lower()}", panels_table(release, one))
            for one in panels
        ),
    ]
    if kinds:
        views.append(folded("Kinds of panel, group by group", kinds_tables(release, kinds)))
    return stack(views)


def _sentence(release: Release, finding: ReleasedFinding) -> str:
    """Say how far the panels of one column differ, then which of them lies apart."""
    whole, *others = finding.cells
    units = [cell for cell in others if cell.basis == "panel"]
    compared = [cell for cell in units if is_compared(cell)]
    place = f"At the {release.context.stages[whole.stage]}"
    number, test = (whole.numbers.get(n) for n in ("deviation_between_panels", "deviation_p"))
    if number is None or number.value is None:
        told, differ = f"{place} {_why_not(whole, units, compared)}", True
    else:
        differ = (1.0 if test is None or test.value is None else test.value) <= _alpha(release)
        told = f"{place} {_spread(whole, len(compared), number, differ=differ)}"
    shown = not any(words.are_hidden(*cell.counts.values()) for cell in finding.cells)
    alone = _one_sided(compared) if shown else ""
    parts = [told, _apart(release, whole, compared, differ=differ), alone]
    return " ".join(part for part in parts if part)


def _why_not(whole: ReleasedCell, units: list[ReleasedCell], compared: list[ReleasedCell]) -> str:
    """Say why no spread of panels is known, after the place."""
    if any(words.are_hidden(*cell.counts.values()) for cell in (whole, *units)):
        return "how far panels differ is not told, as counts that it rests on are not shown."
    if len(compared) < 3:
        many = ("none", "one", "two")[len(compared)]
        return (
            f"{many} of {len(units)} panels judged {FEWEST} people or more. How far panels differ "
            "cannot be told of fewer than three."
        )
    passed, entered = (whole.counts[name].value or 0 for name in ("passed", "entered"))
    if min(passed, entered - passed) < 5:
        return "nearly everyone passed, or nearly no one, so panels cannot be told apart."
    return "how far panels differ cannot be told: no single answer fits these people best."


def _spread(whole: ReleasedCell, panels: int, number: ReleasedNumber, *, differ: bool) -> str:
    """Say how far panels differ, or how far they may, after the place."""
    rate = whole.numbers.get("selection_rate")
    if differ:
        where = _two_in_three(rate, number.value)
        return (
            f"the rates of {panels} panels differ more than chance would give"
            f"{f': about two panels in three pass {where} of every 100' if where else ''}."
        )
    where = _two_in_three(rate, number.upper)
    return f"the rates of {panels} panels differ no more than chance could give. " + (
        f"The likely range still lets two panels in three pass {where} of every 100."
        if where
        else "How far they may differ all the same cannot be told."
    )


def _two_in_three(rate: ReleasedNumber | None, deviation: float | None) -> str:
    """Return the rates between which two panels in three lie: a deviation of logits either way."""
    if rate is None or rate.value is None or deviation is None:
        return ""
    centre = log(rate.value / (1 - rate.value))
    low, high = (1 / (1 + exp(-centre - side * deviation)) for side in (-1, 1))
    low_text, high_text = words.of_100(low), words.of_100(high)
    return low_text if low_text == high_text else f"anything from {low_text} to {high_text}"


def _apart(
    release: Release, whole: ReleasedCell, compared: list[ReleasedCell], *, differ: bool
) -> str:
    """Name the panels that lie apart from all others, and how likely chance is to name one."""
    alpha = _alpha(release)
    if len(compared) < 2:
        return ""
    apart = [cell for cell in compared if stands_out(cell, alpha)]
    if not apart:
        return "No panel lies apart from all others, allowing for so many being looked at."
    about = "" if release.exact else "about "
    rates = [words.rate(cell.numbers.get("selection_rate")) for cell in apart[:MOST]]
    told = [
        f"{cell.group} ({about}{rate} of every 100 passed)"
        for cell, rate in zip(apart, rates, strict=False)
    ]
    told += [f"{len(apart) - MOST} more"] if len(apart) > MOST else []
    everyone = words.rate(whole.numbers.get("selection_rate"))
    text = (
        f"Allowing for {len(compared)} being looked at, {words.listed(told)} "
        f"{'lie' if len(apart) > 1 else 'lies'} apart from all others; of all, {about}{everyone}."
    )
    if differ:
        return text
    return (
        f"{text} Were all panels alike, about {100 * alpha:.0f} such lists in 100 would name one "
        "by chance; as the panels together show no difference, chance is a likely reason."
    )


def _one_sided(compared: list[ReleasedCell]) -> str:
    """Name panels that passed nearly no one, or nearly everyone, of whom no more is said."""
    named = [cell.group for cell in compared if "p_beside_the_others" not in cell.numbers]
    if not named:
        return ""
    told = [*named[:MOST], *([f"{len(named) - MOST} more"] if len(named) > MOST else [])]
    return (
        f"Not compared alone, as too few people came before them, passed or failed there: "
        f"{words.listed(told)}."
    )


def _kinds(release: Release, kinds: tuple[ReleasedFinding, ...], mix: str) -> str:
    """Say of how many groups the rate ratio differs between kinds of panel."""
    every = [cell for finding in kinds for cell in finding.cells if cell.basis == mix]
    cells = [cell for cell in every if "ratio_of_ratios" in cell.numbers]
    what = f"Kinds of panel at the {release.context.stages[every[0].stage]} ({every[0].stratum}):"
    reasons = dict.fromkeys(cell.reason for cell in (cells or every) if cell.reason)
    why = f" Note: {'; '.join(reasons)}." if reasons else ""
    if not cells:
        return f"{what} no group can be compared.{why}"
    clear = [cell for cell in cells if _excludes_one(cell)]
    many = f"{len(cells)} group{'s' if len(cells) > 1 else ''}"
    if not clear:
        return (
            f"{what} of {many} compared, for none can a difference in the rate ratio be told from "
            f"chance. That does not show there is none: see the likely ranges.{why}"
        )
    told = [
        f"{words.people_of(cell.group, release.context)} "
        f"({words.ratio(cell.numbers['ratio_of_ratios'].value or 0.0)} times)"
        for cell in clear
    ]
    return (
        f"{what} of {many} compared, the rate ratio before the first kind differs from that before "
        f"the other for {words.listed(told)}, by the likely range alone. About 1 group in 20 does "
        f"so by chance.{why}"
    )


def _excludes_one(cell: ReleasedCell) -> bool:
    number = cell.numbers["ratio_of_ratios"]
    return (number.lower or 0.0) > 1 or (number.upper is not None and number.upper < 1)


def _alpha(release: Release) -> float:
    return release.context.rule.alpha
