"""What the parameters say of an earlier campaign."""

from __future__ import annotations

from typing import Any

from workbench.analyses.recruitment_funnel.stage import Outcomes, Stage
from workbench.parameters import Labels, Reading, StrictModel
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
