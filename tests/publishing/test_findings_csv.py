"""The comma-separated file: every record of the release, and no text that acts."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace

import hostile
import pandas as pd
import payloads
import pytest
import toy_project as toy

from workbench.disclosure import Release
from workbench.errors import RunError
from workbench.parameters.root import INSTALLED
from workbench.publishing import discovery
from workbench.publishing.findings_csv import FIXED, guarded, read, render, unguarded
from workbench.publishing.release import read_release

ACTING = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@pytest.fixture(scope="module")
def committed():
    """The release of the committed notebook, some of its findings."""
    whole = hostile.committed()
    few = ("records", "campaign", "ethnicity", "strata_rows:sex", "waiting_by:sex")
    return replace(whole, findings=tuple(one for one in whole.findings if one.name in few))


def released(*cells):
    content = toy.release_content()
    content["findings"] = [toy.finding(*cells)]
    return Release.from_json(content)


def lines(content, delimiter=","):
    text = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def test_it_reads_back_to_the_records_of_the_release(committed):
    """The file and `findings.json` would tell different things."""
    assert read(render(committed)) == committed.records()


def test_the_columns_are_fixed_then_the_counts_by_name():
    """A program that reads by place would read another column from the next report."""
    two, one = toy.cell("a"), toy.cell("b")
    two["counts"] = {"passed": {"value": 5, "shown": "5"}, "entered": {"value": 9, "shown": "9"}}
    head = lines(render(released(one, two)))[0]
    counts = ["entered", "entered_shown", "number", "number_shown", "passed", "passed_shown"]
    assert head == [*FIXED, *counts]


def test_excel_and_pandas_read_it(committed):
    """Without its mark Excel reads other letters; with a line of its own pandas reads none."""
    content = render(committed)
    assert content.startswith(b"\xef\xbb\xbf")
    frame = pd.read_csv(io.BytesIO(content))
    assert frame.columns[0] == "finding"
    assert len(frame) == len(committed.records())
    assert frame["value"].dtype == "float64"


def test_the_same_release_gives_the_same_bytes(committed):
    """Nobody could check the file by making it again."""
    assert render(committed) == render(replace(committed))


@pytest.mark.parametrize("mark", ACTING)
@pytest.mark.parametrize("before", ["", " ", "\u00a0", "North; ", "North\t", "North,", "a\n"])
def test_a_text_that_would_act_is_kept_text(before, mark):
    """A label would run as a command, or fetch a page, when somebody opens the file."""
    text = f"{before}{mark}HYPERLINK(1)"
    content = render(released(toy.cell(text)))
    assert read(content)[0]["group"] == text
    for delimiter in ",;\t":
        for cell in (cell for line in lines(content, delimiter) for cell in line):
            assert not cell.strip(" \u00a0").startswith(ACTING) or _is_number(cell)


def _is_number(text):
    return bool(re.fullmatch(r"-?\d+(\.\d+)?", text))


@pytest.mark.parametrize("text", [*payloads.SHOWN, "", "'", "''=", "\t\t=", "a;'b", ";\t'", "\n"])
def test_guarding_is_undone_by_reading(text):
    """Two labels that differ would read as one, or one as another than it is."""
    assert unguarded(guarded(text)) == text
    record = read(render(released(toy.cell(text))))[0]
    assert record["group"] == text


def test_hostile_text_everywhere_reads_back():
    """A title or label with marks of its own would shift the columns beside it."""
    whole = hostile.release()
    few = replace(whole, findings=whole.findings[:6])
    assert read(render(few)) == few.records()


def test_what_is_hidden_is_not_in_it():
    """A withheld count would stand in the file as a number."""
    cell = toy.cell("Asian", value=None)
    cell["counts"]["number"]["shown"] = "[c]"
    made = dict(zip(*lines(render(released(cell))), strict=True))
    assert (made["number"], made["number_shown"], made["value"]) == ("", "[c]", "")


def test_a_number_that_is_none_is_refused():
    """A file with such a word would not be read as numbers."""
    cell = toy.cell("a", numbers={"selection_rate": {"value": float("nan")}})
    with pytest.raises(ValueError, match="nan is no number"):
        render(released(cell))


def test_a_count_named_as_a_column_is_refused():
    """One of the two would stand in the other's place."""
    cell = toy.cell("a")
    cell["counts"]["value"] = {"value": 3, "shown": "3"}
    with pytest.raises(RunError) as refused:
        render(released(cell))
    assert str(refused.value) == (
        "A count has a name that a column of findings.csv has. Name the count otherwise."
    )


@pytest.mark.parametrize("name", discovery.names())
def test_every_verdict_stands_in_the_records_once(name):
    """Changes have verdicts too, and no rate ratio for them to stand beside."""
    notebook = json.loads((INSTALLED / "notebooks" / f"{name}.ipynb").read_text())
    release = read_release(notebook)
    cells = [cell for finding in release.findings for cell in finding.cells]
    told = [cell.verdict for cell in cells if cell.verdict and cell.numbers]
    assert told
    assert [record["verdict"] for record in release.records() if record["verdict"]] == told
