"""Exact numbers planted in the release itself: only a look at its numbers can tell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from draft import Draft
from register import COUNTS, NUMBERS, PLANTED, WORDS, planted


def any_cell(_: dict) -> bool:
    return True


def a_cell(content: dict[str, Any], finding: str, wanted: Callable[[dict], bool]) -> dict:
    """Return the first cell of a finding that is as wanted."""
    cells = next(one["cells"] for one in content["findings"] if one["name"] == finding)
    return next(cell for cell in cells if wanted(cell))


def compared(cell: dict) -> bool:
    return cell["role"] == "declared" and "relative_rate_index" in cell["numbers"]


def asked(cell: dict) -> bool:
    return compared(cell) and cell.get("p_value") is not None


def banded(name: str) -> Callable[[dict], bool]:
    return lambda cell: cell["counts"][name]["value"] is None


def in_release(
    name: str, check: str, words: str, finding: str, wanted: Callable[[dict], bool]
) -> Callable[[Callable[[dict], None]], None]:
    """Plant something in one cell of the release."""

    def add(change: Callable[[dict], None]) -> None:
        def plant(draft: Draft) -> None:
            content = draft.release
            change(a_cell(content, finding, wanted))
            draft.put(content)

        PLANTED[name] = (plant, check, words)

    return add


def number(measure: str, part: str, by: float = 0.003, *, finding: str = "ethnicity") -> None:
    """Plant another value or limit of a measure: what exact counts would have given."""

    def change(cell: dict) -> None:
        told = cell["numbers"][measure]
        told[part] = round((told.get(part) or 0.0) + by, 6)

    def wanted(cell: dict) -> bool:
        told = cell["numbers"].get(measure, {})
        return told.get(part) is not None and told.get("method") != "bound"

    in_release(f"{measure}: {part}", NUMBERS, measure, finding, wanted)(change)


for measure in (
    "selection_rate",
    "relative_rate_index",
    "relative_nonpassing_rate",
    "rate_difference",
):
    for part in ("value", "lower", "upper"):
        number(measure, part)
number("shortfall", "value", 0.4)
number("shortfall", "upper", 0.4)
number("minimum_detectable_ratio", "value")
number("minimum_detectable_ratio", "lower")
number("one_person_flip", "value", 1)
number("declared_share", "value", finding="declaration")
number("share_of_gap", "value", finding="gap:ethnicity")
number("gained_at_parity", "value", 0.7, finding="gap:ethnicity")


@planted(COUNTS, "entered is not printed")
def an_exact_margin(draft: Draft) -> None:
    content = draft.release
    count = content["findings"][2]["cells"][0]["counts"]["entered"]
    count["value"] += 2
    count["shown"] = f"{count['value']:,}"
    draft.put(content)


@planted(COUNTS, "number is not printed")
def an_exact_number_of_rows(draft: Draft) -> None:
    content = draft.release
    a_cell(content, "records", any_cell)["counts"]["number"] = {
        "value": 5601,
        "shown": "5,601",
    }
    draft.put(content)


@planted(COUNTS, "is not printed")
def a_count_whose_text_says_more(draft: Draft) -> None:
    content = draft.release
    a_cell(content, "ethnicity", any_cell)["counts"]["passed"]["shown"] += " (37)"
    draft.put(content)


def _band(**changes: Any) -> Callable[[dict], None]:
    def change(cell: dict) -> None:
        name = next(name for name, count in cell["counts"].items() if count["value"] is None)
        cell["counts"][name] |= changes

    return change


def _some_band(cell: dict) -> bool:
    return any(count["value"] is None for count in cell["counts"].values())


in_release("a band with its value", COUNTS, "is not printed", "campaign", _some_band)(
    _band(value=3)
)
in_release("a band as its count", COUNTS, "is not printed", "campaign", _some_band)(
    _band(shown="3")
)
in_release("a true zero told apart", COUNTS, "is not printed", "campaign", _some_band)(
    _band(value=0, shown="0")
)


@planted(NUMBERS, "is of too few people")
def a_rate_of_too_few(draft: Draft) -> None:
    content = draft.release
    cell = a_cell(content, "ethnicity", compared)
    for name in ("passed", "comparator_passed"):
        cell["counts"][name] = {"value": None, "shown": "<5"}
    draft.put(content)


@planted(NUMBERS, "has more figures than a model may")
def a_model_told_too_finely(draft: Draft) -> None:
    content = draft.release
    cell = a_cell(content, "adjusted:ethnicity", lambda cell: "adjusted_ratio" in cell["numbers"])
    cell["numbers"]["adjusted_ratio"]["value"] += 0.0037
    cell["numbers"]["adjusted_ratio"]["value"] = round(
        cell["numbers"]["adjusted_ratio"]["value"], 6
    )
    draft.put(content)


@planted(NUMBERS, "has more figures than a model may")
def a_limit_of_a_model_told_too_finely(draft: Draft) -> None:
    content = draft.release
    cell = a_cell(content, "adjusted:ethnicity", lambda cell: "adjusted_ratio" in cell["numbers"])
    cell["numbers"]["adjusted_ratio"]["lower"] = 0.61237
    draft.put(content)


@planted(NUMBERS, "has more figures than a model may")
def a_measure_that_nobody_knows(draft: Draft) -> None:
    content = draft.release
    a_cell(content, "ethnicity", any_cell)["numbers"]["exact_passed"] = {
        "value": 237.0,
        "method": "exact",
    }
    draft.put(content)


@planted(NUMBERS, "does not lie between its limits")
def limits_that_leave_the_value_out(draft: Draft) -> None:
    content = draft.release
    cell = a_cell(content, "gap:ethnicity", lambda cell: "share_of_gap" in cell["numbers"])
    cell["numbers"]["share_of_gap"] |= {"lower": 90.0, "upper": 91.0, "level": 0.95}
    cell["numbers"]["share_of_gap"].pop("lower_open", None)
    cell["numbers"]["share_of_gap"].pop("upper_open", None)
    draft.put(content)


def tested(name: str, words: str, change: Callable[[dict], None]) -> None:
    in_release(name, NUMBERS, words, "ethnicity", asked)(change)


tested("p-value", "p-value is not", lambda cell: cell.update(p_value=cell["p_value"] * 0.98))
tested("p, adjusted", "adjusted p-value", lambda cell: cell.update(p_adjusted=0.777))
tested("size of a family", "family size", lambda cell: cell.update(family_size=1234))
tested(
    "verdict",
    "verdict is not",
    lambda cell: cell.update(
        verdict="cannot tell" if cell["verdict"] == "no evidence seen" else "no evidence seen"
    ),
)
tested("size of a disparity", "verdict is not", lambda cell: cell.update(size="odd"))
in_release("p-value where no question is asked", NUMBERS, "p-value is not", "sex", any_cell)(
    lambda cell: cell.update(p_value=0.037)
)


@planted(COUNTS, "its rows are not in the one order")
def groups_in_the_order_of_their_size(draft: Draft) -> None:
    content = draft.release
    finding = next(one for one in content["findings"] if one["name"] == "undeclared:ethnicity")
    finding["cells"].reverse()
    draft.put(content)


@planted(COUNTS, "its rows are not in the one order of every stage")
def stages_in_the_order_of_their_gap(draft: Draft) -> None:
    content = draft.release
    cells = next(one for one in content["findings"] if one["name"] == "gap:sex")["cells"]
    cells[0], cells[1] = cells[1], cells[0]
    draft.put(content)


@planted(WORDS, "holds a figure")
def a_count_in_the_name_of_a_method(draft: Draft) -> None:
    content = draft.release
    cell = a_cell(content, "ethnicity", compared)
    cell["numbers"]["selection_rate"]["method"] += ", 237 of 1,604"
    draft.put(content)


@planted(WORDS, "its reason holds a figure")
def a_count_in_a_reason(draft: Draft) -> None:
    content = draft.release
    a_cell(content, "sex", any_cell)["reason"] = "3 people only"
    draft.put(content)


@planted(WORDS, "a group of one cell holds a figure")
def a_count_in_a_label(draft: Draft) -> None:
    content = draft.release
    a_cell(content, "sex", any_cell)["group"] += " (237)"
    draft.put(content)


@planted(WORDS, "'population' is not that of the parameters")
def a_count_in_the_population(draft: Draft) -> None:
    content = draft.release
    content["context"]["population"] += ", of whom 3 were deaf"
    draft.put(content)


@planted(WORDS, "'not_covered' holds a figure")
def a_count_in_why_a_question_is_not_asked(draft: Draft) -> None:
    content = draft.release
    content["context"]["not_covered"]["Who?"] = "only 3 people were asked"
    draft.put(content)


@planted(WORDS, "'read_as' holds a figure")
def a_count_in_how_the_file_was_read(draft: Draft) -> None:
    content = draft.release
    content["context"]["read_as"].append("3 rows were blank")
    draft.put(content)


@planted(COUNTS, "not of the form that is known")
def a_part_that_no_release_has(draft: Draft) -> None:
    draft.put({**draft.release, "exact": [237]})


@planted(COUNTS, "not of the form that is known")
def a_part_that_no_number_has(draft: Draft) -> None:
    content = draft.release
    a_cell(content, "sex", compared)["numbers"]["selection_rate"]["exact"] = 0.1478
    draft.put(content)


@planted(COUNTS, "not of the form that is known")
def a_text_where_a_number_belongs(draft: Draft) -> None:
    content = draft.release
    a_cell(content, "sex", compared)["numbers"]["selection_rate"]["value"] = "237 of 1604"
    draft.put(content)
