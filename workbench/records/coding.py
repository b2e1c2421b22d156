"""Text as small numbers: every label by its place in the list it belongs to.

One pass over the file gives a table of a few bytes a row; labels are read again only to name the
unknown ones.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import ibis
from ibis.expr.types import IntegerScalar, IntegerValue, StringValue, Table

from workbench.parameters import DateOrder
from workbench.records.contract import Contract
from workbench.records.dates import as_day
from workbench.vocabulary.terms import OUTCOMES

BLANK, UNKNOWN = -1, -2
OUTCOME_CODES: dict[str, int] = {outcome: code for code, outcome in enumerate(OUTCOMES)}
PASSED, PENDING, EXEMPT = (OUTCOME_CODES[name] for name in ("passed", "pending", "exempt"))
WHOLE = r"^[0-9]{1,12}([.]0+)?$"
MARK = r"^[0-9]{1,6}([.][0-9]{1,17})?$"
NO_MARK = -1.0
"""Stands for text that is no mark; `check` refuses it."""


def with_codes(raw: Table, contract: Contract, order: DateOrder) -> Table:
    """Return the rows of a file as codes; an expression that has not run yet.

    Returns
    -------
    Table
        ``here`` (whether the row is of the campaign), ``nearly_here`` (whether its campaign differs
        only in spaces or capitals), ``rows`` (1), ``identifier`` and ``person``
        (text, where the contract has them), ``people`` (-1 where the count is none), for each
        coded column ``group_<number>`` (place in its results), ``score_<number>`` of each stage
        that has marks (null if blank), ``day_applied``, ``day_requested`` and ``day_made``, and
        the outcomes and dates of its layout.
    """
    people = _people(raw[contract.count]) if contract.count else ibis.literal(1, "int64")
    named = {"identifier": contract.identifier, "person": contract.person}
    return raw.select(
        here=_of_campaign(raw, contract),
        nearly_here=_nearly_of_campaign(raw, contract),
        rows=ibis.literal(1, "int64"),
        **{name: raw[column] for name, column in named.items() if column},
        people=people,
        **{
            f"group_{place}": coded_as(raw[coded.column], places_of(coded.meanings, coded.results))
            for place, coded in enumerate(contract.coded)
        },
        **{f"score_{place}": _score(raw[name]) for place, name in contract.scores.items()},
        **{f"day_{name}": as_day(raw[at], order) for name, at in contract.other_days.items()},
        **_of_layout(raw, contract, order),
    )


def of_campaign(raw: Table, contract: Contract) -> Table:
    """Return the rows of the campaign that the contract names; all rows if it names none."""
    return raw.filter(_of_campaign(raw, contract))


def status_codes(contract: Contract) -> dict[str, int]:
    """Return the code of each status: its stage's number times ten, and its outcome's code."""
    return {
        label: 10 * number + OUTCOME_CODES[outcome]
        for number, stage in enumerate(contract.stages)
        for label, outcome in stage.meanings.items()
    }


def stage_places(contract: Contract) -> dict[str, int]:
    """Return the stage that each label of a long file names; those to leave out are blank."""
    ignored = dict.fromkeys(contract.long.ignored if contract.long else (), BLANK)
    called = {label: place for place, s in enumerate(contract.stages) for label in s.called}
    return ignored | called


def _of_campaign(raw: Table, contract: Contract) -> ibis.expr.types.BooleanValue:
    if contract.campaign_column is None:
        return ibis.literal(True)
    return raw[contract.campaign_column] == contract.campaign


def _nearly_of_campaign(raw: Table, contract: Contract) -> ibis.expr.types.BooleanValue:
    if contract.campaign_column is None or contract.campaign is None:
        return ibis.literal(False)
    label = raw[contract.campaign_column]
    bare = re.sub(r"\s+", "", contract.campaign).lower()
    return (label != contract.campaign) & (label.re_replace(r"[\s\pZ]+", "").lower() == bare)


def _of_layout(
    raw: Table, contract: Contract, order: DateOrder
) -> dict[str, ibis.expr.types.Value]:
    dates = {
        f"date_{number}": as_day(raw[stage.date], order)
        for number, stage in enumerate(contract.stages)
        if stage.date
    }
    if contract.status:
        return {"status": coded_as(raw[contract.status], status_codes(contract), "int16")} | dates
    if long := contract.long:
        outcomes = contract.stages[0].meanings
        return {
            "stage": coded_as(raw[long.stage], stage_places(contract)),
            "outcome": _outcome(raw[long.outcome], outcomes),
            **({"date": as_day(raw[long.date], order)} if long.date else {}),
        }
    return dates | {
        f"stage_{number}": _outcome(raw[stage.column], stage.meanings)
        for number, stage in enumerate(contract.stages)
    }


def places_of(meanings: Mapping[str, str], results: tuple[str, ...]) -> dict[str, int]:
    """Return the place, among the results, of what each label means."""
    return {label: results.index(result) for label, result in meanings.items()}


def _outcome(text: StringValue, meanings: Mapping[str, str]) -> IntegerValue:
    codes = {label: OUTCOME_CODES[outcome] for label, outcome in meanings.items()}
    return coded_as(text, {"": BLANK} | codes)


def coded_as(text: StringValue, codes: Mapping[str, int], kind: str = "int8") -> IntegerValue:
    """Return the code of each text; of one that has none, `UNKNOWN`."""
    labels: dict[int, list[str]] = {}
    for label, code in codes.items():
        labels.setdefault(code, []).append(label)
    cases = [(text.isin(here), _literal(code, kind)) for code, here in labels.items()]
    return ibis.cases(*cases, else_=_literal(UNKNOWN, kind))


def _literal(code: int, kind: str) -> IntegerScalar:
    return ibis.literal(code, kind)


def _score(text: StringValue) -> ibis.expr.types.NumericValue:
    number = text.re_search(MARK).ifelse(text.try_cast("float64"), NO_MARK)
    return (text == "").ifelse(ibis.null("float64"), number)


def _people(text: StringValue) -> IntegerValue:
    number = text.re_extract(r"^([0-9]+)", 1).try_cast("int64")
    return text.re_search(WHOLE).ifelse(number, ibis.literal(-1, "int64"))
