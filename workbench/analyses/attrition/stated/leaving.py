"""What leaving is: which labels mean which reason, and which reasons are counted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from workbench.parameters import Labels, StrictModel
from workbench.vocabulary.terms import NOT_RECORDED

REASONS = {
    "resignation": "Resignation",
    "retirement": "Retirement",
    "end_of_contract": "End of contract",
    "transfer_outside": "Transfer outside the service",
    "transfer_inside": "Transfer inside the service",
    "dismissal": "Dismissal",
    "ill_health": "Ill health",
    "death": "Death in service",
    "other": "Another reason",
}
"""The known reasons, and how each is called in a report."""
NOT_COUNTED = ("transfer_inside",)
"""By itself no leaving: people who move within the service are still in it."""
Headcount = Literal["days", "months", "quarters", "ends"]
"""Over what a headcount is a mean: every day; month ends; quarter ends; opening and closing."""


class Reasons(StrictModel):
    """Which labels of the file mean which reason; a blank means that none is recorded."""

    resignation: Labels = ()
    retirement: Labels = ()
    end_of_contract: Labels = ()
    transfer_outside: Labels = ()
    transfer_inside: Labels = ()
    dismissal: Labels = ()
    ill_health: Labels = ()
    death: Labels = ()
    other: Labels = ()


class Leaving(StrictModel):
    """Reasons for leaving, and which of them are counted as leaving and as resignation.

    Attributes
    ----------
    reasons : Reasons
    counted : tuple of str, optional
        The reasons that are leaving; all but a transfer inside the service unless given. Who left
        without a recorded reason is always counted.
    resignation : tuple of str, optional
        The reasons that are resignation; the one of that name, if it is counted, unless given.
    """

    reasons: Reasons = Reasons()
    counted: Labels | None = None
    resignation: Labels | None = None

    @property
    def named(self) -> tuple[str, ...]:
        """Return the reasons that have labels, in the order of `REASONS`."""
        return tuple(name for name in REASONS if getattr(self.reasons, name))

    @property
    def counted_names(self) -> tuple[str, ...]:
        """Return the reasons that are leaving, of those that have labels."""
        if self.counted is None:
            return tuple(name for name in self.named if name not in NOT_COUNTED)
        return tuple(name for name in self.named if name in self.counted)

    @property
    def meanings(self) -> dict[str, str]:
        """Return the title of the reason that each label means.

        Examples
        --------
        >>> Leaving(reasons=Reasons(death=("Died",), resignation=("Resigned",))).meanings
        {'Resigned': 'Resignation', 'Died': 'Death in service'}
        """
        return {
            label: title for name, title in REASONS.items() for label in getattr(self.reasons, name)
        }

    @property
    def counted_titles(self) -> tuple[str, ...]:
        """Return the titles of the reasons that are leaving, that of a blank last."""
        return (*(REASONS[name] for name in self.counted_names), NOT_RECORDED)

    @property
    def resignation_titles(self) -> tuple[str, ...]:
        """Return the titles of the reasons that are resignation."""
        named = ("resignation",) if self.resignation is None else self.resignation
        return tuple(REASONS[name] for name in self.counted_names if name in named)


def leaving_problems(leaving: Leaving) -> Iterator[str]:
    """Yield why leavers cannot be told from others, each with its mend."""
    labels = [label for name in REASONS for label in getattr(leaving.reasons, name)]
    if not labels:
        yield (
            "no labels say why people left. Say what every label means: leaving: {reasons: "
            "{resignation: [..], retirement: [..]}}; known reasons: " + ", ".join(REASONS) + "."
        )
    if doubled := sorted({label for label in labels if labels.count(label) > 1}):
        listed = ", ".join(map(repr, doubled))
        yield f"leaving.reasons: labels with two meanings: {listed}. Keep one each."
    if not all(label.strip() for label in labels):
        yield (
            "leaving.reasons holds a label that is blank. Take it out: a blank in the row of a "
            "leaver is a reason that is not recorded."
        )
    yield from _named_problems(leaving)


def _named_problems(leaving: Leaving) -> Iterator[str]:
    for where in ("counted", "resignation"):
        named = getattr(leaving, where)
        for name in dict.fromkeys(named or ()):
            if name not in REASONS:
                yield (
                    f"leaving.{where} names {name!r}, which is no reason. Known: "
                    f"{', '.join(REASONS)}."
                )
    named = {*(leaving.counted or ()), *(leaving.resignation or ())} & {*REASONS}
    for name in sorted(named - {*leaving.named}):
        yield (
            f"leaving: {name!r} has no labels. Name them: leaving: {{reasons: {{{name}: [..]}}}}, "
            "or take it out."
        )
    if leaving.named and not leaving.counted_names:
        yield "leaving.counted leaves no reason that is leaving. Name at least one."
        return
    resigned = {"resignation"} if leaving.resignation is None else {*leaving.resignation}
    for name in sorted(resigned & {*leaving.named} - {*leaving.counted_names}):
        yield (
            f"leaving: {name!r} is resignation and not counted as leaving. Name it under "
            "'counted' too, or take it out of 'resignation'."
        )
