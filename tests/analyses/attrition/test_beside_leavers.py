"""If these fail, published rates and posts stand beside leavers that they are not of."""

from __future__ import annotations

import pandas as pd
import pytest
from asked import asking
from small_staff import many

from workbench.analyses.attrition.questions import changing, how_many
from workbench.analyses.attrition.report import vacancies
from workbench.errors import DataError
from workbench.vocabulary.terms import REGIONS

GONE = {"end": "2022-12-31", "reason": "Resigned"}
EAST, LONDON = REGIONS[0], REGIONS[4]


def staff() -> list[dict[str, str]]:
    return [
        *many(190, grade="PO", region=EAST),
        *many(20, grade="PO", region=EAST, **GONE),
        *many(100, grade="PSO", region=LONDON),
        *many(30, grade="Learner", region=LONDON),
        *many(10, grade="PSO", region=LONDON, end="2022-03-15", reason="Resigned"),
    ]


BOTH = (how_many.QUESTION, changing.QUESTION)


def line(**told: object) -> dict[str, object]:
    return {"label": "PO: all", "value": 9.5, "source": "A table, 2023.", **told}


def asked(monkeypatch, folder, policy="analyst", *, questions=BOTH, **changes):
    places = {
        "circumstances": {"grade": {"groups": ["Learner", "PSO", "PO"]}, "region": {}},
        "region": "region",
    }
    return asking(monkeypatch, questions, folder, staff(), policy, **{**places, **changes})


def table(folder, **changes: object) -> str:
    rows = pd.DataFrame(
        {
            "quarter": ["2023-01-01", "2023-04-01"] * 2,
            "region": [EAST, EAST, LONDON, LONDON],
            "posts": [200, 210, 150, 160],
            "vacancies": [12, 20, 40, 45],
            "starters": [6, 7, 8, 9],
        }
    )
    path = folder / "posts.csv"
    rows.assign(**changes).to_csv(path, index=False)
    return str(path)


def test_a_line_is_held_to_the_same_grades_and_year(monkeypatch, tmp_path):
    """By hand: PO in post 210, 210, 190, 190, 190 at the quarter ends, and 20 left."""
    lines = [line(grades=["PO"], year_ending="2023-06-30")]
    (cell,) = asked(monkeypatch, tmp_path, published=lines)["published:1"].cells
    assert (210 / 2 + 210 + 190 + 190 + 190 / 2) / 4 == 197.5
    assert cell.counts["at_risk"].value == 198
    assert cell.numbers["leaving_rate"].value == pytest.approx(20 / 198, abs=1e-6)
    assert cell.numbers["published_rate"].value == pytest.approx(0.095)


def test_both_rates_are_told_where_headcounts_differ(monkeypatch, tmp_path):
    """By hand: over days PO are 210 on 184 and 190 on 181, which is 200.08."""
    release = asked(monkeypatch, tmp_path, published=[line(grades=["PO"])])
    (cell,) = release["published:1"].cells
    assert cell.counts["at_risk_here"].value == 200
    assert cell.numbers["own_rate"].value == pytest.approx(20 / 200, abs=1e-6)
    html = vacancies.show(release).html
    assert "Here, by the headcount of the rest of this report" in html
    same = asked(monkeypatch, tmp_path, published=[line(grades=["PO"], headcount="days")])
    assert "at_risk_here" not in same["published:1"].cells[0].counts
    assert "by the headcount of the rest" not in vacancies.show(same).html


def test_grades_are_counted_together_and_another_year_is_a_world_of_its_own(monkeypatch, tmp_path):
    """By hand, year to March 2022: learners and PSO 140 until the last quarter end, then 130."""
    lines = [line(grades=["PSO", "Learner"], year_ending="2022-03-31")]
    (cell,) = asked(monkeypatch, tmp_path, "open", published=lines)["published:1"].cells
    assert cell.basis == "year ending 2022-03-31"
    assert (140 / 2 + 3 * 140 + 130 / 2) / 4 == 138.75
    assert cell.numbers["leaving_rate"].value == pytest.approx(10 / 140, abs=1e-6)


def test_a_year_the_data_do_not_hold_is_said_and_not_made_up(monkeypatch, tmp_path):
    lines = [line(year_ending="2021-06-30"), line(label="Now")]
    release = asked(monkeypatch, tmp_path, published=lines)
    assert [one.name for one in release.of_section("published")] == ["published:2"]
    html = vacancies.show(release).html
    assert "The data do not hold the whole year of: PO: all." in html


def test_a_line_says_how_far_it_is_and_why_it_may_be(monkeypatch, tmp_path):
    lines = [line(grades=["PO"]), line(label="High", value=40, grades=["PO"])]
    release = asked(monkeypatch, tmp_path, "open", published=lines)
    assert vacancies.headline(release) == (
        "Of 2 published rates 1 lies within the likely range of the rate here."
    )
    html = vacancies.show(release).html
    assert "+0.5, within the likely range" in html
    assert "−30.0, outside the likely range" in html
    assert "take learners as a grade of their own" in html
    assert "PO: all: A table, 2023." in html


@pytest.mark.parametrize("months", [6, 24])
def test_a_line_is_of_a_year_whatever_the_report_is_of(monkeypatch, tmp_path, months):
    """Dates of a year must not be read as those of half one."""
    lines = [line(grades=["PO"], year_ending="2023-06-30")]
    told = {"published": lines, "months": months}
    release = asked(monkeypatch, tmp_path, "open", questions=BOTH[1:], **told)
    (cell,) = release["published:1"].cells
    assert cell.numbers["leaving_rate"].value == pytest.approx(20 / 200, abs=1e-6)


def test_posts_stand_beside_leavers(monkeypatch, tmp_path):
    release = asked(monkeypatch, tmp_path, vacancies=table(tmp_path))
    told = {cell.group: cell.counts["number"].value for cell in release["vacancies"].cells[3:]}
    assert told == {"posts": 370, "vacancies": 65, "starters": 16}
    view = vacancies.posts(release)
    assert view.text.startswith(
        "Quarter ending 30 June 2023: 370 posts, 65 of them vacant, 16 people started."
    )
    regions = {
        (cell.stratum, cell.group): cell.counts["number"].value
        for cell in release["vacancies:regions"].cells
    }
    assert regions[f"region: {LONDON}", "starters"] == 17
    assert regions[f"region: {LONDON}", "vacancies"] == 45
    assert "posts.csv" in release.context.notes["Is it changing?"]
    assert "put beside leavers and not worked out from them" in view.html
    assert "do not divide one by the other" in view.html


def test_open_rounds_what_is_told_of_starters(monkeypatch, tmp_path):
    """They are people, and no audit looks at them."""
    release = asked(monkeypatch, tmp_path, "open", vacancies=table(tmp_path))
    assert all(
        cell.counts["number"].value in (None, *range(0, 1000, 5))
        for name in ("vacancies", "vacancies:regions")
        for cell in release[name].cells
    )


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"quarter": "2023-02-01"}, "first day of a quarter"),
        ({"region": "Londn"}, "Londn"),
        ({"posts": "-1"}, "'posts' has 4 that are no whole numbers"),
        ({"quarter": "2023-01-01"}, "2 rows tell of a region and quarter"),
    ],
)
def test_bad_posts_are_refused_with_the_mend(monkeypatch, tmp_path, changes, told):
    with pytest.raises(DataError, match=told):
        asked(monkeypatch, tmp_path, vacancies=table(tmp_path, **changes))


def test_every_problem_is_told_at_once(monkeypatch, tmp_path):
    path = table(tmp_path, quarter="x", starters="many")
    with pytest.raises(DataError, match=r"(?s)quarter.*starters"):
        asked(monkeypatch, tmp_path, vacancies=path)
    (tmp_path / "empty.csv").write_text("quarter,place\n2023-01-01,x\n")
    with pytest.raises(DataError, match=r"no column 'region'.*'posts', 'vacancies' or 'starters'"):
        asked(monkeypatch, tmp_path, vacancies=str(tmp_path / "empty.csv"))


def test_without_either_there_is_nothing_to_show(monkeypatch, tmp_path):
    assert vacancies.show(asked(monkeypatch, tmp_path)).html == ""
