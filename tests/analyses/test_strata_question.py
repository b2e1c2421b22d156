"""Groups held against their comparator within strata: published, planted and counted by hand."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.contingency_tables import StratifiedTable

from workbench.analyses.recruitment_funnel import Parameters, analysis
from workbench.analyses.recruitment_funnel.counting import count_campaign
from workbench.analyses.recruitment_funnel.questions.question import NotCovered
from workbench.analyses.recruitment_funnel.questions.strata import question as strata
from workbench.analyses.recruitment_funnel.questions.strata.counts import by_place
from workbench.analyses.recruitment_funnel.questions.strata.pooled import APART, ONE_STRATUM
from workbench.analyses.recruitment_funnel.report.strata import section as report
from workbench.analyses.recruitment_funnel.report.strata.reading import compared, contradicts
from workbench.disclosure import Release, ReleasedCell, ReleasedNumber, release
from workbench.disclosure.models import TOO_FEW
from workbench.findings import Findings
from workbench.parameters.root import INSTALLED
from workbench.statistics.estimate import Estimate
from workbench.statistics.strata.simpson import simpson_alarm

RUNS = INSTALLED / "parameters" / "recruitment_funnel"


def findings_of(parameters: Parameters) -> Findings:
    """Return what is found where this is the only question asked."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(analysis, "QUESTIONS", (strata.QUESTION,))
        return analysis.analyse(parameters)


@pytest.fixture(scope="module")
def berkeley() -> Release:
    parameters = Parameters.from_file(RUNS / "berkeley-1973.yaml")
    return release(findings_of(parameters), "analyst")


@pytest.fixture(scope="module")
def synthetic() -> Findings:
    return findings_of(Parameters.from_file(RUNS / "synthetic.yaml"))


@pytest.fixture(scope="module")
def exact(synthetic: Findings) -> Release:
    return release(synthetic, "analyst")


@pytest.fixture(scope="module")
def rounded(synthetic: Findings) -> Release:
    return release(synthetic, "open")


@pytest.fixture(params=["exact", "rounded"])
def released(request) -> Release:
    return request.getfixturevalue(request.param)


HEAD = "sex,place,sift,people\n"
MEANT = {"passed": ("Pass",), "failed": ("Fail",), "pending": ("Wait",), "exempt": ("Skip",)}


def campaign(
    folder: Path, rows: dict[tuple[str, str], tuple[int, int]], places: list[str], **changes: object
) -> Findings:
    """State what is found of a built campaign: who passed and who did not, by sex and place."""
    lines = [
        f"{sex},{place},{label},{people}\n"
        for (sex, place), pair in rows.items()
        for label, people in zip(("Pass", "Fail"), pair, strict=True)
        if people
    ]
    return findings_of(built(folder, HEAD + "".join(lines), places, **changes))


def built(folder: Path, text: str, places: list[str], **changes: object) -> Parameters:
    path = folder / "applications.csv"
    path.write_text(text, encoding="utf-8")
    told = {
        "analysis": "recruitment_funnel",
        "title": "Built",
        "data": str(path),
        "data_source": "synthetic",
        "policy": "open",
        "identifier": None,
        "count": "people",
        "outcomes": MEANT,
        "stages": {"sift": {}},
        "characteristics": {"sex": {}},
        "strata": {"place": {"groups": places}},
    }
    return Parameters.model_validate(told | changes)


def cell_of(found: Release, name: str, **keys: str) -> ReleasedCell:
    return next(
        cell
        for cell in found[name].cells
        if all(getattr(cell, key) == value for key, value in keys.items())
    )


def values(cell: ReleasedCell) -> dict[str, float | None]:
    return {name: number.value for name, number in cell.numbers.items()}


def text_of(found: Release) -> str:
    return report.show(found).html


def test_berkeley_reproduces_every_published_figure(berkeley: Release):
    """Published men to women; here women to men, so that odds ratios are the inverse."""
    women = cell_of(berkeley, "strata:sex", group="Women")
    odds, found = women.numbers["pooled_odds_ratio"], values(women)
    inverse = [1 / (part or 0) for part in (odds.value, odds.upper, odds.lower)]
    assert inverse == pytest.approx([0.9047, 0.7719, 1.0603], abs=5e-5)
    published = {
        "cmh_statistic": 1.5246,
        "cmh_p": 0.2169,
        "cmh_corrected_statistic": 1.4269,
        "cmh_corrected_p": 0.2323,
        "odds_homogeneity_p": 0.0021,
        "mix": -0.1777,
        "rate": 0.0360,
    }
    assert {name: found[name] for name in published} == pytest.approx(published, abs=5.1e-5)
    assert found["odds_homogeneity_statistic"] == pytest.approx(18.83, abs=5e-3)
    assert found["standardised_rate"] == pytest.approx(0.43, abs=5e-3)
    assert found["comparator_standardised_rate"] == pytest.approx(0.39, abs=5e-3)
    assert found["mix"] + found["rate"] == pytest.approx(-0.1416, abs=5e-5)
    whole = cell_of(berkeley, "strata_rows:sex", group="Women", stratum="")
    assert 1 / (whole.numbers["odds_ratio"].value or 0) == pytest.approx(1.841, abs=5e-4)


def test_berkeley_reads_as_it_is_known(berkeley: Release):
    shown = text_of(berkeley)
    for told in (
        "All together, fewer women were admitted: 30 of every 100, against 45 of every 100 men. "
        "Within each department that does not hold. Women had the higher rate in A, B, D and F, "
        "men in C and E. The widest gap is in A: 82 of every 100 women, 62 of every 100 men.",
        "Had both been spread alike by department, 43 of every 100 women and 39 of every 100 men "
        "would have been admitted.",
        "The gap of −14 points has two parts: −18 points go with the department people were in, "
        "+4 with the rates within (minus: fewer women).",
    ):
        assert told in shown
    # The departments differ, so no pooled ratio is a headline.
    assert "1.06" not in shown.split("<figure")[0]


def test_the_planted_reversal_is_told_and_no_other(exact: Release):
    """Offers: London 97 against 74 in 100, and within regions 0.90 of the White rate."""
    alarms = [one for one in compared(exact) if one.alarms()]
    assert [(one.whole.group, one.whole.stage) for one in alarms] == [("Black", "offer")]
    assert [cell.stratum for cell in alarms[0].alarms()] == ["region", "region, route, channel"]
    shown = text_of(exact)
    assert "At the offer, Black applicants and White applicants cannot be told apart" in shown
    assert "Within each region, fewer Black applicants passed: rate ratio 0.88" in shown
    assert "were in London" in shown


def test_the_planted_ratio_within_regions_is_in_the_range(released: Release):
    folder = INSTALLED / "data" / "synthetic" / "recruitment_funnel"
    planted = json.loads((folder / "truth.json").read_text())["strata"]
    cell = cell_of(
        released, "strata:ethnicity", group="Black", stage=planted["stage"], stratum="region"
    )
    number = cell.numbers["pooled_ratio"]
    for one in planted["within"]:
        assert (number.lower or 0) <= one["ratio"] <= (number.upper or 0)


def test_the_pooled_numbers_are_those_of_statsmodels(exact: Release):
    rows = exact["strata_rows:ethnicity"].cells
    tables = [
        [[own.passed, own.entered - own.passed], [own.others, own.other - own.others]]
        for own in (
            pd.Series(
                {
                    "passed": cell.counts["passed"].value,
                    "entered": cell.counts["entered"].value,
                    "others": cell.counts["comparator_passed"].value,
                    "other": cell.counts["comparator_entered"].value,
                }
            )
            for cell in rows
            if (cell.group, cell.stage) == ("Black", "offer") and "region: " in cell.stratum
        )
    ]
    told = StratifiedTable([np.array(table, float) for table in tables])
    cell = cell_of(exact, "strata:ethnicity", group="Black", stage="offer", stratum="region")
    found = values(cell)
    assert len(tables) == 12
    assert found["pooled_odds_ratio"] == pytest.approx(told.oddsratio_pooled, abs=1e-6)
    assert found["cmh_p"] == pytest.approx(told.test_null_odds().pvalue, abs=1e-6)


def test_the_parts_sum_to_the_gap_and_strata_to_the_whole(exact: Release):
    summed = 0
    for one in compared(exact):
        gap = one.whole.numbers["rate_difference"].value
        for cell in one.within:
            if "mix" in cell.numbers:
                found = values(cell)
                assert found["mix"] + found["rate"] == pytest.approx(gap, abs=3e-6)
                summed += 1
    assert summed > 400


def test_strata_add_up_to_the_counts_of_the_main_comparison():
    parameters = Parameters.from_file(RUNS / "synthetic.yaml")
    counted = count_campaign(parameters, strata.QUESTION.wanted(parameters))
    table = counted.tables[strata.QUESTION.wanted(parameters)[0]]
    groups, stages = parameters.groups("ethnicity"), list(parameters.stages)
    rows = counted.stages[counted.stages["characteristic"] == "ethnicity"].to_dict("records")
    main = {(row["group"], row["stage"]): row for row in rows}
    for told in by_place(table, "ethnicity", groups, stages, strata.choices_of(parameters)):
        passed, entered = told.passed.sum(axis=-1), told.entered.sum(axis=-1)
        for number, group in enumerate(groups):
            own = [main[group, stage] for stage in stages]
            waiting = sum(row["pending"] for row in own)
            through = own[-1]["passed"] + own[-1]["exempt"]
            applied = own[0]["reached"] - waiting
            assert passed[number].tolist() == [*(row["passed"] for row in own), through]
            assert entered[number].tolist() == [*(row["entered"] for row in own), applied]


def test_exempt_people_go_on_and_people_who_wait_are_left_out(tmp_path: Path):
    text = "sex,place,sift,offer,people\n"
    text += "".join(
        f"{sex},{place},{sift},{offer},{people}\n"
        for sex, place, sift, offer, people in (
            ("Women", "North", "Pass", "Pass", 3),
            ("Women", "North", "Skip", "Pass", 4),
            ("Women", "North", "Pass", "Wait", 5),
            ("Women", "South", "Fail", "", 6),
            ("Men", "North", "Pass", "Fail", 7),
            ("Men", "South", "Wait", "", 8),
            ("Men", "South", "Pass", "Skip", 9),
        )
    )
    parameters = built(tmp_path, text, ["North", "South"], stages={"sift": {}, "offer": {}})
    counted = count_campaign(parameters, strata.QUESTION.wanted(parameters))
    (table,) = counted.tables.values()
    (told,) = by_place(table, "sex", ["Women", "Men"], ["sift", "offer"], [("place",)])
    assert told.strata == ("North", "South")
    assert told.places == (
        ("sift", "conditional"),
        ("offer", "conditional"),
        ("overall", "overall"),
    )
    assert told.passed.tolist() == [[[8, 0], [7, 0], [7, 0]], [[7, 9], [0, 0], [0, 9]]]
    assert told.entered.tolist() == [[[8, 6], [7, 0], [7, 6]], [[7, 9], [7, 0], [7, 9]]]


FAIR = {
    ("Women", "North"): (60, 40),
    ("Women", "South"): (40, 160),
    ("Men", "North"): (120, 80),
    ("Men", "South"): (20, 80),
}
"""Rates of 60 and 20 in 100 for both; women are mostly in the South."""


def test_a_gap_that_is_all_mix(tmp_path: Path):
    """100 of 300 women and 140 of 300 men: the gap of 13 points is 1/3 × 40 points, all mix."""
    exact = release(campaign(tmp_path, FAIR, ["North", "South"]), "analyst")
    found = values(cell_of(exact, "strata:sex", group="Women"))
    assert found["pooled_ratio"] == found["pooled_odds_ratio"] == 1
    assert found["mix"] == pytest.approx(-0.4 / 3, abs=1e-6)
    assert found["rate"] == 0
    assert found["expected_rate"] == pytest.approx(1 / 3, abs=1e-6)
    both = (found["standardised_rate"], found["comparator_standardised_rate"])
    assert both == pytest.approx((0.4, 0.4))
    assert found["one_sided"] == 0


def test_strata_are_not_told_of_where_they_are_alike(tmp_path: Path):
    rows = {
        ("Women", "North"): (50, 50),
        ("Women", "South"): (40, 60),
        ("Men", "North"): (100, 100),
        ("Men", "South"): (80, 120),
    }
    found = release(campaign(tmp_path, rows, ["North", "South"]), "analyst")
    assert "strata_rows:sex" not in found.names
    assert "strata_rows:sex" in release(campaign(tmp_path, FAIR, ["North", "South"]), "open").names


def test_rounding_can_hide_a_reversal_and_never_makes_one(rounded: Release):
    """Of about 95 of 115, rounding alone moves the rate by four in a hundred."""
    assert [one for one in compared(rounded) if one.alarms()] == []
    assert "turns no comparison round" in text_of(rounded)


@pytest.mark.parametrize(("passed", "told"), [(2, False), (3, True)])
def test_open_lets_it_out_from_ten_who_passed_as_shown(tmp_path: Path, passed: int, told: bool):
    rows = FAIR | {("Women", "North"): (5, 60), ("Women", "South"): (passed, 60)}
    cell = cell_of(release(campaign(tmp_path, rows, ["North", "South"]), "open"), "strata:sex")
    assert ("pooled_ratio" in cell.numbers, "mix" in cell.numbers) == (told, told)
    assert told or (cell.numbers == {} and cell.reason == TOO_FEW)


def test_people_where_the_other_side_has_nobody(tmp_path: Path):
    """40 of 340 women are in the East, where no men are: more than one in ten."""
    alone = {("Women", "East"): (20, 20)}
    found = release(campaign(tmp_path, FAIR | alone, ["North", "South", "East"]), "analyst")
    cell = cell_of(found, "strata:sex", group="Women")
    assert cell.reason == APART
    assert values(cell) == {"one_sided": pytest.approx(40 / 640, abs=1e-6)}
    assert text_of(found).startswith("<p>We cannot tell")


def test_one_place_only(tmp_path: Path):
    rows = {("Women", "North"): (50, 50), ("Men", "North"): (60, 40)}
    for policy in ("open", "analyst"):
        found = release(campaign(tmp_path, rows, ["North", "South"]), policy)
        cell = cell_of(found, "strata:sex", group="Women")
        assert cell.reason == ONE_STRATUM
        assert text_of(found).startswith("<p>We cannot tell")


def test_everyone_passes(tmp_path: Path):
    rows = {(sex, place): (50, 0) for sex in ("Women", "Men") for place in ("North", "South")}
    findings = campaign(tmp_path, rows, ["North", "South"])
    cell = cell_of(release(findings, "open"), "strata:sex", group="Women")
    assert (cell.numbers, cell.reason) == ({}, TOO_FEW)
    for policy in ("open", "analyst"):
        report.show(release(findings, policy))


def test_a_hundred_places_of_a_few_people(tmp_path: Path):
    places = [f"Place {number:03}" for number in range(100)]
    rows = {(sex, place): (3, 2) for sex in ("Women", "Men") for place in places}
    found = release(campaign(tmp_path, rows, places), "open")
    cell = cell_of(found, "strata:sex", group="Women")
    assert cell.numbers["pooled_ratio"].value == 1
    assert "turns no comparison round" in text_of(found)


def test_without_circumstances_it_is_not_covered(tmp_path: Path):
    parameters = built(tmp_path, HEAD, [], strata={})
    assert strata.QUESTION.wanted(parameters) == ()
    answer = strata.QUESTION.answer(parameters, None)  # type: ignore[arg-type]
    assert isinstance(answer, NotCovered)
    assert "'strata'" in answer.because


def test_people_without_a_place_are_a_stratum_of_their_own(tmp_path: Path):
    unknown = {("Women", ""): (30, 30), ("Men", ""): (30, 30)}
    findings = campaign(tmp_path, FAIR | unknown, ["North", "South"])
    found = values(cell_of(release(findings, "analyst"), "strata:sex", group="Women"))
    assert found["mix"] + found["rate"] == pytest.approx(130 / 360 - 170 / 360, abs=1e-6)


def test_religion_and_the_like_are_never_shown_by_place(exact: Release, rounded: Release):
    for found in (exact, rounded):
        by_place_told = [
            cell
            for finding in found.of_section("strata_rows")
            for cell in finding.cells
            if cell.characteristic in ("religion", "disability", "sexual_orientation")
            and ": " in cell.stratum
        ]
        assert (by_place_told == []) == (found.policy == "open")


def test_open_tells_no_test_and_no_count_and_several_at_once_to_two_figures(rounded: Release):
    for finding in rounded.of_section("strata"):
        for cell in finding.cells:
            assert not cell.counts
            assert not any(name.startswith(("cmh", "odds", "pooled_odds")) for name in cell.numbers)
            if ", " in cell.stratum:
                assert set(cell.numbers) <= {"pooled_ratio"}
            for number in cell.numbers.values() if ", " in cell.stratum else ():
                parts = [p for p in (number.value, number.lower, number.upper) if p is not None]
                assert all(p == pytest.approx(float(f"{p:.2g}"), abs=1e-6) for p in parts)


def test_the_range_told_holds_that_of_the_exact_counts(exact: Release, rounded: Release):
    """What strata do to a ratio is taken from three tables: nearly always enough, and said so."""
    held = [
        (one.numbers["pooled_ratio"].lower or 0) <= (own.numbers["pooled_ratio"].lower or 0) + 1e-6
        and (one.numbers["pooled_ratio"].upper or 9)
        >= (own.numbers["pooled_ratio"].upper or 9) - 1e-6
        for name in exact.names
        if name.startswith("strata:")
        for one, own in zip(rounded[name].cells, exact[name].cells, strict=True)
        if "pooled_ratio" in one.numbers and "pooled_ratio" in own.numbers
    ]
    assert len(held) > 200
    assert np.mean(held) >= 0.99


def test_two_worlds_that_round_alike_have_the_same_strata(tmp_path: Path):
    """Places differ in both, so that they are told of; each count differs by one or two."""
    other = {
        ("Women", "North"): (58, 41),
        ("Women", "South"): (41, 158),
        ("Men", "North"): (161, 40),
        ("Men", "South"): (15, 81),
    }
    world = FAIR | {("Men", "North"): (160, 40), ("Men", "South"): (16, 79)}
    told = []
    for rows in (world, other):
        found = release(campaign(tmp_path, rows, ["North", "South"]), "open")
        told.append(list(found["strata_rows:sex"].records()))
    assert len(told[0]) > 10
    assert told[0] == told[1]


def test_two_worlds_that_round_alike_are_told_alike_like_with_like(tmp_path: Path):
    """Nothing of one circumstance rests on an exact count; the larger place takes what is left."""
    other = {
        ("Women", "North"): (58, 41),
        ("Women", "South"): (41, 161),
        ("Men", "North"): (121, 81),
        ("Men", "South"): (18, 82),
    }
    told = []
    for rows in (FAIR, other):
        found = release(campaign(tmp_path, rows, ["North", "South"]), "open")
        told.append(list(found["strata:sex"].records()))
    assert len(told[0]) > 3
    assert told[0] == told[1]


def test_the_alarm_is_that_of_the_statistic():
    ends = [0.5, 0.7, 0.9, 0.95, 0.99, 1.0, 1.01, 1.05, 1.1, 1.2, 2.0]
    some = [(low, value, high) for low in ends for value in ends for high in ends]
    ratios = [one for one in some if one[0] <= one[1] <= one[2]][::4]
    pairs = [(one, two) for one in ratios for two in ratios]
    sides = [np.array([pair[which] for pair in pairs]).T for which in (0, 1)]
    estimates = [Estimate(part[1], part[0], part[2], 0.95, "m") for part in sides]
    told = [
        contradicts(*(ReleasedNumber(value, low, high) for low, value, high in pair))
        for pair in pairs
    ]
    assert 100 < sum(told) < len(told)
    assert told == simpson_alarm(*estimates).tolist()


def test_an_open_end_never_leaves_out_1():
    crude = ReleasedNumber(1.2, None, None, lower_open=True, upper_open=True)
    assert not contradicts(crude, ReleasedNumber(0.8, None, 1.1, lower_open=True))
    assert contradicts(crude, ReleasedNumber(0.8, None, 0.9, lower_open=True))


def test_the_section_blames_no_one_and_names_what_was_released(released: Release):
    view = report.show(released)
    assert set(view.findings) <= set(released.names)
    for word in ("significant", " cause", "blame", "evidence"):
        assert word not in view.html.lower()


def test_nothing_is_shown_without_the_question(tmp_path: Path):
    findings = campaign(tmp_path, FAIR, ["North", "South"])
    kept = tuple(one for one in findings.findings if not one.section.startswith("strata"))
    assert report.show(release(Findings(findings.context, kept), "open")).html == ""
