"""If these fail, `workbench verify` calls a report good, or none, that is not."""

from __future__ import annotations

import numpy as np
import pytest
from draft import Draft
from scipy.stats import hypergeom
from typer.testing import CliRunner

from workbench.cli import app
from workbench.errors import DisclosureError
from workbench.publishing import key
from workbench.publishing.verification import numbers, prove, verify
from workbench.publishing.verification.judged import mid_p

pytestmark = pytest.mark.usefixtures("replayed_before")


def run_verify(*folders):
    return CliRunner().invoke(app, ["verify", *map(str, folders)])


@pytest.fixture
def good(published, tmp_path):
    return Draft.of(*published[4:]).write(tmp_path / "small")


def test_exit_codes_say_what_was_found(good, tmp_path):
    done = run_verify(good)
    assert done.exit_code == 0, done.output
    assert done.output.splitlines()[0] == "recruitment_funnel/small"
    (good / "findings.json").write_bytes(b"[]")
    assert run_verify(good).exit_code == 1
    (tmp_path / "empty").mkdir()
    refused = run_verify(tmp_path / "empty")
    assert refused.exit_code == 2
    assert refused.output == (
        "empty: is no report; it holds no manifest.json of one. Name a folder such as "
        "reports/recruitment_funnel/synthetic.\n"
    )


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("report.html", "report.html is missing"),
        ("notebook.ipynb", "notebook.ipynb is missing"),
    ],
)
def test_a_missing_file_is_named(good, name, told):
    (good / name).unlink()
    assert told in verify(good).results["files and hashes"]


def test_a_folder_or_a_link_in_it_is_named(good):
    (good / "more").mkdir()
    (good / "link").symlink_to(good / "report.html")
    told = verify(good).results["files and hashes"]
    assert told == [
        "link is not named in the manifest",
        "more is not named in the manifest",
    ]


def test_other_code_is_said_first_and_the_rest_is_checked(good, monkeypatch):
    monkeypatch.setattr(key, "code_digest", lambda _: "0" * 64)
    found = verify(good)
    assert found.lines()[0] == (
        "made by other code (the workbench's code): outputs cannot be compared"
    )
    assert found.results["numbers from shown counts"] == []
    assert found.results["outputs made again"] is None
    assert not found.holds


def test_nothing_is_published_that_does_not_follow(published):
    _, run, _, _, manifest, files = published
    prove(run, files, manifest)
    page = files["report.html"].replace(b"</p>", b" 237</p>", 1)
    with pytest.raises(DisclosureError, match=r"outputs made again: report\.html: line \d+ does"):
        prove(run, {**files, "report.html": page}, manifest)


def test_the_numbers_of_a_good_release_hold(published):
    assert numbers.problems(published[2]) == []


def test_mid_p_is_that_of_every_table_with_the_same_margins():
    """Direct enumeration with SciPy's hypergeometric masses."""
    logs = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, 61)))])
    draws = np.random.default_rng(5)
    for _ in range(40):
        entered, others = draws.integers(1, 30, 2)
        passed, other = draws.integers(0, entered + 1), draws.integers(0, others + 1)
        drawn = passed + other
        counts = np.arange(max(0, drawn - others), min(drawn, entered) + 1)
        mass = hypergeom.pmf(counts, entered + others, entered, drawn)
        own = mass[counts == passed][0]
        less, tied = mass[mass < own * (1 - 1e-7)].sum(), mass[np.isclose(mass, own, 1e-7, 0)].sum()
        due = 1.0 if len(counts) == 1 else less + tied / 2
        found = mid_p(np.array([[passed], [entered], [other], [others]]), logs)[0]
        assert found == pytest.approx(due, abs=1e-12)
