"""The connection to object storage, and its errors in words that hold no secret."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from workbench.errors import StorageError
from workbench.storage.location import ObjectPath

NOT_INSTALLED = (
    "s3:// needs the package boto3, which is not installed. Install the workbench with its extra "
    "'s3': pip install '.[s3]'."
)
ABSENT = frozenset(("404", "NoSuchKey", "NotFound"))
CONFLICTS = frozenset(("412", "PreconditionFailed", "409", "ConditionalRequestConflict"))
WHO = "Look at AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
DENIED = (
    "permission denied, or it is not there and you may not list the bucket. Check the name, and "
    "ask whoever keeps the bucket for the right to do this."
)
WRONG_KEY = f"the store does not accept the credentials. {WHO}"
EXPIRED = "the credentials have expired. Sign in again, then run again."
TOLD = {
    "NoSuchBucket": "there is no such bucket. Check its name, and AWS_ENDPOINT_URL.",
    "AccessDenied": DENIED,
    "403": DENIED,
    "Forbidden": DENIED,
    "AllAccessDisabled": DENIED,
    "InvalidAccessKeyId": WRONG_KEY,
    "SignatureDoesNotMatch": WRONG_KEY,
    "ExpiredToken": EXPIRED,
    "InvalidToken": EXPIRED,
    "PermanentRedirect": "the bucket is in another region. Set AWS_REGION to it.",
    "301": "the bucket is in another region. Set AWS_REGION to it.",
    "InvalidObjectState": "is archived. Have it restored, then run again.",
    "RequestTimeTooSkewed": "the clock of this machine is wrong. Set it, then run again.",
    "NotImplemented": "the store cannot do what is asked of it. See docs/object_storage.md.",
}
"""By the store's own code of an error."""
UNREACHABLE = (
    "the store cannot be reached. Check AWS_ENDPOINT_URL, the network, and that the store is up."
)
KINDS = {
    "NoCredentialsError": f"there are no credentials. {WHO}",
    "PartialCredentialsError": f"the credentials are not whole. {WHO}",
    "CredentialRetrievalError": f"the credentials cannot be had. {WHO}",
    "ProfileNotFound": f"there is no such profile. {WHO}",
    "UnauthorizedSSOTokenError": EXPIRED,
    "SSOTokenLoadError": EXPIRED,
    "InvalidEndpointURLError": "AWS_ENDPOINT_URL is no address. Write it as https://host:port.",
    "EndpointConnectionError": UNREACHABLE,
    "ConnectionClosedError": UNREACHABLE,
    "ConnectTimeoutError": UNREACHABLE,
    "ReadTimeoutError": UNREACHABLE,
    "ProxyConnectionError": UNREACHABLE,
    "ResponseStreamingError": UNREACHABLE,
    "IncompleteReadError": UNREACHABLE,
    "SSLError": "the store's certificate is not trusted. Check AWS_ENDPOINT_URL and AWS_CA_BUNDLE.",
}
"""By the kind of an error that the client raises itself."""
_MAKING = threading.Lock()


class ConflictError(StorageError):
    """An object is not as it was when it was last looked at."""


def client() -> Any:
    """Return the client of the environment as it is now.

    Raises
    ------
    StorageError
        If the package is not installed, or the environment makes none.
    """
    settings = tuple(sorted(item for item in os.environ.items() if item[0].startswith("AWS_")))
    with explained("s3://"), _MAKING:
        return _made(settings)


@lru_cache(maxsize=2)
def _made(_: tuple[tuple[str, str], ...]) -> Any:
    try:
        import boto3
        from botocore.config import Config
    except ImportError as error:
        raise StorageError(NOT_INSTALLED) from error
    patient = Config(connect_timeout=10, read_timeout=60, retries={"mode": "standard"})
    session = boto3.session.Session()
    made = session.client("s3", config=patient)
    if "amazonaws.com" in made.meta.endpoint_url:
        return made
    # Stores of one's own seldom have a name for each bucket.
    return session.client("s3", config=patient.merge(Config(s3={"addressing_style": "path"})))


@contextmanager
def explained(path: ObjectPath | str) -> Iterator[None]:
    """Turn what the client raises into one sentence with its mend; its own words are not told.

    Raises
    ------
    ConflictError
        If an object was not as a condition said.
    StorageError
        For all else.
    """
    try:
        yield
    except Exception as error:
        kind, code = type(error).__name__, code_of(error)
        if code in CONFLICTS:
            raise ConflictError(f"{path}: was changed in the meantime. Run again.") from error
        if code in ABSENT:
            raise StorageError(f"{path}: there is no such object. Check its name.") from error
        if code:
            told = TOLD.get(code) or f"the store refused it ({_plain(code)}). Try again later."
            raise StorageError(f"{path}: {told}") from error
        if type(error).__module__.partition(".")[0] in ("botocore", "boto3", "urllib3"):
            told = KINDS.get(kind) or f"{kind}. Check AWS_ENDPOINT_URL and the credentials."
            raise StorageError(f"{path}: {told}") from error
        if isinstance(error, ValueError) and "endpoint" in str(error).lower():
            raise StorageError(f"{path}: {KINDS['InvalidEndpointURLError']}") from error
        raise


def code_of(error: Exception) -> str:
    """Return the store's own code of an error, or nothing where the store said none."""
    response = getattr(error, "response", None)
    told = response.get("Error", {}) if isinstance(response, dict) else {}
    return str(told.get("Code") or "")


def _plain(code: str) -> str:
    return code[:40] if code.isalnum() else "an error without a name"
