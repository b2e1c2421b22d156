"""What is only for looking around is published by no way."""

from __future__ import annotations

import copy

import pytest
import toy_project as toy

from workbench.disclosure import MIME_TYPE, Release
from workbench.errors import RunError
from workbench.presentation.view import View, folded, stack
from workbench.publishing import html
from workbench.publishing.plan import plan
from workbench.publishing.release import check_shown, read_release

VIEW = View("40", "<p>40</p>", ("records",), publishable=False)


def with_output(shown) -> dict:
    notebook = copy.deepcopy(toy.executed_notebook())
    data, metadata = shown._repr_mimebundle_()
    notebook["cells"][1]["outputs"][0] |= {"data": data, "metadata": metadata}
    return notebook


@pytest.mark.parametrize(
    "shown",
    [
        VIEW,
        stack([VIEW, View("a", "<p>a</p>")]),
        folded("a", VIEW),
        Release.from_json(toy.release_content()).findings[0],
    ],
    ids=["view", "stacked", "folded", "finding"],
)
def test_what_is_for_looking_around_is_refused(shown):
    notebook = with_output(shown)
    with pytest.raises(RunError, match="Code cell 2 shows what is only for looking around"):
        check_shown(notebook, read_release(notebook))


def test_the_list_of_findings_is_no_part_of_the_page(project):
    run = plan([toy.write_parameters(project)])[0][0]
    notebook = toy.executed_notebook()
    release = read_release(notebook)
    before = html.render(notebook, release, run)
    shown = next(cell for cell in notebook["cells"] if cell["outputs"])["outputs"][0]["data"]
    assert MIME_TYPE in shown
    shown["text/html"] = "<p>A list for the researcher</p>"
    assert html.render(notebook, release, run) == before
