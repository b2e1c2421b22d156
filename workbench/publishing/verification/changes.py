"""Verdicts on changes again, from nothing but the numbers that are printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from workbench.disclosure import Release, ReleasedCell, ReleasedNumber
from workbench.publishing.verification.shown import places

CHANGE, NONE, UNCLEAR = "evidence of a change", "no evidence seen", "cannot tell"
SIZES = ("effect", "difference", "points")
"""What a verdict is on, by the name of its number."""
LIKE_NOISE = (0.67, 1.5)


def judges(cell: ReleasedCell) -> bool:
    """Tell whether a cell has a verdict on a change: one that is of no family of comparisons."""
    return cell.verdict is not None and cell.family is None and cell.p_value is None


def problems(release: Release) -> Iterator[str]:
    """Yield every verdict on a change that is not that of the numbers printed beside it."""
    facts = release.context.stated.get("facts", ({},))[0]
    by_finding: dict[str, list[ReleasedCell]] = {}
    named = {}
    for place in places(release):
        if judges(place.cell):
            by_finding.setdefault(str(place).partition(" (")[0], []).append(place.cell)
            named[id(place.cell)] = str(place)
    for cells in by_finding.values():
        adjusted = _adjusted(cells, release.context.rule.alpha, facts.get("primary", ""))
        for cell, p_value in zip(cells, adjusted, strict=True):
            due = _verdict(cell, p_value, release.context.rule.alpha, facts)
            if cell.verdict != due:
                yield f"{named[id(cell)]}: verdict is not that of the printed numbers"


def _number(cell: ReleasedCell, *names: str) -> ReleasedNumber | None:
    told = (cell.numbers.get(name) for name in names)
    return next((one for one in told if one is not None and one.value is not None), None)


def _value(cell: ReleasedCell, name: str, otherwise: float) -> float:
    number = _number(cell, name)
    return otherwise if number is None or number.value is None else number.value


def _adjusted(cells: Sequence[ReleasedCell], alpha: float, primary: str) -> list[float]:
    """Return p-values adjusted by Holm, or as they are printed where they already are."""
    p_values = [_value(cell, "p_adjusted", _value(cell, "p_value", 1.0)) for cell in cells]
    if any(_number(cell, "p_adjusted") for cell in cells) or not cells:
        return p_values
    floors = {cell.group: _value(cell, "floor", 1.0) for cell in cells}
    if floors.get(primary, 1.0) * len(cells) > alpha:
        pairs = zip(cells, p_values, strict=True)
        return [p if cell.group == primary else 1.0 for cell, p in pairs]
    order = sorted(range(len(cells)), key=p_values.__getitem__)
    running, adjusted = 0.0, [1.0] * len(cells)
    for rank, place in enumerate(order):
        running = max(running, p_values[place] * (len(cells) - rank))
        adjusted[place] = min(running, 1.0)
    return adjusted


def _verdict(cell: ReleasedCell, p_value: float, alpha: float, facts: Mapping[str, str]) -> str:
    number = _number(cell, *SIZES)
    ratio = _value(cell, "noise_ratio", float("nan") if "noise_ratio" in cell.numbers else 1.0)
    alike = LIKE_NOISE[0] <= ratio <= LIKE_NOISE[1] or bool(facts.get("randomised"))
    if number is None or not alike or _value(cell, "floor", 0.0) > alpha:
        return UNCLEAR
    low = float("-inf") if number.lower is None else number.lower
    high = float("inf") if number.upper is None else number.upper
    if (low > 0 or high < 0) and p_value <= alpha:
        return CHANGE
    worthwhile = _value(cell, "worthwhile", 0.0)
    return NONE if -worthwhile < low and high < worthwhile else UNCLEAR
