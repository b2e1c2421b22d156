"""Whether a group fares otherwise before one kind of panel than before another."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
import pandas as pd

from workbench.analyses.recruitment_funnel.counting import CampaignCounts, Wanted
from workbench.analyses.recruitment_funnel.parameters import Parameters
from workbench.analyses.recruitment_funnel.questions.panels.judged import judged_at
from workbench.findings import Anchor, Finding, Measure, Measured, Modelled
from workbench.statistics.estimate import Estimate
from workbench.statistics.units.panel_kinds import KindComparison, compare_panel_kinds
from workbench.vocabulary.terms import NOT_RECORDED

SIDES = ["passed", "entered"]
BESIDE = [*SIDES, "comparator_passed", "comparator_entered"]
ENOUGH = 10**9
"""Of what the anchor's counts are asked for already."""
BOTH_KINDS = "panels recorded as both kinds are left out"


def compare_kinds(
    panel: str, mix: str, characteristic: str, parameters: Parameters, counted: CampaignCounts
) -> Finding:
    """Compare each group's rate ratio before one kind of panel with that before the other.

    People before no recorded panel are left out, and so are panels recorded as both kinds: it is
    between panels that kinds are compared.
    """
    stage, kinds = parameters.panels[mix].stage, parameters.panels[mix].groups
    by = [characteristic, panel, mix]
    judged = judged_at(counted.tables[Wanted(tuple(by))], by, stage, parameters)
    here = judged[
        judged[mix].isin(kinds) & (judged[panel] != NOT_RECORDED) & (judged["entered"] > 0)
    ]
    each = here[[panel, mix]].drop_duplicates()
    of_both = each.loc[each[panel].duplicated(), panel]
    here = here[~here[panel].isin(of_both)]
    comparator = parameters.comparator(characteristic)
    groups = [group for group in parameters.groups(characteristic) if group != comparator]
    sides = [_beside(here, characteristic, group, comparator, (panel, mix)) for group in groups]
    cells = pd.DataFrame(
        {
            "characteristic": characteristic,
            "group": groups,
            "role": "declared",
            "comparator": comparator,
            "stage": stage,
            "basis": mix,
            "stratum": f"{kinds[0]} beside {kinds[1]}",
            "family": None,
        }
    ).astype({"family": object})
    modelled = _modelled(sides, mix, kinds, parameters.level, left_out=len(of_both) > 0)
    title = f"{parameters.characteristic_title(characteristic)}: {parameters.title_of(mix)}"
    return Finding(f"kinds:{mix}:{characteristic}", "kinds", title, cells, modelled=(modelled,))


def _beside(
    here: pd.DataFrame, characteristic: str, group: str, comparator: str, by: tuple[str, str]
) -> pd.DataFrame:
    """Return a row for each panel that judged either group, with its kind."""
    own, others = (
        here[here[characteristic] == label]
        .astype(dict.fromkeys(by, str))
        .set_index(list(by))[SIDES]
        for label in (group, comparator)
    )
    both = own.join(others.add_prefix("comparator_"), how="outer").fillna(0).astype(np.int64)
    return both.reset_index()


def _modelled(
    sides: list[pd.DataFrame], mix: str, kinds: tuple[str, ...], level: float, *, left_out: bool
) -> Modelled:
    parts = [
        compare_panel_kinds(
            *(one[name].to_numpy() for name in BESIDE),
            kind=(one[mix] == kinds[0]).to_numpy(bool),
            level=level,
        )
        for one in sides
    ]
    sums = [one.groupby(mix)[BESIDE].sum().reindex([*kinds], fill_value=0) for one in sides]
    counts = {
        f"{at}_{name}": np.array([int(one[name].iloc[place]) for one in sums], np.int64)
        for place, at in enumerate(("kind", "other"))
        for name in BESIDE
    }
    ends = {
        end: np.array([float(getattr(one.ratio, end)) for one in parts])
        for end in ("value", "lower", "upper")
    }
    enough = np.full(len(sides), ENOUGH)
    measure = Measure(tuple(counts), partial(_plain, level=level))
    return Modelled(
        {"ratio_of_ratios": Estimate(**ends, level=level, method=parts[0].ratio.method)},
        events=enough,
        non_events=enough,
        residual=np.array([max(one.panels + one.other_panels - 2, 0) for one in parts]),
        reasons=tuple(_reason(one, left_out=left_out) for one in parts),
        anchor=Anchor(measure, counts, {"ratio_of_ratios": "ratio_of_ratios"}),
    )


def _plain(counts: Mapping[str, np.ndarray], *, level: float) -> Measured:
    """Return the ratio of the sums, without a range: that is between panels."""
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = [
            (counts[f"{at}_passed"] / counts[f"{at}_entered"])
            / (counts[f"{at}_comparator_passed"] / counts[f"{at}_comparator_entered"])
            for at in ("kind", "other")
        ]
        value = ratios[0] / ratios[1]
    return Measured({"ratio_of_ratios": Estimate(value, value, value, level, "of sums")})


def _reason(found: KindComparison, *, left_out: bool) -> str | None:
    told = [found.reason[:1].lower() + found.reason[1:].removesuffix(".") if found.reason else ""]
    told += [BOTH_KINDS] if left_out else []
    return "; ".join(filter(None, told)) or None
