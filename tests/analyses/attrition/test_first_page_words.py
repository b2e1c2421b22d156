"""If these fail, the first page says another thing than the tables, or says it wrongly."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_staff import many, released

from workbench.analyses.attrition.report import (
    found,
    groups_chart,
    how_many,
    next_steps,
    not_known,
    picture,
    rates_chart,
)
from workbench.disclosure import ReleasedNumber
from workbench.vocabulary.terms import CANNOT_TELL, EVIDENCE, NO_EVIDENCE, OVERALL

GONE = {"end": "2022-12-31", "reason": "Resigned"}
AGES = ("Under 30", "30 to 39", "40 to 49", "50 to 59", "60 and over")


def staff(disabled_gone: int = 60) -> list[dict[str, str]]:
    """400 disabled and 1,000 non-disabled staff, of two grades."""
    rows = [
        *many(400 - disabled_gone, disability="Disabled"),
        *many(disabled_gone, disability="Disabled", **GONE),
        *many(700, disability="Non-disabled"),
        *many(210, disability="Non-disabled", grade="PSO"),
        *many(90, disability="Non-disabled", grade="PSO", **GONE),
    ]
    return [one | {"age": AGES[place % 5]} for place, one in enumerate(rows)]


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    stated = {"characteristics": {"disability": {}, "age": {}}, "people": "staff"}
    ages = {"groups": list(AGES), "comparator": "30 to 39"}
    stated["characteristics"]["age"] = ages
    return released(tmp_path_factory.mktemp("first"), staff(), "open", **stated)


def cell_of(release, name, group):
    cells = release[name].cells
    return next(one for one in cells if (one.group, one.basis) == (group, OVERALL))


def test_one_picture_shows_what_is_named_first_beside_its_comparison(told):
    """Its title would tell of another group than its first dots."""
    disabled = cell_of(told, "disability", "Disabled")
    assert disabled.verdict == EVIDENCE
    html = found.show(told).html
    title = "Of every 100 disabled staff about 15 left, against about 9 of non-disabled staff"
    assert f"<strong>{title}</strong>" in html
    assert html.count("<figure") == 1
    assert html.index("</ol>") < html.index("<figure") < html.index("What to look at next")
    assert "Disabled staff: 15 (" in html
    assert "Non-disabled staff: 9 (" in html


def test_a_picture_without_evidence_says_so(told):
    """A gap of chance would stand in bold as if it were found."""
    doubtful = cell_of(told, "age", "60 and over")
    assert doubtful.verdict == CANNOT_TELL
    assert picture.headline(told, doubtful).endswith(" of staff aged 30 to 39: cannot tell")
    assert picture.show(told, []).html == ""
    hidden = replace(doubtful, numbers={})
    assert picture.show(told, [hidden]).html == ""


@pytest.mark.parametrize(
    ("verdicts", "title"),
    [
        ([NO_EVIDENCE] * 4, "Age: no evidence of a disparity seen"),
        ([CANNOT_TELL] * 4, "Age: we cannot tell whether any group leaves more, or less, often"),
        (
            [NO_EVIDENCE, *[CANNOT_TELL] * 3],
            "Age: no evidence of a disparity seen, or we cannot tell",
        ),
        ([None] * 4, "Age: how many of every 100 left (not tested)"),
    ],
)
def test_each_chart_says_what_was_found(told, verdicts, title):
    """A headline that claims more, or less, than the verdicts below it."""
    given = iter(verdicts)
    cells = tuple(
        replace(one, verdict=next(given))
        if one.basis == OVERALL and one.role == "declared"
        else one
        for one in told["age"].cells
    )
    assert groups_chart.title(told, replace(told["age"], cells=cells)) == title


def test_the_chart_of_a_disparity_says_how_many_left(told):
    """A chart named after its columns tells nobody what it shows."""
    assert groups_chart.title(told, told["disability"]) == (
        "Disability: of every 100 disabled staff about 15 left, against about 9 of non-disabled "
        "staff"
    )


def test_many_groups_that_cannot_be_told_are_listed_by_characteristic(told, monkeypatch):
    """Sixteen groups in one sentence are read by nobody."""
    few = not_known.cannot_tell(told)
    assert "<ul>" not in few.html
    monkeypatch.setattr(not_known, "MANY", 2)
    view = not_known.cannot_tell(told)
    assert view.text == "We cannot tell for 4 groups. “Cannot tell” is not “no disparity”."
    assert (
        "<li>Age: staff aged under 30, staff aged 40 to 49, staff aged 50 to 59 and staff aged 60 "
        "and over.</li>"
    ) in view.html


def test_what_could_have_been_seen_is_said_at_both_ends(told):
    """Cannot tell without what could be seen tells nobody anything."""
    ages = [one for one in told["age"].cells if one.basis == OVERALL and one.verdict]
    other = next(one for one in told["age"].cells if one.role == "comparator")
    rate = other.numbers["selection_rate"].value
    seen = [
        replace(one, numbers=one.numbers | {"minimum_detectable_excess": ReleasedNumber(many_of)})
        for one, many_of in zip(ages, (2.0, 3.0, 2.5, 4.0), strict=True)
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(not_known, "siblings", lambda *_: (*seen, other))
        both = not_known._at_best(told, seen)
        small = [replace(seen[0], numbers={}), *seen[1:2]]
        patch.setattr(not_known, "siblings", lambda *_: (*small, other))
        alone = not_known._at_best(told, small)
    low, high = (f"{100 * rate * times:.0f}" for times in (2, 4))
    assert both == (
        f"At best we would have seen leaving of more than {low} of every 100 staff aged under 30, "
        f"against {100 * rate:.0f} of staff aged 30 to 39; and of more than {high} of every 100 "
        f"staff aged 60 and over, against {100 * rate:.0f} of staff aged 30 to 39."
    )
    assert alone.endswith(" 1 group is too small to say even that.")


def test_no_evidence_names_the_comparison_group(told, monkeypatch):
    """Nobody could tell with whom they were compared."""
    one = replace(cell_of(told, "age", "40 to 49"), verdict=NO_EVIDENCE)
    monkeypatch.setattr(not_known, "headlined", lambda _: [one])
    assert not_known.no_evidence_seen(told).text == (
        "No evidence of a disparity seen for staff aged 40 to 49 (compared with staff aged 30 to "
        "39)."
    )


def test_next_steps_are_a_list_of_whole_sentences(told):
    """Three steps in one sentence are taken for one."""
    html = next_steps.show(told, found.strongest(told))
    assert "<li>Ask why disabled staff leave more often, those who stay as well as those" in html
    assert html.count("<li>") == html.count(".</li>")
    assert "Ask why" not in next_steps.show(told, [])


def test_rates_of_grades_are_drawn_with_their_lowest_and_highest(told):
    """By hand: 60 of 1,100 POs left after 184 of 365 days, and 90 of 300 PSOs; to the nearest 5."""
    html = how_many.show(told).html
    assert "<strong>Leaving rates run from 5.6 of every 100 (PO) to 35.3 of every 100 (PSO)" in html
    assert "All staff: 11.3 (" in html
    everyone = told["leaving"].cells[:1]
    assert rates_chart.chart(told, everyone).html == ""
