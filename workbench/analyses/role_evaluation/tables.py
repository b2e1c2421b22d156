"""What the parameters state and the report repeats, as tables of words."""

from __future__ import annotations

from workbench.analyses.role_evaluation.observed import Observed
from workbench.analyses.role_evaluation.parameters import Parameters
from workbench.analyses.role_evaluation.questions import planning, survey, worth
from workbench.records.staff.contract import month_name

Rows = tuple[dict[str, str], ...]
YES = "yes"


def stated_tables(parameters: Parameters, observed: Observed) -> dict[str, Rows]:
    """Return what is said of outcomes, the theory of change and the roll-out; no number of people.

    Parameters
    ----------
    parameters : Parameters
    observed : Observed
        For the names and dates of regions.
    """
    return {
        "outcomes": tuple(_outcome(parameters, name) for name in _primary_first(parameters)),
        "theory": tuple(
            {name: value or "" for name, value in step.model_dump().items()}
            for step in parameters.theory
        ),
        "roll_out": _roll_out(observed),
        "facts": (_facts(parameters, observed),),
        "survey": _survey(parameters),
        **survey.stated_tables(parameters),
        **worth.stated_tables(parameters),
        **planning.stated_tables(parameters),
    }


def _primary_first(parameters: Parameters) -> tuple[str, ...]:
    rest = (name for name in parameters.outcomes if name not in parameters.judged)
    return (*parameters.judged, *rest)


def _outcome(parameters: Parameters, name: str) -> dict[str, str]:
    one = parameters.outcomes[name]
    return {
        "name": name,
        "title": parameters.title_of(name),
        "measured_in": one.measured_in,
        "better": one.better,
        "worthwhile": f"{one.worthwhile:g}",
        "primary": YES if name == parameters.primary else "",
        "judged": YES if name in parameters.judged else "",
        "placebo": YES if one.placebo else "",
        "count": one.count or "",
    }


def _roll_out(observed: Observed) -> Rows:
    """Return a row for each region, or for each unit where dates differ within regions."""
    panel, clusters = observed.panel, observed.clusters
    first = {int(cluster): unit for unit, cluster in reversed(list(enumerate(clusters)))}
    by_region = len(first) == len(panel.regions) > 0
    names = panel.regions if by_region else panel.units
    told = [first[place] if by_region else place for place in range(len(names))]
    return tuple(
        {
            "region": names[place],
            "planned": _month(int(panel.planned_months[unit])),
            "actual": _month(int(panel.actual_months[unit])),
        }
        for place, unit in enumerate(told)
    )


def _month(number: int) -> str:
    return month_name(number) if number >= 0 else ""


def _facts(parameters: Parameters, observed: Observed) -> dict[str, str]:
    panel = observed.panel
    begun = panel.actual < len(panel.months)
    regions = panel.region
    return {
        "mode": parameters.mode,
        "role": parameters.role,
        "people": parameters.people,
        "anticipation": str(parameters.anticipation),
        "base_months": str(parameters.base_months),
        "first_month": panel.months[0],
        "last_month": panel.months[-1],
        "units": str(len(panel.units)),
        "regions": str(len(set(regions.tolist()))),
        "begun": str(len(set(regions[begun].tolist()))),
        "unbegun": str(len(set(regions[~begun].tolist()))),
        "clusters": str(len(set(observed.clusters.tolist()))),
        "by_region": YES if len(panel.regions) else "",
        "planned_dates": YES if parameters.planned else "",
        "randomised": YES if parameters.randomised else "",
        "judged": str(len(parameters.judged)),
        "primary": parameters.primary,
    }


def _survey(parameters: Parameters) -> Rows:
    if parameters.survey is None:
        return ()
    return tuple(
        {"name": name, "said": item.said, "worthwhile": f"{item.worthwhile:g}"}
        for name, item in parameters.survey.items.items()
    )
