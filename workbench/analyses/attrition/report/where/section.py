"""Where more leave than expected: how many units are beyond chance, a drawing, and every unit."""

from __future__ import annotations

from workbench.analyses.attrition.report.where.chart import chart
from workbench.analyses.attrition.report.where.reading import FEWEST, Units, units, value
from workbench.analyses.attrition.report.where.shown import could_show, ratio_of_the_middle
from workbench.analyses.attrition.report.where.tables import every_unit, people, some_units
from workbench.analyses.attrition.report.words import about, year
from workbench.disclosure import Release, ReleasedCell
from workbench.presentation import words
from workbench.presentation.view import EMPTY, View, folded, paragraph, stack

BEYOND_EACH = 0.002
"""Share of units beyond limits of 99.8% by chance and the usual spread alone."""
ALIKE = 0.1
"""Where two units in three certainly lie this near to the rate of all, they look alike."""
MOST = 5
WORTH_TELLING = 0.1
"""Share by which two expected numbers of leavers differ before a sentence tells both."""
MANY = 40
"""Of more units than these, those that stand out are shown in the open."""
NOTE = (
    "A unit beyond the limits is a question, and no finding about whoever leads it: limits are of "
    "the rate of all, and units differ in whom they employ and in what they are asked to do. Units "
    "are in the order of the parameters and are not ranked. Nothing that people said of themselves "
    "is shown by unit."
)


def show(release: Release) -> View:
    """Open with the units that are beyond chance, then draw and list all of them."""
    told = units(release)
    if not told:
        return EMPTY
    lead = headline(release)
    names = tuple(one.finding.name for one in told)
    views = [View(lead, paragraph(lead), names)]
    views += [View("", paragraph(f"{_spread(release, told[0])}{could_show(told[0])}"), names)]
    views += [chart(release, one) for one in told[:1] if one.judged]
    views += [some_units(release, one, MOST) for one in told[:1] if _are_many(one)]
    others = [_named(release, one) for one in told[1:] if _is_more_to_say(one)]
    views += [View("", paragraph(text), names) for text in others]
    views.append(View("", paragraph(f"{NOTE} {_small(told[0])}".strip(), "caveat")))
    for one in told:
        view = every_unit(release, one)
        views.append(folded(f"Every unit, {one.over}", view, about=one.finding.title))
    return stack(views)


def headline(release: Release) -> str:
    """Say which units had more, or fewer, leavers than chance and the usual spread allow."""
    told = units(release)
    if not told:
        return ""
    parts = [_named(release, told[0]), *(_alone(release, told[0], one) for one in told[1:])]
    return " ".join(part for part in parts if part)


def _are_many(one: Units) -> bool:
    return len(one.each) > MANY and bool(one.judged)


def _is_more_to_say(one: Units) -> bool:
    """Tell whether units of the period alone have more to be said of than the headline does."""
    return not one.judged or any(one.beyond(side) or one.outside(side) for side in (1, -1))


def _alone(release: Release, first: Units, one: Units) -> str:
    """Say of the period alone whether any unit is beyond chance."""
    if not one.judged:
        return ""
    named = {
        side: words.listed([cell.group for cell in cells])
        for side in (1, -1)
        if (cells := one.beyond(side)[:MOST])
    }
    start = f"In the {year(release)} alone"
    if not named:
        either = "" if any(first.beyond(side) for side in (1, -1)) else " either"
        return f"{start} no unit stands out{either}{_hardly(one)}."
    told = [f"{units} had {'more' if side > 0 else 'fewer'}" for side, units in named.items()]
    return f"{start} {words.listed(told)}."


def _hardly(one: Units) -> str:
    """Say how far a unit would have had to be from the others to be seen in the period alone."""
    ratio = ratio_of_the_middle(one)
    if ratio is None:
        return ""
    return (
        ", but so short a time shows little: only a unit of middle size that lost people at "
        f"{ratio:.1f} times the rate of all would have been seen"
    )


def _named(release: Release, one: Units) -> str:
    many = len(one.judged)
    if not many:
        return (
            f"Where more leave cannot be told {one.over}: fewer than three units have {FEWEST} "
            f"{one.of} or more, or what it would rest on is not shown."
        )
    parts = [_beyond(release, one, side) for side in (1, -1) if one.beyond(side)]
    if not parts:
        start = words.capital(one.over)
        parts = [
            f"{start}, no unit of {many} can be said to have had more or fewer leavers than chance "
            "and the usual spread between units allow, with so many looked at."
        ]
    return " ".join([*parts, *_outside(release, one)])


def _beyond(release: Release, one: Units, side: int) -> str:
    cells = one.beyond(side)
    what = "more" if side > 0 else "fewer"
    single = len(cells) == 1
    named = f", {cells[0].group}," if single else ""
    told = _of(release, one, cells[0]) if single else _listed(release, one, cells)
    return (
        f"{words.capital(one.over)}, {_many(len(cells))} of {len(one.judged)} units{named} had "
        f"{what} leavers than chance and the usual spread between units allow: {told}."
    )


def _outside(release: Release, one: Units) -> list[str]:
    """Name units that lie outside the limits, and of which chance can still not be left out."""
    sides = [(side, cells) for side in (1, -1) if (cells := one.outside(side))]
    if not sides:
        return []
    due = BEYOND_EACH * len(one.judged)
    chance = "fewer than one" if due < 1 else f"about {due:.0f}"
    told = [
        f"{_listed(release, one, cells)} had {'more' if side > 0 else 'fewer'} leavers"
        for side, cells in sides
    ]
    single = sum(len(cells) for _, cells in sides) == 1
    return [
        f"A reason to look, not yet a finding: {'; '.join(told)} than all but 2 of every 1,000 "
        f"units should have. By chance and that spread alone {chance} of {len(one.judged)} would "
        f"lie as far out as {'this one' if single else 'these'}."
    ]


def _listed(release: Release, one: Units, cells: list[ReleasedCell]) -> str:
    named = [f"{cell.group} ({_of(release, one, cell)})" for cell in cells[:MOST]]
    more = len(cells) - MOST
    return words.listed([*named, *([f"{more} more"] if more > 0 else [])])


def _of(release: Release, one: Units, cell: ReleasedCell) -> str:
    """Say how many left of a unit, and how many its people lead to expect."""
    told = f"{about(release)}{one.shown(cell)[0]}"
    plain, like = (
        value(cell.numbers.get(name)) for name in ("expected_leavers", "expected_like_with_like")
    )
    if plain is not None:
        told += f", where {people(plain)} would be expected"
    if like is not None and (plain is None or abs(like - plain) > WORTH_TELLING * plain):
        told += f"{'' if plain is None else ', or'} {people(like)} of its grades and service"
    return told


def _many(number: int) -> str:
    return ("no", "one", "two", "three", "four", "five")[number] if number < 6 else str(number)


def _spread(release: Release, one: Units) -> str:
    """Say how far units differ, and never that they are alike unless that can be told."""
    number, test = (
        one.everybody.numbers.get(name) for name in ("deviation_between_units", "units_differ_p")
    )
    if number is None or number.upper is None:
        return "How far units differ cannot be told."
    upper, lower, near = (
        f"{100 * end:.0f}%" for end in (number.upper, number.lower or 0.0, number.value or 0.0)
    )
    p_value = value(test)
    if p_value is not None and p_value <= release.context.rule.alpha:
        return (
            "All units together differ more than chance alone would give: in the long run the "
            f"rates of two units in three would lie within about {near} of the rate of all (likely "
            f"range {lower} to {upper}). That is their usual spread: the limits allow for it."
        )
    if number.upper <= ALIKE:
        return f"Units look alike: two in three lie within {upper} of the rate of all, or nearer."
    return (
        "All units together differ no more than chance could give, which does not show that they "
        f"are alike: two units in three may still lie up to {upper} from the rate of all."
    )


def _small(one: Units) -> str:
    few = len(one.each) - len(one.judged)
    if not few or not one.judged:
        return ""
    start = "1 unit is" if few == 1 else f"{few} units are"
    return f"{start} listed and not judged: fewer than {FEWEST} {one.of}, or not shown."
