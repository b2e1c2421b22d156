"""How two groups differ in where they are, and what goes with that, in sentences."""

from __future__ import annotations

from workbench.analyses.recruitment_funnel.report.strata.reading import (
    Compared,
    done,
    kinds,
    people,
    rows_of,
)
from workbench.disclosure import Release, ReleasedCell
from workbench.presentation import words

WORTH_NAMING = 0.1
"""A stratum is named where the shares of the two groups that are in it differ by this."""


def mix(release: Release, cell: ReleasedCell) -> str:
    """Say in which strata the two groups are not alike, and how hard it was to pass there."""
    rows = rows_of(release, cell)
    shares = {label: _shares(rows, label) for label in rows if label}
    apart = {label: own - other for label, (own, other) in shares.items()}
    ends = {max(apart, key=lambda k: apart[k]), min(apart, key=lambda k: apart[k])} if apart else {}
    named = sorted(
        (label for label in ends if abs(apart[label]) >= WORTH_NAMING),
        key=lambda label: -abs(apart[label]),
    )
    if not named:
        return ""
    about = "" if release.exact else "about "
    own, other = people(release, cell)
    told = [
        f"Of every 100 {own} {about}{words.of_100(shares[label][0])} were in {label}, of every "
        f"100 {other} {about}{words.of_100(shares[label][1])}"
        f"{_rate_there(release, cell, rows[label][1])}."
        for label in named
    ]
    return f"The two are not alike in {kinds(release, cell)}. {' '.join(told)}"


def _shares(rows: dict[str, tuple[ReleasedCell, ReleasedCell]], label: str) -> tuple[float, float]:
    own, other = (
        (here.counts["entered"].value or 0) / max(whole.counts["entered"].value or 0, 1)
        for here, whole in zip(rows[label], rows[""], strict=True)
    )
    return own, other


def _rate_there(release: Release, cell: ReleasedCell, comparator: ReleasedCell) -> str:
    number = comparator.numbers.get("selection_rate")
    if number is None:
        return ""
    about = "" if release.exact or number.value is None else "about "
    _, other = people(release, cell)
    return f"; of every 100 {other} there, {about}{words.rate(number)} {done(release, cell)}"


def same_mix(release: Release, one: Compared, cell: ReleasedCell) -> str:
    """Say what the rates would be, had both groups one mix, or the comparator's rates held."""
    own, other = people(release, cell)
    kind, numbers = kinds(release, cell), cell.numbers
    about = "" if release.exact else "about "
    what = _infinitive(done(release, cell))
    both = [numbers.get(f"{who}standardised_rate") for who in ("", "comparator_")]
    if all(both):
        shares = [about + words.rate(number) for number in both]
        return (
            f"Had both been spread alike by {kind}, {shares[0]} of every 100 {own} and {shares[1]} "
            f"of every 100 {other} would have {what}."
        )
    if "expected_rate" not in numbers:
        return ""
    expected = words.rate(numbers["expected_rate"])
    seen = words.rate(one.whole.numbers.get("selection_rate"))
    # Under a policy that rounds, the rate seen is from rounded counts and this one is not.
    beside = f"; {seen} did" if release.exact else ""
    return (
        f"At the rates of {other} of the same {kind}, {about}{expected} of every 100 {own} would "
        f"have {what}{beside}."
    )


def parts(release: Release, one: Compared, cell: ReleasedCell) -> str:
    """Say how many points of a gap go with the mix, and how many with the rates within."""
    mix, rate = (cell.numbers.get(name) for name in ("mix", "rate"))
    gap = one.whole.numbers.get("rate_difference")
    if mix is None or rate is None or gap is None or gap.value is None:
        return ""
    kind = kinds(release, cell)
    whole, first, second = (words.points(number.value or 0.0) for number in (gap, mix, rate))
    own, _ = people(release, cell)
    # Under a policy that rounds, the gap shown is from rounded counts and its parts are not.
    opening = (
        f"The gap of {whole} points has two parts" if release.exact else "The gap has two parts"
    )
    return (
        f"{opening}: {first} points go with the {kind} people were in, {second} with the rates "
        f"within (minus: fewer {own})."
    )


def _infinitive(what: str) -> str:
    return f"been {what[5:]}" if what.startswith("were ") else what
