"""The theory of change, filled in from released numbers laid out by hand."""

import pytest

from workbench.analyses.role_evaluation.report import theory
from workbench.disclosure import Release
from workbench.disclosure.released import ReleasedCell, ReleasedFinding, ReleasedNumber
from workbench.findings import Context

OUTCOMES = {
    "hours": ("time on administration", "hours a week", "lower", "1"),
    "days": ("the wait", "days", "lower", "1"),
    "leavers": ("leaving", "leavers a year of every 100 SPOs", "lower", "2"),
}


def cell(stage, group, verdict, numbers):
    """Return a released cell."""
    return ReleasedCell(
        "", group, "all", "", stage, "2022-09", "2023-06", {}, numbers, verdict=verdict
    )


def released(effects, points=None, indicators=("hours",), mode="evaluate"):
    """Return a release of these effects: by outcome the verdict and the number."""
    stated = {
        "facts": ({"mode": mode},),
        "outcomes": tuple(
            dict(zip(("title", "measured_in", "better", "worthwhile"), told, strict=True))
            | {"name": name, "judged": "yes", "placebo": ""}
            for name, told in OUTCOMES.items()
        ),
        "survey": ({"name": "workload", "said": "I can cope", "worthwhile": "5"},),
        "theory": tuple(
            {"put_in": "Posts", "activity": "Work moves", "benefit": f"Benefit of {name}",
             "indicator": name, "source": ""}
            for name in indicators
        ),
    }  # fmt: skip
    findings = []
    if effects:
        cells = tuple(
            cell("headline", name, verdict, {"effect": number})
            for name, (verdict, number) in effects.items()
        )
        findings.append(ReleasedFinding("effects", "effect", "", cells))
    if points:
        findings.append(
            ReleasedFinding(
                "survey_workload", "survey", "",
                (cell("change", "workload", points[0], {"points": points[1]}),),
            )
        )  # fmt: skip
        findings.append(ReleasedFinding("survey_agreement", "survey_counts", "", ()))
    return Release(
        "open", "OFFICIAL", Context("a", "t", "synthetic", stated=stated), tuple(findings)
    )


FEWER = ReleasedNumber(-2.9, -4.0, -1.5)


@pytest.mark.parametrize(
    ("verdict", "number", "tier", "text"),
    [
        ("evidence of a change", FEWER, "Attributed",
         "2.9 fewer hours a week (likely range 1.5 to 4). Evidence of a change."),
        ("evidence of a change", ReleasedNumber(2.9, 1.5, 4.0), "Attributed",
         "2.9 more hours a week (likely range 1.5 to 4). Evidence of a change. This is for the "
         "worse."),
        ("cannot tell", ReleasedNumber(-1.2, -3.0, 0.5), "Associated",
         "1.2 fewer hours a week (likely range 3 fewer to 0.5 more). Cannot tell."),
        ("cannot tell", ReleasedNumber(1.2, -0.5, 3.0), "Tracked", "Cannot tell."),
        ("cannot tell", ReleasedNumber(-0.4, -3.0, 0.5), "Tracked", "Cannot tell."),
        ("no evidence seen", ReleasedNumber(-0.4, -0.9, 0.5), "Tracked", "No evidence seen."),
        ("cannot tell", ReleasedNumber(None), "Tracked", "Not known. Cannot tell."),
    ],
)  # fmt: skip
def test_each_line_takes_its_tier_from_the_verdict(verdict, number, tier, text):
    html = theory.show(released({"hours": (verdict, number)})).html
    assert f"<td>{tier}</td>" in html
    assert text in html


def test_the_section_opens_with_how_many_came_about():
    effects = {
        "hours": ("evidence of a change", FEWER),
        "days": ("cannot tell", ReleasedNumber(-1.5, -4.0, 1.0)),
        "leavers": ("cannot tell", ReleasedNumber(0.1, -4.0, 4.2)),
    }
    view = theory.show(released(effects, None, ("hours", "days", "leavers", "workload")))
    assert view.html.startswith(
        "<p>Of 4 benefits meant to come of the role, 1 is attributed to it; 1 moved the way that "
        "was meant, which may be chance; 2 are only tracked so far.</p>"
    )
    assert view.findings == ("effects",)


def test_a_statement_of_the_survey_is_filled_in_and_may_be_missing():
    points = ("cannot tell", ReleasedNumber(6.0, -16.0, 28.0))
    told = theory.show(released({}, points, ("workload",))).html
    assert "6 more of every 100 agree (likely range 16 fewer to 28 more). Cannot tell." in told
    assert "<td>Associated</td>" in told
    missing = theory.show(released({}, None, ("workload",))).html
    assert "<td>“I can cope”: Not known.</td><td>Tracked</td>" in missing


def test_what_got_worse_is_not_counted_as_a_benefit():
    worse = {"hours": ("evidence of a change", ReleasedNumber(2.9, 1.5, 4.0))}
    told = theory.show(released(worse, None, ("hours", "days"))).html
    assert "none is attributed to it; 1 changed for the worse; 1 is only tracked so far" in told


def test_a_roll_out_to_come_lists_what_is_meant_and_without_a_theory_there_is_nothing():
    told = theory.show(released({}, None, ("hours",), mode="design")).html
    assert told.startswith("<p>The role has not begun, so nothing is known of any of these yet.")
    assert "Benefit of hours" in told
    assert theory.show(released({}, None, ())).html == ""
