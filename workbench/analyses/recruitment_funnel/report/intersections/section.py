"""Do characteristics combine: which combinations depart from what their groups add up to."""

from __future__ import annotations

from workbench.disclosure import Release
from workbench.presentation import combinations_section
from workbench.presentation.combinations import Said
from workbench.presentation.view import View

SAID = Said("Applied", "applied", "got through", "who applied", "no one applied")


def show(release: Release) -> View:
    """Say of every set of characteristics whether they combine beyond adding up."""
    return combinations_section.show(release, SAID)
