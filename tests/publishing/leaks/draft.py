"""A published folder taken apart, so that something can be planted, and put together again."""

from __future__ import annotations

import copy
import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workbench.disclosure import MIME_TYPE
from workbench.publishing.files import to_json
from workbench.publishing.quality.assurance import FIELD, with_assurance

NOTEBOOK, PAGE, FINDINGS, MANIFEST = (
    "notebook.ipynb",
    "report.html",
    "findings.json",
    "manifest.json",
)


@dataclass
class Draft:
    """The parts of a report that may be changed."""

    manifest: dict[str, Any]
    files: dict[str, bytes]
    notebook: dict[str, Any]
    loose: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def of(cls, manifest: dict[str, Any], files: dict[str, bytes]) -> Draft:
        return cls(copy.deepcopy(manifest), dict(files), json.loads(files[NOTEBOOK]))

    def cell(self, name: str) -> dict[str, Any]:
        return next(cell for cell in self.notebook["cells"] if cell["id"] == name)

    def shown(self, name: str) -> dict[str, Any]:
        return self.cell(name)["outputs"][0]

    @property
    def release(self) -> dict[str, Any]:
        return json.loads(self._holder()[MIME_TYPE])

    def _holder(self) -> dict[str, Any]:
        outputs = [one for cell in self.notebook["cells"] for one in cell.get("outputs", [])]
        return next(one["data"] for one in outputs if MIME_TYPE in one["data"])

    def put(self, content: dict[str, Any]) -> None:
        """Put another release in."""
        self._holder()[MIME_TYPE] = json.dumps(content, ensure_ascii=False, separators=(",", ":"))

    def change(self, name: str, old: str, new: str, *, times: int = 1) -> None:
        """Replace a text of a file; it must be there."""
        text = self.files[name].decode()
        assert old in text, f"{name} has no {old!r}"
        self.files[name] = text.replace(old, new, times).encode()

    def write(self, folder: Path) -> Path:
        """Write the report with hashes of what is in it now, as whoever tampers would."""
        folder.mkdir()
        if self.notebook != json.loads(self.files[NOTEBOOK]):
            self.files[NOTEBOOK] = to_json(self.notebook).encode()
        hashes = {name: hashlib.sha256(data).hexdigest() for name, data in self.files.items()}
        self.manifest["outputs"] = hashes
        told = {name: part for name, part in self.manifest.items() if name != FIELD}
        whole = {**with_assurance(told, None), **self.manifest}
        whole[FIELD] = with_assurance(told, None)[FIELD]
        for name, data in {**self.files, **self.loose}.items():
            (folder / name).write_bytes(data)
        (folder / MANIFEST).write_text(to_json(whole))
        return folder
