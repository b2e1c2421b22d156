"""The groups of each channel's applicants, and how much of a gap goes with the channels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.analyses.recruitment_funnel.benchmarks import Benchmarks
from workbench.analyses.recruitment_funnel.counting import CampaignCounts
from workbench.analyses.recruitment_funnel.parameters import Parameters
from workbench.analyses.recruitment_funnel.questions.channels.measure import reached
from workbench.analyses.recruitment_funnel.questions.held_against import (
    WITH_WHOLE,
    against_whole,
    level_together,
)
from workbench.analyses.recruitment_funnel.questions.representation.question import region_rows
from workbench.analyses.recruitment_funnel.questions.strata.pooled import APART
from workbench.analyses.recruitment_funnel.questions.strata.shown import (
    by_choice,
    parts_as_shown,
    why_nothing,
)
from workbench.analyses.recruitment_funnel.questions.strata.stand_ins import Sides
from workbench.findings import Finding, ShownCounts, TableMeasure
from workbench.findings.finding import KEYS
from workbench.measures.comparison import share
from workbench.statistics.estimate import Estimate
from workbench.vocabulary.terms import NOT_RECORDED, OVERALL

APPLICANTS = "applicants"
IN_CHANNELS = {APART: "fewer than 9 in 10 came by channels that both groups came by"}
Tables = Mapping[str, pd.DataFrame]


def reach(
    tables: Tables, told: Benchmarks, parameters: Parameters, counted: CampaignCounts
) -> Finding:
    """Return each group's share of all applicants, and of each channel's."""
    blocks = {name: list(_rows(name, table, told, parameters)) for name, table in tables.items()}
    held = {name: told.of(name)[0] if told.of(name) else None for name in tables}
    by_region = any(one is not None and one.by_region for one in held.values())
    regions = list(region_rows(told, parameters, counted)) if by_region else []
    rows = [
        *({**one, "role": "comparator"} for one in regions),
        *(row for block in blocks.values() for row in block),
    ]
    cells = pd.DataFrame(rows).assign(family=None)
    for name in ("passed", "entered"):
        beside = f"comparator_{name}"
        cells[beside] = cells[beside].fillna(cells[name]) if beside in cells else cells[name]
    groups = {name: len(parameters.groups(name)) for name in tables}
    sizes = [(groups[name], len(block) // groups[name]) for name, block in blocks.items()]
    compared = sum(many * (each - 1) for many, each in sizes)
    level = parameters.level
    measure = partial(
        reached, told=list(held.values()), sizes=sizes, regions=len(regions), level=level
    )
    among = {
        "reach_among_applicants": level,
        "reach_together": level_together(level, compared),
    }
    return Finding(
        "channels:reach",
        "channels",
        "Whom each advertising channel reached",
        cells[[*KEYS, *WITH_WHOLE]].astype(dict.fromkeys(WITH_WHOLE, "int64")),
        (share("share", level), against_whole(among)),
        (TableMeasure(("passed", "entered"), measure),),
    )


def _rows(
    name: str, table: pd.DataFrame, told: Benchmarks, parameters: Parameters
) -> Iterator[dict[str, object]]:
    """Yield, group by group, who applied by all channels together and by each."""
    groups, channel = list(parameters.groups(name)), str(table.index.names[1])
    applied = _pivot(table, "applied", groups)
    everybody, benchmark = applied.sum(axis=0), told.of(name)
    for group, own in zip(groups, applied, strict=True):
        keys = {
            "characteristic": name,
            "group": group,
            "comparator": benchmark[0].name if benchmark else "",
            "stage": "",
            "basis": APPLICANTS,
        }
        whole = {
            "comparator_passed": int(own.sum()),
            "comparator_entered": int(everybody.sum()),
        }
        yield {
            **keys,
            **whole,
            "role": "comparator",
            "stratum": "",
            "passed": whole["comparator_passed"],
            "entered": whole["comparator_entered"],
        }
        for label, here, of in zip(_channels(table), own, everybody, strict=True):
            place = {"role": "declared", "stratum": f"{channel}: {label}"}
            yield {**keys, **whole, **place, "passed": int(here), "entered": int(of)}


def mix(tables: Tables, parameters: Parameters) -> Finding:
    """Return how much of each group's gap over all stages goes with the channels it came by."""
    blocks = [_gaps(name, table, parameters) for name, table in tables.items()]
    cells = pd.concat([keys for keys, _ in blocks], ignore_index=True)
    widest = max(sides[0].shape[-1] for _, sides in blocks)
    beside = {}
    for place, name in enumerate(WITH_WHOLE):
        each = [sides[place] for _, sides in blocks]
        assert all(one.shape[-1] == widest for one in each), "all are by the same channels"
        beside[name] = np.concatenate(each)
        beside[f"all {name}"] = beside[name].sum(axis=-1)
    measure = TableMeasure((), partial(_parts, level=parameters.level), beside=beside, reasons=_why)
    title = "How much of each gap goes with the channels"
    return Finding("channels:mix", "channels", title, cells, table_measures=(measure,))


def _parts(counts: Mapping[str, ShownCounts], *, level: float) -> dict[str, Estimate]:
    found = parts_as_shown(*_strata_and_whole(counts), level=level)
    return {"gap": found["gap"], "channel_mix": found["mix"], "channel_rate": found["rate"]}


def _why(counts: Mapping[str, ShownCounts]) -> NDArray[np.object_]:
    told = why_nothing(*_strata_and_whole(counts))
    return np.array([IN_CHANNELS.get(reason, reason) for reason in told], dtype=object)


def _strata_and_whole(counts: Mapping[str, ShownCounts]) -> tuple[Sides, Sides]:
    found = by_choice({f"channel: {name}": one for name, one in counts.items()}, ("channel",))
    return found["channel"]


def _gaps(
    name: str, table: pd.DataFrame, parameters: Parameters
) -> tuple[pd.DataFrame, list[NDArray[np.int64]]]:
    """Return the keys of each declared group, and its counts and its comparator's by channel."""
    comparator, channel = parameters.comparator(name), str(table.index.names[1])
    others = [group for group in parameters.groups(name) if group != comparator]
    keys = pd.DataFrame({"group": others}).assign(
        characteristic=name,
        role="declared",
        comparator=comparator,
        stage=OVERALL,
        basis=OVERALL,
        stratum=channel,
        family=None,
    )
    own = [_pivot(table, side, others) for side in ("passed", "entered")]
    beside = [
        np.broadcast_to(_pivot(table, side, [comparator]), own[0].shape)
        for side in ("passed", "entered")
    ]
    return keys[list(KEYS)], [*own, *beside]


def _channels(table: pd.DataFrame) -> list[str]:
    labels = table.index.get_level_values(1).unique()
    return [str(label) for label in labels if label != NOT_RECORDED]


def _pivot(table: pd.DataFrame, side: str, groups: list[str]) -> NDArray[np.int64]:
    """Return a count by group and channel; nobody whose channel is not recorded."""
    every = pd.MultiIndex.from_product([groups, _channels(table)], names=table.index.names)
    counts = table[side].reindex(every).to_numpy(np.int64)
    return counts.reshape(len(groups), -1)
