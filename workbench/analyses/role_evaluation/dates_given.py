"""At what level dates were given out: one slip in a unit's date must not make it a cluster."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from workbench.analyses.role_evaluation.parameters import Parameters
from workbench.records.panel import Panel
from workbench.records.panel.problems import of_units

NAMED = 5


def date_problems(parameters: Parameters, panel: Panel) -> Iterator[str]:
    """Yield why dates cannot be dealt out anew as they were given, each with its mend.

    Parameters
    ----------
    parameters : Parameters
    panel : Panel
    """
    if not panel.regions:
        return
    planned = bool((panel.planned_months >= 0).any())
    column = parameters.planned if planned else parameters.actual
    months = panel.planned_months if planned else panel.actual_months
    apart = [
        name
        for place, name in enumerate(panel.regions)
        if np.unique(months[panel.region == place]).size > 1
    ]
    if apart and parameters.dates_given_to == "region":
        some = ", ".join(apart[:NAMED]) + (", .." if len(apart) > NAMED else "")
        yield (
            f"{parameters.column(column or 'actual')!r} differs between units of {len(apart)} "
            f"region{'' if len(apart) == 1 else 's'} ({some}), in "
            f"{of_units(_odd(months, panel))}. Dates are taken as given to regions: correct them, "
            "or, where each unit was given a date of its own, say dates_given_to: unit."
        )
    elif parameters.exchanged_within and not apart:
        yield (
            "'exchanged_within: region' leaves nothing to exchange, since the units of every "
            "region share their date. Take it out."
        )


def _odd(months: np.ndarray, panel: Panel) -> int:
    """Return how many units have another month than most of their region."""
    odd = 0
    for place in range(len(panel.regions)):
        many = np.unique(months[panel.region == place], return_counts=True)[1]
        odd += int(many.sum() - many.max())
    return odd
