"""Every row of a synthetic intake could have happened."""

from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.analyses.recruitment_funnel.generator import plan, synthesise
from workbench.analyses.recruitment_funnel.generator.words import (
    PANEL_MIX_STAGE,
    PANEL_STAGES,
    SCORED_STAGES,
    STAGES,
)


def check(applications: pd.DataFrame, weeks_before: int = 0) -> None:
    """Check everything that must hold of any draw."""
    text = applications.astype(object).where(applications.notna(), "")
    check_order(text, pd.Timedelta(weeks=weeks_before))
    check_blanks(text)
    check_scores(text)
    check_exempt(text)
    check_adjustments(text)


def check_order(text: pd.DataFrame, before: pd.Timedelta) -> None:
    """A stage has an outcome exactly for those who got through all before; dates ascend."""
    opened, starts, closed = (
        str((pd.Timestamp(day) - before).date())
        for day in (plan.APPLICATIONS_OPEN, plan.INTAKE_STARTS, plan.DATA_DATE)
    )
    through = pd.Series(True, index=text.index)
    last = text["applied_on"]
    assert last.between(opened, closed).all()
    for stage in STAGES:
        assert ((text[stage] != "") == through).all(), stage
        through = text[stage].isin(["Pass", "Exempt"])
        date = text[f"{stage}_date"]
        dated = date != ""
        assert (date[dated] > last[dated]).all(), stage
        last = date.where(dated, last)
    assert (last <= closed).all()
    assert (text["start_date"][text["start_date"] != ""] >= starts).all()


def check_blanks(text: pd.DataFrame) -> None:
    """A date stands beside every outcome that has happened, and beside no other."""
    for stage in STAGES:
        happened = ~text[stage].isin(["", "Pending", "Exempt"])
        assert ((text[f"{stage}_date"] != "") == happened).all(), stage
        marked = text[stage].isin(["Pass", "Fail"])
        kinds = {"score": SCORED_STAGES, "panel": PANEL_STAGES, "panel_mix": (PANEL_MIX_STAGE,)}
        for kind, stages in kinds.items():
            if stage in stages:
                assert ((text[f"{stage}_{kind}"] != "") == marked).all(), (stage, kind)
            else:
                assert f"{stage}_{kind}" not in text


def check_scores(text: pd.DataFrame) -> None:
    """Those at or above the pass mark passed, and nobody else."""
    for stage in SCORED_STAGES:
        marked = text.loc[text[f"{stage}_score"] != ""]
        score = marked[f"{stage}_score"].astype(int)
        assert score.between(0, 100).all()
        assert ((score >= plan.PASS_MARK[stage]) == (marked[stage] == "Pass")).all(), stage


def check_exempt(text: pd.DataFrame) -> None:
    """Exempt by route, at the stage the route is exempt from; pending at the checks alone."""
    for stage in STAGES:
        routes = [route for route, exempt in plan.EXEMPT_STAGE.items() if exempt == stage]
        reached = text[stage] != ""
        expected = text["route"].isin(routes) & reached
        assert ((text[stage] == "Exempt") == expected).all(), stage
        if stage != "pre_employment_checks":
            assert not (text[stage] == "Pending").any()


def check_adjustments(text: pd.DataFrame) -> None:
    """Asked for before the test by those who take it, made afterwards, never by non-disabled."""
    asked = text.loc[text["adjustment_requested_on"] != ""]
    assert ((text["adjustment_made_on"] != "") == (text["adjustment_requested_on"] != "")).all()
    assert (asked["adjustment_requested_on"] <= asked["adjustment_made_on"]).all()
    assert (asked["adjustment_requested_on"] < asked["online_test_date"]).all()
    assert (asked["adjustment_requested_on"] > asked["applied_on"]).all()
    supported = (text["adjustment_requested_on"] != "") | (
        text["disability_confident_scheme"] == "Yes"
    )
    assert not (text.loc[supported, "disability"] == "Non-disabled").any()


def test_the_golden_intake_could_have_happened(golden: pd.DataFrame) -> None:
    check(golden)


def test_a_large_intake_could_have_happened(large: pd.DataFrame) -> None:
    check(large.head(100_000))
    assert set(large["pre_employment_checks"].dropna()) == {"Pass", "Fail", "Withdrew", "Pending"}
    assert set(large["start"].dropna()) == {"Pass", "Withdrew", "No show", "Expired"}


def test_earlier_intakes_could_have_happened() -> None:
    chunks = synthesise().tables["earlier_applications"]
    for intake, chunk in zip(plan.EARLIER_INTAKES, chunks, strict=True):
        assert len(chunk) == intake.applications
        check(chunk, intake.weeks_before)


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 2**32), size=st.integers(1, 400))
def test_any_intake_could_have_happened(seed: int, size: int) -> None:
    applications = pd.concat(synthesise(size=size, seed=seed).tables["applications"])
    assert len(applications) == size
    check(applications)
