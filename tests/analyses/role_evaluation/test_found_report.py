"""The first page: its order, its verdicts, and what it asks for next."""

import re
from dataclasses import replace
from html import unescape

import pytest

from workbench.analyses.role_evaluation.questions import belief, changed, effects, for_whom
from workbench.analyses.role_evaluation.report import found, next_steps
from workbench.analyses.role_evaluation.report.effects.chart import how_many
from workbench.analyses.role_evaluation.report.effects.reading import judged
from workbench.analyses.role_evaluation.report.for_whom.reading import leading
from workbench.analyses.role_evaluation.tables import stated_tables
from workbench.disclosure import ReleasedNumber, release
from workbench.findings import Context, Findings, People, Ties

NOBODY = Ties(lambda _: People({}, ()), lambda *_: None)


@pytest.fixture(scope="module")
def told(parameters, evaluated):
    """Return all that the first page is made of, but the survey and money."""
    context = Context(
        analysis="role_evaluation",
        title="Test",
        data_source="synthetic",
        people=parameters.people,
        stated=stated_tables(parameters, evaluated.observed),
    )
    asked = (effects, changed, belief, for_whom)
    answers = tuple(one for each in asked for one in each.QUESTION.answer(parameters, evaluated))
    return release(Findings(context, answers, NOBODY), "open")


def text(view):
    """Return what a view says, drawings aside."""
    plain = re.sub(r"<svg.*?</svg>|<p [^>]*hidden>.*?</p>", " ", view.html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", plain)).split())


def with_cells(told, finding, change):
    """Return the release with every cell of a finding changed."""
    findings = tuple(
        replace(one, cells=tuple(map(change, one.cells))) if one.name == finding else one
        for one in told.findings
    )
    return replace(told, findings=findings)


def with_effect(told, name, verdict, number):
    """Return the release with another effect on one outcome."""

    def change(cell):
        if cell.group != name or cell.stage != "headline":
            return cell
        return replace(cell, verdict=verdict, numbers={**cell.numbers, "effect": number})

    return with_cells(told, "effects", change)


def test_people_and_work_come_first_then_how_sure_then_what_to_look_at_next(told):
    said = text(found.show(told))
    order = (
        "Time on administration: 2.9 fewer hours a week than without the role",
        "Supervision and oversight done on time: 4.3 percentage points higher",
        "Part-time SPOs gained less than full-time SPOs",
        "How sure?",
        "What this does not support",
        "What to look at next: explain or reform",
    )
    places = [said.index(part) for part in order]
    assert places == sorted(places)


def test_outcomes_that_cannot_be_told_share_one_verdict(told):
    """Fails if what cannot be told takes more room than what was found."""
    html = found.show(told).html
    assert html.count("Cannot tell</strong>") == 1
    assert html.count("Evidence of a change</strong>") == 2
    assert html.count("<li><div") == 3


def test_no_word_is_left_unexplained_and_no_number_twice_over(told):
    said = text(found.show(told))
    assert "the Maryland scale: 1 is weak, 5 is dates drawn by lot" in said
    for word in ("signific", "placebo", "CRV3", "event study", "nan", "None", "{"):
        assert word not in said, word


def test_the_picture_says_how_many_show_a_change(told):
    assert how_many(judged(told)) == (
        "Of 4 outcomes judged, 1 shows evidence of a change: time on administration"
    )
    assert how_many(judged(told)[:1]).startswith("Of the one outcome judged, 1 shows")
    assert how_many(judged(told)[1:]) == "Of 3 outcomes judged, none shows evidence of a change"
    two = with_effect(
        told, "countersigning_days", "evidence of a change", ReleasedNumber(-1.5, -2.0, -1.0)
    )
    assert how_many(judged(two)) == (
        "Of 4 outcomes judged, 2 show evidence of a change: time on administration and the wait "
        "for a countersignature"
    )


def test_every_step_follows_from_a_finding(told):
    steps = list(next_steps.steps(told))
    assert steps == [
        "About 32 of the posts funded are not filled: fill them, or say why not.",
        "Part-time SPOs gained less than full-time SPOs: find out why, and change how the role "
        "reaches them.",
        "Measure again before deciding on supervision and oversight done on time, the wait for a "
        "countersignature and leaving: there we cannot tell yet.",
    ]


def test_a_change_for_the_worse_asks_for_a_reason(told):
    worse = with_effect(told, "spo_leavers", "evidence of a change", ReleasedNumber(5.0, 2.0, 8.0))
    assert "Leaving changed for the worse: find out why." in list(next_steps.steps(worse))


def test_who_gained_less_goes_by_the_sign_of_the_difference(told):
    """Fails if those who gained more are told as those left behind."""
    split, _ = leading(told)

    def turned(cell):
        apart = {"difference": ReleasedNumber(-1.4, -2.1, -0.7)}
        return replace(cell, numbers=cell.numbers | apart) if cell.stage == "difference" else cell

    steps = " ".join(next_steps.steps(with_cells(told, split.finding, turned)))
    assert "Full-time SPOs gained less than part-time SPOs" in steps


def test_where_nothing_is_known_nothing_is_asked_for(told):
    nothing = replace(told, findings=())
    assert found.show(nothing).html == next_steps.show(nothing).html == ""


def test_units_are_not_called_regions(told):
    """Where dates differ within regions."""
    facts = ({**told.context.stated["facts"][0], "clusters": "110"},)
    context = replace(told.context, stated=dict(told.context.stated) | {"facts": facts})
    by_unit = replace(told, context=context)
    for view in (found.show(by_unit), found.what_else(by_unit)):
        said = text(view).replace("Greater Manchester", "")
        assert "unit" in said
        assert "region" not in said


def test_what_is_not_told_is_named_as_a_gap_and_says_why(told):
    """Fails if an outcome falls out of the picture in silence."""

    def hidden(cell):
        if (cell.group, cell.stage) != ("spo_leavers", "headline"):
            return cell
        numbers = {name: one for name, one in cell.numbers.items() if name != "effect"}
        return replace(cell, numbers=numbers, reason="counts that it rests on are not shown")

    without = with_cells(told, "effects", hidden)
    assert "Not shown, as its range is not told: leaving." in text(found.show(without))
    assert "Leaving. Counts that it rests on are not shown." in text(found.cannot_tell(without))
    assert "Not shown, as" not in text(found.show(told))
