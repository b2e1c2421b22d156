"""What every test shares: properties are tried on the same examples each time.

`HYPOTHESIS_PROFILE=explore` tries others, to look for what is not yet known. Where several
processes share the tests a file stays in one of them, the longest files go first, and all that
need the released synthetic intake go together, since each process would release it anew; so do
those that need a session of Spark.
The hook comes first since xdist reads the groups in its own.
"""

from __future__ import annotations

import gc
import os

import pytest
from hypothesis import settings

# Else a tenth of the time goes into looking for circles among the many objects that tests share.
gc.set_threshold(50_000)
settings.register_profile("same", derandomize=True)
settings.register_profile("explore", derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

collect_ignore_glob = ["reference/*.py"]
"""Scripts that made the values beside them, with other packages than the project has."""
LONGEST = (
    "test_followed.py",
    "test_end_to_end.py",
    "test_published_results.py",
    "test_canary.py",
    "test_crashes_of_kernels.py",
    "test_same_counts.py",
    "test_same_refusals.py",
    "test_same_text.py",
    "test_pages.py",
    "test_workers.py",
    "test_footing.py",
    "test_many_reports.py",
)
RELEASED = {"analyst", "circulated"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.pluginmanager.hasplugin("xdist"):
        return
    shared = {item.path: group for item in items if (group := _shared(item))}
    for item in items:
        group = shared.get(item.path, str(item.path.relative_to(config.rootpath)))
        item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=lambda item: item.path.name not in LONGEST)


def _shared(item: pytest.Item) -> str:
    """Return the group of a file one of whose tests needs what is dear to make."""
    needed = {*getattr(item, "fixturenames", ())}
    return "released" if RELEASED & needed else "engines" if "spark" in needed else ""
