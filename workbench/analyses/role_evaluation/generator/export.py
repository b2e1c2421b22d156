"""The synthetic panel as another system could export it: other names, order of days, delimiter."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

COLUMNS = {
    "unit": "Cost centre",
    "region": "Region",
    "month": "Period",
    "planned_month": "Go-live (plan)",
    "actual_month": "Go-live (actual)",
    "spo_headcount": "SPO heads",
    "support_fte": "Admin support FTE",
    "administration_hours": "Admin hrs/wk",
    "supervision_on_time": "Supervision on time %",
    "countersigning_days": "Countersign (days)",
    "sickness_days": "Sick days",
    "spo_leavers": "Leavers",
    "support_cost": "Spend £",
}
MONTHS = ("month", "planned_month", "actual_month")


def as_export(panel: pd.DataFrame) -> pd.DataFrame:
    """Return rows under another system's names, months as their first days.

    Examples
    --------
    >>> from workbench.analyses.role_evaluation.generator.panel import draw_panel
    >>> from workbench.synthetic import Streams
    >>> as_export(draw_panel(Streams(1, 0, 1)))["Period"].iloc[0]
    '01/01/2021'
    """
    frame = panel[list(COLUMNS)].copy()
    for name in MONTHS:
        days = pd.to_datetime(frame[name], format="%Y-%m").dt.strftime("%d/%m/%Y")
        frame[name] = days.fillna("Not planned")
    return frame.rename(columns=COLUMNS)


def write_export(chunks: Iterable[pd.DataFrame], path: Path) -> None:
    """Write the panel as text separated by semicolons, as Windows programs do."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        for number, chunk in enumerate(map(as_export, chunks)):
            chunk.to_csv(file, sep=";", index=False, header=number == 0, lineterminator="\r\n")
