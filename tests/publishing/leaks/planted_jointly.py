"""Counts that are safe one by one and give a small one away together: one system finds them."""

from __future__ import annotations

from draft import Draft
from register import PLANTED

from workbench.analyses.recruitment_funnel import TIES
from workbench.disclosure import Release
from workbench.findings.finding import KEYS

JOINT = "small counts, all together"
FOUND, APART = "small counts can be worked out from the report as a whole", "two different numbers"
IMPOSSIBLE = "contradicts itself"


def counts_of(content: dict, finding: str, place: dict[str, str], name: str) -> list[dict]:
    """Return the counts of the same people as one cell's, wherever they stand."""
    context = Release.from_json(content).context
    told = {}
    for one in content["findings"]:
        for cell in one["cells"]:
            keys = {key: cell.get(key) or "" for key in KEYS}
            for count in cell["counts"]:
                same = TIES.tally(one["name"], keys, count, context)
                told.setdefault(same, []).append((one["name"], keys, count, cell["counts"][count]))
    (mine,) = (
        cells
        for cells in told.values()
        if any(
            found == finding and count == name and place.items() <= keys.items()
            for found, keys, count, _ in cells
        )
    )
    return [count for *_, count in mine]


def shown_otherwise(
    title: str,
    at: tuple[str, dict[str, str], str],
    by: int | None,
    *,
    words: str = FOUND,
    once: bool = False,
) -> None:
    """Show one number of people otherwise, well rounded, wherever it stands or once only."""

    def plant(draft: Draft) -> None:
        content = draft.release
        counts = counts_of(content, *at)
        assert len(counts) > 1 or not once
        value = None if by is None else counts[0]["value"] + by
        for count in counts[:1] if once else counts:
            count |= {"value": value, "shown": "<5" if value is None else f"{value:,}"}
        draft.put(content)

    PLANTED[title] = (plant, JOINT, words)


ALL, PLACES = "overall", "strata_rows:ethnicity"
TEST, CENTRE = "online_test", "assessment_centre"


def leaving(group: str, stage: str, basis: str) -> tuple[str, dict[str, str], str]:
    """Return where the passes of one way of leaving stand."""
    named = "sex" if group == "Women" else "ethnicity"
    return f"leaving:{named}", {"group": group, "stage": stage, "basis": basis}, "passed"


def in_region(region: str, stage: str, name: str) -> tuple[str, dict[str, str], str]:
    """Return where a count of one region stands."""
    return PLACES, {"group": "Black", "stratum": f"region: {region}", "stage": stage}, name


shown_otherwise(
    "a total of groups that leaves too much to the small ones",
    ("campaign", {"stage": TEST}, "withdrew"),
    10,
)
shown_otherwise("a total of another way of leaving", ("campaign", {"stage": TEST}, "expired"), 10)
shown_otherwise(
    "a total at another stage",
    ("campaign", {"stage": CENTRE}, "withdrew"),
    5,
)
shown_otherwise("a total that leaves a complement", ("campaign", {"stage": "sift"}, "failed"), -15)
shown_otherwise(
    "a group's total against its regions",
    ("ethnicity", {"group": "Black", "stage": ALL}, "passed"),
    5,
)
shown_otherwise(
    "a group's total against the other groups",
    ("ethnicity", {"group": "Mixed", "stage": ALL}, "passed"),
    5,
)
shown_otherwise("one region against a group's total", in_region("West Midlands", ALL, "passed"), 5)
shown_otherwise(
    "a region's comparators against all", in_region("South West", ALL, "comparator_passed"), 5
)
shown_otherwise(
    "a region at one stage against the stages after it",
    in_region("Greater Manchester", CENTRE, "passed"),
    -5,
)
shown_otherwise("a region's entries against a group's", in_region("London", CENTRE, "entered"), 20)
shown_otherwise(
    "one way of leaving against those who stayed", leaving("Black", TEST, "withdrew"), 10
)
shown_otherwise(
    "one sex against everyone, the other sex being small", leaving("Women", TEST, "withdrew"), -10
)
shown_otherwise(
    "a large group against everyone, so that none is left", leaving("Asian", TEST, "expired"), -15
)
shown_otherwise("those who stayed to the end of a test", leaving("Black", TEST, "attempted"), -5)
shown_otherwise(
    "one number of people shown as two",
    ("ethnicity", {"group": "Black", "stage": ALL}, "passed"),
    5,
    words=APART,
    once=True,
)
shown_otherwise(
    "a band where many are",
    ("campaign", {"stage": "sift"}, "withdrew"),
    None,
    words=IMPOSSIBLE,
)
shown_otherwise(
    "a total of the records that the stages do not add up to",
    ("records", {"group": "people who applied"}, "number"),
    50,
    words=IMPOSSIBLE,
)
