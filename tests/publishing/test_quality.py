"""Quality assurance: if this fails, a report is called signed that nobody signed as it stands."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime

import pytest
import toy_project as toy
import yaml
from typer.testing import CliRunner

from workbench.cli import app
from workbench.errors import ParameterError
from workbench.parameters.root import INSTALLED
from workbench.publishing import execution, failures, key, manifest
from workbench.publishing.files import to_json, to_json_lines
from workbench.publishing.library import rebuild
from workbench.publishing.places import Places
from workbench.publishing.plan import parameter_files, plan
from workbench.publishing.publication import publish
from workbench.publishing.quality.assurance import assurance_of, binding, with_assurance
from workbench.publishing.quality.log import QualityLog, log_file, read_log
from workbench.publishing.quality.signing import signed_page
from workbench.publishing.release import facts, read_release
from workbench.publishing.run import run_all

UNSIGNED = "DRAFT: quality assurance not signed"
STALE = "DRAFT: signed for other inputs (data, parameters, code, policy or log changed since)"
SIGNED = "Quality assured: approved by Head of Analysis on 3 April 2026"
PEOPLE = {
    "commissioner": "Head of Inclusion",
    "analyst": "Analyst A",
    "assurer": "Analyst B",
    "approver": "Head of Analysis",
}
CHECK = {
    "what": "Recounted by hand",
    "by": "analyst  b",
    "date": "2026-04-01",
    "outcome": "Agrees <b>",
}
LOG = {
    **PEOPLE,
    "assumptions": [
        {"text": "Every applicant is in the file", "owner": "Resourcing", "impact": "high"}
    ],
    "checks": [CHECK],
    "limitations": ["One campaign only"],
}


def sign_off(hash_, **changes):
    known = {"approver": "Head of Analysis", "date": "2026-04-03", "statement": "Fit to go round."}
    return {**known, "manifest": hash_, **changes}


def write(path, log):
    # JSON is YAML, and its texts stand in quotes.
    path.write_text(json.dumps(log))
    return path


def refusal(tmp_path, log):
    with pytest.raises(ParameterError) as caught:
        QualityLog.from_file(write(tmp_path / "one.qa.yaml", log))
    return str(caught.value)


def run_of(path):
    runs, refusals = plan([path])
    assert not refusals
    return runs[0]


def make(run, reports, notebook=None):
    """Publish a report as a run does, but for its kernel."""
    notebook = notebook or toy.executed_notebook()
    words = {"cell_type": "markdown", "id": "words", "metadata": {}, "source": "## About\n\nIt."}
    notebook = {**notebook, "cells": [words, *notebook["cells"]]}
    release = read_release(notebook)
    sources = [
        {**cell, "source": cell["source"].splitlines(keepends=True)} for cell in notebook["cells"]
    ]
    outputs = {
        "findings.json": to_json_lines(release.records()),
        "notebook.ipynb": to_json({**notebook, "cells": sources}),
        "tables.xlsx": b"\x00\xff",
    }
    told = manifest.describe(
        run, key.fingerprint(run), facts(release), started=datetime(2026, 4, 3, tzinfo=UTC)
    )
    page, told = signed_page(notebook, release, run, outputs=outputs, facts=told, log=read_log(run))
    reports.mkdir(parents=True, exist_ok=True)
    places = Places(reports, run.analysis, run.name)
    publish(places, {"report.html": page, **outputs}, told)
    return places.final


def state(folder):
    """Return what page and manifest say, which must be one."""
    told = json.loads((folder / "manifest.json").read_text())
    page = (folder / "report.html").read_text()
    marks = [mark for mark in (UNSIGNED, STALE, SIGNED) if f"<li>{mark}</li>" in page]
    assert marks == [assurance_of(told).mark]
    assert manifest.verifies(folder)
    return told["quality_assurance"]["state"]


def again(run, reports):
    return run_all([run], [], reports=reports)[0].status


@pytest.fixture
def no_kernel(monkeypatch):
    """Fail where a notebook would be executed."""

    def refuse(*_, **__):
        raise AssertionError("a notebook was executed")

    monkeypatch.setattr(execution, "execute", refuse)


@pytest.fixture
def signed(project, reports):
    """Return a run whose report is in place, with the signature it needs not yet published."""
    run = run_of(toy.write_parameters(project))
    write(log_file(run), LOG)
    folder = make(run, reports)
    to_sign = json.loads((folder / "manifest.json").read_text())["quality_assurance"]["to_sign"]
    write(log_file(run), {**LOG, "sign_off": sign_off(to_sign)})
    return run


def test_every_problem_of_a_log_is_named_at_once(tmp_path):
    """A log that is half right is refused, not half read."""
    wrong = {
        "commissioner": None,
        "analyst": " ",
        "assurer": "Ann\nBell",
        "approver": "x" * 121,
        "assumptions": [{"text": "a", "owner": "b", "impact": "big"}],
        "checks": [{"what": "x", "by": "b", "date": "2026-13-01", "outcome": "ok"}],
        "limitation": ["a"],
        "sign_off": sign_off("abc"),
    }
    assert refusal(tmp_path, wrong) == (
        "one.qa.yaml: 8 problems. (1) 'commissioner' has no value. Write one, or take the name "
        "out. (2) 'analyst': must not be blank. (3) 'assurer': must be one line of at most 120 "
        "characters. (4) 'approver': must be one line of at most 120 characters. (5) "
        "'assumptions.0.impact' should be 'low', 'medium' or 'high'; found 'big'. (6) "
        "'checks.0.date' must be a day, such as 2023-06-30; found '2026-13-01'. (7) "
        "'sign_off.manifest': must be the 64 figures and letters that 'workbench quality' prints. "
        "(8) unknown name 'limitation'. Did you mean 'limitations'?"
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"assurer": "ANALYST  a", "approver": "analyst a"},
            "2 problems. (1) 'assurer': must not be the analyst. Name someone else. (2) "
            "'approver': must not be the analyst. Name someone else.",
        ),
        (
            {"sign_off": sign_off("a" * 64, approver="Analyst B")},
            "'sign_off': is by another than the approver named above. Only they may sign.",
        ),
        (
            {"sign_off": sign_off("a" * 64), "checks": [{**CHECK, "by": "Analyst A"}]},
            "'sign_off': stands without a check by the assurer. Write it under 'checks'.",
        ),
    ],
)
def test_nobody_assures_or_approves_their_own_work(tmp_path, changes, message):
    """An analyst could sign their own report, or anyone for the approver."""
    assert refusal(tmp_path, {**LOG, **changes}) == f"one.qa.yaml: {message}"


def test_the_assurer_may_be_the_approver(tmp_path):
    log = {**LOG, "approver": "Analyst B"}
    assert QualityLog.from_file(write(tmp_path / "a.qa.yaml", log)).sign_off is None


def told(**changes):
    known = {
        "key": "k",
        "policy": "open",
        "disclosure": {"band": 5},
        "parameters": {"title": "T"},
        "inputs": [{"name": "a.csv", "digest": "d"}],
        "code_sha256": "c",
        "run_time": "2026-04-03T09:00:00Z",
        "duration_seconds": 3.1,
        "code": {"commit": "1", "dirty": False},
        "audit": None,
        "ledger": None,
        "outputs": {"findings.json": "f", "notebook.ipynb": "n", "report.html": "r"},
    }
    return {**known, **changes}


def with_log(**changes):
    return {**LOG, **changes}


def signable(facts_, log):
    return with_assurance(facts_, QualityLog.model_validate_json(json.dumps(log)))


@pytest.mark.parametrize(
    ("changes", "log"),
    [
        ({"inputs": [{"name": "a.csv", "digest": "e"}]}, LOG),
        ({"key": "l"}, LOG),
        ({"parameters": {"title": "U"}}, LOG),
        ({"disclosure": {"band": 10}}, LOG),
        ({"policy": "analyst"}, LOG),
        ({"code_sha256": "e"}, LOG),
        ({"outputs": {"findings.json": "g", "notebook.ipynb": "n"}}, LOG),
        ({"outputs": {"findings.json": "f", "notebook.ipynb": "m"}}, LOG),
        ({"outputs": {"findings.json": "f"}}, LOG),
        ({}, with_log(limitations=[])),
        ({}, with_log(commissioner="Someone")),
    ],
)
def test_a_signature_is_of_all_that_makes_the_report(changes, log):
    """A change after the signature would go round as approved."""
    to_sign = signable(told(), LOG)["quality_assurance"]["to_sign"]
    now = signable(told(**changes), {**log, "sign_off": sign_off(to_sign)})
    assert now["quality_assurance"]["state"] == "signed for other inputs"
    assert assurance_of(now).mark == STALE


def test_time_page_and_signature_are_not_signed():
    """No signature could ever hold: signing itself changes the page."""
    to_sign = signable(told(), LOG)["quality_assurance"]["to_sign"]
    later = told(run_time="x", duration_seconds=9, code={}, audit={"seconds": 3}, ledger=[{}])
    later["outputs"] = {**later["outputs"], "report.html": "s"}
    now = signable(later, {**LOG, "sign_off": sign_off(to_sign)})
    assert now["quality_assurance"] | {"log": None} == {
        "log": None,
        "state": "signed",
        "to_sign": to_sign,
    }
    assert assurance_of(now).mark == SIGNED


def test_anyone_can_work_out_the_hash_from_the_manifest_alone():
    """A signature could be checked only by the program that it is meant to check."""
    now = signable(told(), {**LOG, "sign_off": sign_off("a" * 64)})
    kept = json.loads(json.dumps(now))
    for name in ("run_time", "duration_seconds", "code", "audit", "ledger"):
        del kept[name]
    del kept["outputs"]["report.html"]
    kept["quality_assurance"] = kept["quality_assurance"]["log"]
    del kept["quality_assurance"]["sign_off"]
    text = json.dumps(kept, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert binding(now) == hashlib.sha256(text.encode()).hexdigest()


def test_a_manifest_that_calls_itself_signed_is_not_believed():
    """One word changed in a file would make a draft an approved report on the index."""
    now = signable(told(), {**LOG, "sign_off": sign_off("a" * 64)})
    now["quality_assurance"]["state"] = "signed"
    assert assurance_of(now).state == "signed for other inputs"


def test_a_report_without_a_log_is_a_draft_without_a_section(project, reports):
    folder = make(run_of(toy.write_parameters(project)), reports)
    assert state(folder) == "draft"
    assert "Quality assurance</h2>" not in (folder / "report.html").read_text()


@pytest.mark.usefixtures("no_kernel")
def test_a_signature_is_published_without_a_run(signed, reports):
    """Signing would cost a run, whose outputs could differ from what was signed."""
    folder = reports / "toy/one"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert state(folder) == "draft"
    assert again(signed, reports) == "published"
    assert state(folder) == "signed"
    after = {path.name: path.read_bytes() for path in folder.iterdir()}
    changed = {name for name in before if before[name] != after[name]}
    assert (changed, set(after)) == ({"report.html", "manifest.json"}, set(before))
    times = [json.loads(one["manifest.json"])["run_time"] for one in (before, after)]
    assert times[0] == times[1]
    assert again(signed, reports) == "unchanged"
    assert f"<li>{SIGNED}</li>" in rebuild(reports).read_text()
    assert "Quality assurance: signed." in rebuild(reports).read_text()

    log_file(signed).unlink()
    assert again(signed, reports) == "published"
    assert state(folder) == "draft"


@pytest.mark.usefixtures("no_kernel")
def test_a_page_made_again_is_the_page_a_run_makes(signed, reports, tmp_path):
    """A report would depend on whether it was signed before or after its run."""
    again(signed, reports)
    fresh = make(signed, tmp_path / "fresh")
    assert state(fresh) == "signed"
    kept = (reports / "toy/one/report.html").read_bytes()
    assert kept == (fresh / "report.html").read_bytes()


@pytest.mark.parametrize("what", ["data", "parameters", "lock", "code", "notebook", "numbers"])
def test_a_report_of_anything_else_is_a_draft_again(signed, project, reports, what):
    """An approval would carry over to figures that nobody approved."""
    files = {
        "data": project / "data/toy.csv",
        "lock": project / "requirements.lock",
        "code": project / "analyses/toy/more.py",
        "notebook": project / "notebooks/toy.ipynb",
    }
    kept = {path: path.read_bytes() for path in files.values() if path.exists()}
    if what == "parameters":
        toy.write_parameters(project, seed=8)
    elif what == "notebook":
        source = toy.source_notebook()
        source["cells"][0]["source"] += "!"
        files[what].write_text(json.dumps(source))
    elif what in files:
        files[what].write_text("changed\n" if what != "code" else "")
    notebook = toy.executed_notebook()
    if what == "numbers":
        rows = toy.finding(toy.cell("rows read", value=45))
        notebook = toy.executed_notebook(findings=[rows])
    try:
        folder = make(run_of(signed.parameter_file), reports, notebook)
    finally:
        files["code"].unlink(missing_ok=True)
        for path, content in kept.items():
            path.write_bytes(content)
    assert state(folder) == "signed for other inputs"
    text = rebuild(reports).read_text()
    assert f"<li>{STALE}</li>" in text
    assert "Quality assurance: signed for other inputs." in text


@pytest.mark.usefixtures("no_kernel")
def test_a_log_that_cannot_be_used_leaves_the_report_as_it_was(signed, reports, capsys):
    """A slip in a log would take a good report off the index, or cost a run of the notebook."""
    again(signed, reports)
    before = (reports / "toy/one/report.html").read_bytes()
    good = log_file(signed).read_text()
    write(log_file(signed), {**LOG, "aprover": "x"})
    assert again(signed, reports) == "failed"
    said = "toy/one  failed: one.qa.yaml: unknown name 'aprover'. Did you mean 'approver'?"
    assert capsys.readouterr().err.splitlines()[-1] == said
    assert (reports / "toy/one/report.html").read_bytes() == before
    assert not failures.is_recorded(Places(reports, "toy", "one"))
    log_file(signed).write_text(good)
    assert again(signed, reports) == "unchanged"


def test_the_section_lists_what_was_written_and_escapes_it(signed, reports):
    """A reader would not see on what the report rests, or a log could act in the page."""
    folder = make(signed, reports)
    page = (folder / "report.html").read_text()
    for shown in (
        '<a href="#quality-assurance">Quality assurance</a>',
        '<h2 id="quality-assurance">Quality assurance</h2>',
        "<li>Commissioned by: Head of Inclusion</li>",
        "<li>Analyst: Analyst A</li>",
        "<li>Assured by: Analyst B</li>",
        "<li>Approver: Head of Analysis</li>",
        '<th scope="row">Every applicant is in the file</th><td>Resourcing</td><td>high</td>',
        '<th scope="row">Recounted by hand</th><td>analyst  b</td><td>1 April 2026</td>'
        "<td>Agrees &lt;b&gt;</td>",
        "<li>One campaign only</li>",
        f"<p>{SIGNED}.</p>",
        "<p>Head of Analysis, 3 April 2026: Fit to go round.</p>",
    ):
        assert shown in page
    assert "<b>" not in page


def test_a_log_is_no_parameter_file(project):
    """A log would be run as an analysis, and stand on the index as failed."""
    path = toy.write_parameters(project)
    log = write(path.with_name("one.qa.yaml"), LOG)
    write(path.with_name("two.QA.yml"), LOG)
    assert parameter_files() == [path]
    assert plan([log])[1][0].reason == (
        "one.qa.yaml: is a quality-assurance log and no parameter file. Name the parameter file "
        "beside it."
    )


def test_a_log_with_the_other_ending_is_named(project):
    """A signature would be passed over for three letters."""
    run = run_of(toy.write_parameters(project))
    write(log_file(run).with_suffix(".yml"), LOG)
    with pytest.raises(ParameterError) as caught:
        read_log(run)
    assert str(caught.value) == "one.qa.yml: a quality-assurance log must be called one.qa.yaml."


def invoke(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.mark.usefixtures("no_kernel")
def test_stray_logs_are_named_when_everything_is_run(project, reports):
    """A log with a slip in its name would sign nothing, and nobody would know."""
    run = run_of(toy.write_parameters(project))
    make(run, reports)
    for name in ("one.qa.yaml", "one.analyst.qa.yaml", "oen.qa.yaml", "one.opne.qa.yml"):
        write(run.parameter_file.with_name(name), LOG)
    log_file(run).with_suffix(".yml").unlink(missing_ok=True)
    said = invoke("run", "--reports", reports).stderr.splitlines()
    ending = "so nothing is signed by it. Call it RUN.qa.yaml after its run, or take it away."
    assert said[:2] == [
        f"oen.qa.yaml: no parameter file makes the run 'toy/oen', {ending}",
        f"one.opne.qa.yml: no parameter file makes the run 'toy/one.opne', {ending}",
    ]


def test_a_log_to_fill_in_is_printed_and_refused_until_it_is(project, reports, tmp_path):
    """A template left as it is would count as quality assurance."""
    path = toy.write_parameters(project)
    result = invoke("quality", path, "--reports", reports)
    assert result.exit_code == 0
    assert result.stderr == (
        "toy/one: draft. There is no one.qa.yaml; what follows is one to fill in.\n"
    )
    assert not (path.parent / "one.qa.yaml").exists()
    blank = yaml.safe_load(result.stdout)
    assert set(blank) == set(QualityLog.model_fields) - {"sign_off"}
    message = refusal(tmp_path, blank)
    assert "11 problems" in message
    assert message.count("has no value") == 11


def test_a_log_can_be_written_where_the_shell_has_made_its_file_already(project, reports):
    """`workbench quality FILE > FILE.qa.yaml`, as the documentation says."""
    path = toy.write_parameters(project)
    plain = invoke("quality", path, "--reports", reports)
    made = path.parent / "one.qa.yaml"
    made.touch()
    try:
        assert invoke("quality", path, "--reports", reports).stdout == plain.stdout
    finally:
        made.unlink()


def test_the_lines_to_sign_with_are_printed_and_make_it_signed(project, reports, monkeypatch):
    """The approver would have to work a hash out by hand."""
    run = run_of(toy.write_parameters(project))
    write(log_file(run), LOG)
    folder = make(run, reports)
    before = log_file(run).read_text()
    result = invoke("quality", run.parameter_file, "--reports", reports)
    assert (result.exit_code, result.stderr) == (0, "toy/one: draft.\n")
    assert log_file(run).read_text() == before
    lines = yaml.safe_load(result.stdout)["sign_off"]
    assert lines["approver"] == "Head of Analysis"
    write(log_file(run), {**LOG, "sign_off": sign_off(lines["manifest"])})
    assert invoke("quality", run.parameter_file, "--reports", reports).stderr == (
        "toy/one: one.qa.yaml was changed after the report was published. Run it again first: a "
        "signature is of the report with its log.\n"
    )
    monkeypatch.setattr(execution, "execute", None)
    assert again(run, reports) == "published"
    assert state(folder) == "signed"
    result = invoke("quality", run.parameter_file, "--reports", reports)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "toy/one: signed.\n")


def test_nothing_is_to_be_signed_that_is_not_in_place_as_it_is_now(project, reports):
    """An approver would sign a report that the next run replaces."""
    run = run_of(toy.write_parameters(project))
    write(log_file(run), LOG)
    result = invoke("quality", run.parameter_file, "--reports", reports)
    assert (result.exit_code, result.stderr) == (
        2,
        "toy/one: there is no report to sign yet. Run it first.\n",
    )
    make(run, reports)
    toy.write_parameters(project, seed=8)
    result = invoke("quality", run.parameter_file, "--reports", reports)
    assert (result.exit_code, result.stderr) == (
        2,
        "toy/one: the data, parameters or code changed after the report was made. Run it again "
        "first.\n",
    )


def test_from_draft_to_signature_to_draft_in_real_runs(project, tmp_path):
    """What holds for reports made by hand would not hold for `workbench run`."""
    path = toy.write_parameters(project, data_source="personal")
    reports = tmp_path / "reports"
    write(path.with_name("one.qa.yaml"), LOG)
    assert invoke("run", path, "--reports", reports).exit_code == 0
    assert state(reports / "toy/one") == "draft"
    printed = invoke("quality", path, "--reports", reports).stdout
    to_sign = yaml.safe_load(printed)["sign_off"]["manifest"]
    write(path.with_name("one.qa.yaml"), {**LOG, "sign_off": sign_off(to_sign)})
    signing = invoke("run", path, "--reports", reports)
    assert f"toy/one  not run again, log published: {SIGNED}" in signing.stderr.splitlines()
    assert state(reports / "toy/one") == "signed"
    page = (reports / "toy/one/report.html").read_bytes()
    told = json.loads((reports / "toy/one/manifest.json").read_text())
    assert told["inputs"][0]["algorithm"] == "hmac-sha256"
    secret = (reports / ".ledger/key").read_bytes().strip()
    assert not [one for one in (reports / "toy/one").iterdir() if secret in one.read_bytes()]
    before = (project / "data/toy.csv").read_bytes()
    (project / "data/toy.csv").write_text("a\n2\n")
    invoke("run", path, "--reports", reports)
    (project / "data/toy.csv").write_bytes(before)
    assert state(reports / "toy/one") == "signed for other inputs"
    invoke("run", path, "--reports", reports)
    assert state(reports / "toy/one") == "signed"
    assert (reports / "toy/one/report.html").read_bytes() == page


def test_the_log_in_the_documentation_is_a_log(tmp_path):
    """Whoever copies the example would be refused."""
    page = (INSTALLED / "docs/quality_assurance.md").read_text(encoding="utf-8")
    path = tmp_path / "one.qa.yaml"
    path.write_text(page.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    log = QualityLog.from_file(path)
    assert (log.approver, log.checks[0].date.year) == ("Head of Analysis", 2026)
    assert log.sign_off
    assert STALE in page
    assert UNSIGNED in page
