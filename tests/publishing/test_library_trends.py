"""Reports set side by side: like with like alone, and nothing of those for named recipients."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from workbench.publishing.library import drawing
from workbench.publishing.library.comparison import leads_of
from workbench.publishing.library.entry import Entry
from workbench.publishing.library.trends import MOST, OF_ONE_RUN, trends

DAYS = ("2022-06-30", "2022-12-31", "2023-06-30")


def lead(group="Black", **changes):
    told = {
        "title": "Ethnicity",
        "characteristic": "ethnicity",
        "group": group,
        "comparator": "White",
        "stage": "overall",
        "basis": "overall",
        "stratum": "",
        "people": f"{group} applicants",
        "others": "White applicants",
        "completed": "started",
        "measure": "relative_rate_index",
        "unit": None,
        "level": 0.95,
        "method": "Koopman",
        "value": 0.66,
        "lower": 0.5,
        "upper": 0.86,
        "rate": 0.112,
        "comparator_rate": 0.17,
        "verdict": "evidence of a disparity",
    }
    return {**told, **changes}


def change(**changes):
    """Return a comparison of a role that changed something, with a unit of its own."""
    own = {"title": "time on administration", "group": "hours", "comparator": "", "people": ""}
    own |= {"others": "", "measure": "effect", "unit": "hours a week", "value": -2.9}
    own |= {"lower": -4.0, "upper": -1.5, "rate": None, "comparator_rate": None}
    return lead(**{**own, **changes})


def entry(day="2023-06-30", leads=None, **changes):
    facts = {
        "title": f"Campaign of {day}",
        "policy": "open",
        "data_source": "personal",
        "data_date": day,
        "run_time": f"{day}T09:00:00Z",
        "headlines": [lead()] if leads is None else leads,
        "parameters": {"stages": ["sift"], "data": f"{day}.csv", "data_date": day},
    }
    return Entry(f"toy/{day}", f"toy/{day}/report.html", {**facts, **changes})


def newest_first(*entries):
    return sorted(entries, key=lambda one: one.facts["run_time"], reverse=True)


def test_reports_that_count_alike_are_set_side_by_side_oldest_first():
    """A trend would run backwards, or break off."""
    found = trends(newest_first(*map(entry, DAYS)))
    (trend,) = found.found
    assert [one.facts["data_date"] for one in trend.entries] == list(DAYS)
    assert (trend.is_pictured, trend.older, found.apart) == (True, 0, "")
    assert trend.finding == (
        "Of every 100 Black applicants 11 started, of every 100 White applicants 17: rate ratio "
        "0.66, and 0.66 the time before"
    )


@pytest.mark.parametrize(
    "other",
    [
        {"group": "Asian"},
        {"comparator": "All others"},
        {"characteristic": "religion"},
        {"stage": "sift"},
        {"basis": "conditional"},
        {"stratum": "London"},
        {"measure": "rate_difference"},
        {"level": 0.9},
        {"method": "Wald"},
        {"unit": "hours"},
    ],
)
def test_what_is_not_the_same_comparison_is_not_joined(other):
    """Two things that were never the same would read as one that moved."""
    assert trends([entry(), entry(DAYS[0], [lead(**other)])]).found == ()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"parameters": {"stages": ["sift", "test"]}}, "stages"),
        ({"parameters": {"stages": ["sift"], "minimum_group": 5}}, "minimum group"),
        ({"data_source": "synthetic"}, "kind of data"),
    ],
)
def test_reports_that_count_in_another_way_are_named_and_not_joined(changes, told):
    """A change of definition would look like a change of fact."""
    found = trends([entry(), entry(DAYS[0], **changes)])
    assert found.found == ()
    assert found.apart == (
        f"1 report counts in another way than the newest ({told}), so it is not set beside it."
    )


def test_parameters_that_tell_of_one_run_do_not_part_reports():
    """No two campaigns could ever be compared: each has its own file and day."""
    one, other = (dict.fromkeys(OF_ONE_RUN, text) for text in ("a", "b"))
    found = trends([entry(parameters=one), entry(DAYS[0], parameters=other)])
    assert len(found.found) == 1


def test_nothing_of_a_report_for_named_recipients_is_told():
    """What only some may read would stand where everybody can."""
    hidden = [entry(day, policy="restricted", leads=[lead("Secret")]) for day in DAYS]
    assert trends(newest_first(*hidden)) == trends([])
    shown = trends(newest_first(*hidden, entry("2021-06-30"), entry("2021-12-31")))
    assert len(shown.found) == 1
    assert shown.apart == ""
    assert len(shown.found[0].entries) == 2


def test_two_reports_of_one_day_are_not_two_campaigns():
    """The same data run twice would pass for a second campaign that confirms the first."""
    again = entry(run_time="2023-07-02T09:00:00Z", leads=[lead(value=0.7)])
    assert trends([again, entry()]).found == ()
    (trend,) = trends([again, entry(), entry(DAYS[0])]).found
    assert trend.compared[0].latest.value == 0.7


def test_two_reports_have_a_table_and_no_picture():
    """Two dots would be drawn as if they were a line."""
    (trend,) = trends([entry(), entry(DAYS[0])]).found
    assert not trend.is_pictured


def test_reports_without_a_day_or_a_comparison_are_left_out():
    """They would stand in an order that nobody knows."""
    assert trends([entry(), entry(DAYS[0], data_date=None)]).found == ()
    assert trends([entry(), entry(DAYS[0], headlines=None)]).found == ()


def test_only_the_newest_are_set_side_by_side():
    """A table of fifty columns would not be read."""
    many = [entry(f"{2000 + year}-06-30") for year in range(MOST + 3)]
    (trend,) = trends(newest_first(*many)).found
    assert (len(trend.entries), trend.older) == (MOST, 3)
    assert trend.entries[-1].facts["data_date"] == "2010-06-30"


def test_what_a_report_lacks_is_a_gap():
    """A comparison could move into another report's place."""
    found = [entry(DAYS[2]), entry(DAYS[1], [lead("Asian")]), entry(DAYS[0])]
    (trend,) = trends(found).found
    told = [one and one.value for one in trend.compared[0].leads]
    assert told == [0.66, None, 0.66]
    assert not trend.is_pictured


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "0.66 (likely range 0.50 to 0.86)"),
        ({"upper": None}, "0.66 (likely range from 0.50)"),
        ({"lower": None}, "0.66 (likely range up to 0.86)"),
        ({"lower": None, "upper": None}, "0.66"),
        ({"value": None}, "Not shown"),
    ],
)
def test_a_number_is_told_with_its_range(changes, told):
    """A number without its range reads as certain."""
    assert leads_of({"headlines": [lead(**changes)]})[0].told == told


def test_a_change_is_told_in_its_unit():
    """Hours would read as a ratio."""
    (one,) = leads_of({"headlines": [change()]})
    assert one.told == "−2.9 (likely range −4.0 to −1.5)"
    assert one.finding == "Time on administration: −2.9 hours a week"


@pytest.mark.parametrize("changes", [{"title": None}, {"value": "0.6"}, {"rate": True}])
def test_a_damaged_comparison_is_refused(changes):
    """A page could not be made, or would show what is no number."""
    with pytest.raises(TypeError):
        leads_of({"headlines": [lead(**changes)]})


class Drawing(HTMLParser):
    """Every element of a drawing with its attributes, and its texts."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.texts = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.texts.append(data)

    def places(self, tag, name):
        return [float(told[name]) for one, told in self.elements if one == tag and name in told]


def drawn(*groups):
    entries = [entry(day, leads) for day, leads in zip(DAYS, groups, strict=True)]
    (trend,) = trends(newest_first(*entries)).found
    return Drawing(drawing.draw(trend)), drawing.described(trend)


def test_a_drawing_stands_on_one_scale_with_a_line_to_look_from():
    """A dot above 1 would stand below it, or two reports on different scales."""
    picture, told = drawn([lead(value=0.5)], [lead(value=1.0)], [lead(value=2.0)])
    half, one, double = picture.places("circle", "cx")
    assert one - half == pytest.approx(double - one)
    assert one in picture.places("line", "x1")
    assert told.startswith("Dot and range chart. Ethnicity: Black against White. Rate ratio: data")
    assert "data at 31 December 2022, 1.00 (likely range 0.50 to 0.86)" in told


def test_a_drawing_shows_a_gap_where_nothing_is_told():
    """A withheld number would be drawn as one."""
    picture, told = drawn([lead()], [lead(value=None)], [lead()])
    assert len(picture.places("circle", "cx")) == 2
    assert "Not shown" in picture.texts
    assert "data at 31 December 2022, Not shown" in told


def test_a_drawing_stays_within_its_frame():
    """A range without an end, or a far one, would run out of the page."""
    far = lead(value=30.0, lower=None, upper=None)
    for picture, _ in (drawn([far], [far], [far]), drawn(*[[change(upper=None)]] * 3)):
        for tag, name in (("circle", "cx"), ("line", "x1"), ("line", "x2")):
            assert all(0 <= place <= drawing.WIDTH for place in picture.places(tag, name))


def test_texts_in_a_drawing_are_escaped():
    """A label would act in the page of everybody."""
    hostile = lead("<script>alert(1)</script>", title='"><b>')
    entries = [entry(day, [hostile]) for day in DAYS]
    (trend,) = trends(newest_first(*entries)).found
    text = drawing.draw(trend)
    assert "<script" not in text
    assert "<b>" not in text
