"""What a finding shows of itself: released values alone, named, completed and marked."""

from __future__ import annotations

import json
import pickle
from html.parser import HTMLParser

import pytest

from workbench.disclosure import (
    MIME_TYPE,
    Release,
    ReleasedCell,
    ReleasedCount,
    ReleasedFinding,
    ReleasedNumber,
    explored,
)
from workbench.errors import UnknownNameError
from workbench.findings import Context

COUNTS = {"passed": ReleasedCount(None, "<5"), "comparator_passed": ReleasedCount(40, "40")}


def cell(group: str, stage: str = "sift", **number: float) -> ReleasedCell:
    numbers = {"selection_rate": ReleasedNumber(**number)} if number else {}
    return ReleasedCell("sex", group, "declared", "Men", stage, "overall", "", COUNTS, numbers)


def finding(*cells: ReleasedCell) -> ReleasedFinding:
    return ReleasedFinding("sex", "characteristic", "Sex <b>", cells)


@pytest.fixture
def sex() -> ReleasedFinding:
    return finding(cell("Women", value=0.25, lower=0.2, upper=0.3), cell("Men"))


@pytest.fixture
def release(sex) -> Release:
    return Release("open", "OFFICIAL", Context("a", "t", "synthetic"), (sex,))


def test_a_finding_shows_its_table(sex):
    data, metadata = sex._repr_mimebundle_()
    assert data["text/plain"] == "ReleasedFinding('sex', 2 cells)"
    assert "0.25 (0.2 to 0.3)" in data["text/html"]
    assert "&lt;5" in data["text/html"]
    assert "<b>" not in data["text/html"]
    assert metadata == {"workbench": {"exploring": True}}


def test_a_table_has_a_caption_and_scopes(sex):
    seen: list[tuple[str, dict]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            seen.append((tag, dict(attrs)))

    Reader().feed(sex._repr_mimebundle_()[0]["text/html"])
    assert [tag for tag, _ in seen].count("caption") == 1
    assert all(given.get("scope") for tag, given in seen if tag == "th")


def test_a_long_table_says_that_it_is_cut():
    many = finding(*(cell(f"G{number}") for number in range(31)))
    html = many._repr_mimebundle_()[0]["text/html"]
    assert "the first 30 of 31 rows" in html
    assert html.count("<tr>") == 31
    assert "G30" not in html


def test_only_keeps_the_cells_that_have_every_key():
    whole = finding(cell("Women"), cell("Women", "offer"), cell("Men"))
    assert [(one.group, one.stage) for one in whole.only(group="Women", stage="offer").cells] == [
        ("Women", "offer")
    ]
    assert whole.only() == whole


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"group": "Woman"}, "There is no group 'Woman'. Did you mean 'Women'?"),
        ({"groups": "Women"}, "There is no key 'groups'. Did you mean 'group'?"),
        ({"stage": "zzz"}, "There is no stage 'zzz'. There are: sift."),
    ],
)
def test_a_key_that_is_not_there_is_refused(sex, keys, message):
    with pytest.raises(UnknownNameError) as refused:
        sex.only(**keys)
    assert str(refused.value) == message
    assert "Wom" not in refused.value.public, "labels are for the person who ran it"


def test_a_release_completes_and_names_the_nearest(release):
    assert release._ipython_key_completions_() == ["sex"]
    with pytest.raises(KeyError, match="Did you mean 'sex'"):
        release["sx"]
    assert len(release.to_frame()) == len(release.records())


def test_a_release_shows_its_list_and_its_json_as_before(release):
    data = release._repr_mimebundle_()
    assert list(data) == ["text/plain", "text/html", MIME_TYPE]
    assert json.loads(data[MIME_TYPE]) == release.to_json()
    assert "1 findings" not in data["text/html"]
    assert "Sex &lt;b&gt;" in data["text/html"]


def test_nothing_is_drawn_before_somebody_can(sex, monkeypatch):
    monkeypatch.setattr(explored, "_drawing", [])
    with pytest.raises(LookupError, match=r"import workbench\.presentation first"):
        sex.plot()


def test_the_usual_number_is_the_first_with_a_range(sex):
    assert explored.usual_measure(sex) == "selection_rate"
    assert explored.usual_measure(finding(cell("Women"))) == "passed"
    with pytest.raises(UnknownNameError, match="has no numbers"):
        explored.usual_measure(finding())


def test_an_error_of_a_name_survives_a_copy():
    error = UnknownNameError("There is no a.")
    assert str(pickle.loads(pickle.dumps(error))) == "There is no a."
