"""Do characteristics combine: which combinations depart from what their groups add up to."""

from __future__ import annotations

from workbench.disclosure import Release
from workbench.presentation.combinations import section
from workbench.presentation.combinations.reading import Said
from workbench.presentation.view import View

SAID = Said("Eligible", "were eligible", "progressed", "who were eligible", "no one was eligible")


def show(release: Release) -> View:
    """Say of every set of characteristics whether they combine beyond adding up."""
    return section.show(release, SAID)
