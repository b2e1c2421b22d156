"""What is said of how far an effect can be believed."""

from __future__ import annotations

from workbench.analyses.role_evaluation.report.belief.reading import (
    Belief,
    effect_of,
    placebos,
    side,
    value,
)
from workbench.analyses.role_evaluation.report.words import (
    amount,
    change,
    direction,
    figure,
    is_better,
)
from workbench.disclosure import Release, ReleasedCell, ReleasedNumber
from workbench.presentation import words
from workbench.vocabulary.terms import CANNOT_TELL

NAMED = 3
"""So many regions are named; of more only how many there are."""


def short(number: ReleasedNumber | None, belief: Belief) -> str:
    """Return a change without its range: 2.7 fewer hours a week."""
    return change(number, belief.one).partition(" (")[0]


def early(release: Release, belief: Belief) -> str:
    """Say which region began early or was on its way before, and the change without it."""
    told = [_one_early(release, belief, cell) for cell in belief.early]
    if told:
        return " ".join(told)
    cell = belief.first("early region")
    if cell is None or not cell.reason:
        return ""
    return f"Early {belief.place}s: {cell.reason}."


def _one_early(release: Release, belief: Belief, cell: ReleasedCell) -> str:
    ahead, own = value(cell, "months_early") or 0.0, _own_trend(release, cell)
    kind = f"early {belief.place}" if ahead else belief.place
    start = f"One {kind}, {cell.stratum},"
    began = f"began {_months(ahead)} before its plan"
    if own:
        was = f"was already {_way(belief, cell)}"
        first = f"{start} {began} and {was}" if ahead else f"{start} {was} before the role began"
    else:
        first = f"{start} {began}; no trend of its own was seen before that"
    without = belief.without(cell.stratum)
    if without is None:
        return f"{first}."
    return f"{first}. Without it, the change is {short(without, belief)}."


def added(release: Release, belief: Belief) -> str:
    """Say what each early region's own trend would add to the change, had it gone on."""
    return " ".join(_added(belief, cell) for cell in belief.early if _own_trend(release, cell))


def _added(belief: Belief, cell: ReleasedCell) -> str:
    slope, more, months = (value(cell, name) for name in ("slope", "added", "months"))
    if slope is None or more is None:
        return ""
    number = cell.numbers["added"]
    whole = belief.effect.value("effect") or 0.0
    does = "be part of" if more * whole > 0 else "hide as much of"
    return (
        f"One {belief.place} by itself did not: over the {_months(months or 0)} before the role "
        f"began anywhere, {cell.stratum} moved each month by {amount(slope, belief.one)} further "
        f"than the others, towards {direction(slope, belief.one)}. Had that gone on, "
        f"{figure(more)} ({_ends(number)}) would {does} the change without the role having done it."
    )


def _ends(number: ReleasedNumber) -> str:
    low, high = number.lower or 0.0, number.upper or 0.0
    if low < 0 < high:
        return f"likely range {figure(low)} the one way to {figure(high)} the other"
    least, most = sorted((abs(low), abs(high)))
    return f"likely range {figure(least)} to {figure(most)}"


def _own_trend(release: Release, cell: ReleasedCell) -> bool:
    p_value = value(cell, "p_value")
    return p_value is not None and p_value <= release.context.rule.alpha


def _way(belief: Belief, cell: ReleasedCell) -> str:
    better = is_better(value(cell, "slope") or 0.0, belief.one)
    return "improving" if better else "getting worse"


def _months(many: float) -> str:
    return f"{many:.0f} month{'' if round(many) == 1 else 's'}"


def survives(belief: Belief) -> str:
    """Say how far trends would have to part for the change to be none."""
    times = value(belief.first("breakdown"), "breakdown")
    if times is None or not belief.effect.found:
        return ""
    apart = f"{belief.place}s had moved apart"
    when = f"only if {apart}" if times >= 1 else f"if {apart} even"
    told = f"{times:.1f} times" if times >= 0.1 else "a tenth"
    return f"The change could be none {when} {told} as far as the most they did before."


NEAREST = "The months just before, from which changes are counted, are not looked at here."


def trend(belief: Belief) -> str:
    """Say whether regions moved alike before the role was due."""
    cell, one = belief.first("pre-trend"), belief.one
    alike = value(cell, "alike")
    bound = amount(one.worthwhile, one)
    if value(cell, "quarters") is None:
        reason = cell.reason if cell is not None else None
        return (
            f"Whether {belief.place}s moved alike before cannot be told, because {reason}."
            if reason
            else ""
        )
    if alike == 1:
        return (
            f"Before the role was due, {belief.place}s that were to have it moved, taken together, "
            f"like the others: every difference in the quarters before is shown to be smaller than "
            f"{bound}. {NEAREST}"
        )
    if alike == 0:
        return (
            f"Before the role was due, {belief.place}s that were to have it already moved unlike "
            f"the others (p = {words.p_value(value(cell, 'p_value'))})."
        )
    least = value(cell, "least_bound")
    could = f"; all that can be ruled out is more than {amount(least, one)}" if least else ""
    return (
        f"Before the role was due, no difference in how {belief.place}s moved was seen, but a "
        f"difference of {bound} cannot be ruled out{could}. {NEAREST}"
    )


def leaning(belief: Belief) -> str:
    """Say between what the change lies without any one region, and which would undo it."""
    told = belief.left_out
    if not told:
        return ""
    least, most = (short(effect_of(cell), belief) for cell in (told[0], told[-1]))
    between = (
        f"Without any one {belief.place} the change would be from {least} (without "
        f"{told[0].stratum}) to {most} (without {told[-1].stratum})."
    )
    return f"{between} {_undone(belief)}".strip()


def _undone(belief: Belief) -> str:
    names = belief.leans_on
    if not whole_range(belief.effect.effect):
        return ""
    if not belief.apart:
        if not names:
            return "Whichever is left out, the likely range reaches both ways."
        return f"Without {some(belief, names)} the likely range would leave out no change."
    if not names:
        return f"Without any one of them the range still leaves out no change.{_unlike(belief)}"
    rests = f"one {belief.place}" if len(names) == 1 else f"single {belief.place}s"
    return f"It rests on {rests}: without {some(belief, names)} the range reaches both ways."


def _unlike(belief: Belief) -> str:
    """Say without which regions no verdict could be given, though the range is as clear."""
    names = belief.unlike_without
    if not belief.effect.found or not names:
        return ""
    return (
        f" But without {some(belief, names)} the {belief.place}s given the role would vary too "
        "unlike the others for their dates to be exchanged, and the verdict would be “cannot tell”."
    )


def some(belief: Belief, names: tuple[str, ...]) -> str:
    """Name the first few regions, or say of how many it may be any one."""
    if len(names) <= NAMED:
        return words.listed(names).replace(" and ", " or ")
    return f"any one of {len(names)} {belief.place}s"


def whole_range(number: ReleasedNumber | None) -> bool:
    """Tell whether a range has both ends, without which it can neither show a change nor none."""
    return number is not None and number.lower is not None and number.upper is not None


def moved(number: ReleasedNumber | None) -> bool:
    """Tell whether a placebo moved: its likely range leaves out no change."""
    return bool(side(number))


def placebo_dates(belief: Belief) -> str:
    """Say whether dates at which nothing began show a change."""
    told = [cell for cell in belief.of("placebo date") if whole_range(effect_of(cell))]
    if not told:
        cell = belief.first("placebo date")
        if cell is None:
            return ""
        reason = cell.reason or "dates could have fallen in too few orders"
        return f"No test at earlier dates could show anything, because {reason}."
    wrong = [cell.stratum for cell in told if moved(effect_of(cell))]
    tried = words.listed([cell.stratum for cell in told])
    if not wrong:
        return (
            f"Tried on dates {tried} months too early, when nothing had begun, the same test shows "
            "no change, as it should."
        )
    return (
        f"Tried on dates {words.listed(wrong)} months too early, when nothing had begun, the same "
        "test shows a change too. That cannot be the role, and speaks against the comparison."
    )


def placebo_outcomes(release: Release) -> str:
    """Say whether outcomes that the role cannot have changed moved."""
    each = [(one, effect_of(cell)) for one, cell in placebos(release)]
    told = [(one, number) for one, number in each if whole_range(number)]
    if not told:
        return ""
    wrong = [one.title for one, number in told if moved(number)]
    if wrong:
        return (
            f"The role cannot have changed {words.listed(wrong)}, yet a change is seen there: that "
            "speaks against the comparison."
        )
    named = words.listed([one.title for one, _ in told])
    return f"In what the role cannot have changed ({named}) no change is seen, as it should be."


def could_be_seen(belief: Belief) -> str:
    """Say what the roll-out could have seen, where the verdict is that it cannot be told."""
    least = belief.effect.value("detectable")
    if belief.effect.cell.verdict != CANNOT_TELL or least is None:
        return ""
    return (
        f"We cannot tell whether {belief.one.title} changed: a change of less than "
        f"{amount(least, belief.one)} would often be missed by this roll-out. That is no sign "
        "that nothing changed."
    )
