"""What each advertising channel cost, as a small file tells it."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite

from workbench.analyses.recruitment_funnel.parameters import Parameters
from workbench.analyses.recruitment_funnel.side_files import Line, SideTable, quoted

CHANNEL, CAMPAIGN, SPEND = "channel", "campaign", "spend_pounds"


def channel_spend(parameters: Parameters) -> Mapping[str, float]:
    """Return the pounds spent on each channel of this campaign; empty where no file is named.

    Raises
    ------
    DataError
        Naming every problem: columns that are missing, channels that the campaign does not know,
        sums that are no numbers, channels told of twice.
    """
    channels = parameters.channels
    if channels is None or channels.spend is None:
        return {}
    table = SideTable(channels.spend)
    if not table.has(CHANNEL, SPEND):
        table.finish()
    lines = _of_campaign(table, parameters.campaign)
    circumstance = channels.circumstance
    known = parameters.strata[circumstance].labels_of(circumstance)
    mend = f"Write it as under strata.{circumstance}.groups, or name it there."
    told = table.refuse_labels(lines, CHANNEL, known, mend)
    told = table.refuse_doubled(told, [CHANNEL])
    plain = "Write pounds as a plain number, 0 or more: 4000, without sign, comma or currency."
    money = table.numbers(lines, SPEND, isfinite, plain)
    table.finish()
    return {line[CHANNEL]: money[line.number] for line in told}


def _of_campaign(table: SideTable, campaign: str | None) -> list[Line]:
    """Return the lines of this campaign: all, where the file does not tell campaigns apart."""
    if CAMPAIGN not in table.columns:
        return list(table.lines)
    labels = [line[CAMPAIGN] for line in table.lines]
    if campaign is None:
        if len(set(labels)) > 1:
            table.refuse(
                f"It holds the campaigns {quoted(labels)}, and the parameters name none. Name "
                "'campaign', or keep the rows of one."
            )
        return list(table.lines)
    table.refuse_blanks(table.lines, CAMPAIGN)
    if campaign not in labels:
        table.refuse(
            f"Column {CAMPAIGN!r} has no row of {campaign!r}, only {quoted(labels)}. Add what was "
            "spent on this campaign, or take the path out."
        )
    return [line for line in table.lines if line[CAMPAIGN] == campaign]
