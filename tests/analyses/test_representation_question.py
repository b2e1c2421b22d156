"""Applicants and starters against a benchmark: by hand, by the books, and behind the gate."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest

from workbench.analyses.recruitment_funnel import Parameters
from workbench.analyses.recruitment_funnel.benchmarks import read_benchmarks
from workbench.analyses.recruitment_funnel.counting import CampaignCounts, Wanted
from workbench.analyses.recruitment_funnel.questions.held_against import expected, level_together
from workbench.analyses.recruitment_funnel.questions.question import NotCovered
from workbench.analyses.recruitment_funnel.questions.representation import (
    question as representation,
)
from workbench.analyses.recruitment_funnel.report.representation import section
from workbench.disclosure import Release, release
from workbench.disclosure.policy import policy_named
from workbench.disclosure.rounding import shown
from workbench.errors import DataError
from workbench.findings import Context, Findings
from workbench.parameters.root import INSTALLED
from workbench.statistics.representation.representation import expected_share

DATA = INSTALLED / "data"
BASE = {
    "analysis": "recruitment_funnel",
    "title": "T",
    "data": "nowhere.csv",
    "data_source": "synthetic",
    "completed": "started",
    "outcomes": {"passed": ["Pass"], "failed": ["Fail"]},
    "stages": {"offer": {}, "start": {}},
    "characteristics": {"sex": {}, "religion": {}},
    "strata": {"region": {"groups": ["London", "Wales"]}},
}
HEAD = "benchmark,characteristic,region,group,share,date,source\n"
AFTER = "2021-03-21,Census"
SHARES = (
    f"{HEAD}"
    f"Residents,sex,London,Men,0.6,{AFTER}\nResidents,sex,London,Women,0.4,{AFTER}\n"
    f"Residents,sex,Wales,Men,0.5,{AFTER}\nResidents,sex,Wales,Women,0.5,{AFTER}\n"
)
REGIONS = {"London": 600, "Wales": 400, "Not recorded": 20}
PEOPLE = {"Men": (300, 60, 40), "Women": (700, 160, 120), "Not declared": (20, 5, 5)}


def with_benchmarks(folder: Path, text: str, **more) -> Parameters:
    (folder / "benchmarks.csv").write_text(text, encoding="utf-8")
    told = {"benchmarks": str(folder / "benchmarks.csv")}
    return Parameters.model_validate(BASE | told | more)


def counted(people=PEOPLE, regions=REGIONS) -> CampaignCounts:
    rows = []
    for group, (applied, offered, started) in people.items():
        for stage, reached, through in (("offer", applied, offered), ("start", offered, started)):
            rows.append(("sex", group, stage, reached, through, 0))
    columns = ["characteristic", "group", "stage", "reached", "passed", "exempt"]
    frame = pd.DataFrame(
        [(region, 0, "failed", 0, number) for region, number in regions.items()],
        columns=["region", "exit_stage", "exit_outcome", "exempted", "people"],
    )
    frame["region"] = pd.Categorical(frame["region"], categories=list(regions))
    tables = {Wanted(("sex", "region")): frame}
    return CampaignCounts(pd.DataFrame(rows, columns=columns), 0, 0, tables=tables)


def released(parameters: Parameters, policy="analyst", counts=None) -> Release:
    answer = representation.QUESTION.answer(parameters, counts or counted())
    assert isinstance(answer, tuple)
    context = Context(
        "recruitment_funnel",
        "T",
        "synthetic",
        people="applicants",
        completed="started",
        notes={representation.QUESTION.title: representation.note(parameters)},
    )
    return release(Findings(context, answer), policy)


def numbers(found: Release, group: str, basis: str, comparator="Residents"):
    return next(
        cell.numbers
        for cell in found["representation"].cells
        if (cell.group, cell.basis, cell.comparator) == (group, basis, comparator)
    )


@pytest.fixture
def parameters(tmp_path) -> Parameters:
    return with_benchmarks(tmp_path, SHARES)


def test_the_expected_share_is_that_of_the_regions_people_applied_to(parameters):
    men = numbers(released(parameters), "Men", "applicants")
    # 600 at 0.6 and 400 at 0.5, the 20 whose region is not recorded left out.
    assert men["expected_share"].value == pytest.approx(0.56)
    assert men["share"].value == 0.3
    assert men["representation_index"].value == pytest.approx(0.3 / 0.56, abs=1e-6)
    assert men["fewer_than_expected"].value == pytest.approx(260)


def test_the_range_is_that_of_the_exact_binomial_test(parameters):
    men = numbers(released(parameters), "Men", "starters")
    limits = binomtest(40, 160).proportion_ci(0.95, "exact")
    index = men["representation_index"]
    assert (index.lower * 0.56, index.upper * 0.56) == pytest.approx(
        (limits.low, limits.high), 1e-5
    )
    # Two groups, each among applicants, offers and starters.
    together = men["representation_index_together"]
    wide = binomtest(40, 160).proportion_ci(level_together(0.95, 6), "exact")
    assert together.upper * 0.56 == pytest.approx(wide.high, 1e-5)


def test_attraction_and_selection_add_up(parameters):
    found = released(parameters)
    men = numbers(found, "Men", "starters")
    # 160 started: 89.6 expected; at equal start rates 48 of them men, and 40 were.
    assert men["fewer_than_expected"].value == pytest.approx(49.6)
    assert men["fewer_by_attraction"].value == pytest.approx(41.6)
    assert men["fewer_by_selection"].value == pytest.approx(8)
    rates = {cell.group: cell.numbers for cell in found["representation:selection"].cells}
    selection = rates["Men"]["selection_index"].value
    assert selection == pytest.approx((40 / 300) / (160 / 1000), abs=1e-6)
    attraction = numbers(found, "Men", "applicants")["representation_index"].value
    assert attraction * selection == pytest.approx(men["representation_index"].value, abs=1e-5)


def test_a_stage_that_is_not_an_offer_is_not_held_against_anything(tmp_path):
    with_offer = released(with_benchmarks(tmp_path, SHARES))
    assert {c.basis for c in with_offer["representation"].cells} == {
        "applicants",
        "offers",
        "starters",
    }
    named_otherwise = counted()
    named_otherwise.stages["stage"] = named_otherwise.stages["stage"].replace("offer", "sift")
    other = with_benchmarks(tmp_path, SHARES, stages={"sift": {}, "start": {}})
    assert "offers" not in {
        c.basis for c in released(other, counts=named_otherwise)["representation"].cells
    }


def test_open_ends_hold_for_all_regions_that_could_be():
    policy = policy_named("open")
    people = shown(np.array([13, 41, 2, 27]), policy)
    shares = np.array([[0.1, 0.9], [0.4, 0.6], [0.8, 0.2], [0.3, 0.7]])
    told = expected(people, shares)
    draw = np.random.default_rng(7)
    sample = draw.integers(people.low, people.high, (4000, 4), endpoint=True)
    means = expected_share(sample[:, None, :], shares.T)
    assert (means >= told.low - 1e-12).all()
    assert (means <= told.high + 1e-12).all()
    # The ends are reached, where all weights are at their own ends.
    ends = np.array(np.meshgrid(*zip(people.low, people.high, strict=True))).reshape(4, -1).T
    corners = expected_share(ends[:, None, :], shares.T)
    assert corners.min(axis=0) == pytest.approx(told.low)
    assert corners.max(axis=0) == pytest.approx(told.high)


def test_open_ranges_hold_for_all_counts_that_could_be(parameters):
    men = numbers(released(parameters, "open"), "Men", "starters")["representation_index"]
    for started in range(38, 43):
        for everybody in range(158, 163):
            limits = binomtest(started, everybody).proportion_ci(0.95, "exact")
            assert men.lower <= limits.low / 0.56
            assert men.upper >= limits.high / 0.56


def test_worlds_that_round_alike_give_one_release(parameters):
    other = counted(
        PEOPLE | {"Men": (301, 61, 41), "Women": (701, 160, 120)},
        {"London": 601, "Wales": 399, "Not recorded": 20},
    )
    assert released(parameters, "open").records() == released(parameters, "open", other).records()
    assert released(parameters).records() != released(parameters, counts=other).records()


def test_few_people_are_withheld_and_said(tmp_path):
    few = counted({"Men": (300, 60, 3), "Women": (700, 160, 120)})
    found = released(with_benchmarks(tmp_path, SHARES), "open", few)
    assert "share" not in numbers(found, "Men", "starters")
    assert "expected_share" in numbers(found, "Men", "starters")
    assert "Too few to compare: men" in section.show(found).text


def test_nobody_with_a_region_is_said(parameters):
    lost = counted(regions={"London": 0, "Wales": 0, "Not recorded": 1020})
    for policy in ("open", "analyst"):
        text = section.show(released(parameters, policy, lost)).text
        assert "we cannot tell: too few applications say where" in text


def test_the_section_opens_with_people_and_names_the_benchmark(parameters):
    view = section.show(released(parameters))
    assert view.text.startswith(
        "Of every 100 applicants 30 were men; if applicants mirrored the benchmark “Residents” in "
        "the regions they applied to, 56 would be. Of every 100 who started, 25 were: 50 fewer "
        "than expected (42 fewer by who applied, 8 fewer by unequal start rates)."
    )
    assert "More than expected: women" in view.text
    assert "Residents: Census, 2021-03-21." in view.html
    assert "about 30 were men" in section.show(released(parameters, "open")).text
    for word in ("because", "cause", "significant", "BAME"):
        assert word not in view.html


def test_where_shares_agree_nobody_is_named(tmp_path):
    like = SHARES.replace("0.6,", "0.3,").replace("0.4,", "0.7,").replace("0.5,", "0.3,", 1)
    like = like.replace("Women,0.5", "Women,0.7")
    alike = counted({"Men": (300, 66, 48), "Women": (700, 154, 112)})
    text = section.show(released(with_benchmarks(tmp_path, like), counts=alike)).text
    assert "no group is under-represented among those who started by more than chance" in text
    assert "We cannot tell for: men and women" in text


def test_without_regions_england_and_wales_stands_for_all(tmp_path):
    rows = (
        f"{HEAD}R,sex,England and Wales,Men,0.49,{AFTER}\n"
        f"R,sex,England and Wales,Women,0.51,{AFTER}\n"
    )
    plain = with_benchmarks(tmp_path, rows, strata={})
    assert representation.wanted(plain) == ()
    found = released(plain)
    assert numbers(found, "Men", "applicants", "R")["expected_share"].value == 0.49
    assert {c.characteristic for c in found["representation"].cells} == {"sex"}
    assert "regions they applied to" not in section.show(found).text


def test_questions_that_cannot_be_asked_say_why(tmp_path):
    bare = Parameters.model_validate(BASE)
    assert representation.wanted(bare) == ()
    because = NotCovered("no benchmark of the population was given")
    assert representation.answer(bare, counted()) == because
    assert representation.note(bare) == ""
    other = with_benchmarks(tmp_path, f"{HEAD}R,height,London,Tall,1,{AFTER}\n")
    answer = representation.answer(other, counted())
    assert isinstance(answer, NotCovered)
    assert "no characteristic of this campaign" in answer.because


def test_a_characteristic_the_campaign_does_not_have_is_set_aside_and_said(tmp_path):
    more = with_benchmarks(tmp_path, f"{SHARES}Residents,height,London,Tall,1,{AFTER}\n")
    assert read_benchmarks(more).set_aside == ("height",)
    note = representation.note(more)
    assert "Set aside, since the campaign does not have it: height." in note


def test_a_group_that_a_benchmark_has_nobody_of_is_told_of(tmp_path):
    text = SHARES.replace("0.6", "1").replace("0.4", "0").replace("0.5", "1", 1)
    text = text.replace("Women,0.5", "Women,0")
    found = released(with_benchmarks(tmp_path, text))
    assert "share" not in numbers(found, "Women", "starters")
    assert "Not in the benchmark: women" in section.show(found).text


def test_the_religion_called_none_is_a_group(tmp_path):
    religions = Parameters.model_validate(BASE).groups("religion")
    rows = "".join(f"R,religion,England and Wales,{group},0.125,{AFTER}\n" for group in religions)
    told = read_benchmarks(with_benchmarks(tmp_path, HEAD + rows))
    assert told.each[0].shares.tolist() == [[0.125] * 8]


WALES = f"Residents,sex,Wales,Men,0.5,{AFTER}\nResidents,sex,Wales,Women,0.5,{AFTER}\n"
REFUSED = {
    "no column 'group'; there are": HEAD.replace("group", "label")
    + f"R,sex,London,Men,1,{AFTER}\n",
    "lines 2 and 3: 'Lodnon' (nearest: 'London')": SHARES.replace("London", "Lodnon"),
    "line 2: 'Man' (nearest: 'Men'). Write it as the groups of sex": SHARES.replace(
        "Men", "Man", 1
    ),
    "line 2: '60%'. Write a share from 0 to 1": SHARES.replace("0.6", "60%"),
    "line 2: '1.2'. Write a share": SHARES.replace("0.6", "1.2"),
    "line 2: '-0.6'. Write a share": SHARES.replace("0.6", "-0.6"),
    "Line 2: neither a share nor people": SHARES.replace("0.6", ""),
    "Residents, sex, London: the shares add up to 1.050, not to 1 (within 0.01": SHARES.replace(
        "0.6", "0.65"
    ),
    "Lines 2 and 6 tell of the same: Residents, sex, London, Men": (
        f"{SHARES}Residents,sex,London,Men,0.6,{AFTER}\n"
    ),
    "Residents, sex, Wales: no row for Women": SHARES.replace(
        f"Residents,sex,Wales,Women,0.5,{AFTER}\n", ""
    ).replace("Wales,Men,0.5", "Wales,Men,1"),
    "Residents, sex: no rows for Wales. Add them": SHARES.replace(WALES, ""),
    "Column 'source': line 2 blank": SHARES.replace("21,Census", "21,", 1),
    "Column 'benchmark': line 2 blank": SHARES.replace("Residents", "", 1),
    "line 2: not a day": SHARES.replace("2021-03-21", "21/03/2021", 1),
    "There is no column 'share' or 'people'": SHARES.replace("share", "part"),
}


@pytest.mark.parametrize("message", REFUSED)
def test_a_strange_file_of_benchmarks_is_refused(tmp_path, message):
    with pytest.raises(DataError) as told:
        read_benchmarks(with_benchmarks(tmp_path, REFUSED[message]))
    assert message in str(told.value)
    assert str(told.value).startswith("benchmarks.csv: ")


PEOPLE_HEAD = "benchmark,characteristic,region,group,people,share,date,source\n"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (("30,0.3", "70,0.7"), "Lines 2 and 3: a share and people"),
        (("30,", ",0.7"), "shares and people are mixed"),
        (("1.5,", "2,"), "Write people as a whole number"),
        (("0,", "0,"), "nobody at all"),
    ],
)
def test_people_and_shares_are_not_mixed(tmp_path, rows, message):
    text = PEOPLE_HEAD + "".join(
        f"R,sex,England and Wales,{group},{told},{AFTER}\n"
        for group, told in zip(("Men", "Women"), rows, strict=True)
    )
    with pytest.raises(DataError, match=message):
        read_benchmarks(with_benchmarks(tmp_path, text))


def test_every_problem_of_the_benchmarks_is_told_at_once(tmp_path):
    text = SHARES.replace("London,Men", "Lodnon,Men").replace("Wales,Women,0.5", "Wales,Women,x")
    with pytest.raises(DataError, match="problems") as told:
        read_benchmarks(with_benchmarks(tmp_path, text))
    assert "'Lodnon'" in str(told.value)
    assert "'x'" in str(told.value)


def test_a_benchmark_by_region_alone_needs_regions(tmp_path):
    with pytest.raises(DataError, match="'strata' has no 'region'"):
        read_benchmarks(with_benchmarks(tmp_path, SHARES, strata={}))


def test_the_published_benchmarks_are_read_as_published():
    path = str(DATA / "published/population_benchmarks.csv")
    told = BASE | {
        "benchmarks": path,
        "characteristics": {"ethnicity": {}},
        "strata": {"region": {}},
    }
    found = {one.name: one for one in read_benchmarks(Parameters.model_validate(told)).each}
    working = found["Census 2021 residents aged 16 to 64"]
    assert working.shares.tolist() == [[0.101, 0.044, 0.025, 0.023, 0.807]]
    residents = found["Census 2021 residents of all ages"]
    assert residents.shares.shape == (12, 5)
    # London: 13.5% Black in the census's own bulletin.
    assert residents.shares[residents.places.index("London"), 1] == pytest.approx(0.135, abs=5e-4)
    assert residents.shares.sum(axis=1) == pytest.approx(1)
