"""If these fail, an analysis gets a name that nothing can find, or that another has."""

from __future__ import annotations

import pytest

from workbench.errors import ParameterError
from workbench.skeleton.naming import checked

TAKEN = ("attrition", "question")
REFUSED = {
    "Pay": "cannot be the name of an analysis",
    "2024": "cannot be the name of an analysis",
    "pay-progression": "cannot be the name of an analysis",
    "pay__progression": "cannot be the name of an analysis",
    "_pay": "cannot be the name of an analysis",
    "../pay": "cannot be the name of an analysis",
    "pay progression": "cannot be the name of an analysis",
    "class": "cannot be the name of an analysis",
    "": "cannot be the name of an analysis",
    "pp": "must have 3 to 30 letters",
    "p" * 31: "must have 3 to 30 letters",
    "attrition": "there is already something called 'attrition'. Choose another name.",
    "question": "there is already something called 'question'. Choose another name.",
}
TITLES = {
    "": "the title must have 1 to 80 letters",
    "x" * 81: "the title must have 1 to 80 letters",
    'Who "progresses"': "the title holds '\"'. Take them out.",
    "Who\nprogresses": r"the title holds '\n'. Take them out.",
    "Who {name}": "the title holds '{', '}'. Take them out.",
    "Who\u202eprogresses": "U+202E",
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_name_that_cannot_be_used_is_refused_with_the_mend(name: str):
    with pytest.raises(ParameterError) as refused:
        checked(name, "A title", TAKEN)
    assert REFUSED[name] in str(refused.value)


@pytest.mark.parametrize("title", TITLES)
def test_a_title_that_would_break_a_file_is_refused(title: str):
    with pytest.raises(ParameterError) as refused:
        checked("pay_progression", title, TAKEN)
    assert TITLES[title] in str(refused.value)


def test_every_problem_is_told_at_once():
    with pytest.raises(ParameterError, match=r"2 problems\. \(1\) .*name.* \(2\) .*title"):
        checked("Pay", "", TAKEN)


def test_a_title_is_made_of_the_name():
    assert checked("pay_progression", None, TAKEN).title == "Pay progression"
    assert checked("pay_progression", " Who gets on? ", TAKEN).title == "Who gets on?"
