"""What value for money hangs on: each input at its ends, and where it would break even."""

from __future__ import annotations

from functools import partial
from math import inf, nan

from workbench.analyses.role_evaluation.cells import Number, Row, finest_of
from workbench.analyses.role_evaluation.estimating.worth import Valued
from workbench.analyses.role_evaluation.estimating.worth.inputs import effect_of
from workbench.analyses.role_evaluation.parameters import Parameters
from workbench.analyses.role_evaluation.questions.worth.behind import Behind, told_as_finely

plain = partial(Number, measured=False)


def at_both_ends(parameters: Parameters, found: Valued, behind: Behind) -> list[Row]:
    """Return a cell an input, in the order of all findings: net present value at both its ends."""
    one = found.tornado
    order = {name: place for place, name in enumerate(one.names)}
    return [
        _of_input(
            parameters,
            behind,
            name,
            {"low": one.low[place], "high": one.high[place]},
            {
                "net_at_low": plain(float(one.net_at_low[place])),
                "net_at_high": plain(float(one.net_at_high[place])),
                "net": plain(one.net),
            },
        )
        for name in found.switching.names
        for place in (order[name],)
    ]


def breaking_even(parameters: Parameters, found: Valued, behind: Behind) -> list[Row]:
    """Return a cell an input: the value at which benefits equal costs."""
    one = found.switching
    return [
        _of_input(
            parameters,
            behind,
            name,
            {"central": one.central[place], "value": _possible(behind, name, one.value[place])},
            {},
            one.found[place],
        )
        for place, name in enumerate(one.names)
    ]


def _possible(behind: Behind, name: str, value: float) -> float:
    """Return a value of an input, missing where an outcome would have to fall below nothing."""
    before = {effect_of(one): told for one, told in behind.before.items()}.get(name, inf)
    return nan if value < -before else value


def _of_input(
    parameters: Parameters,
    behind: Behind,
    name: str,
    inputs: dict[str, float],
    numbers: dict[str, Number],
    found: str = "",
) -> Row:
    """Return a cell of one input: its values in its own unit, and what they come to."""
    outcome = {effect_of(one): one for one in behind.people}.get(name)
    # What is kept is stated as a share, and taken as growth.
    less = 1.0 if name == "keeps" else 0.0
    # Named apart, for of one name all cells are told equally finely.
    own = {
        (f"effect_{key}" if outcome else key): Number(float(value) + less, measured=bool(outcome))
        for key, value in inputs.items()
    }
    keys = {
        "group": outcome or name,
        "stage": "effect" if outcome else "assumption",
        "basis": found,
    }
    row = behind.row(keys, {**own, **numbers})
    if outcome is None:
        return row
    return told_as_finely(row, finest_of(parameters.outcomes[outcome].worthwhile))
