"""Nothing written anywhere while a report is made names anybody, whether or not it fails."""

from __future__ import annotations

import json
from pathlib import Path

import canaries as planting
import pytest
from canaries import Canaries
from sandbox import Sandbox, Seen

DATA, LISTED = "project/data/private/applications.csv", "project/data/private/objections.csv"
INPUTS = (DATA, LISTED)
OWNER_ONLY = 0o700
QUOTED = """import pandas as pd

rows = pd.read_csv(data)
if title == "quoted":
    print(rows.head(30).to_string())
    display(rows.head(30))
    try:
        rows["name"].head(1).astype(float)
    except ValueError as error:
        raise KeyError(dict(rows.iloc[0])) from error"""
FOREIGN = """class DataError(Exception):
    pass

if title == "foreign":
    raise DataError("could not convert " + " ".join(rows["name"].head(30)))"""
KILLED = """import os, signal

if title == "killed":
    print(rows.to_string(), flush=True)
    (__import__("pathlib").Path(__import__("tempfile").gettempdir()) / "left").write_text(str(rows))
    os.kill(os.getpid(), signal.SIGKILL)
released"""


def text_of(title: str, data: str = "applications") -> str:
    """Return the parameters of a campaign that asks what takes little time."""
    return f"""analysis: recruitment_funnel
title: {title}
data: data/private/{data}.csv
exclusions: data/private/objections.csv
data_source: personal
data_date: "2023-06-30"
campaign: "2023-03"
outcomes:
  {{passed: [Pass], failed: [Fail], withdrew: [Withdrew], no_show: [No show], expired: [Expired],
   pending: [Pending], exempt: [Exempt]}}
stages:
  sift: {{date: sift_date, score: sift_score, pass_mark: 50}}
  online_test: {{}}
characteristics: {{sex: {{}}, age: {{}}}}
applied: applied_on
"""


@pytest.fixture(scope="module")
def planted() -> Canaries:
    return planting.canaries(seed=20240403)


@pytest.fixture(scope="module")
def good(tmp_path_factory, planted: Canaries) -> Seen:
    """Return what was seen of a whole run that published."""
    box = Sandbox(tmp_path_factory.mktemp("good"))
    planting.write(box.root / "data/private", planted)
    box.parameters("spring", text_of("Spring"))
    return box.run("run", "parameters/recruitment_funnel/spring.yaml")


@pytest.fixture(scope="module")
def failed(tmp_path_factory, planted: Canaries) -> Seen:
    """Return what was seen of runs that failed, each in its own way."""
    box = Sandbox(tmp_path_factory.mktemp("failed"))
    planting.write(box.root / "data/private", planted)
    bad = planting.applications(planted)
    bad.loc[bad.index[14], "sift_date"] = "the third of April"
    bad.loc[bad.index[28], "application_id"] = bad.loc[bad.index[0], "application_id"]
    bad.loc[bad.index[42], "sift"] = "Past"
    # A column of names, taken for one of outcomes.
    bad["sex"] = bad["name"].where(bad["name"] != "somebody", bad["sex"])
    text = bad.to_csv(index=False) + f"{planted.of(3)['name']},too few fields\n"
    (box.root / "data/private/bad.csv").write_text(text, encoding="utf-8")
    box.thin_notebook(QUOTED, FOREIGN, KILLED)
    for name in ("quoted", "foreign", "killed"):
        box.parameters(name, text_of(name))
    box.parameters("bad", text_of("bad", data="bad"))
    return box.run("run", "--jobs", "2")


def test_the_campaign_was_published(good: Seen):
    assert good.code == 0, good.said
    names = {Path(name).name for name in good.versions if "/reports/recruitment_funnel/" in name}
    assert {"report.html", "findings.json", "manifest.json", "notebook.ipynb"} <= names


def test_the_canaries_are_there_to_be_found(good: Seen, planted: Canaries):
    """Else the search below would find nothing because there was nothing."""
    text = next(iter(good.versions[DATA].values())).decode()
    assert sum(text.count(planted.of(number)["email"]) for number in range(50)) == 50
    assert set(good.found(planted.marks)) == {DATA, LISTED}


def test_nothing_written_names_anybody_even_for_a_moment(good: Seen, planted: Canaries):
    assert good.found(planted.marks, but=INPUTS) == {}


def test_nothing_is_written_outside(good: Seen, failed: Seen):
    """What is not in the sandbox is not searched, so there must be nothing."""
    assert good.elsewhere | failed.elsewhere <= {"/dev/null"}


def test_whoever_objected_is_counted_as_the_policy_counts(good: Seen):
    path = "project/reports/recruitment_funnel/spring/findings.json"
    records = json.loads(list(good.versions[path].values())[-1])
    (told,) = [one for one in records if one["group"].startswith("applications taken out")]
    assert told["number_shown"] == "<5"


def test_every_failure_is_told_by_its_kind(failed: Seen):
    assert failed.code == 1
    reasons = {
        Path(name).parent.name: json.loads(list(kept.values())[-1])["reason"]
        for name, kept in failed.versions.items()
        if name.endswith("reason.json")
    }
    assert reasons == {
        "quoted": "KeyError in code cell 4; the log says more.",
        "foreign": "DataError in code cell 5; the log says more.",
        "killed": reasons["killed"],
        "bad": "The data file was refused. Whoever ran it was told why.",
    }
    assert reasons["killed"].startswith("The kernel stopped")


def kept_of(seen: Seen) -> dict[str, bytes]:
    """Return what is kept of failed runs at the end."""
    return {
        name: list(kept.values())[-1] for name, kept in seen.versions.items() if "/.failed/" in name
    }


def test_what_is_kept_of_a_failure_names_nobody(failed: Seen, planted: Canaries):
    found = failed.found(planted.marks)
    assert "said" not in found
    assert set(found) & failed.left == {*INPUTS, "project/data/private/bad.csv"}


def test_while_a_run_fails_a_name_stands_only_where_its_owner_alone_may_look(
    failed: Seen, planted: Canaries
):
    """An executed notebook holds what its cells showed, until the failure is recorded."""
    found = failed.found(planted.marks, but=(*INPUTS, "project/data/private/bad.csv"))
    assert found
    for name in found:
        assert "/.work/" in name, name
        assert failed.modes[name] & 0o077 == 0, name


def test_what_is_kept_is_private_and_tells_where_it_failed(failed: Seen):
    kept = kept_of(failed)
    logs = {
        Path(name).parent.name: text.decode() for name, text in kept.items() if "log.txt" in name
    }
    assert set(logs) == {"quoted", "foreign", "killed", "bad"}
    assert all(failed.modes[name] & 0o077 == 0 for name in kept)
    assert "  cell 4, line " in logs["quoted"]
    assert "in KeyError" not in logs["quoted"]
    assert "too few fields" in logs["bad"]
    assert "not shown: they may tell who people are" in logs["bad"]
    notebook = json.loads(next(text for name, text in kept.items() if "quoted/notebook" in name))
    shown = [output for cell in notebook["cells"] for output in cell.get("outputs", ())]
    assert [one["ename"] for one in shown] == ["KeyError"]
