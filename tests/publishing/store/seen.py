"""What a reader sees who follows the index of a store and checks every hash on the way."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

PREFIX = "out"


def reports(bucket: Any) -> dict[str, dict[str, Any]]:
    """Return the manifest of every report that the index leads to, whole or not at all."""
    if f"{PREFIX}/index.html" not in bucket.named(f"{PREFIX}/index.html"):
        return {}
    page = bucket.get(f"{PREFIX}/index.html").decode()
    return dict(report(bucket, link) for link in re.findall(r'href="([^"#]+)/report\.html"', page))


def report(bucket: Any, version: str) -> tuple[str, dict[str, Any]]:
    folder = f"{PREFIX}/{version}"
    told = json.loads(bucket.get(f"{folder}/manifest.json"))
    there = {key.rsplit("/", 1)[1] for key in bucket.named(f"{folder}/")}
    assert there == {"manifest.json", *told["outputs"]}
    for name, stated in told["outputs"].items():
        assert hashlib.sha256(bucket.get(f"{folder}/{name}")).hexdigest() == stated, name
    return "/".join(version.split("/")[1:3]), told


def pointed(bucket: Any, label: str) -> dict[str, Any] | None:
    """Return the manifest that the pointer of a report leads to."""
    key = f"{PREFIX}/.pointers/{label}.json"
    if key not in bucket.named(key):
        return None
    told = json.loads(bucket.get(key))
    found = report(bucket, told["version"])[1]
    data = bucket.get(f"{PREFIX}/{told['version']}/manifest.json")
    assert hashlib.sha256(data).hexdigest() == told["manifest"]
    return found
