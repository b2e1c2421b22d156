"""Choosing a released finding, and a part of it, with menus; its table and chart beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.disclosure import Release, ReleasedFinding
from workbench.disclosure.explored import finding_html, usual_measure
from workbench.errors import UnknownNameError

if TYPE_CHECKING:
    from ipywidgets import VBox

KEYS = ("group", "stage", "basis", "stratum")
ALL = "all"
NOTHING = "<p>No number of this part was released.</p>"


def choices(finding: ReleasedFinding) -> dict[str, list[str]]:
    """Return what can be chosen of a finding by key, `ALL` first; keys of one value are left out.

    Parameters
    ----------
    finding : ReleasedFinding
        Whole.
    """
    found = {key: list(dict.fromkeys(getattr(cell, key) for cell in finding.cells)) for key in KEYS}
    return {key: [ALL, *values] for key, values in found.items() if len(values) > 1}


def part(finding: ReleasedFinding, chosen: dict[str, str]) -> ReleasedFinding | None:
    """Return the part of a finding that was chosen; None where it has no cell."""
    try:
        return finding.only(**{key: one for key, one in chosen.items() if one != ALL})
    except UnknownNameError:
        return None


def shown(finding: ReleasedFinding, chosen: dict[str, str], measure: str) -> str:
    """Return the chart of a number and the table of the part that was chosen, as HTML."""
    found = part(finding, chosen)
    if found is None:
        return NOTHING
    chart = found.plot(measure).html if measure in found.measures else NOTHING
    return chart + finding_html(found)


def chooser(released: Release) -> VBox:
    """Return menus of finding, number, group, stage, basis and stratum, and what they choose.

    Parameters
    ----------
    released : Release
        Only what was released can be looked at.
    """
    import ipywidgets as widgets

    names = [finding.name for finding in released.findings if finding.measures]
    compared = [one.name for one in released.of_section("characteristic")]
    finding = widgets.Dropdown(options=names, value=(compared or names)[0], description="finding")
    measure = widgets.Dropdown(description="number")
    menus = {key: widgets.Dropdown(description=key) for key in KEYS}
    page = widgets.HTML()

    offering: list[bool] = []

    def look(_: Any = None) -> None:
        if offering:
            return
        chosen = {key: menu.value for key, menu in menus.items() if menu.value is not None}
        page.value = shown(released[finding.value], chosen, measure.value)

    def offer(_: Any = None) -> None:
        found = released[finding.value]
        # Each menu that is filled tells of a change, and would draw once more.
        offering.append(True)
        measure.options = found.measures
        measure.value = usual_measure(found)
        for key, menu in menus.items():
            menu.options = choices(found).get(key, [])
            menu.value = ALL if menu.options else None
            menu.layout.display = "" if menu.options else "none"
        offering.clear()
        look()

    for menu in (measure, *menus.values()):
        menu.observe(look, "value")
    finding.observe(offer, "value")
    offer()
    return widgets.VBox([widgets.HBox([finding, measure]), widgets.HBox([*menus.values()]), page])
