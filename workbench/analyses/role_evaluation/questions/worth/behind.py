"""Whom the numbers of value for money rest on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.analyses.role_evaluation.cells import Number, Row
from workbench.analyses.role_evaluation.parameters import Parameters
from workbench.analyses.role_evaluation.questions.effects import people_behind
from workbench.analyses.role_evaluation.questions.question import Evaluated


@dataclass(frozen=True, slots=True)
class Behind:
    """Officers behind the effects that are priced, and what is left out of them.

    Attributes
    ----------
    people, others : mapping of str to float
        By priced outcome: officers of units given the role, and of those compared with.
    counts_people : mapping of str to bool
        Whether the outcome counts people.
    before : mapping of str to float
        The mean of each outcome before the role, which no fall can be larger than.
    left_out : mapping of str to str
        Why an outcome is not priced after all, in words after "because".
    """

    people: Mapping[str, float]
    others: Mapping[str, float]
    counts_people: Mapping[str, bool]
    before: Mapping[str, float]
    left_out: Mapping[str, str]

    @classmethod
    def of(
        cls, parameters: Parameters, evaluated: Evaluated, left_out: Mapping[str, str]
    ) -> Behind:
        """Return the officers behind each outcome that is priced."""
        assert parameters.worth is not None, "prices are stated"
        names = [name for name in parameters.worth.priced if name not in left_out]
        sides = {name: people_behind(evaluated, evaluated.effects[name]) for name in names}
        return cls(
            {name: people for name, (people, _) in sides.items()},
            {name: others for name, (_, others) in sides.items()},
            {name: parameters.outcomes[name].count is not None for name in names},
            {name: evaluated.effects[name].before for name in names},
            left_out,
        )

    def row(self, keys: Mapping[str, str], numbers: Mapping[str, Number], *names: str) -> Row:
        """Return a cell that rests on some outcomes; on every one that is priced, unless named."""
        resting = names or tuple(self.people)
        return Row(
            keys,
            numbers,
            people=min(self.people[name] for name in resting),
            others=min(self.others[name] for name in resting),
            of_measurements=not any(self.counts_people[name] for name in resting),
        )

    def plain(self, keys: Mapping[str, str], numbers: Mapping[str, Number]) -> Row:
        """Return a cell of what is counted or stated, with nobody compared."""
        people = max(self.people.values())
        return Row(keys, numbers, people, people)


def told_as_finely(row: Row, finest: float) -> Row:
    """Return a cell with what is measured told in multiples of a number."""
    return Row(
        row.keys, row.numbers, row.people, row.others, row.reason, finest, row.of_measurements
    )
