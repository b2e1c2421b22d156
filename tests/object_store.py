"""A store of objects on the loopback address, with buckets that tests fill and spoil."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import boto3
import pytest

KEY, SECRET = "AKIAEXAMPLEONLY00001", "secret/that+must/never.be+shown/anywhere"
LEFT_OUT = ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL_S3", "AWS_REGION")


@dataclass(frozen=True)
class Bucket:
    """A bucket of one test, reached as whoever keeps the store reaches it."""

    name: str
    client: Any

    def put(self, key: str, data: bytes | str) -> str:
        """Put an object there; return its address."""
        body = data.encode() if isinstance(data, str) else data
        self.client.put_object(Bucket=self.name, Key=key, Body=body)
        return f"s3://{self.name}/{key}"

    def get(self, key: str) -> bytes:
        return self.client.get_object(Bucket=self.name, Key=key)["Body"].read()

    def named(self, prefix: str = "") -> list[str]:
        told = self.client.list_objects_v2(Bucket=self.name, Prefix=prefix)
        return [one["Key"] for one in told.get("Contents", ())]

    def remove(self, *keys: str) -> None:
        for key in keys:
            self.client.delete_object(Bucket=self.name, Key=key)

    @contextmanager
    def denied(self, *actions: str, under: str = "*") -> Iterator[None]:
        """Deny everybody some actions, such as ``s3:PutObject``, on objects that begin so."""
        statement = {"Effect": "Deny", "Principal": "*", "Action": list(actions)}
        statement["Resource"] = [f"arn:aws:s3:::{self.name}", f"arn:aws:s3:::{self.name}/{under}"]
        policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        self.client.put_bucket_policy(Bucket=self.name, Policy=policy)
        try:
            yield
        finally:
            self.client.delete_bucket_policy(Bucket=self.name)


@pytest.fixture(scope="session")
def object_store() -> Iterator[str]:
    """The address of a store that runs in a thread of this process, on a free port."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(object_store: str, monkeypatch: pytest.MonkeyPatch, tmp_path) -> Iterator[Bucket]:
    """A bucket of this test's own, with an environment that leads to it and nowhere else."""
    for name in LEFT_OUT:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_ENDPOINT_URL", object_store)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, str(tmp_path / "no-such-file"))
    client = boto3.client("s3", endpoint_url=object_store)
    made = Bucket(f"bucket-{uuid.uuid4().hex[:12]}", client)
    client.create_bucket(Bucket=made.name)
    yield made
    client.close()
