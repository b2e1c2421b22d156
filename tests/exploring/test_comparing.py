"""Two releases side by side: matched number by number, and never to be published."""

from __future__ import annotations

import dataclasses

import pytest

from workbench.disclosure import ReleasedCount
from workbench.errors import ParameterError
from workbench.exploring import compare
from workbench.exploring.pairs import beside
from workbench.presentation.view import folded, stack

MARK = {"workbench": {"exploring": True}}


def test_every_number_of_both_is_there_once(exact, rounded):
    frame = beside(exact, rounded)
    assert (frame["in"] != "second only").sum() == len(exact.records())
    assert (frame["in"] != "first only").sum() == len(rounded.records())


def test_a_release_differs_nowhere_from_itself(exact):
    frame = beside(exact, exact)
    assert not frame["differs"].any()
    assert set(frame["in"]) == {"both"}


def test_numbers_stand_on_their_own_side(exact, rounded):
    frame = beside(exact, rounded).set_index(["finding", "group", "measure", "stratum"])
    row = frame.loc[("records", "people who applied", "number", "")]
    assert (row["first_value"], row["second_value"], row["differs"]) == (4526, 4525, True)


def test_a_number_in_one_alone_says_so(exact):
    fewer = dataclasses.replace(exact, findings=exact.findings[1:])
    frame = beside(fewer, exact)
    assert set(frame[frame["finding"] == "records"]["in"]) == {"second only"}
    assert frame[frame["finding"] == "records"]["differs"].all()


def test_a_withheld_number_that_only_one_has_differs(exact):
    hidden = {"number": ReleasedCount(None, "<5")}
    records = exact["records"]
    cells = tuple(dataclasses.replace(cell, counts=hidden) for cell in records.cells)
    held = dataclasses.replace(records, cells=cells)
    one = dataclasses.replace(exact, findings=(held,))
    assert beside(one, dataclasses.replace(exact, findings=()))["differs"].all()
    assert not beside(one, one)["differs"].any()


def test_two_lines_show_what_was_set_and_what_differs(exact, berkeley):
    view = compare(exact, berkeley.with_(policy="open"))
    assert '<th scope="row" style="text-align:left">policy</th>' in view.html
    assert "inside the secure setting only" in view.html
    assert "0.682 (0.628 to 0.739)" in view.html
    assert view.text.startswith("Comparison: 80 released numbers: 62 in both, of which 59 differ;")
    assert len(view.to_frame()) == 80


def test_parameters_say_each_setting_that_differs(berkeley):
    view = compare(berkeley, berkeley.with_(title="Another", people="students"))
    assert [">title</th>" in view.html, ">people</th>" in view.html] == [True, True]
    assert ">policy</th>" not in view.html


def test_alike_is_said_to_be_alike(exact):
    view = compare(exact, exact)
    assert "were set alike" in view.html
    assert "of which 0 differ" in view.text


def test_two_analyses_are_not_compared(exact):
    context = dataclasses.replace(exact.context, analysis="attrition")
    with pytest.raises(ParameterError, match="two of one analysis"):
        compare(exact, dataclasses.replace(exact, context=context))


def test_no_way_of_showing_a_comparison_takes_its_mark_away(exact):
    view = compare(exact, exact)
    for shown in (view, stack([view]), folded("More", view), folded("More", stack([view]))):
        assert shown._repr_mimebundle_()[1] == MARK


def test_labels_are_inert(exact):
    nasty = "<script>alert(1)</script>"
    context = dataclasses.replace(exact.context, title=nasty)
    assert "<script" not in compare(exact, dataclasses.replace(exact, context=context)).html
