"""Text as days, in the one order that the parameters declare."""

from __future__ import annotations

import ibis
from ibis.expr.types import DateValue, StringValue

from workbench.parameters import DateOrder

UNREADABLE = ibis.date("0001-01-01")
"""Stands for text that is no day in the declared order; `check` refuses it."""
ZONE = "(Z|UTC|GMT|BST|[+-][0-9]{2}(:?[0-9]{2})?)"
TIME = f"([ T][0-9]{{1,2}}:[0-9]{{2}}[0-9:.]*( ?[AaPp][Mm])?( ?{ZONE})?)?"
ISO = f"^([0-9]{{4}})-([0-9]{{2}})-([0-9]{{2}}){TIME}$"
NAMED = (
    "(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    "sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
DAY, MONTH, YEAR = "([0-9]{1,2})", f"([0-9]{{1,2}}|{NAMED})", "([0-9]{4})"
SEPARATOR = "[-/. ]"
ORDERS = {
    "ymd": (SEPARATOR.join((YEAR, MONTH, DAY)), (1, 2, 3)),
    "dmy": (SEPARATOR.join((DAY, MONTH, YEAR)), (3, 2, 1)),
    "mdy": (SEPARATOR.join((MONTH, DAY, YEAR)), (3, 1, 2)),
}
SERIAL = r"^[0-9]{5}([.][0-9]+)?$"
SLASHED = r"^[0-9]{1,2}[-/. ][0-9]{1,2}[-/. ][0-9]{4}"
MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"


def as_day(text: StringValue, order: DateOrder) -> DateValue:
    """Return the day that text stands for: null if blank, `UNREADABLE` if it is none.

    ISO days are read in every order, since they cannot be mistaken; a time after the day is
    dropped.
    """
    iso = text.re_search(ISO).ifelse(text.substr(0, 10).try_cast("date"), ibis.null("date"))
    declared = _serial(text) if order == "excel" else _ordered(text, order)
    return (text == "").ifelse(ibis.null("date"), ibis.coalesce(iso, declared, UNREADABLE))


def _serial(text: StringValue) -> DateValue:
    days = text.re_extract(r"^([0-9]{5})", 1).try_cast("int64")
    day = ibis.date("1899-12-30") + days.as_interval("D")
    return text.re_search(SERIAL).ifelse(day.cast("date"), ibis.null("date"))


def _ordered(text: StringValue, order: DateOrder) -> DateValue:
    pattern, places = ORDERS[order]
    whole = f"^{pattern}{TIME}$"
    year, month, day = (text.re_extract(whole, place) for place in places)
    place = ibis.literal(MONTHS).find(month.lower().substr(0, 3))
    named = (place // 3 + 1).cast("string")
    number = (place < 0).ifelse(month, named).lpad(2, "0")
    return (year + "-" + number + "-" + day.lpad(2, "0")).try_cast("date")
