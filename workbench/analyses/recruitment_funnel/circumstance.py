"""What else the parameters can say of applications: by which way, before whom, with what."""

from __future__ import annotations

from typing import Literal

from workbench.parameters import Labels, StrictModel, Text
from workbench.parameters.stated.circumstance import Circumstance


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
