"""What could this roll-out show? The smallest changes that it would see, before it begins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from workbench.analyses.role_evaluation.cells import Number, Row, finest_of, stated
from workbench.analyses.role_evaluation.estimating.planning.noise import (
    Noise,
    noise_before,
    of_regions,
    stated_noise,
)
from workbench.analyses.role_evaluation.estimating.planning.plans import (
    Plan,
    followed_longer,
    held_back,
    plans,
)
from workbench.analyses.role_evaluation.estimating.planning.power import (
    Showing,
    dealt_out,
    showing,
)
from workbench.analyses.role_evaluation.observed import Observed
from workbench.analyses.role_evaluation.parameters import Parameters
from workbench.analyses.role_evaluation.questions.question import (
    Answer,
    Evaluated,
    NotCovered,
    Question,
)
from workbench.errors import EstimationError
from workbench.findings import Finding
from workbench.statistics.estimate import Estimate

SECTION = "planning"
LONGER = (3, 6)
NO_PLAN = "the file plans no month for any unit, and the parameters propose no order"


def answer(parameters: Parameters, evaluated: Evaluated) -> Answer:
    """Return what each order would see of each outcome, what would help, and the noise."""
    if parameters.mode != "design":
        return ()
    observed = evaluated.observed
    noises = dict(_noises(parameters, observed))
    known = {name: one for name, one in noises.items() if isinstance(one, Noise)}
    if not known:
        return NotCovered("; ".join(dict.fromkeys(str(one) for one in noises.values())))
    proposed = plans(parameters, observed)
    if not proposed:
        return NotCovered(NO_PLAN)
    return (
        _finding(parameters, "planning", _orders(parameters, observed, proposed, noises)),
        *_more(parameters, observed, proposed[0], known),
        _finding(parameters, "planning_noise", _noise(parameters, observed, known)),
    )


QUESTION = Question("What could this roll-out show?", answer)


def stated_tables(parameters: Parameters) -> dict[str, tuple[dict[str, str], ...]]:
    """Return what the parameters say of the roll-out to come, as words."""
    planning = parameters.planning
    return {
        "planning": (
            {
                "followed": str(planning.followed),
                "power": f"{100 * planning.power:g}",
                "alpha": f"{100 * parameters.alpha:g}",
                "simulations": f"{planning.simulations:,}",
                "noise_stated": ", ".join(map(parameters.title_of, planning.noise)),
            },
        ),
        "orders": tuple(
            {"order": one.title, "region": region, "month": month}
            for one in planning.orders
            for region, month in sorted(one.begins.items(), key=lambda pair: pair[::-1])
        ),
    }


def _noises(parameters: Parameters, observed: Observed) -> Iterator[tuple[str, Noise | str]]:
    """Yield the noise of each outcome, those judged first; why it is not known, where it is not."""
    rest = (name for name in parameters.outcomes if name not in parameters.judged)
    for name in (*parameters.judged, *rest):
        if told := parameters.planning.noise.get(name):
            yield name, stated_noise(told.deviation, told.autocorrelation)
            continue
        try:
            yield (
                name,
                noise_before(observed.outcomes[name], _weights(observed), observed.panel.region),
            )
        except EstimationError as error:
            yield name, str(error)


def _weights(observed: Observed) -> np.ndarray:
    return np.where(observed.people > 0, observed.people, 1.0)


def _finding(parameters: Parameters, name: str, rows: Iterator[Row] | list[Row]) -> Finding:
    return stated(name, SECTION, QUESTION.title, list(rows), level=parameters.level)


def _orders(
    parameters: Parameters,
    observed: Observed,
    proposed: tuple[Plan, ...],
    noises: dict[str, Noise | str],
) -> Iterator[Row]:
    for plan in proposed:
        for name, noise in noises.items():
            people, others = _behind(observed, plan)
            keys = {"stage": "order", "group": name, "stratum": plan.title}
            if isinstance(noise, str):
                yield _unknown(parameters, name, Row(keys, {}, people, others, reason=noise), plan)
                continue
            found = showing(parameters, observed, plan, noise, observed.outcomes[name])
            yield _row(parameters, name, keys, found, plan, (people, others))


def _unknown(parameters: Parameters, name: str, row: Row, plan: Plan) -> Row:
    """Return what can be said without the noise: how many ways there are to deal out dates."""
    ways = dealt_out(parameters, plan.months + 1, plan).possible
    return replace(
        row,
        numbers={"detectable": Number(np.nan), "ways": Number(float(ways), measured=False)},
        of_measurements=parameters.outcomes[name].count is None,
    )


def _more(
    parameters: Parameters, observed: Observed, plan: Plan, known: dict[str, Noise]
) -> Iterator[Finding]:
    """Yield what else the first order would show: followed longer, or with more who wait."""
    waiting, number = held_back(plan)
    changes = [(f"followed {months}", followed_longer(plan, months)) for months in LONGER]
    if plan.begins > number:
        changes.append((f"waiting {number}", waiting))
    rows = [
        _row(
            parameters,
            name,
            {"stage": stage, "group": name, "stratum": plan.title},
            showing(parameters, observed, one, known[name], observed.outcomes[name]),
            one,
            _behind(observed, one),
        )
        for name in parameters.judged
        if name in known
        for stage, one in changes
    ]
    if rows:
        yield _finding(parameters, "planning_more", rows)


def _row(
    parameters: Parameters,
    name: str,
    keys: dict[str, str],
    found: Showing,
    plan: Plan,
    behind: tuple[float, float],
) -> Row:
    outcome = parameters.outcomes[name]
    least = outcome.worthwhile
    numbers = {
        "detectable": _number(found.detectable),
        "of_worthwhile": _number(found.detectable, 1 / least, measured=False),
        "false_alarms": _number(found.false_alarms, measured=False),
        "floor": Number(found.floor, measured=False),
        "attainable_size": Number(found.attainable_size, measured=False),
        "ways": Number(float(found.ways), measured=False),
        "months": Number(float(found.months), measured=False),
        "begins": Number(float(plan.begins), measured=False),
        "waits": Number(float(plan.waits), measured=False),
    }
    if name in parameters.judged:
        numbers["beside_others"] = _number(found.beside_others)
    return Row(
        keys,
        numbers,
        *behind,
        reason=found.reason,
        finest=finest_of(least),
        of_measurements=outcome.count is None,
    )


def _number(estimate: Estimate, times: float = 1.0, *, measured: bool = True) -> Number:
    value, lower, upper = (
        times * float(part) for part in (estimate.value, estimate.lower, estimate.upper)
    )
    return Number(value, lower, upper, measured=measured, method="simulation of the planned test")


def _behind(observed: Observed, plan: Plan) -> tuple[float, float]:
    """Return the officers of those who begin, and of those they are compared with."""
    people = np.nan_to_num(observed.people)
    last = (plan.months < 0) | (plan.months == plan.months.max())
    waits = plan.months < 0 if (plan.months < 0).any() else last
    if waits.all():
        return float(people.sum()), float(people.sum())
    return float(people[~waits].sum()), float(people[waits].sum())


def _noise(parameters: Parameters, observed: Observed, known: dict[str, Noise]) -> Iterator[Row]:
    everyone = float(np.nansum(observed.people))
    for name, noise in known.items():
        outcome = parameters.outcomes[name]
        deviation = of_regions(noise, _weights(observed), observed.panel.region)
        numbers = {
            "deviation": Number(deviation),
            "autocorrelation": Number(noise.shared.autocorrelation, measured=False),
        }
        yield Row(
            {"stage": "noise", "group": name},
            numbers,
            everyone,
            everyone,
            finest=finest_of(outcome.worthwhile),
            of_measurements=outcome.count is None,
        )
