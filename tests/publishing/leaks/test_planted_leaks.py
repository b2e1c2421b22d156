"""If these fail, an exact number can reach readers past the gate and verification says it holds."""

from __future__ import annotations

import re

import planted_in_notebook
import planted_in_outputs
import planted_in_release
import planted_jointly
import pytest
from draft import Draft
from register import PLANTED

from workbench.publishing.verification import CHECKS, verify

TABLES = (planted_in_release, planted_in_notebook, planted_in_outputs, planted_jointly)
pytestmark = pytest.mark.usefixtures("replayed_before")


@pytest.fixture
def draft(published):
    _, _, _, _, manifest, files = published
    return Draft.of(manifest, files)


def test_the_untouched_report_holds(draft, tmp_path):
    found = verify(draft.write(tmp_path / "small"))
    *each, again = found.lines()
    assert each == [f"{name}: holds" for name in found.results]
    assert again.startswith("682 of 879 numbers worked out again from the counts beside them")
    assert found.holds


def test_there_are_enough_kinds_of_leak():
    assert len(PLANTED) >= 40


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_leak_is_found_and_named(name, draft, tmp_path):
    plant, check, words = PLANTED[name]
    plant(draft)
    # The hashes are made anew, so that only the one check can find it; the others take time.
    checks = [one for one in CHECKS if one.name in (check, "files and hashes")]
    found = verify(draft.write(tmp_path / "small"), checks)
    assert not found.holds
    assert check == "files and hashes" or found.results["files and hashes"] == []
    problems = found.results[check]
    if name == "manifest: versions":
        assert problems is None
        assert "libraries' versions" in found.lines()[0]
        return
    assert any(re.search(words, problem) for problem in problems or []), found.lines()
    assert "237" not in re.sub(r"'[^']*'|gap-237|\(.*?\)", "", " ".join(problems or []))
