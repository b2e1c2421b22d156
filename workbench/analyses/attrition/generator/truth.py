"""What the plan implies: rates, gaps crude and like with like, and leavers a cap would avoid."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from workbench.analyses.attrition.generator import plan, workforce
from workbench.analyses.attrition.generator.tally import CAPS, YEARS, Sums, Tally, tally
from workbench.analyses.attrition.generator.tally_learners import learners
from workbench.analyses.attrition.generator.truth_plan import pdus, planted, recording
from workbench.analyses.attrition.generator.words import (
    CONTRACTS,
    GRADES,
    INTERNAL,
    LEARNER,
    MATERNITY,
    PERMANENT,
    PSO,
    REASONS,
    STAFF_CODE_LISTS,
    STATUSES,
    WORKING,
)
from workbench.vocabulary.characteristics import CodeList

DRAWS = 500_000
SEED = 20230701
NULL_LOW, NULL_HIGH = 0.97, 1.03
POPULATION = {
    "contract": [CONTRACTS[PERMANENT]],
    "grade": list(GRADES[LEARNER:]),
    "status": [STATUSES[WORKING], STATUSES[MATERNITY]],
}
"""Of whom all but `planted` and `recording` tell; `tally.of_population` counts them."""
SIZE = sum(entry.people for entry in workforce.ENTRIES)
"""People ever in the data, so that about 13,000 permanent practitioners are in post at its end."""


def implied_truth(*, draws: int = DRAWS, seed: int = SEED) -> dict[str, Any]:
    """Compute what the plan implies for the population of the report.

    Parameters
    ----------
    draws : int
        People to draw, at least 1.
    seed : int
        Seed of the draws; fixed beforehand, and not that of any table.

    Returns
    -------
    dict
        `synthetic`, `description`, `draws`, `seed`, `people`, `population`, `planted` (the
        numbers of the plan), then `rates`, `reasons`, `service`, `characteristics`, `drivers`,
        `caps`, `learners`, `pdus` and `recording`. Rates are leavers a year of 100 people, and
        numbers of people are those of a file of `people`.

    Examples
    --------
    >>> truth = implied_truth(draws=20_000)
    >>> [each["kind"] for each in truth["characteristics"] if each["group"] == "Disabled"]
    ['planted']
    """
    found = tally(draws, seed)
    scale = SIZE / draws
    return {
        "synthetic": True,
        "description": (
            "SYNTHETIC. What the planted mechanisms imply for permanent PQiP learners, PSO, PO and "
            "SPO who are not on a career break; moves within HMPPS are no leaving. Rates are "
            "leavers a year of 100 people; all but those by year are of the year ending June "
            "2023. Adjusted: the same people, had the group's own effect alone not been there. "
            "Nothing here is a real rate."
        ),
        "draws": draws,
        "seed": seed,
        "people": SIZE,
        "population": POPULATION,
        "planted": planted(),
        "rates": list(_rates(found.grades)),
        "reasons": _reasons(found.reasons),
        "service": list(_service(found.service)),
        "characteristics": [
            entry
            for code_list in STAFF_CODE_LISTS
            for entry in _gaps(code_list, found.groups[code_list.name], scale)
        ],
        "drivers": [
            entry for driver in plan.DRIVERS for entry in _bands(driver, found.bands[driver.name])
        ],
        "caps": [_cap(name, found, scale) for name in CAPS],
        "learners": learners(*found.training),
        "pdus": pdus(),
        "recording": recording(),
    }


def rate(leavers: Any, months: Any) -> Any:
    """Return leavers a year of 100 people, to two decimals."""
    return np.round(1200 * leavers / months, 2).tolist()


def _rates(grades: Sums) -> Iterator[dict[str, Any]]:
    rows = {
        **{grade: [place] for place, grade in enumerate(GRADES) if place >= LEARNER},
        "PSO and PQiP learner": [LEARNER, PSO],
        "All": list(range(LEARNER, len(GRADES))),
    }
    for name, places in rows.items():
        months, leavers = grades[:, :, places].sum(axis=2)
        for year in range(YEARS):
            yearly = rate(leavers[year], months[year])
            yield {"grade": name, "year_ending": f"{2020 + year}-06-30", "leaving_rate": yearly}


def _reasons(reasons: Sums) -> dict[str, Any]:
    leaving = reasons[:INTERNAL].sum()
    return {
        "of_leavers": {
            name: round(float(part / leaving), 3)
            for name, part in zip(REASONS[:INTERNAL], reasons, strict=False)
        },
        "internal_transfers_for_each_leaver": round(float(reasons[INTERNAL] / leaving), 3),
    }


def _service(service: Sums) -> Iterator[dict[str, Any]]:
    edges = (0, *plan.SERVICE_EDGES)
    for first, months, leavers in zip(edges, *service, strict=True):
        yield {"from_month": first, "leaving_rate": rate(leavers, months)}


def _gaps(code_list: CodeList, groups: Sums, scale: float) -> Iterator[dict[str, Any]]:
    comparator = code_list.groups.index(code_list.comparator)
    months, leavers, without = groups
    rates = leavers / months
    for place, group in enumerate(code_list.groups):
        if place == comparator:
            continue
        crude = float(rates[place] / rates[comparator])
        adjusted = float(leavers[place] / without[place]) if without[place] else 1.0
        yield {
            "characteristic": code_list.name,
            "group": group,
            "comparator": code_list.comparator,
            "leaving_rate": rate(leavers[place], months[place]),
            "comparator_rate": rate(leavers[comparator], months[comparator]),
            "crude_ratio": round(crude, 3),
            "crude_excess_leavers": _people(
                leavers[place] - months[place] * rates[comparator], scale
            ),
            "adjusted_ratio": round(adjusted, 3),
            "adjusted_excess_leavers": _people(leavers[place] - without[place], scale),
            "kind": _kind(crude, adjusted),
        }


def _people(number: float, scale: float) -> float:
    return round(float(number) * scale, 1)


def _kind(crude: float, adjusted: float) -> str:
    if round(adjusted, 3) != 1:
        return "planted"
    return "null" if NULL_LOW <= crude <= NULL_HIGH else "inherited"


def _bands(driver: plan.Driver, bands: Sums) -> Iterator[dict[str, Any]]:
    months, leavers, instead, everyone = bands
    reference = driver.bands.index(driver.reference)
    for place, band in enumerate(driver.bands):
        yield {
            "driver": driver.name,
            "band": band,
            "reference": driver.reference,
            "share_of_months": round(float(months[place] / months.sum()), 3),
            "leaving_rate": rate(leavers[place], months[place]),
            "rate_in_reference": rate(instead[place], months[place]),
            "standardised_ratio": round(float(everyone[place] / everyone[reference]), 3),
            "standardised_difference": rate(everyone[place] - everyone[reference], months.sum()),
        }


def _cap(name: str, found: Tally, scale: float) -> dict[str, Any]:
    avoided, over = found.caps[name] * scale
    cap, instead = CAPS[name]
    return {
        "driver": name,
        "cap": cap,
        "instead": instead,
        "leavers_avoided_a_year": round(float(avoided), 1),
        "displaced_at_a_time": round(float(over) / 12),
        "fte_needed": round(float(over) / 12 / cap),
    }
