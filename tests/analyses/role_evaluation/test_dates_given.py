"""At what level dates were given: one slip must not turn twelve regions into a hundred units."""

from dataclasses import replace

import numpy as np
import pytest

from workbench.analyses.role_evaluation.dates_given import date_problems


@pytest.fixture
def slipped(observed):
    """Return the panel with one unit of London planned a month later than the others."""
    months = observed.panel.planned_months.copy()
    months[observed.panel.units.index("London 1")] += 1
    return replace(observed.panel, planned_months=months)


def test_dates_that_differ_within_a_region_are_refused(parameters, slipped):
    (told,) = date_problems(parameters, slipped)
    assert told == (
        "'planned_month' differs between units of 1 region (London), in 1 unit. Dates are taken as "
        "given to regions: correct them, or, where each unit was given a date of its own, say "
        "dates_given_to: unit."
    )


def test_units_may_have_dates_of_their_own_where_that_is_said(parameters, slipped, observed):
    own = parameters.model_copy(update={"dates_given_to": "unit"})
    assert list(date_problems(own, slipped)) == []
    assert list(date_problems(parameters, observed.panel)) == []


def test_nothing_can_be_exchanged_within_regions_that_share_their_date(parameters, observed):
    within = parameters.model_copy(update={"exchanged_within": "region"})
    (told,) = date_problems(within, observed.panel)
    assert told.startswith("'exchanged_within: region' leaves nothing to exchange")


def test_regions_alone_have_no_units_to_differ(parameters, observed):
    alone = replace(observed.panel, regions=(), region=np.arange(len(observed.panel.units)))
    assert list(date_problems(parameters, alone)) == []
