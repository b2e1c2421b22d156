"""What the parameters say of other campaigns, of dated events, and of what people did and said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import BeforeValidator, ValidationInfo

from workbench.analyses.recruitment_funnel.stage import Outcomes, Stage
from workbench.parameters import Day, Labels, Reading, StrictModel, Text
from workbench.parameters.root import resolve
from workbench.parameters.yaml_file import load
from workbench.vocabulary.terms import Layout


class Earlier(StrictModel):
    """An earlier campaign: its label, and whatever of its file differs from this one's.

    `without` names the characteristics and stages that its file does not have.
    """

    campaign: str
    data: str | None = None
    reading: Reading | None = None
    layout: Layout | None = None
    columns: dict[str, str] | None = None
    outcomes: Outcomes | None = None
    stages: dict[str, Stage] | None = None
    without: Labels = ()

    def differences(self) -> dict[str, Any]:
        """Return the parameters that are not those of the present campaign."""
        kept = self.model_dump(exclude={"without"}, exclude_none=True)
        return {name: value for name, value in kept.items() if name in self.model_fields_set}


class Event(StrictModel):
    """Something that changed on a day: entry criteria, an assessment, a deadline."""

    date: Day
    event: Text


class Action(StrictModel):
    """What was agreed about one finding; `done` says what became of it."""

    finding: Text
    action: Text
    owner: Text
    due: Day
    done: Text | None = None


class Insight(StrictModel):
    """What people said, beside the numbers: in their words or a summary, with its source."""

    finding: Text | None = None
    said: Text
    source: Text


def _list_or_file(value: object, info: ValidationInfo) -> object:
    if isinstance(value, str):
        told = load(resolve(value))
        if list(told) != [info.field_name]:
            raise ValueError(
                f"{Path(value).name} must hold one list and nothing else: {info.field_name}: [..]."
            )
        value = told[str(info.field_name)]
    return tuple(value) if isinstance(value, list) else value


ListOrFile = BeforeValidator(_list_or_file)
"""A list, or the YAML file that holds it under the parameter's own name."""
