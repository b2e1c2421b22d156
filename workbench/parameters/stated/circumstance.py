"""A column of what is known of people besides their characteristics, and its groups."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from workbench.parameters import Labels, Names, StrictModel, Text
from workbench.vocabulary.terms import NOT_RECORDED, REGIONS

KNOWN_GROUPS = {"region": REGIONS}
MOST_GROUPS = 100


class Circumstance(StrictModel):
    """A column such as the region or the route, and its groups."""

    groups: Names = ()
    recode: dict[str, Labels] = Field(default_factory=dict)
    undeclared: Labels = ()
    title: Text | None = None

    def labels_of(self, name: str) -> tuple[str, ...]:
        """Return the groups: those named, else those that are known of a column of this name."""
        return self.groups or KNOWN_GROUPS.get(name, ())


def problems_of(where: str, name: str, circumstance: Circumstance) -> Iterator[str]:
    """Yield why people cannot be told apart by a circumstance, each with its mend."""
    groups = circumstance.labels_of(name)
    here = f"{where}.{name}"
    if not groups:
        yield f"{here} needs its 'groups', as they stand in the file: {name}: {{groups: [..]}}."
        return
    if len(set(groups)) < 2:
        yield (
            f"{here} has one group, so no one can be told apart by it. Name them all, or take it "
            "out."
        )
    elif len(groups) > MOST_GROUPS:
        yield (
            f"{here} has {len(groups)} groups; {MOST_GROUPS} at most can be told apart. Put them "
            "together: 'recode'."
        )
    if not all(group.strip() for group in groups):
        yield f"{here} has a group without a name. A blank in the file is '{NOT_RECORDED}'."
    if NOT_RECORDED in groups:
        yield f"{here}: the name {NOT_RECORDED!r} is kept for a blank. Take it out of 'groups'."
    yield from _label_problems(here, circumstance, groups)


def _label_problems(
    here: str, circumstance: Circumstance, groups: tuple[str, ...]
) -> Iterator[str]:
    if others := [group for group in circumstance.recode if group not in groups]:
        yield (
            f"{here}: 'recode' makes {', '.join(map(repr, others))}, not among its groups. Name "
            "them under 'groups', or take it out."
        )
    # A group's own name may stand for itself wherever it is listed.
    made = [
        label for group, labels in circumstance.recode.items() for label in labels if label != group
    ]
    labels = [*groups, *made, *circumstance.undeclared]
    if doubled := sorted({label for label in labels if labels.count(label) > 1}):
        yield f"{here}: labels with two meanings: {', '.join(map(repr, doubled))}. Keep one each."
