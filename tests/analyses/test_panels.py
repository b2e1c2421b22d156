"""Panels: the planted truth (no effect), small worlds by hand, and nothing exact under open."""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import exp, log

import numpy as np
import pandas as pd
import pytest
from scipy.stats import fisher_exact, hypergeom

from workbench.analyses.recruitment_funnel import Parameters
from workbench.analyses.recruitment_funnel.counting import CampaignCounts, Wanted, count_campaign
from workbench.analyses.recruitment_funnel.questions.panels import question as panels
from workbench.analyses.recruitment_funnel.questions.panels.kinds import BOTH_KINDS
from workbench.analyses.recruitment_funnel.questions.question import NotCovered
from workbench.analyses.recruitment_funnel.report.panels import section
from workbench.disclosure import Release, release
from workbench.findings import Context, Findings
from workbench.parameters.root import INSTALLED
from workbench.statistics.units.units import unit_variation

TITLE = panels.QUESTION.title
LABELS = [f"Panel {number}" for number in range(1, 13)]
PANEL = {"stage": "sift", "groups": LABELS}
MIX = {"title": "Kind", "stage": "sift", "mix": True, "groups": ["Diverse", "Other"]}
Judged = Mapping[str, tuple[int, int]]


def made(labels: list[str] = LABELS, *, at_random: bool = False, **more: object) -> Parameters:
    values = {
        "analysis": "recruitment_funnel",
        "title": "T",
        "data": "none.csv",
        "data_source": "synthetic",
        "outcomes": {"passed": ["P"], "failed": ["F"], "withdrew": ["W"]},
        "stages": {"sift": {}, "interview": {}},
        "characteristics": {"sex": {}},
        "panels": {"panel": PANEL | {"groups": labels, "at_random": at_random}, **more},
    }
    return Parameters.from_values(values, source="test")


def exits(people: Mapping[tuple[str, ...], tuple[int, int]], by: list[str]) -> pd.DataFrame:
    """Return who passed and failed the sift by some columns; one of each withdrew besides."""
    rows = []
    for key, (passed, failed) in people.items():
        rows += [
            (*key, 1, "pending", passed),
            (*key, 0, "failed", failed),
            (*key, 0, "withdrew", 1),
        ]
    frame = pd.DataFrame(rows, columns=[*by, "exit_stage", "exit_outcome", "people"])
    categories = {name: pd.Categorical(frame[name]) for name in by}
    return frame.assign(**categories, exempted=0)


def counted(judged: Judged) -> CampaignCounts:
    table = exits({(label,): sides for label, sides in judged.items()}, ["panel"])
    return CampaignCounts(pd.DataFrame(), 0, 0, tables={Wanted(("panel",)): table})


def released_of(parameters: Parameters, counts: CampaignCounts, policy: str) -> Release:
    answer = panels.answer(parameters, counts)
    assert isinstance(answer, tuple)
    context = Context(
        "recruitment_funnel",
        "T",
        "synthetic",
        people="applicants",
        stages={"sift": "sift"},
        titles={name: parameters.title_of(name) for name in parameters.panels},
        notes={TITLE: panels.note(parameters)},
    )
    return release(Findings(context, answer), policy)


def committed() -> tuple[Release, Release]:
    """Return what the committed intake says of panels, exact and open."""
    parameters = Parameters.from_file(INSTALLED / "parameters/recruitment_funnel/synthetic.yaml")
    answer = panels.answer(parameters, count_campaign(parameters, panels.wanted(parameters)))
    assert isinstance(answer, tuple)
    stages = {name: parameters.stage_title(name) for name in parameters.stages}
    context = Context("recruitment_funnel", "T", "synthetic", stages=stages)
    exact, shown = (release(Findings(context, answer), policy) for policy in ("analyst", "open"))
    return exact, shown


def found(judged: Judged, policy: str = "analyst") -> Release:
    return released_of(made(list(judged)), counted(judged), policy)


def html_of(judged: Judged, policy: str = "analyst") -> str:
    return section.show(found(judged, policy)).html


def numbers(released: Release, group: str = "") -> dict[str, float | None]:
    cells = released["panels:panel"].cells
    cell = next(one for one in cells if one.group == group)
    return {name: number.value for name, number in cell.numbers.items()}


ALIKE = {label: (60 + number % 3, 40 - number % 3) for number, label in enumerate(LABELS)}
APART = ALIKE | {"Panel 4": (92, 8)}
VARIED = {label: (30 + 5 * number, 70 - 5 * number) for number, label in enumerate(LABELS)}


def test_panels_are_compared_by_whom_they_judged():
    released = found(ALIKE)
    (first, *_) = released["panels:panel"].cells
    assert {name: count.value for name, count in first.counts.items()} == {
        "passed": 732,
        "entered": 1200,  # without the 12 who withdrew
    }


def test_alike_panels_differ_no_more_than_chance_and_how_far_they_may_is_said():
    html = html_of(ALIKE)
    assert "At the sift the rates of 12 panels differ no more than chance could give." in html
    assert "No panel lies apart from all others, allowing for so many being looked at." in html
    passed, failed = np.array(list(ALIKE.values())).T
    upper = float(unit_variation(passed, passed + failed).deviation.upper)
    centre = log(732 / 468)
    low, high = (1 / (1 + exp(-centre - side * upper)) for side in (-1, 1))
    told = f"lets two panels in three pass anything from {100 * low:.0f} to {100 * high:.0f} of"
    assert told in html


def test_each_panel_is_tested_beside_all_others_and_for_their_number():
    told = numbers(found(ALIKE | {"Panel 4": (77, 23)}), "Panel 4")["p_beside_the_others"]
    # Panel 4 had 60 of the 732 who passed, and 40 of the 468 who failed.
    table = [[77, 23], [732 - 60, 468 - 40]]
    twelve_times = 12 * fisher_exact(table).pvalue
    tie = 12 * hypergeom.pmf(77, 1200, 77 + 672, 100) / 2  # mid-p counts half of ties
    assert told == pytest.approx(twelve_times - tie, abs=1e-6)


def test_one_panel_apart_among_panels_that_differ_is_named():
    released = found(APART)
    html = section.show(released).html
    assert "differ more than chance would give: about two panels in three pass anything" in html
    assert "Panel 4 (92 of every 100 passed) lies apart from all others; of all, 64." in html


def test_the_planted_truth_is_no_effect_and_a_panel_apart_by_chance_is_told_so():
    analyst, circulated = committed()
    truth = json.loads(
        (INSTALLED / "data/synthetic/recruitment_funnel/truth.json").read_text(encoding="utf-8")
    )
    assert truth["panels"]["standard_deviation_between_panels"] == 0
    for released in (analyst, circulated):
        for name in ("panels:sift_panel", "panels:assessment_centre_panel"):
            whole = released[name].cells[0].numbers
            assert whole["deviation_between_panels"].lower == 0
            assert whole["deviation_p"].value > 0.05
        ratios = [
            cell.numbers["ratio_of_ratios"]
            for finding in released.of_section("kinds")
            for cell in finding.cells
            if "ratio_of_ratios" in cell.numbers
        ]
        assert ratios
        held = [(one.lower or 0) <= 1 <= (one.upper or np.inf) for one in ratios]
        assert np.mean(held) >= 0.85
    assert (
        "Panel 04 (75 of every 100 passed) lies apart from all others; of all, 65. Were all panels "
        "alike, about 5 such lists in 100 would name one by chance; as the panels together show no "
        "difference, chance is a likely reason."
    ) in section.show(analyst).html
    # What is shown rounded leaves open whether it is apart at all.
    assert "Panel 04 (" not in section.show(circulated).html


def test_counts_that_round_alike_are_told_alike_under_open():
    first = dict(VARIED)
    second = first | {
        "Panel 2": (34, 66),  # 35 of 100 as well
        "Panel 3": (41, 59),
        "Panel 5": (51, 51),  # 102 is shown as 100
        "Panel 6": (54, 44),  # 98 likewise
    }
    one, two = (found(each, "open")["panels:panel"] for each in (first, second))
    assert one == two
    assert found(first)["panels:panel"] != found(second)["panels:panel"]


@pytest.mark.parametrize("seed", range(4))
def test_what_open_says_holds_for_the_exact_counts(seed: int):
    generator = np.random.default_rng(20230401 + seed)
    people = generator.integers(40, 160, len(LABELS))
    rates = generator.normal(0.55, 0.06, len(LABELS))
    passed = generator.binomial(people, rates)
    judged = {
        label: (int(x), int(n - x)) for label, x, n in zip(LABELS, passed, people, strict=True)
    }
    exact, rounded = found(judged), found(judged, "open")
    cells = zip(exact["panels:panel"].cells, rounded["panels:panel"].cells, strict=True)
    for own, shown in cells:
        for name in ("deviation_between_panels", "shrunken_rate"):
            if name in shown.numbers:
                wide, narrow = shown.numbers[name], own.numbers[name]
                assert (wide.lower or 0) <= (narrow.lower or 0) + 0.005
                assert (wide.upper or np.inf) >= (narrow.upper or np.inf) - 0.005
        for name in ("deviation_p", "p_beside_the_others"):
            if name in shown.numbers:
                assert shown.numbers[name].value >= own.numbers[name].value - 1e-6


def test_open_withholds_panels_of_few_and_of_one_outcome():
    judged = ALIKE | {"Panel 1": (1, 0), "Panel 2": (3, 3), "Panel 3": (98, 2), "Panel 5": (2, 60)}
    released = found(judged, "open")
    for label in ("Panel 1", "Panel 2"):
        assert numbers(released, label) == {}
    for label, bound in (("Panel 3", "lower"), ("Panel 5", "upper")):
        cell = next(one for one in released["panels:panel"].cells if one.group == label)
        assert list(cell.numbers) == ["selection_rate"]
        assert cell.numbers["selection_rate"].value is None
        assert getattr(cell.numbers["selection_rate"], bound) is not None
    html = section.show(released).html
    assert (
        "Not compared alone, as too few people came before them, passed or failed there: Panel 3 "
        "and Panel 5."
    ) in html
    assert "the rates of 10 panels differ" in html
    assert "Those that judged fewer than 20 are listed only." in html


def test_a_panel_of_one_person_is_listed_and_moves_nothing():
    with_one = ALIKE | {"Panel 12": (1, 0)}
    without = {label: sides for label, sides in ALIKE.items() if label != "Panel 12"}
    one, two = (numbers(found(each)) for each in (with_one, without))
    assert one["deviation_between_panels"] == two["deviation_between_panels"]
    assert "p_beside_the_others" not in numbers(found(with_one), "Panel 12")
    assert "the rates of 11 panels differ" in html_of(with_one)


@pytest.mark.parametrize("policy", ["analyst", "open"])
def test_where_everyone_passed_panels_cannot_be_told_apart(policy: str):
    everyone = dict.fromkeys(LABELS, (50, 0))
    html = html_of(everyone, policy)
    assert (
        "At the sift nearly everyone passed, or nearly no one, so panels cannot be told apart."
        in html
    )


def test_everyone_passing_before_one_panel_is_told_of_it_alone():
    html = html_of(ALIKE | {"Panel 7": (60, 0)})
    assert "Panel 7 (100 of every 100 passed) lies apart from all others" in html
    rounded = html_of(ALIKE | {"Panel 7": (60, 0)}, "open")
    assert "Panel 7 (" not in rounded
    assert "passed or failed there: Panel 7." in rounded


def test_one_panel_only_and_none_of_enough_are_said():
    one = {"Panel 1": (60, 40), "Panel 2": (0, 0)}
    html = html_of(one)
    assert (
        "At the sift one of 2 panels judged 20 people or more. How far panels differ cannot be "
        "told of fewer than three."
    ) in html
    assert "lies apart" not in html
    few = {"Panel 1": (3, 4), "Panel 2": (5, 1), "Panel 3": (2, 2)}
    assert "At the sift none of 3 panels judged 20 people or more." in html_of(few)


def test_two_centres_are_still_beside_each_other():
    html = html_of({"Leeds": (80, 20), "Hull": (40, 60)})
    assert "At the sift two of 2 panels judged 20 people or more." in html
    assert "Leeds (80 of every 100 passed) and Hull (40 of every 100 passed) lie apart" in html


def test_people_before_no_recorded_panel_are_counted_apart():
    judged = dict(ALIKE)
    table = exits({(k,): v for k, v in (judged | {"Not recorded": (30, 15)}).items()}, ["panel"])
    counts = CampaignCounts(pd.DataFrame(), 0, 0, tables={Wanted(("panel",)): table})
    released = released_of(made(), counts, "open")
    assert released["panels:panel"].cells[0].counts["entered"].value == 1200
    told = "Of 45 people judged no panel is recorded; they are not here."
    assert told in section.show(released).html
    assert "no panel is recorded" not in html_of(ALIKE, "open")


def test_nothing_is_asked_without_panels():
    without = Parameters.from_values(
        made().model_dump(exclude_none=True) | {"panels": {}}, source="test"
    )
    because = "no column says which panel, centre or marker people came before"
    assert panels.answer(without, counted(ALIKE)) == NotCovered(because)
    assert panels.wanted(without) == ()
    assert panels.note(without) == ""
    assert section.show(Release("open", "", Context("a", "t", "synthetic"), ())).html == ""


# Kinds of panel


def kinds(
    rates: Mapping[str, Mapping[str, tuple[float, float]]], *, both: tuple[str, ...] = ()
) -> CampaignCounts:
    """Return women and men before six panels of each kind: 20 and 40 a panel, by their rates."""
    by, people = ["sex", "panel", "mix"], {}
    for place, label in enumerate(LABELS):
        kind = "Diverse" if place % 2 else "Other"
        for sex, size in (("Women", 20), ("Men", 40)):
            passed = round(size * rates[kind][sex]) + (place // 2) % 3 - 1
            people[(sex, label, kind)] = (passed, size - passed)
            if label in both:
                people[(sex, label, "Other" if place % 2 else "Diverse")] = (1, 1)
    tables = {Wanted(tuple(by)): exits(people, by), Wanted(("panel",)): exits({}, ["panel"])}
    table = exits({(label,): ALIKE[label] for label in LABELS}, ["panel"])
    return CampaignCounts(pd.DataFrame(), 0, 0, tables=tables | {Wanted(("panel",)): table})


EVEN = {"Diverse": {"Women": 0.5, "Men": 0.6}, "Other": {"Women": 0.5, "Men": 0.6}}
UNEVEN = {"Diverse": {"Women": 0.6, "Men": 0.6}, "Other": {"Women": 0.3, "Men": 0.6}}
WITH_KINDS = made(mix=MIX)


def kind_of(counts: CampaignCounts, policy: str = "analyst"):
    released = released_of(WITH_KINDS, counts, policy)
    (cell,) = released["kinds:mix:sex"].cells
    return released, cell


def test_kinds_are_compared_by_the_ratio_of_rate_ratios():
    released, cell = kind_of(kinds(UNEVEN))
    # 6 panels of 12 and 6 women of 20; men alike. Panels shift both sides by the same people.
    assert cell.numbers["ratio_of_ratios"].value == pytest.approx((72 / 120) / (36 / 120), abs=1e-6)
    html = section.show(released).html
    assert "for women (2.00 times), by the likely range alone" in html


def test_no_difference_between_kinds_is_not_shown_by_seeing_none():
    released, _ = kind_of(kinds(EVEN))
    assert (
        "Kinds of panel at the sift (Diverse beside Other): of 1 group compared, for none can a "
        "difference in the rate ratio be told from chance. That does not show there is none: see "
        "the likely ranges."
    ) in section.show(released).html


def test_panels_recorded_as_both_kinds_are_left_out_and_that_is_said():
    alone, cell = kind_of(kinds(EVEN, both=("Panel 1",)))
    assert cell.reason == BOTH_KINDS
    assert f"Note: {BOTH_KINDS}." in section.show(alone).html
    released, cell = kind_of(kinds(EVEN, both=tuple(LABELS)))
    assert "ratio_of_ratios" not in cell.numbers
    html = section.show(released).html
    assert "no group can be compared. Note: fewer than five panels of a kind were entered; " in html


def test_people_whose_panel_or_kind_is_not_recorded_are_in_no_kind():
    counts = kinds(EVEN)
    wanted = Wanted(("sex", "panel", "mix"))
    extra = {
        ("Women", "Not recorded", "Diverse"): (50, 0),
        ("Women", "Panel 1", "Not recorded"): (50, 0),
    }
    table = pd.concat([counts.tables[wanted], exits(extra, ["sex", "panel", "mix"])])
    for name in wanted.by:
        table[name] = pd.Categorical(table[name].astype(str))
    more = CampaignCounts(counts.stages, 0, 0, tables={**counts.tables, wanted: table})
    assert kind_of(more)[1].numbers == kind_of(counts)[1].numbers


def test_kinds_nobody_came_before_are_a_sentence():
    counts = kinds(EVEN)
    wanted = Wanted(("sex", "panel", "mix"))
    empty = counts.tables[wanted].iloc[:0]
    nobody = CampaignCounts(counts.stages, 0, 0, tables={**counts.tables, wanted: empty})
    for policy in ("analyst", "open"):
        released, cell = kind_of(nobody, policy)
        assert "ratio_of_ratios" not in cell.numbers
        assert "(Diverse beside Other): no group can be compared." in section.show(released).html


def test_open_lets_kinds_out_only_where_enough_came_before_each():
    _, cell = kind_of(kinds(UNEVEN), "open")
    exact = kind_of(kinds(UNEVEN))[1].numbers["ratio_of_ratios"]
    number = cell.numbers["ratio_of_ratios"]
    assert number.value == pytest.approx(2.0, rel=0.15)
    assert number.lower <= exact.lower < exact.upper <= number.upper
    few = {"Diverse": {"Women": 0.2, "Men": 0.6}, "Other": {"Women": 0.8, "Men": 0.6}}
    enough = kind_of(kinds(few), "open")[1]
    assert enough.numbers["ratio_of_ratios"].value == pytest.approx(0.25, rel=0.15)
    none = {"Diverse": {"Women": 0.05, "Men": 0.6}, "Other": {"Women": 0.9, "Men": 0.6}}
    _, cell = kind_of(kinds(none), "open")
    assert not cell.numbers
    assert cell.reason == "too few people"


def test_whether_panels_were_assigned_at_random_changes_what_is_said():
    no_finding = "so a difference is a question, and no finding about a panel."
    no_effect = "a difference between kinds is no effect of the kind."
    as_if = panels.note(WITH_KINDS)
    assert as_if.startswith("Different people come before different panels, ")
    assert no_finding in as_if
    assert as_if.endswith(no_effect)
    at_random = panels.note(made(at_random=True, mix=MIX))
    assert at_random == (
        "The parameters say that people were assigned to panels at random at the sift; so, but for "
        "chance, panels there met like people."
    )
    two = made(at_random=True, later={"stage": "interview", "groups": ["X", "Y"]})
    assert "Elsewhere different people come before different panels" in panels.note(two)
    shown = section.show(released_of(WITH_KINDS, kinds(EVEN), "open")).html
    assert no_effect in shown


def test_the_committed_panels_are_asked_in_few_queries():
    parameters = Parameters.from_file(INSTALLED / "parameters/recruitment_funnel/synthetic.yaml")
    assert len(panels.wanted(parameters)) == 2 + len(parameters.headline_characteristics)
    counts = count_campaign(parameters, panels.wanted(parameters)[:1])
    table = counts.tables[Wanted(("sift_panel",))]
    assert int(table["people"].sum()) == 5600
