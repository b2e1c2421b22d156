"""How findings of groups and regions, and their cells, are named."""

SECTION = "for_whom"
REGIONS = "for_whom_regions"
GROUP, DIFFERENCE, REGION, DIFFER = "group", "difference", "region", "regions differ"
DATES = "randomisation of roll-out dates"
