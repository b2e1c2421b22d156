"""What else the parameters can say of applications: where, by which way, before whom, with what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from workbench.parameters import Labels, Names, StrictModel, Text
from workbench.vocabulary.terms import NOT_RECORDED, REGIONS

KNOWN_GROUPS = {"region": REGIONS}
MOST_GROUPS = 100


class Circumstance(StrictModel):
    """A column known before anyone applied, such as the region or the route, and its groups."""

    groups: Names = ()
    recode: dict[str, Labels] = Field(default_factory=dict)
    undeclared: Labels = ()
    title: Text | None = None

    def labels_of(self, name: str) -> tuple[str, ...]:
        """Return the groups: those named, else those that are known of a column of this name."""
        return self.groups or KNOWN_GROUPS.get(name, ())


class Panel(Circumstance):
    """The panel, centre or marker of a stage; with `mix` the groups are kinds of panel instead.

    `at_random` says that panels were assigned so, without which kinds cannot be compared fairly.
    """

    stage: str
    mix: bool = False
    at_random: bool = False


class Adjustments(StrictModel):
    """Reasonable adjustments at one stage, and the Disability Confident Scheme.

    `requested` and `made` are the columns of the days. `scheme` is the column that says who applied
    under the scheme, `scheme_yes` the labels that mean so, and `scheme_stage` the stage it is for.
    """

    characteristic: str = "disability"
    group: str = "Disabled"
    stage: str
    requested: str
    made: str
    scheme: str | None = None
    scheme_stage: str | None = None
    scheme_yes: Labels = ("Yes",)
    scheme_no: Labels = ("No",)


class Channels(StrictModel):
    """Which circumstance is the advertising channel, and the file of what each one cost."""

    circumstance: str = "channel"
    spend: str | None = None


class Target(StrictModel):
    """A published aim, with who set it; never a default."""

    characteristic: str
    group: str
    measure: Literal["relative rate index", "share of starters"]
    value: float
    citation: Text


def problems_of(where: str, name: str, circumstance: Circumstance) -> Iterator[str]:
    """Yield why people cannot be told apart by a circumstance, each with its mend."""
    groups = circumstance.labels_of(name)
    here = f"{where}.{name}"
    if not groups:
        yield f"{here} needs its 'groups', as they stand in the file: {name}: {{groups: [..]}}."
    elif len(set(groups)) < 2:
        yield f"{here} has one group, so no one can be told apart by it. Name them all."
    elif len(groups) > MOST_GROUPS:
        yield (
            f"{here} has {len(groups)} groups; {MOST_GROUPS} at most can be told apart. Put them "
            "together: 'recode'."
        )
    meant = [label for group, labels in circumstance.recode.items() for label in (group, *labels)]
    if others := [group for group in circumstance.recode if group not in groups]:
        yield (
            f"{here}: 'recode' makes {', '.join(map(repr, others))}, not among its groups. Name "
            "them under 'groups', or take it out."
        )
    labels = [*groups, *(label for label in meant if label not in groups), *circumstance.undeclared]
    if doubled := sorted({label for label in labels if labels.count(label) > 1}):
        yield f"{here}: labels with two meanings: {', '.join(map(repr, doubled))}. Keep one each."
    if NOT_RECORDED in groups:
        yield f"{here}: the name {NOT_RECORDED!r} is kept for a blank. Take it out of 'groups'."
