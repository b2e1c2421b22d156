"""Exact numbers planted in what the notebook shows, while its release stays as it was."""

from __future__ import annotations

import re

from draft import NOTEBOOK, Draft
from register import REPLAYED, planted


def html_of(draft: Draft, cell: str, old: str, new: str) -> None:
    data = draft.shown(cell)["data"]
    assert old in data["text/html"], old
    data["text/html"] = data["text/html"].replace(old, new, 1)


HTML = "its text/html does not follow"


@planted(REPLAYED, HTML)
def a_sentence_with_another_number(draft: Draft) -> None:
    html_of(draft, "cell-05", "</p>", " 237 of them.</p>")


@planted(REPLAYED, HTML)
def a_remark_in_the_html(draft: Draft) -> None:
    html_of(draft, "cell-15", "</svg>", "<!-- 237 --></svg>")


@planted(REPLAYED, HTML)
def an_alt_text_with_a_count(draft: Draft) -> None:
    shown = draft.shown("cell-15")["data"]["text/html"]
    label = re.search(r"<(?:title|desc|figcaption)[^>]*>", shown)
    assert label, "the chart has no text for those who hear it"
    html_of(draft, "cell-15", label.group(), label.group() + "237 Black applicants. ")


@planted(REPLAYED, HTML)
def a_point_of_a_chart_moved(draft: Draft) -> None:
    shown = draft.shown("cell-15")["data"]["text/html"]
    point = re.search(r"\d+\.\d{3,}", shown[shown.index("<svg") :])
    assert point
    html_of(draft, "cell-15", point.group(), f"{float(point.group()) + 0.01:.6f}")


@planted(REPLAYED, HTML)
def a_colour_that_tells(draft: Draft) -> None:
    html_of(draft, "cell-15", "#", "#0")


@planted(REPLAYED, HTML)
def an_attribute_that_nobody_sees(draft: Draft) -> None:
    html_of(draft, "gap", "<table", '<table data-exact="237"')


@planted(REPLAYED, HTML)
def blanks_at_the_end(draft: Draft) -> None:
    draft.shown("gap")["data"]["text/html"] += " \t  \t"


@planted(REPLAYED, HTML)
def rows_of_a_table_changed_about(draft: Draft) -> None:
    data = draft.shown("cell-24")["data"]
    rows = re.findall(r"<tr>.*?</tr>", data["text/html"], flags=re.DOTALL)
    html_of(draft, "cell-24", rows[1] + "", "@@")
    data["text/html"] = data["text/html"].replace(rows[2], rows[1]).replace("@@", rows[2])


@planted(REPLAYED, "its text/plain does not follow")
def a_line_of_text(draft: Draft) -> None:
    draft.shown("gap")["data"]["text/plain"] += "; 237"


@planted(REPLAYED, "its application/json does not follow")
def another_kind_of_output(draft: Draft) -> None:
    draft.shown("gap")["data"]["application/json"] = {"exact": 237}


@planted(REPLAYED, "what is said about its output")
def the_metadata_of_an_output(draft: Draft) -> None:
    draft.shown("gap")["metadata"]["exact"] = 237


@planted(REPLAYED, "what is said about its output")
def the_mark_of_an_output(draft: Draft) -> None:
    draft.shown("gap")["metadata"]["workbench"]["findings"].append("sex")


@planted(REPLAYED, "its metadata is not that")
def the_metadata_of_a_cell(draft: Draft) -> None:
    draft.cell("gap")["metadata"]["exact"] = 237


@planted(REPLAYED, "the notebook's metadata")
def the_metadata_of_the_notebook(draft: Draft) -> None:
    draft.notebook["metadata"]["exact"] = [237]


@planted(REPLAYED, "its attachments is not that")
def an_attachment(draft: Draft) -> None:
    draft.cell("gap-question")["attachments"] = {"a.txt": {"text/plain": "237"}}


@planted(REPLAYED, "its source is not that")
def a_sentence_of_the_notebook(draft: Draft) -> None:
    draft.cell("gap-question")["source"].append("\n237 were Black.")


@planted(REPLAYED, "its source is not that")
def a_remark_in_the_code(draft: Draft) -> None:
    draft.cell("gap")["source"].append("  # 237")


@planted(REPLAYED, "its source is not that")
def a_parameter_that_says_more(draft: Draft) -> None:
    cell = next(c for c in draft.notebook["cells"] if "injected-parameters" in str(c["metadata"]))
    cell["source"].append("\nexact = 237")


@planted(REPLAYED, "its execution_count is not that")
def a_number_of_a_cell(draft: Draft) -> None:
    draft.cell("gap")["execution_count"] = 237


@planted(REPLAYED, "its id is not that")
def the_name_of_a_cell(draft: Draft) -> None:
    draft.cell("gap")["id"] = "gap-237"


@planted(REPLAYED, "outputs where")
def one_more_output(draft: Draft) -> None:
    draft.cell("gap")["outputs"].append(
        {"output_type": "display_data", "data": {"text/plain": "237"}, "metadata": {}}
    )


@planted(REPLAYED, "cells, not")
def one_more_cell(draft: Draft) -> None:
    cell = {"cell_type": "markdown", "id": "more", "metadata": {}, "source": ["237"]}
    draft.notebook["cells"].append(cell)


@planted(REPLAYED, "written in another way")
def blanks_between_the_lines_of_a_file(draft: Draft) -> None:
    draft.files[NOTEBOOK] = draft.files[NOTEBOOK].replace(b'\n "cells"', b'\n  "cells"', 1)
