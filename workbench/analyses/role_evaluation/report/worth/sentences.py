"""Value for money in sentences: people and time first, money last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workbench.analyses.role_evaluation.report.words import change, figure
from workbench.analyses.role_evaluation.report.worth.money import (
    either_way,
    of_100_draws,
    pence,
    pounds,
    span,
    with_range,
)
from workbench.analyses.role_evaluation.report.worth.reading import (
    LEAVERS,
    OVER_YEARS,
    REACH,
    STREAMS,
    YEAR,
    assumptions,
    cells,
    each,
    known,
    outcome,
    part,
    reason,
    terms,
    time,
)
from workbench.disclosure import Release, ReleasedNumber
from workbench.presentation import words
from workbench.presentation.selection import side

Numbers = Mapping[str, ReleasedNumber]
NOT_PRICED = "Wellbeing and oversight are not priced."


def headline(release: Release) -> str:
    """Say what the role costs, what its time is worth, and where both meet."""
    reach, year = part(release, REACH), part(release, YEAR)
    cost, value, each_pound = (
        known(reach.get("cost_a_year")),
        known(year.get("time_value_a_year")),
        known(year.get("pound_for_pound")),
    )
    if cost is None:
        return ""
    if value is None or each_pound is None:
        return f"The posts cost {pounds(cost)} a year; {_unknown(release)}. {NOT_PRICED}"
    if value <= 0:
        return f"The posts cost {pounds(cost)} a year, and no time is released. {NOT_PRICED}"
    return (
        f"The posts cost {pounds(cost)} a year; the time released is worth {pounds(value)}"
        f"{_not_cash(release)}: {with_range(year['pound_for_pound'], pence)} for each £1. In a "
        f"year it would be worth its cost at {_even(release, year, ranged=False)}. {NOT_PRICED}"
    )


def opening(release: Release) -> Iterator[str]:
    """Yield the conclusion: officers and time, then cost, value, and for each £1."""
    reach, year = part(release, REACH), part(release, YEAR)
    yield _people(release, reach, year)
    posts = _posts(release, reach)
    if posts:
        yield posts
    if known(year.get("time_value_a_year")) is not None:
        yield _each_pound(release, year)


def _people(
    release: Release,
    reach: Numbers,
    year: Numbers,
) -> str:
    officers = known(reach.get("officers"))
    start = (
        f"The role reaches {_about(release)}{officers:,.0f} {release.context.people}. "
        if officers is not None
        else ""
    )
    one, effect = time(release), year.get("effect")
    if one is None or known(effect) is None:
        return f"{start}How much time it releases is not counted: {_because(release)}."
    hours = year["hours_a_week"]
    told = f"{start}For each, {one.title} is {change(effect, one)}"
    if (hours.value or 0) <= 0:
        return f"{told}: no time is released."
    whole = with_range(hours, lambda value: f"{value:,.0f}".replace("-", "−"))
    return f"{told}: {_about(release)}{whole.replace(' (', ' hours a week in all (', 1)}."


def _posts(release: Release, reach: Numbers) -> str:
    filled, funded = known(reach.get("posts_filled")), known(reach.get("posts_funded"))
    cost = reach.get("cost_a_year")
    if filled is None or cost is None or cost.value is None:
        return ""
    ends = "" if cost.lower is None else f" ({span(cost)}, by the range stated)"
    many = f"{_about(release)}{filled:,.3g}"
    told = (
        f"{many[:1].upper()}{many[1:]} full-time posts are filled"
        if funded is None
        else f"Of {funded:,.3g} full-time posts that are funded, {many} are filled"
    )
    return f"{told}. Those that are filled cost {pounds(cost.value)} a year{ends}."


def _each_pound(release: Release, year: Numbers) -> str:
    number = year["pound_for_pound"]
    worth = f"The time released is worth {with_range(year['time_value_a_year'])} a year."
    if not terms(release).get("time_is_cash"):
        worth += " That is not cash: the same people are paid the same, and do other work."
    verdict = {
        1: "the time alone is worth more than the posts cost",
        -1: "the time alone is worth less than the posts cost",
        0: "whether the time alone is worth what the posts cost, we cannot tell",
    }[side(number, of=1)]
    return (
        f"{worth} For each £1 that the posts cost, it is {with_range(number, pence)}: {verdict}. "
        f"Both would be the same at {_even(release, year, ranged=True)}."
    )


def _even(release: Release, year: Numbers, *, ranged: bool) -> str:
    """Return the change of each officer at which time is worth its cost."""
    number, one = year.get("break_even_hours"), time(release)
    if number is None or number.value is None or one is None:
        return "a change that is not known"
    way = "fewer" if one.better == "lower" else "more"
    told = f"{figure(number.value)} {way} {one.measured_in} for each {each(release)}"
    if not ranged or number.lower is None:
        return told
    return f"{told} (likely range {span(number, figure)})"


def over_years(release: Release) -> Iterator[str]:
    """Yield net present value and ratio, and what is counted in them."""
    numbers, stated = part(release, OVER_YEARS), terms(release)
    net, ratio = numbers.get("net_present_value"), numbers.get("ratio")
    if net is None or net.value is None:
        yield f"Over the years no figure can be given: {reason(release, OVER_YEARS)}."
        return
    bias = assumptions(release).get("optimism_bias")
    raised = f", costs raised by {bias.said} for optimism" if bias and bias.value else ""
    yield (
        f"Over {stated['years']} years from {stated['first_year']}, in prices of "
        f"{stated['price_year']}{raised}, discounted at {stated['discount']}: {_net(net)}. For "
        f"each £1 of cost that is {with_range(ratio, pence)} of benefit. "
        f"Benefits are above costs in {of_100_draws(numbers['probability_above_one'].value or 0)}."
    )
    yield from _leavers(release)


def _net(net: ReleasedNumber) -> str:
    """Say by how much benefits are above costs or below, and the net present value."""
    value = net.value or 0.0
    first = "benefits are above costs" if value > 0 else "benefits are below costs"
    return f"{first} by {pounds(abs(value))} (net present value {with_range(net)})".replace(
        " (likely range ", ", likely range "
    ).replace("))", ")")


def _leavers(release: Release) -> Iterator[str]:
    """Say how leaving is counted where it cannot be told, or that it is not."""
    found = next((one for one in cells(release, STREAMS) if one.group == LEAVERS), None)
    told = outcome(release, terms(release).get("leavers", ""))
    if found is None or told is None:
        return
    number = found.numbers.get("a_year")
    if known(number) is None:
        yield f"Not counted is {told.title}: {found.reason or 'too few people'}."
    elif side(number, of=0) == 0:
        yield (
            f"{words.capital(told.title)} is counted too, though we cannot tell whether it "
            f"changed. As found: {either_way(number, 'less spent', 'more spent')}, a year. What "
            "cannot be told stays in with its whole range; left out, it would be taken for nothing."
        )


def spent(release: Release) -> str:
    """Say what was spent so far beside what the stated cost of a post comes to."""
    reach = part(release, REACH)
    so_far, stated = known(reach.get("spent_so_far")), reach.get("stated_so_far")
    if so_far is None:
        return ""
    told = f"Since the role began {pounds(so_far)} was spent on it, by the file."
    if stated is None or stated.value is None:
        return told
    ends = "" if stated.lower is None else f" ({span(stated)}, by the range stated)"
    return (
        f"{told} The posts filled in the same months come to {pounds(stated.value)} at the stated "
        f"cost of a post{ends}."
    )


def built_up(release: Release) -> str:
    """Say that the effect is an average while posts were filled, and what it would be in full."""
    number = part(release, YEAR).get("pound_for_pound_in_full")
    start = (
        "The effect is the average of all months since the role began, when fewer posts were "
        "filled than in the end; the cost is that of the posts filled in the end."
    )
    if known(number) is None:
        return start
    return (
        f"{start} Were there in every month as many posts as in the end, it would be "
        f"{with_range(number, pence)} for each £1, if time released goes with posts filled; this "
        "range is that of roll-out dates shuffled, with prices as stated."
    )


def how(release: Release) -> str:
    """Say how the ranges came about, and what they are not."""
    draws = known(part(release, OVER_YEARS).get("draws"))
    many = f" {draws:,.0f}" if draws else ""
    return (
        f"Likely ranges of value are of{many} draws: each effect is its estimate plus its standard "
        "error (from leaving out each region in turn) times t, and each price lies in the range "
        "stated. They differ from those of the test that shuffles roll-out dates, and know nothing "
        "of what may be wrong with the comparison itself."
    )


def _not_cash(release: Release) -> str:
    return "" if terms(release).get("time_is_cash") else ", not cash"


def _because(release: Release) -> str:
    found = (one for one in cells(release, STREAMS) if one.group == "Time released")
    return next((one.reason for one in found if one.reason), "too few people")


def _unknown(release: Release) -> str:
    if not terms(release).get("time"):
        return "time released is not priced"
    return f"what time is released is not counted: {_because(release)}"


def _about(release: Release) -> str:
    return "" if release.exact else "about "
