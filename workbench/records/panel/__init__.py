"""Units over months, and what staff say in surveys, from any file."""

from workbench.records.panel.arrays import Panel, clusters_of, panel_of
from workbench.records.panel.check import PanelChecked, check_panel
from workbench.records.panel.contract import DOSES, Direction, OutcomeColumn, PanelContract
from workbench.records.panel.reader import PanelRecords, read_panel
from workbench.records.panel.told import PanelTold

__all__ = [
    "DOSES",
    "Direction",
    "OutcomeColumn",
    "Panel",
    "PanelChecked",
    "PanelContract",
    "PanelRecords",
    "PanelTold",
    "check_panel",
    "clusters_of",
    "panel_of",
    "read_panel",
]
