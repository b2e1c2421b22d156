"""What a roll-out could show, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.analyses.role_evaluation.report.planning.reading import (
    MORE,
    PLANNED,
    Seen,
    best_first,
    judged,
    of_outcome,
    orders,
    seen,
)
from workbench.analyses.role_evaluation.report.words import amount, figure
from workbench.disclosure import Release
from workbench.presentation import words

COULD = {"yes": "could show", "just": "could just about show", "no": "could not show"}
MEND = (
    "Give more regions dates of their own, or split them between waves that are nearer in size: "
    "six of twelve regions in one wave can be dealt out in 924 ways, one of twelve in 12."
)


def stated(release: Release, name: str) -> str:
    """Return one of the terms that a roll-out to come is held to."""
    rows = release.context.stated.get("planning", ())
    return rows[0].get(name, "") if rows else ""


def called(order: str) -> str:
    """Return an order inside a sentence.

    Examples
    --------
    >>> called("As planned"), called("Half first")
    ('as planned', 'in the order “Half first”')
    """
    return "as planned" if order == PLANNED else f"in the order “{order}”"


def headline(release: Release) -> str:
    """Say whether the least change worth having in the primary outcome could be seen."""
    outcomes = judged(release)
    if not outcomes:
        return ""
    told = of_outcome(release, outcomes[0])
    best = best_first(told)
    if not best:
        return (
            f"No roll-out looked at could show a change in {outcomes[0].title}, because "
            f"{told[0].cell.reason or 'its numbers are not shown'}."
        )
    one = _chosen(best)
    return (
        f"The roll-out, {called(one.order)}, {COULD[one.answer]} the least change worth having in "
        f"{one.one.title} ({amount(one.one.worthwhile, one.one)}): {_smallest(one)}."
    )


def _chosen(best: list[Seen]) -> Seen:
    """Return the planned order, unless another sees what that one does not."""
    planned = [each for each in best if each.order == PLANNED]
    return planned[0] if planned and planned[0].answer == best[0].answer else best[0]


def _smallest(one: Seen) -> str:
    return f"the smallest change it would probably see is {amount(one.detectable or 0.0, one.one)}"


def others(release: Release) -> Iterator[str]:
    """Say the same of the other outcomes to be judged."""
    for outcome in judged(release)[1:]:
        told = of_outcome(release, outcome)
        best = best_first(told)
        if best:
            one = _chosen(best)
            yield (
                f"{words.capital(outcome.title)}: {called(one.order)}, it {COULD[one.answer]} what "
                f"is worth having ({amount(outcome.worthwhile, outcome)}); {_smallest(one)}."
            )
        else:
            reason = told[0].cell.reason or "its numbers are not shown"
            yield f"{words.capital(outcome.title)}: nothing can be said, because {reason}."


def compared(release: Release) -> str:
    """Say which order would see more of the primary outcome."""
    outcomes = judged(release)
    best = best_first(of_outcome(release, outcomes[0])) if outcomes else []
    if len(best) < 2:
        return ""
    first, second = best[0], best[1]
    ends = [each.number("detectable") for each in (first, second)]
    upper = ends[0].upper if ends[0] else None
    lower = ends[1].lower if ends[1] else None
    if upper is None or lower is None or upper >= lower:
        return (
            f"Of {outcomes[0].title}, the roll-out {called(first.order)} and "
            f"{called(second.order)} would see about as much: the simulation cannot tell them "
            "apart."
        )
    sizes = [amount(each.detectable or 0.0, each.one) for each in (first, second)]
    return (
        f"The roll-out {called(first.order)} would see smaller changes in {outcomes[0].title} than "
        f"{called(second.order)}: {sizes[0]} against {sizes[1]}."
    )


def never(release: Release) -> Iterator[str]:
    """Name every order that could show nothing, with the reason."""
    for order in orders(release):
        cells = [
            each
            for each in seen(release)
            if each.order == order and each.one.judged and each.value("ways") is not None
        ]
        reasons = {each.cell.reason for each in cells if each.detectable is None}
        if cells and all(each.detectable is None for each in cells) and None not in reasons:
            yield (
                f"The roll-out {called(order)} could show nothing, whatever the role does, because "
                f"{'; '.join(sorted(map(str, reasons)))}."
            )


def together(release: Release) -> str:
    """Say what the test asks for where several outcomes are judged."""
    outcomes = judged(release)
    if len(outcomes) < 2:
        return ""
    best = best_first(of_outcome(release, outcomes[0]))
    alone, beside = (
        (_chosen(best).detectable, _chosen(best).value("beside_others")) if best else (None, None)
    )
    text = (
        f"These are sizes for an outcome judged by itself. {len(outcomes)} outcomes are to be "
        "judged together, and the more are asked about, the clearer the first must stand out"
    )
    if alone is None or beside is None:
        return f"{text}."
    one = outcomes[0]
    return f"{text}: for {one.title}, {amount(beside, one)} rather than {figure(alone)}."


def more(release: Release) -> Iterator[str]:
    """Say what following longer, or keeping more regions waiting, would let be seen."""
    outcomes = judged(release)
    if not outcomes:
        return
    base = {each.order: each.detectable for each in of_outcome(release, outcomes[0])}
    for each in of_outcome(release, outcomes[0], MORE):
        size, before = each.detectable, base.get(each.order)
        if size is None:
            continue
        text = f"{change_called(each.cell.stage)}: {amount(size, each.one)}"
        if before is None:
            yield f"{text}, where it would see none."
        elif size == before:
            yield f"{text}, no smaller than without it."
        else:
            worse = ", so it would see less" if size > before else ""
            yield f"{text} instead of {figure(before)}{worse}."


def change_called(stage: str) -> str:
    """Return what is changed in a roll-out.

    Examples
    --------
    >>> change_called("followed 3"), change_called("waiting 1")
    ('Followed 3 months longer', 'One region more waits until it is over')
    """
    kind, number = stage.split(" ")
    if kind == "followed":
        return f"Followed {number} months longer"
    waits = "One region more waits" if number == "1" else f"{number} regions more wait"
    return f"{waits} until it is over"
