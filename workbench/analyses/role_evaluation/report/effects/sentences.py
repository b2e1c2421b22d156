"""What is said of the effect on one outcome."""

from __future__ import annotations

from workbench.analyses.role_evaluation.report.changed.sentences import level
from workbench.analyses.role_evaluation.report.effects.reading import Effect
from workbench.analyses.role_evaluation.report.words import (
    amount,
    change,
    fact,
    figure,
    is_better,
    place,
)
from workbench.disclosure import Release
from workbench.presentation import words
from workbench.vocabulary.terms import CANNOT_TELL, NO_EVIDENCE

ALIKE = (0.67, 1.5)
TOO_FEW_DATES = (
    "The role could have begun in too few different orders for any result to be told from chance."
)


def sentence(effect: Effect) -> str:
    """Say how an outcome changed where the role was there, beside where it was not."""
    one, number = effect.one, effect.effect
    start = f"{words.capital(one.title)}:"
    if number is None:
        return f"{start} we cannot tell, because {effect.cell.reason or 'too little is known'}."
    before = effect.value("before")
    since = f" Before, it was {level(before, one)}." if before is not None else ""
    return f"{start} {change(number, one, than=' than without the role')}.{since}"


def verdict_reason(release: Release, effect: Effect) -> str:
    """Say why the verdict is what it is; what could have been seen, where it cannot be told."""
    verdict, one = effect.cell.verdict, effect.one
    if verdict is None:
        return ""
    if verdict == NO_EVIDENCE:
        return (
            f"A change of {amount(one.worthwhile, one)}, the least that was said beforehand to be "
            "worth having, is ruled out either way."
        )
    if verdict == CANNOT_TELL:
        return " ".join(filter(None, [_why(release, effect), _seen(effect)]))
    return _better(effect)


def _better(effect: Effect) -> str:
    number = effect.effect
    if number is None or number.value is None:
        return ""
    way = "better" if is_better(number.value, effect.one) else "worse"
    return f"This is a change for the {way}."


def _why(release: Release, effect: Effect) -> str:
    ratio, floor = effect.value("noise_ratio"), effect.value("floor")
    number = effect.effect
    if number is None:
        return f"{words.capital(effect.cell.reason or 'too little is known')}."
    if floor is not None and floor > release.context.rule.alpha:
        return TOO_FEW_DATES
    if ratio is None and not fact(release, "randomised"):
        return (
            "Too few months are known from before the role began anywhere to see whether "
            f"{place(release)}s varied alike, and so whether their dates can be exchanged as if by "
            "chance."
        )
    unlike = ratio is not None and not ALIKE[0] <= ratio <= ALIKE[1]
    if unlike and not fact(release, "randomised"):
        more = "more" if (ratio or 0) > 1 else "less"
        return (
            f"Before the role began, {place(release)}s that were given it varied {more} from month "
            f"to month than the others ({figure(ratio or 0)} times as much), so their dates cannot "
            "be exchanged as if by chance."
        )
    if number.lower is None or number.upper is None:
        return "The likely range has no end."
    if number.lower <= 0 <= number.upper:
        return "The likely range reaches both ways: there may be no change at all."
    return _too_often(release)


def hidden_by_many(release: Release, effect: Effect) -> str:
    """Say why a change whose range leaves out none is not called one; nothing of others."""
    why = _too_often(release)
    untold = effect.cell.verdict == CANNOT_TELL and _why(release, effect) == why
    return why if untold else ""


def _too_often(release: Release) -> str:
    many = fact(release, "judged")
    return f"With {many} outcomes judged, a change like this turns up too often by chance to call."


def _seen(effect: Effect) -> str:
    least = effect.value("detectable")
    if least is None:
        return ""
    one = effect.one
    beside = "more than" if least > one.worthwhile else "no more than"
    return (
        f"This roll-out would have shown a change of {amount(least, one)} 4 times in 5; a smaller "
        f"one it would often miss. That is {beside} the {amount(one.worthwhile, one)} that would "
        "be worth having."
    )


def in_full(effect: Effect) -> str:
    """Say what the change is with posts filled as they are in the end."""
    number = effect.number("in_full")
    if number is None:
        return ""
    return (
        "Posts were filled over some months. With as many filled as at the end, the change in "
        f"{effect.one.title} would be {change(number, effect.one)}, were it in proportion to posts."
    )
