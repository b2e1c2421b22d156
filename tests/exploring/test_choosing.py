"""Menus offer what was released, and show that part of it which was chosen."""

from __future__ import annotations

import nbformat
import pytest
from nbclient import NotebookClient

from workbench.exploring import chooser
from workbench.exploring.choosing import ALL, NOTHING, choices, part, shown
from workbench.parameters.root import INSTALLED

NOTEBOOK = INSTALLED / "notebooks" / "exploring" / "choosing.ipynb"


def test_only_keys_with_a_choice_are_offered(exact):
    offered = choices(exact["strata_rows:sex"])
    assert offered["group"] == [ALL, "Women", "Men"]
    assert set(offered) == {"group", "stratum"}


def test_the_part_chosen_is_the_part_shown(exact):
    finding = exact["strata_rows:sex"]
    chosen = {"group": "Women", "stratum": "department: A"}
    assert [cell.counts["entered"].shown for cell in part(finding, chosen).cells] == ["108"]
    html = shown(finding, chosen, "selection_rate")
    assert "0.824 (0.742 to 0.884)" in html
    assert "825" not in html, "men are not chosen"
    assert part(finding, {"group": ALL}) == finding


def test_a_choice_without_a_cell_or_a_number_says_so(exact):
    finding = exact["strata_rows:sex"]
    assert shown(finding, {"group": "Nobody"}, "selection_rate") == NOTHING
    assert shown(finding, {}, "wait").startswith(NOTHING)


def test_the_menus_follow_the_finding(exact):
    box = chooser(exact)
    finding, measure = box.children[0].children
    menus = {menu.description: menu for menu in box.children[1].children}
    page = box.children[2]
    assert (finding.value, measure.value) == ("sex", "selection_rate")
    before = page.value
    finding.value = "strata_rows:sex"
    assert menus["stratum"].value == ALL
    assert page.value != before
    menus["group"].value = "Women"
    menus["stratum"].value = "department: A"
    assert "0.824 (0.742 to 0.884)" in page.value
    measure.value = "odds_ratio"
    assert "2.86" in page.value
    finding.value = "records"
    assert measure.value == "number"
    assert menus["stratum"].layout.display == "none"


def test_every_finding_can_be_chosen(rounded):
    box = chooser(rounded)
    finding = box.children[0].children[0]
    for name in finding.options:
        finding.value = name
        assert "<table>" in box.children[2].value


# What the client says of the connection to its own kernel is none of the notebook's.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_notebook_runs_top_to_bottom():
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    folder = {"metadata": {"path": str(NOTEBOOK.parent)}}
    NotebookClient(notebook, kernel_name="python3", resources=folder, timeout=120).execute()
    shown_types = [set(output["data"]) for cell in notebook.cells if cell.cell_type == "code"
                   for output in cell.outputs]  # fmt: skip
    assert "application/vnd.jupyter.widget-view+json" in shown_types[-1]


def test_the_notebook_is_committed_without_outputs():
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells)
