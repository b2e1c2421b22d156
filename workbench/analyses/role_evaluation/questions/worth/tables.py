"""What the parameters state of prices, as the report repeats it."""

from __future__ import annotations

from workbench.analyses.role_evaluation.parameters import Parameters
from workbench.analyses.role_evaluation.stated.worth import Price, Worth, prices

Rows = tuple[dict[str, str], ...]
YES = "yes"
KINDS = {
    "cost_of_post": ("Cost of a full-time post for a year", "pounds"),
    "pounds_an_hour": ("Cost of an hour", "pence"),
    "weeks_worked": ("Weeks worked in a year", "weeks"),
    "replacement_cost": ("Cost of replacing one who leaves", "pounds"),
    "optimism_bias": ("Optimism bias: costs are raised by", "share"),
    "keeps": ("Share of the effect that is left a year later", "share"),
}
OTHERWISE = {"optimism_bias": 0.0, "keeps": 1.0}
"""Of these, nothing need be said where nothing is stated."""


def stated_tables(parameters: Parameters) -> dict[str, Rows]:
    """Return assumptions, the terms of the appraisal, and the benefits without a price.

    Parameters
    ----------
    parameters : Parameters

    Returns
    -------
    dict of str to tuple of dict
        ``worth``, a row an assumption: name, title, value, low, high, kind (pounds, pence, weeks
        or share), source. ``worth_terms``, one row. ``worth_unpriced``, a row a benefit of the
        theory of change that has no price. None of them where nothing is priced.
    """
    worth = parameters.worth
    if worth is None:
        return {}
    return {
        "worth": tuple(
            _assumption(name, price)
            for name, price in prices(worth).items()
            if not _says_nothing(name, price)
        ),
        "worth_terms": (_terms(worth),),
        "worth_unpriced": tuple(
            {"benefit": benefit}
            for benefit in dict.fromkeys(
                step.benefit for step in parameters.theory if step.indicator not in worth.priced
            )
        ),
    }


def _says_nothing(name: str, price: Price) -> bool:
    return {price.value, *price.ends} == {OTHERWISE.get(name)}


def _assumption(name: str, price: Price) -> dict[str, str]:
    title, kind = KINDS[name]
    low, high = price.ends
    return {
        "name": name,
        "title": title,
        "kind": kind,
        "value": repr(float(price.value)),
        "low": repr(float(low)),
        "high": repr(float(high)),
        "source": price.source,
    }


def _terms(worth: Worth) -> dict[str, str]:
    hours, leavers = worth.hours, worth.leavers
    last = worth.first_year + worth.years - 1
    used = [one for one in worth.discount if one.from_year <= last]
    return {
        "first_year": str(worth.first_year),
        "last_year": str(last),
        "years": str(worth.years),
        "price_year": str(worth.price_year),
        "discount": "; ".join(f"{one.rate:g}% a year from {one.from_year}" for one in used),
        "pays": worth.pays,
        "gains": worth.gains,
        "time": hours.outcome if hours else "",
        "leavers": leavers.outcome if leavers else "",
        "time_is_cash": YES if hours and hours.cashable else "",
        "spend": YES if worth.spend else "",
    }
