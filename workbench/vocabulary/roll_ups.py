"""Detailed groups put together into broad ones, as their source puts them together."""

from __future__ import annotations

from collections.abc import Mapping

CENSUS_2021_ETHNICITY: Mapping[str, tuple[str, ...]] = {
    "Asian": (
        "Bangladeshi",
        "Chinese",
        "Indian",
        "Pakistani",
        "Other Asian",
        "Any other Asian background",
    ),
    "Black": ("African", "Caribbean", "Other Black", "Any other Black background"),
    "Mixed": (
        "White and Asian",
        "White and Black African",
        "White and Black Caribbean",
        "Other Mixed or Multiple ethnic groups",
        "Any other Mixed or Multiple background",
    ),
    "White": (
        "English, Welsh, Scottish, Northern Irish or British",
        "Irish",
        "Gypsy or Irish Traveller",
        "Roma",
        "Other White",
        "Any other White background",
    ),
    "Other": ("Arab", "Any other ethnic group"),
}
"""The 19 ethnic groups of the 2021 Census of England and Wales in its five broad ones.

Office for National Statistics, Ethnic group, England and Wales: Census 2021. "Other Asian" and the
like have the wording of the question beside that of the tables, so there are 23 labels.
"""

ROLL_UPS = {"census_2021": CENSUS_2021_ETHNICITY}
