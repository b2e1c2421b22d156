"""Files on object storage: where they are, what the store tells of them, and their bytes."""

from workbench.storage.location import Location, ObjectPath, is_remote
from workbench.storage.reading import Stored, download, look, matching, opened

__all__ = [
    "Location",
    "ObjectPath",
    "Stored",
    "download",
    "is_remote",
    "look",
    "matching",
    "opened",
]
