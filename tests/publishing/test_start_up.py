"""What one waits for before anything is worked out: libraries that a run in vain has no use for."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from workbench.parameters.root import INSTALLED
from workbench.publishing import discovery, key

SLOW = ("duckdb", "ibis", "matplotlib", "numpy", "openpyxl", "pandas", "papermill", "scipy")
PLANNED = """
import sys
from workbench.publishing.key import fingerprint
from workbench.publishing.plan import parameter_files, plan
runs, refusals = plan(parameter_files())
assert not refusals, refusals
for run in runs:
    fingerprint(run)
print(*sorted({run.analysis for run in runs}))
print([name for name in sys.argv[1:] if name in sys.modules])
"""
MADE = """
import sys
from workbench.publishing import execution
from workbench.publishing.entering import entering
from workbench.publishing.imported import imported
from workbench.publishing.outputs import outputs_of
from workbench.publishing.quality.signing import signed_page
from workbench.publishing.verification import prove
from workbench.publishing.verification.together import attack_before_publishing
imported("papermill")
print([name for name in sys.argv[1:] if name in sys.modules])
"""
PAPERMILL = """
import sys
from workbench.publishing.imported import imported
imported("papermill")
print("lark" in sys.modules)
import rfc3987_syntax
"""


def test_papermill_is_imported_without_parsers_that_nothing_uses():
    """Every command and every worker waits a second for parsers of addresses."""
    words = [sys.executable, "-c", PAPERMILL]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_what_has_not_changed_is_found_out_without_a_slow_library():
    """Reading parameter files alone took seconds, most of them for libraries that count."""
    words = [sys.executable, "-c", PLANNED, *SLOW]
    done = subprocess.run(words, capture_output=True, text=True, check=True, cwd=INSTALLED)
    assert done.stdout.splitlines() == [" ".join(discovery.names()), "[]"]


def test_publishing_is_done_without_statistics_engines_and_drawing():
    """Each report, even of six rows, waited for them in a process that counts and draws nothing."""
    words = [sys.executable, "-c", MADE, "duckdb", "ibis", "matplotlib", "scipy.stats"]
    done = subprocess.run(words, capture_output=True, text=True, check=True, cwd=INSTALLED)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("text", ["b", "bb"])
def test_code_that_changes_while_a_process_lives_is_hashed_anew(tmp_path, monkeypatch, text):
    """A report could be taken for current after a change of its code."""
    monkeypatch.setattr(key, "code_folders", lambda _: (tmp_path,))
    path = tmp_path / "code.py"
    path.write_text("a")
    before = key.code_digest("any")
    assert key.code_digest("any") == before
    path.write_text(text)
    if text == "b":
        # As long as before, so that the time alone tells.
        os.utime(path, ns=(1, 1))
    assert key.code_digest("any") != before
