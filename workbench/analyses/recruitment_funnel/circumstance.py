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

    `at_random` says that people of that stage were assigned to panels so; without it a difference
    may be one of the people who came before them.
    """

    stage: str
    mix: bool = False
    at_random: bool = False


class Adjustments(StrictModel):
    """Reasonable adjustments at one stage, and the Disability Confident Scheme.

    `requested` and `made` are the columns of the days. `scheme` is the column that says who applied
    under the scheme, `scheme_yes` the labels that mean so, `scheme_undeclared` those that mean no
    answer, as a blank does, and `scheme_stage` the stage it is for.
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
    scheme_undeclared: Labels = ()


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
        return
    if len(set(groups)) < 2:
        yield f"{here} has one group, so no one can be told apart by it. Name them all."
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
