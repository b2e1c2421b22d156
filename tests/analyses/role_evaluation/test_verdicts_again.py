"""Verdicts on changes are worked out again from what is printed, and one that is not is named."""

from dataclasses import replace

import pytest

from workbench.disclosure import release
from workbench.publishing.verification import changes


@pytest.fixture(scope="module")
def released(findings_of_effects):
    """Return what is printed of the effects."""
    return release(findings_of_effects, "open")


def changed(told, group, **parts):
    """Return the release with one cell of the effects told otherwise."""
    first, *others = told.findings
    cells = tuple(
        replace(cell, **{name: part(cell) for name, part in parts.items()})
        if cell.group == group
        else cell
        for cell in first.cells
    )
    return replace(told, findings=(replace(first, cells=cells), *others))


def test_verdicts_follow_from_what_is_printed(released):
    assert list(changes.problems(released)) == []


@pytest.mark.parametrize(
    ("group", "verdict"),
    [
        ("administration_hours", "no evidence seen"),
        ("supervision_on_time", "evidence of a change"),
        ("countersigning_days", "no evidence seen"),
    ],
)
def test_another_verdict_is_named(released, group, verdict):
    (told,) = changes.problems(changed(released, group, verdict=lambda _: verdict))
    assert group in told
    assert told.endswith("verdict is not that of the printed numbers")


@pytest.mark.parametrize(
    ("name", "value"),
    [("p_value", 0.02), ("noise_ratio", 1.6), ("floor", 0.06)],
)
def test_a_number_that_would_forbid_the_verdict_is_noticed(released, name, value):
    def numbers(cell):
        return {**cell.numbers, name: replace(cell.numbers[name], value=value)}

    assert list(changes.problems(changed(released, "administration_hours", numbers=numbers)))
