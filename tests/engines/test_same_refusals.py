"""What is refused is refused by Spark too, in the same words."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import campaign
import panel_files
import pytest
import staff_bad
import test_bad_circumstances
import test_bad_days
import test_bad_labels
import test_bad_layouts
import test_bad_panel
import test_bad_spells
import test_bad_staff

KINDS: dict[str, tuple[Mapping[str, Any], Callable[[Path, Any], None]]] = {
    "labels": (test_bad_labels.CASES, campaign.check_refused),
    "days": (test_bad_days.CASES, campaign.check_refused),
    "layouts": (test_bad_layouts.CASES, campaign.check_refused),
    "circumstances": (test_bad_circumstances.CASES, campaign.check_refused),
    "spells": (test_bad_spells.CASES, staff_bad.check_refused),
    "staff": (test_bad_staff.CASES, staff_bad.check_refused),
    "panel": (test_bad_panel.CASES, panel_files.check_refused),
}
CASES = [(kind, case) for kind, (cases, _) in KINDS.items() for case in cases]
FEW = 16
"""One case in so many is looked at each time, and all where `WORKBENCH_SPARK_TESTS` is ``all``."""
CHOSEN = CASES if os.environ.get("WORKBENCH_SPARK_TESTS") == "all" else CASES[::FEW]


@pytest.mark.usefixtures("on_spark")
@pytest.mark.parametrize(("kind", "case"), CHOSEN)
def test_it_is_refused_in_the_same_words(kind: str, case: str, tmp_path: Path):
    cases, check = KINDS[kind]
    check(tmp_path, replace(cases[case], mend=None) if kind != "panel" else cases[case])
