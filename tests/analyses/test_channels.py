"""Channels: cost, reach and mix as counted by hand; exact counts stay behind; odd files refused."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2

from workbench.analyses.recruitment_funnel import Parameters
from workbench.analyses.recruitment_funnel.counting import CampaignCounts, Wanted, count_campaign
from workbench.analyses.recruitment_funnel.questions.at_the_end import at_the_end
from workbench.analyses.recruitment_funnel.questions.channels import question as channels
from workbench.analyses.recruitment_funnel.questions.question import NotCovered
from workbench.analyses.recruitment_funnel.report.channels import section
from workbench.analyses.recruitment_funnel.spend import channel_spend
from workbench.counts import stage_cells
from workbench.disclosure import Release, release
from workbench.disclosure.policy import policy_named
from workbench.disclosure.rounding import shown
from workbench.errors import DataError
from workbench.findings import Context, Findings
from workbench.measures.shown import enough
from workbench.parameters.root import INSTALLED
from workbench.statistics.representation.reach import cost_per_start

DATA = INSTALLED / "data/synthetic/recruitment_funnel"
BASE = {
    "analysis": "recruitment_funnel",
    "title": "T",
    "data": "nowhere.csv",
    "data_source": "synthetic",
    "campaign": "2023-03",
    "completed": "started",
    "outcomes": {"passed": ["Pass"], "failed": ["Fail"], "pending": ["Pending"]},
    "stages": {"start": {}},
    "characteristics": {"sex": {}, "disability": {}},
    "strata": {"channel": {"groups": ["Posters", "Radio", "Job board"]}},
    "channels": {},
}
SEX = Wanted(("sex", "channel"))
PEOPLE = {  # by sex and channel: started, did not, wait
    ("Men", "Posters"): (30, 70, 0),
    ("Men", "Job board"): (40, 160, 0),
    ("Women", "Posters"): (20, 80, 0),
    ("Women", "Job board"): (120, 480, 8),
    ("Not declared", "Posters"): (1, 9, 0),
    ("Women", "Not recorded"): (5, 5, 0),
}


def cells(people, name="sex", groups=("Men", "Women", "Not declared")) -> pd.DataFrame:
    rows = [
        (group, channel, stage, outcome, number)
        for (group, channel), told in people.items()
        for stage, outcome, number in zip(
            (1, 0, 0), ("passed", "failed", "pending"), told, strict=True
        )
    ]
    frame = pd.DataFrame(rows, columns=[name, "channel", "exit_stage", "exit_outcome", "people"])
    every = ["Posters", "Radio", "Job board", "Not recorded"]
    return frame.assign(
        exempted=0,
        **{name: pd.Categorical(frame[name], categories=list(groups))},
        channel=pd.Categorical(frame["channel"], categories=every),
    )


def counted(people) -> CampaignCounts:
    alike = {"Men": "Non-disabled", "Women": "Disabled", "Not declared": "Not declared"}
    others = {(alike[sex], channel): told for (sex, channel), told in people.items()}
    tables = {
        SEX: cells(people),
        Wanted(("disability", "channel")): cells(others, "disability", tuple(alike.values())),
    }
    return CampaignCounts(pd.DataFrame(), 0, 0, tables=tables)


def with_spend(folder: Path, text: str | None, **more) -> Parameters:
    told = BASE | more
    if text is not None:
        (folder / "spend.csv").write_text(text, encoding="utf-8")
        told = told | {"channels": {"spend": str(folder / "spend.csv")}}
    return Parameters.model_validate(told)


SPEND = (
    "channel,campaign,spend_pounds\nPosters,2023-03,5000\nRadio,2023-03,900\n"
    "Job board,2023-03,0\nPosters,2022-09,4000\n"
)


@pytest.fixture
def parameters(tmp_path) -> Parameters:
    return with_spend(tmp_path, SPEND)


def released(parameters: Parameters, people=PEOPLE, policy="analyst", counts=None) -> Release:
    answer = channels.QUESTION.answer(parameters, counts or counted(people))
    assert isinstance(answer, tuple)
    context = Context(
        "recruitment_funnel",
        "T",
        "synthetic",
        people="applicants",
        completed="started",
        titles={name: parameters.title_of(name) for name in parameters.characteristics},
        notes={channels.QUESTION.title: channels.note(parameters)},
    )
    return release(Findings(context, answer), policy)


def cell(found: Release, finding: str, group: str, stratum: str = ""):
    return next(c for c in found[finding].cells if (c.group, c.stratum) == (group, stratum))


def test_yield_and_cost_are_those_counted_by_hand(parameters):
    found = released(parameters)
    posters = cell(found, "channels", "Posters")
    # 30 + 20 + 1 started of 210; people who wait and whose channel is not recorded are left out.
    assert (posters.counts["passed"].value, posters.counts["entered"].value) == (51, 210)
    alone, together = (
        posters.numbers[name] for name in ("selection_rate", "selection_rate_together")
    )
    assert alone.value == pytest.approx(51 / 210, abs=1e-6)
    assert (together.lower, together.upper) < (alone.lower, 1)
    assert together.upper > alone.upper
    cost = posters.numbers["cost_per_start"]
    assert cost.value == pytest.approx(5000 / 51)
    # Garwood's limits by the chi-squared quantiles they are usually written with.
    ends = (chi2.ppf(0.025, 2 * 51) / 2, chi2.ppf(0.975, 2 * 52) / 2)
    assert (cost.upper, cost.lower) == pytest.approx([5000 / end for end in ends], abs=1e-5)
    assert cell(found, "channels", "Job board").counts["entered"].value == 800
    assert cell(found, "channels", "Job board").numbers["cost_per_start"].value == 0
    everything = cell(found, "channels", "All channels")
    assert everything.numbers["cost_per_start"].value == pytest.approx(5900 / 211)


def test_nobody_started_says_over(parameters):
    radio = cell(released(parameters), "channels", "Radio")
    assert radio.numbers["cost_per_start_over"].value == pytest.approx(900 / 3.6889, rel=1e-4)
    assert "cost_per_start" not in radio.numbers
    html = section.show(released(parameters)).html
    assert "Radio cost £900, and nobody started by it: over £244 each." in html
    html = section.show(released(parameters, policy="open")).html
    assert "Radio cost £900, and fewer than 5 people started by it: over £88 each." in html


def test_reach_is_the_share_of_the_channel_over_that_of_all(parameters):
    found = released(parameters)
    here = cell(found, "channels:reach", "Women", "channel: Posters").numbers
    # 100 of 200 who declared; of all, 708 of 1,008, those who wait among them.
    assert here["share"].value == 0.5
    assert here["reach_among_applicants"].value == pytest.approx(0.5 / (708 / 1008))
    together, single = here["reach_together"], here["reach_among_applicants"]
    assert together.lower < single.lower < single.upper < together.upper < 1
    text = section.show(found).html
    assert "Of every 100 applicants who came by Posters, 50 were men; of every 100" in text


def test_mix_and_rate_add_up_to_the_gap(parameters):
    numbers = cell(released(parameters), "channels:mix", "Women", "channel").numbers
    gap, mix, rate = (numbers[name].value for name in ("gap", "channel_mix", "channel_rate"))
    assert gap == pytest.approx(140 / 700 - 70 / 300, abs=1e-6)
    assert mix + rate == pytest.approx(gap, abs=1e-5)
    # Posters: a seventh against a third, rates 0.2 and 0.3; job board: 0.2 on both sides.
    assert mix == pytest.approx((1 / 7 - 1 / 3) * 0.25 + (6 / 7 - 2 / 3) * 0.2, abs=1e-6)


def test_the_end_is_that_of_the_stages():
    frame = cells(PEOPLE).assign(exempted=[1, 0, 0] * len(PEOPLE))
    quick = at_the_end(frame, ["sex", "channel"], ["start"])
    slow = stage_cells(frame, ["sex", "channel"], ["start"]).set_index(["sex", "channel"])
    for group, channel in PEOPLE:
        one, other = quick.loc[(group, channel)], slow.loc[(group, channel)]
        assert one["applied"] == other["reached"]
        assert one["entered"] == other["reached"] - other["pending"]
        assert one["passed"] == other["passed"] + other["exempt"]


def test_open_costs_hold_for_every_number_of_starts_that_could_be(parameters):
    cost = cell(released(parameters, policy="open"), "channels", "Posters").numbers
    number = cost["cost_per_start"]
    assert number.value == 5000 / 50
    could_be = cost_per_start(5000, np.arange(48, 53))
    assert number.lower == pytest.approx(could_be.lower.min(), abs=1e-6)
    assert number.upper == pytest.approx(could_be.upper.max(), abs=1e-6)


def test_worlds_that_round_alike_give_one_release(parameters):
    other = PEOPLE | {("Men", "Posters"): (31, 69, 0), ("Women", "Posters"): (20, 81, 0)}
    one, two = (
        [c for c in released(parameters, people, "open").records() if "mix" not in c["finding"]]
        for people in (PEOPLE, other)
    )
    assert one == two
    assert released(parameters).records() != released(parameters, other).records()


def test_open_leaves_out_channels_of_what_is_never_shown_by_place(parameters):
    found = released(parameters, policy="open")
    strata = {c.characteristic for c in found["channels:reach"].cells if c.stratum}
    assert strata == {"sex"}
    html = section.show(found).html
    assert "By disability channels are not shown" in html
    assert "are not shown" not in section.show(released(parameters)).html


def test_what_is_enough_is_what_open_says():
    policy = policy_named("open")
    entered = np.array([27, 28, 100, 100, 100])
    passed = np.array([10, 10, 4, 5, 98])
    told = enough(shown(passed, policy), shown(entered, policy))
    assert told.tolist() == [False, True, False, True, False]
    assert enough(
        shown(passed, policy_named("analyst")), shown(entered, policy_named("analyst"))
    ).all()


def test_without_a_file_of_costs_the_rest_is_told(tmp_path):
    plain = with_spend(tmp_path, None)
    html = section.show(released(plain)).html
    assert "What the channels cost was not told" in html
    assert "<figure" not in html


def test_a_channel_whose_cost_is_not_told_is_named(tmp_path):
    part = with_spend(tmp_path, "channel,spend_pounds\nPosters,5000\n")
    found = released(part)
    assert "spend" not in cell(found, "channels", "All channels").numbers
    assert "What Radio and Job board cost was not told." in section.show(found).html


def test_questions_that_cannot_be_asked_say_why(tmp_path):
    bare = Parameters.model_validate({k: v for k, v in BASE.items() if k != "channels"})
    assert channels.wanted(bare) == ()
    assert isinstance(channels.answer(bare, counted(PEOPLE)), NotCovered)
    unknown = {(sex, "Not recorded"): told for (sex, _), told in PEOPLE.items()}
    answer = channels.answer(with_spend(tmp_path, None), counted(unknown))
    assert answer == NotCovered("no application says by which channel it came")


HEAD = "channel,campaign,spend_pounds\n"
REFUSED = {
    "no column 'spend_pounds' (nearest: 'spend_pound')": "channel,spend_pound\nRadio,1\n",
    "lines 2 and 3: 'Radio ' ('Radio' but for spaces)": (
        HEAD + "Radio ,2023-03,1\nRadio ,2023-03,2\n"
    ),
    "'Job Board' ('Job board' but for capitals)": HEAD + "Job Board,2023-03,1\n",
    "'Postres' (nearest: 'Posters')": HEAD + "Postres,2023-03,1\n",
    "line 2: '-5'. Write pounds": HEAD + "Radio,2023-03,-5\n",
    "line 2: '4,000'. Write pounds": HEAD + 'Radio,2023-03,"4,000"\n',
    "line 3: blank. Write pounds": HEAD + "Posters,2023-03,1\nRadio,2023-03,\n",
    "line 2: 'NA'. Write pounds": HEAD + "Radio,2023-03,NA\n",
    "line 2: 'inf'. Write pounds": HEAD + "Radio,2023-03,inf\n",
    "Lines 2 and 3 tell of the same: Radio": HEAD + "Radio,2023-03,1\nRadio,2023-03,1\n",
    "has no row of '2023-03', only '2022-09'": HEAD + "Radio,2022-09,1\n",
    "Column 'campaign': line 3 blank": HEAD + "Radio,2023-03,1\nRadio,,1\n",
    "Line 3 has more or fewer fields than the header's 3": HEAD + "Radio,2023-03,1\nRadio,1\n",
    "The column 'channel' stands there twice": "channel,channel,spend_pounds\nRadio,Radio,1\n",
    "holds no rows below a header": HEAD,
    "quotation mark too many": HEAD + 'Radio,2023-03,"1\n',
}


@pytest.mark.parametrize("message", REFUSED)
def test_a_strange_file_of_costs_is_refused(tmp_path, message):
    with pytest.raises(DataError) as told:
        channel_spend(with_spend(tmp_path, REFUSED[message]))
    assert message in str(told.value)
    assert str(told.value).startswith("spend.csv: ")


def test_every_problem_of_the_costs_is_told_at_once(tmp_path):
    text = HEAD + "Raido,2023-03,1\nPosters,2023-03,x\nJob board,2023-03,1\nJob board,2023-03,2\n"
    with pytest.raises(DataError, match="3 problems") as told:
        channel_spend(with_spend(tmp_path, text))
    assert "'Raido'" in str(told.value)


def test_costs_of_several_campaigns_need_the_campaign(tmp_path):
    with pytest.raises(DataError, match="the parameters name none"):
        channel_spend(with_spend(tmp_path, SPEND, campaign=None))


def test_a_missing_file_and_another_encoding_are_refused(tmp_path):
    there = with_spend(tmp_path, SPEND)
    (tmp_path / "spend.csv").write_bytes(SPEND.replace("Radio", "Rädio").encode("latin-1"))
    with pytest.raises(DataError, match="not text in UTF-8"):
        channel_spend(there)
    (tmp_path / "spend.csv").unlink()
    with pytest.raises(DataError, match="no such file"):
        channel_spend(there)


def test_a_channel_called_none_is_a_channel(tmp_path):
    groups = {"channel": {"groups": ["None", "NA"]}}
    told = channel_spend(
        with_spend(tmp_path, "channel,spend_pounds\nNone,1\nNA,2.5\n", strata=groups)
    )
    assert told == {"None": 1.0, "NA": 2.5}


@pytest.fixture(scope="module")
def synthetic() -> tuple[Parameters, CampaignCounts]:
    told = BASE | {
        "data": str(DATA / "applications.csv"),
        "outcomes": {
            "passed": ["Pass"],
            "failed": ["Fail"],
            "withdrew": ["Withdrew"],
            "no_show": ["No show"],
            "expired": ["Expired"],
            "pending": ["Pending"],
            "exempt": ["Exempt"],
        },
        "stages": {
            name: {}
            for name in (
                "sift",
                "online_test",
                "assessment_centre",
                "offer",
                "pre_employment_checks",
                "start",
            )
        },
        "characteristics": {"ethnicity": {}},
        "strata": {
            "region": {},
            "channel": {
                "groups": [
                    "Civil Service Jobs",
                    "Probation careers website",
                    "Job board",
                    "Social media",
                    "University careers event",
                    "Word of mouth",
                    "Local radio",
                ]
            },
        },
        "channels": {"spend": str(DATA / "channel_spend.csv")},
        "benchmarks": str(DATA / "benchmarks.csv"),
    }
    parameters = Parameters.model_validate(told)
    return parameters, count_campaign(parameters, channels.QUESTION.wanted(parameters))


def test_the_planted_reach_lies_within_the_ranges(synthetic):
    truth = json.loads((DATA / "truth.json").read_text(encoding="utf-8"))["channels"]
    found = released(synthetic[0], counts=synthetic[1])
    whole = {
        c.group: c.counts["passed"].value or 0
        for c in found["channels:reach"].cells
        if c.characteristic == "ethnicity" and not c.stratum
    }
    inside = []
    for group, shares in truth["shares_of_group"].items():
        for channel, share in shares.items():
            everybody = sum(whole[g] * s[channel] for g, s in truth["shares_of_group"].items())
            planted = share / (everybody / sum(whole.values()))
            number = cell(found, "channels:reach", group, f"channel: {channel}").numbers
            together = number["reach_together"]
            assert together.lower <= planted <= together.upper, (group, channel)
            single = number["reach_among_applicants"]
            inside.append(single.lower <= planted <= single.upper)
    assert np.mean(inside) >= 0.85


@pytest.mark.parametrize("policy", ["open", "analyst"])
def test_the_section_tells_what_was_planted_and_not_more(synthetic, policy):
    found = released(synthetic[0], policy=policy, counts=synthetic[1])
    view = section.show(found)
    assert view.text.startswith("In advertising, each person who started cost ")
    assert "by Civil Service Jobs" in view.text
    # No channel has a start rate of its own, and the section says that it sees none.
    assert "we cannot tell channels apart by it" in view.html
    assert "were Black; of every 100 applicants by all channels" in view.html
    assert "of the working-age population" in view.html
    assert "nothing here shows that a channel made anyone apply" in view.html
    assert set(view.findings) <= set(found.names)
    assert "Local radio cost £12,000" in view.text
