"""Campaigns beside each other: planted, counted by hand, and refused in sentences."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from math import exp, hypot, log
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy.stats import hypergeom

from workbench.analyses.recruitment_funnel import Parameters, analysis
from workbench.analyses.recruitment_funnel.counting import CampaignCounts, count_campaign
from workbench.analyses.recruitment_funnel.questions.campaigns import aligned as campaigns_aligned
from workbench.analyses.recruitment_funnel.questions.campaigns import question as campaigns
from workbench.analyses.recruitment_funnel.questions.question import NotCovered
from workbench.analyses.recruitment_funnel.report.campaigns import section
from workbench.analyses.recruitment_funnel.report.campaigns.chart import placed_events
from workbench.analyses.recruitment_funnel.report.campaigns.reading import beyond_usual, find
from workbench.counts import COUNTS
from workbench.disclosure import Release, ReleasedCell, release
from workbench.errors import DataError, ParameterError
from workbench.findings import Findings
from workbench.parameters.root import INSTALLED
from workbench.statistics.comparison.relative_rate import relative_rate_index
from workbench.vocabulary.terms import OVERALL, PolicyName

TRUTH = json.loads((INSTALLED / "data/synthetic/recruitment_funnel/truth.json").read_text())
PLANTED = TRUTH["earlier"]["campaigns"]
People = Mapping[str, tuple[int, int, int]]
"""By group: who applied, who passed the sift, and who got through the interview too."""


@pytest.fixture(scope="module")
def synthetic() -> Iterator[Findings]:
    parameters = Parameters.from_file(INSTALLED / "parameters/recruitment_funnel/synthetic.yaml")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(analysis, "QUESTIONS", (campaigns.QUESTION,))
        yield analysis.state(parameters, count_campaign(parameters))


@pytest.fixture(scope="module")
def exact(synthetic: Findings) -> Release:
    return release(synthetic, "analyst")


@pytest.fixture(scope="module")
def rounded(synthetic: Findings) -> Release:
    return release(synthetic, "open")


def parameters_of(labels: list[str], **changes: object) -> Parameters:
    told = {
        "analysis": "recruitment_funnel",
        "title": "Built",
        "data": "none.csv",
        "data_source": "synthetic",
        "completed": "started",
        "campaign": labels[-1],
        "outcomes": {"passed": ["P"], "failed": ["F"]},
        "stages": {"sift": {}, "interview": {}},
        "characteristics": {"sex": {}},
        "earlier": [{"campaign": label} for label in labels[:-1]],
    }
    return Parameters.from_values(told | changes, source="test")


def counts(people: People, name: str = "sex") -> CampaignCounts:
    everyone = tuple(sum(one[place] for one in people.values()) for place in range(3))
    rows = []
    for told, group, each in [("", "", everyone), *((name, *one) for one in people.items())]:
        applied, sifted, through = each
        for stage, entered, passed in (("sift", applied, sifted), ("interview", sifted, through)):
            row = dict.fromkeys(COUNTS, 0) | {"reached": entered, "entered": entered}
            row |= {"passed": passed, "failed": entered - passed}
            rows.append({"characteristic": told, "group": group, "stage": stage, **row})
    return CampaignCounts(pd.DataFrame(rows), 0, 0)


def stated(told: Mapping[str, People], **changes: object) -> Findings:
    """State what is found of campaigns that were counted already, the last the present one."""
    parameters = parameters_of(list(told), **changes)
    (name,) = parameters.characteristics
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(analysis, "QUESTIONS", (campaigns.QUESTION,))
        patch.setattr(
            campaigns_aligned, "count_campaign", lambda own: counts(told[str(own.campaign)], name)
        )
        return analysis.state(parameters, counts(told[str(parameters.campaign)], name))


def men_and_women(*women: tuple[int, int, int]) -> dict[str, People]:
    """Return campaigns, half a year apart, that differ in how women fared."""
    labels = ["2021-09", "2022-03", "2022-09", "2023-03"][-len(women) :]
    men = (1000, 600, 300)
    return {
        label: {"Men": men, "Women": each, "Not declared": (0, 0, 0)}
        for label, each in zip(labels, women, strict=True)
    }


NARROWING = men_and_women((400, 120, 50), (400, 150, 65), (400, 180, 80), (400, 200, 90))
STEADY = men_and_women((400, 180, 80), (400, 178, 82), (400, 182, 79), (400, 180, 80))


@cache
def narrowing(policy: PolicyName) -> Release:
    return release(stated(NARROWING), policy)


def cell(found: Release, stage: str, name: str = "sex", group: str = "Women") -> ReleasedCell:
    one = find(found, f"{name}/{group}/{stage}")
    assert one is not None
    return one.now


def text_of(found: Release) -> str:
    html = re.sub(r"<svg.*?</svg>", " ", section.show(found).html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.mark.parametrize("stage", ["online_test", OVERALL])
def test_every_planted_ratio_is_found(exact: Release, rounded: Release, stage: str):
    for found in (exact, rounded):
        one = find(found, f"ethnicity/Black/{stage}")
        assert one is not None
        assert list(one.labels) == [told["campaign"] for told in PLANTED]
        for number, told in zip(one.ratios, PLANTED, strict=True):
            assert number
            assert number.lower <= told["implied"][stage] <= number.upper


def test_the_planted_trend_is_in_its_range(exact: Release, rounded: Release):
    white = 0.74
    odds = [
        told["implied"]["online_test"] * white / (1 - told["implied"]["online_test"] * white)
        for told in PLANTED
    ]
    a_campaign = (odds[-1] / odds[0]) ** (1 / 3) - 1
    for found in (exact, rounded):
        number = cell(found, "online_test", "ethnicity", "Black").numbers["odds_change"]
        assert number.lower <= a_campaign <= number.upper
    assert "at the online test has narrowed: rate ratio 0.61, 0.69, 0.69, 0.74." in text_of(exact)


def test_the_broader_criteria_are_unusual_for_everyone_at_the_sift_alone(
    exact: Release, rounded: Release
):
    for found in (exact, rounded):
        last = [one for one in found["campaigns"].cells if one.stratum == "2023-03"]
        assert {one.stage: beyond_usual(one) for one in last if beyond_usual(one)} == {"sift": 1}
        text = text_of(found)
        assert "This campaign is unusual at the sift:" in text
        assert "A 14 February 2022: Entry criteria broadened" in text


def test_what_is_never_shown_by_place_is_shown_by_campaign(rounded: Release):
    cells = rounded["campaigns:religion"].cells
    assert {one.stratum for one in cells} == {told["campaign"] for told in PLANTED}
    label = "Intake 9: London"
    told = dict(zip([label, "10"], NARROWING.values(), strict=False))
    found = release(
        stated(
            told,
            characteristics={"disability": {"groups": ["Men", "Women"], "comparator": "Men"}},
            headlines=["disability"],
        ),
        "open",
    )
    assert {one.stratum for one in found["campaigns:disability"].cells} == {
        "Intake 9, London",
        "10",
    }


def test_the_section_reads_in_every_policy(exact: Release, rounded: Release):
    for found in (exact, rounded):
        view = section.show(found)
        assert set(view.findings) <= set(found.names)
        assert "Is any rate of this campaign unusual?" in view.html
        assert "evidence" not in text_of(found).lower()
        sentence = section.moved(found, "ethnicity/Black/online_test")
        assert "in 2022-09 and is" in sentence
        assert sentence.endswith("in 2023-03: the two cannot be told apart.")
        assert section.moved(found, "ethnicity/Black/nowhere") == ""
        assert section.moved(found, "nothing") == ""


def test_the_trend_is_that_of_a_logit_on_the_same_counts():
    found = narrowing("analyst")
    rows = [
        (passed, entered - passed, women, place)
        for place, people in enumerate(NARROWING.values())
        for women, (entered, passed, _) in ((1, people["Women"]), (0, people["Men"]))
    ]
    passed, failed, women, place = np.array(rows, dtype=float).T
    levels = (place[:, None] == np.arange(4)).astype(float)
    design = np.column_stack([levels, women, women * place])
    fit = sm.GLM(np.column_stack([passed, failed]), design, family=sm.families.Binomial()).fit()
    number = cell(found, "sift").numbers["odds_change"]
    assert number.value == pytest.approx(exp(fit.params[-1]) - 1, abs=1e-6)
    wald = [exp(fit.params[-1] + side * 1.96 * fit.bse[-1]) - 1 for side in (-1, 1)]
    assert (number.lower, number.upper) == pytest.approx(wald, abs=0.005)


def test_together_and_since_last_are_those_counted_by_hand():
    found = narrowing("analyst")
    numbers = cell(found, "sift").numbers
    assert numbers["recent_ratio"].value == pytest.approx((650 / 1600) / (2400 / 4000), abs=1e-6)
    assert numbers["recent_rate"].value == pytest.approx(650 / 1600)
    now, last = (relative_rate_index(x, 400, 600, 1000) for x in (200, 180))
    apart = log(now.value / last.value)
    below = hypot(log(now.value / now.lower), log(last.upper / last.value))
    number = numbers["ratio_to_last"]
    assert number.value == pytest.approx(200 / 180, abs=1e-6)
    assert number.lower == pytest.approx(exp(apart - below), abs=1e-6)
    # Over all stages 90 of 400 beside 300 of 1,000; the sums of four are 285 of 1,600.
    whole = cell(found, OVERALL).numbers
    assert whole["recent_ratio"].value == pytest.approx((285 / 1600) / (1200 / 4000), abs=1e-6)


def test_usual_is_what_the_hypergeometric_says():
    found = narrowing("analyst")
    limits = cell(found, "sift").numbers["usual_rate"]
    tails = [hypergeom.cdf(x, 1600, x + 450, 400) for x in range(401)]
    lowest = next(x for x, tail in enumerate(tails) if tail > 0.0013498980)
    assert limits.value == pytest.approx(450 / 1200)
    assert limits.lower == pytest.approx(lowest / 400)
    assert beyond_usual(cell(found, "sift")) == 1
    assert beyond_usual(cell(release(stated(STEADY), "analyst"), "sift")) == 0


def test_a_gap_that_narrows_and_one_that_stands_are_told_apart():
    for policy in ("open", "analyst"):
        text = text_of(narrowing(policy))
        assert (
            "Over four campaigns the gap between women and men at the sift has narrowed: rate "
            "ratio 0.50, 0.62, 0.75, 0.83." in text
        )
        assert "30 of every 100 women passed, and" in text
        assert "This campaign is unusual at the sift: " in text
        still = text_of(release(stated(STEADY), policy))
        assert "the gap between women and men at the sift shows no change" in still
        assert "chance alone could give that" in still
        assert "For all applicants together, this campaign is not unusual" in still
    falling = dict(zip(NARROWING, reversed(NARROWING.values()), strict=True))
    assert "the gap between women and men at the sift has widened" in text_of(
        release(stated(falling), "open")
    )
    ahead = men_and_women((400, 240, 120), (400, 270, 135), (400, 300, 150), (400, 330, 165))
    assert "the lead of women over men" in text_of(release(stated(ahead), "open"))


def near(told: Mapping[str, People], generator: np.random.Generator) -> dict[str, People]:
    """Return campaigns whose rounded counts are the same, and the exact ones not."""

    def moved(count: int) -> int:
        return int(round(count / 5) * 5 + generator.integers(-2, 3)) if count else 0

    return {
        label: {group: tuple(map(moved, each)) for group, each in people.items()}
        for label, people in told.items()
    }


def test_no_exact_count_enters_an_open_release():
    first = narrowing("open")
    generator = np.random.default_rng(20230331)

    def records(found: Release) -> list[dict]:
        return [one for one in found.records() if one["finding"] == "campaigns:sex"]

    for _ in range(6):
        # Everyone's own rounded sum can differ where the parts' do not.
        other = release(stated(near(NARROWING, generator)), "open")
        assert records(first) == records(other)
    number = cell(first, "sift").numbers["odds_change"]
    assert all(round(part, 2) == part for part in (number.value, number.lower, number.upper))


def test_open_limits_hold_those_of_the_exact_counts():
    generator = np.random.default_rng(20230402)
    for _ in range(4):
        told = near(
            men_and_women(*generator.integers((300, 60, 20), (400, 200, 60), (4, 3))), generator
        )
        shown, true = (release(stated(told), policy) for policy in ("open", "analyst"))
        for stage in ("sift", "interview", OVERALL):
            one, own = (cell(found, stage) for found in (shown, true))
            names = ("recent_rate", "recent_ratio", "ratio_to_last", "usual_rate", "odds_change")
            for name in names:
                if name in one.numbers:
                    assert one.numbers[name].lower <= own.numbers[name].lower + 1e-6
                    assert one.numbers[name].upper >= own.numbers[name].upper - 1e-6
            assert beyond_usual(one) in (0, beyond_usual(own))


def test_too_few_is_said_and_not_hidden():
    few = men_and_women((400, 120, 50), (14, 4, 2), (400, 180, 80), (400, 200, 90))
    found = release(stated(few), "open")
    assert "odds_change" not in cell(found, "sift").numbers
    text = text_of(found)
    assert "it cannot be told whether the gap between women and men at the sift has changed" in text
    assert "0.50, [c], 0.75, 0.83" in text
    assert "Too few people passed, or did not, in one of the campaigns." in text


def test_two_campaigns_have_no_trend_but_a_comparison():
    told = men_and_women((400, 120, 50), (400, 200, 90))
    text = text_of(release(stated(told), "analyst"))
    assert "Over two campaigns the gap between women and men at the sift has narrowed" in text
    assert "it has risen by more than chance would. A trend needs three campaigns." in text
    assert "together have the rate ratio" in text


def test_without_a_disparity_no_gap_stands_first():
    level = men_and_women(*[(400, 240, 120)] * 3)
    text = text_of(release(stated(level), "open"))
    assert text.strip().startswith("This report names no disparity that can be followed")
    assert "<figure" not in section.show(release(stated(level), "open")).html


def test_stages_and_characteristics_that_differ_are_told_in_words():
    earlier = [
        {"campaign": "A", "without": ["interview"]},
        {"campaign": "B", "stages": {"sift": {}, "essay": {"title": "written essay"}}},
        {"campaign": "C", "without": ["age"]},
    ]
    parameters = parameters_of(
        ["A", "B", "C", "D"], earlier=earlier, characteristics={"sex": {}, "age": {}}
    )
    aligned = campaigns_aligned.align(parameters)
    assert aligned.places == (("sift", "conditional"),)
    assert aligned.with_characteristic == {"sex": ("A", "B", "C", "D"), "age": ("A", "B", "D")}
    note = campaigns.QUESTION.note(parameters)
    for text in (
        "Campaign A has no interview.",
        "It is not compared that campaign B had: written essay.",
        "Over all stages nothing is compared, because the campaigns end at different ones.",
        "Age was not asked about in C.",
    ):
        assert text in note
    middle = parameters_of(["A", "D"], earlier=[{"campaign": "A", "without": ["sift"]}])
    assert campaigns_aligned.align(middle).places == (
        ("interview", "conditional"),
        (OVERALL, OVERALL),
    )
    assert campaigns.QUESTION.note(parameters_of(["A", "D"])) == ""
    never = parameters_of(
        ["A", "D"],
        earlier=[{"campaign": "A", "without": ["age"]}],
        characteristics={"sex": {}, "age": {}},
    )
    assert "Age was asked about in no earlier campaign" in campaigns.QUESTION.note(never)
    assert list(campaigns_aligned.align(never).with_characteristic) == ["sex"]


def test_what_cannot_be_asked_is_not_covered():
    alone = parameters_of(["A"])
    assert isinstance(campaigns.answer(alone, counts(NARROWING["2023-03"])), NotCovered)
    apart = parameters_of(
        ["A", "D"], earlier=[{"campaign": "A", "stages": {"essay": {}, "talk": {}}}]
    )
    answer = campaigns.answer(apart, counts(NARROWING["2023-03"]))
    assert answer == NotCovered("the campaigns have no stage in common")
    assert section.show(release(replace_findings(stated(STEADY)), "open")).html == ""


def replace_findings(findings: Findings) -> Findings:
    kept = tuple(one for one in findings.findings if one.section != "campaigns")
    return replace(findings, findings=kept)


def test_every_problem_of_every_earlier_file_is_told_at_once(tmp_path: Path):
    head = "application_id,campaign,sex,sift,interview\n"
    (tmp_path / "a.csv").write_text(head + "1,A,Woman,P,P\n2,B,Men,Perhaps,\n", encoding="utf-8")
    (tmp_path / "c.csv").write_text("application_id,campaign,sex,sift\n1,C,Men,P\n")
    earlier = [
        {"campaign": label, "data": str(tmp_path / f"{file}.csv")}
        for label, file in (("A", "a"), ("B", "a"), ("C", "c"), ("D", "c"))
    ]
    parameters = parameters_of(["E"], earlier=earlier)
    with pytest.raises(DataError) as refused:
        campaigns.answer(parameters, counts(NARROWING["2023-03"]))
    text = str(refused.value)
    for part in (
        "campaign A: ",
        "'Woman'",
        "campaign B: ",
        "'Perhaps'",
        "campaign C, D: ",
        "interview",
    ):
        assert part in text, text
    assert "Woman" not in refused.value.public


def test_an_earlier_campaign_without_anything_is_a_problem_of_the_parameters():
    parameters = parameters_of(["A", "B"], earlier=[{"campaign": "A", "without": ["sex"]}])
    with pytest.raises(ParameterError, match="A: 'characteristics' must not be empty"):
        campaigns.answer(parameters, counts(NARROWING["2023-03"]))


@pytest.mark.parametrize("policy", ["open", "analyst"])
def test_a_target_is_held_against_this_campaign(policy: str):
    aim = {"characteristic": "sex", "group": "Women", "citation": "Made up, 2022"}
    of_ratio = aim | {"measure": "relative rate index", "value": 0.95}
    text = text_of(release(stated(NARROWING, target=of_ratio), policy))
    assert "The aim is a rate ratio of 0.95 for women over all stages (Made up, 2022)." in text
    assert "In 2023-03 it is 0.75 (likely range" in text
    of_share = aim | {"measure": "share of starters", "value": 0.4}
    found = release(stated(NARROWING, target=of_share), policy)
    number = cell(found, OVERALL).numbers["share_of_starters"]
    assert number.value == pytest.approx(90 / 390, abs=1e-6)
    assert "of every 100 who started and declared, 40 are women (Made up, 2022)" in text_of(found)
    assert "23 were (likely range" in text_of(found)
    assert "below the aim." in text_of(found)


def test_events_stand_at_their_days_where_campaigns_are_months():
    events = [
        {"date": "2022-06-15", "event": "New test"},
        {"date": "2019-01-01", "event": "Earliest"},
        {"date": "2022-09-01", "event": "On the day"},
        {"date": "2024-01-01", "event": "After"},
    ]
    found = release(stated(NARROWING, events=events), "open")
    labels = tuple(NARROWING)
    places = placed_events(found, labels)
    assert list(places) == ["A", "B", "C", "D"]
    assert list(places.values()) == pytest.approx([-0.4, 1 + 106 / 184, 2, 3.4])
    assert placed_events(found, ("one", "two")) == {}
    assert placed_events(found, ("2022-13", "2022-14")) == {}
    text = text_of(found)
    assert "B 15 June 2022: New test" in text
    assert "B between 2022-03 and 2022-09; C at 2022-09; D after 2023-03." in text
    renamed = dict(zip(["one", "two", "three", "four"], NARROWING.values(), strict=True))
    text = text_of(release(stated(renamed, events=events), "open"))
    assert "Campaigns are not named by months, so events are not drawn." in text


def test_many_campaigns_with_long_names_are_drawn_and_told():
    people = list(NARROWING.values())
    many = {
        f"The intake of trainees number {place}": people[place % 2 + 2 * (place > 6)]
        for place in range(14)
    }
    found = release(stated(many), "open")
    view = section.show(found)
    assert "Over 14 campaigns the gap between women and men at the sift has narrowed" in view.text
    assert "rate ratio (the latest six) 0.75, 0.83, 0.75, 0.83, 0.75, 0.83." in view.text
    assert "Of 14 campaigns the latest 6 stand here." in view.html
    assert "Laney" in cell(found, "sift").numbers["usual_rate"].method
