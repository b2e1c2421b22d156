"""The place of an object, which is no path: two slashes of its address must stay two."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from posixpath import basename, dirname, splitext
from typing import Self

from workbench.errors import ParameterError

MEANT = re.compile(r"s3[an]?:", re.IGNORECASE)
ADDRESS = re.compile(
    r"s3://(?P<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(?P<key>.*))?", re.DOTALL
)
SECRET = re.compile(
    r"^s3[an]?:/*[^/]*[:@]|\?[\w-]+=|x-amz-|awsaccesskeyid|signature=|token=|(?-i:\bA[KS]IA[A-Z0-9]{12,})",
    re.IGNORECASE,
)
"""A name and password before the bucket, or the marks of a signed address."""
HELD_BACK = (
    "an address on object storage holds what looks like a key, a password or a signature. Take it "
    "out, and have the key withdrawn if others saw the file: who may read a bucket is told by the "
    "environment or a profile (AWS_PROFILE)."
)


@dataclass(frozen=True, slots=True, order=True)
class ObjectPath:
    """An object on object storage, or a pattern of several, as `pathlib.Path` is of files.

    Attributes
    ----------
    bucket : str
    key : str
        Without a slash at its beginning; it may hold ``*``, ``?`` and ``[..]``.

    Examples
    --------
    >>> path = ObjectPath.parse("s3://campaigns/2024/applications.parquet")
    >>> path.bucket, path.key, path.name, path.suffix
    ('campaigns', '2024/applications.parquet', 'applications.parquet', '.parquet')
    >>> str(path)
    's3://campaigns/2024/applications.parquet'
    """

    bucket: str
    key: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an address.

        Raises
        ------
        ParameterError
            If it is none, or holds a key or a signature; what was written is then not repeated.
        """
        if SECRET.search(text):
            raise ParameterError(HELD_BACK)
        found = ADDRESS.fullmatch(text)
        if not found:
            raise ParameterError(
                f"{text!r} is no address on object storage. Write s3://bucket/path, the bucket "
                "in small letters, figures, '.' and '-'."
            )
        return cls(found["bucket"], (found["key"] or "").lstrip("/"))

    @property
    def name(self) -> str:
        """Return the last part of the key."""
        return basename(self.key)

    @property
    def stem(self) -> str:
        """Return the name without its ending."""
        return splitext(self.name)[0]

    @property
    def suffix(self) -> str:
        """Return the ending of the name, with its dot."""
        return splitext(self.name)[1]

    @property
    def folder(self) -> str:
        """Return the key without its last part."""
        return dirname(self.key)

    def __str__(self) -> str:
        return f"s3://{self.bucket}/{self.key}"

    def __truediv__(self, name: str) -> ObjectPath:
        """Return the object of a name below this one."""
        return ObjectPath(self.bucket, f"{self.key.rstrip('/')}/{name}".lstrip("/"))


Location = Path | ObjectPath
"""Where data may be."""


def is_remote(text: str) -> bool:
    """Tell whether a text is meant as an address on object storage, well written or not.

    Examples
    --------
    >>> is_remote("s3://bucket/a.csv"), is_remote("S3:/bucket/a.csv"), is_remote("data/s3.csv")
    (True, True, False)
    """
    return bool(MEANT.match(text))
