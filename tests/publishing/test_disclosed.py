"""Disclosure's own form of a release, put in the flat form."""

from __future__ import annotations

from workbench.disclosure.released import Release, ReleasedCell, ReleasedCount, ReleasedFinding
from workbench.findings import Context
from workbench.publishing.disclosed import flat
from workbench.publishing.release import _typed


def cell(group, **changes):
    known = dict.fromkeys(("characteristic", "comparator", "stage", "basis", "stratum"), "")
    counts = {"rows": ReleasedCount(40, "40")}
    return ReleasedCell(**known, group=group, role="all", counts=counts, numbers={}, **changes)


def test_a_release_of_disclosure_is_read():
    context = Context(analysis="toy", title="Toy", data_source="synthetic", data_date="2026-01-02")
    cells = (cell("rows read"), cell("rows counted"))
    finding = ReleasedFinding("records", "records", "Rows", cells)
    content = flat(Release("open", "OFFICIAL", context, (finding,)).to_json())
    release = _typed(content)
    assert (release.title, release.policy, release.data_date) == ("Toy", "open", "2026-01-02")
    assert release.rows_read == {"value": 40, "shown": "40"}
    assert [record["finding"] for record in release.records] == ["records", "records"]
    assert release.headline.endswith(".")
    assert flat(content) == content
