"""What a store tells of objects, their bytes, and why it told nothing."""

from __future__ import annotations

import object_store
import pytest

from workbench.errors import ParameterError, StorageError
from workbench.storage import ObjectPath, download, look, matching, opened
from workbench.storage.client import ConflictError


def place(bucket, key: str) -> ObjectPath:
    return ObjectPath.parse(f"s3://{bucket.name}/{key}")


def test_an_address_keeps_its_slashes_and_says_itself_again():
    path = ObjectPath.parse("s3://campaigns/a/b c/d+e=1.parquet")
    assert (path.bucket, path.key) == ("campaigns", "a/b c/d+e=1.parquet")
    assert str(path) == "s3://campaigns/a/b c/d+e=1.parquet"
    assert (path.name, path.suffix, path.folder) == ("d+e=1.parquet", ".parquet", "a/b c")
    assert ObjectPath.parse("s3://campaigns") / "x.csv" == ObjectPath("campaigns", "x.csv")


@pytest.mark.parametrize(
    "text",
    [
        "s3://AKIAEXAMPLEONLY00001:abc/def@bucket/a.csv",
        "s3://name:hunter2@bucket/a.csv",
        "s3://name:hunter2/with/slashes@bucket/a.csv",
        "s3://hunter2@bucket/a.csv",
        "s3:/hunter2@bucket/a.csv",
        "s3://bucket/a.csv?X-Amz-Signature=hunter2",
        "s3://bucket/a.csv?AWSAccessKeyId=hunter2",
        "s3://bucket/a.csv&token=hunter2",
        "s3://bucket/AKIAEXAMPLEONLY00001/a.csv",
    ],
)
def test_an_address_with_a_key_in_it_is_refused_and_not_repeated(text):
    with pytest.raises(ParameterError, match="looks like a key") as caught:
        ObjectPath.parse(text)
    assert "hunter2" not in str(caught.value)
    assert "AKIA" not in str(caught.value)


@pytest.mark.parametrize(
    "text", ["s3:/b/a", "s3:b/a", "S3://bucket/a", "s3://A_B/a", "s3://", "s3a://b"]
)
def test_an_address_that_is_none_is_refused(text):
    with pytest.raises(ParameterError, match="Write s3://bucket/path"):
        ObjectPath.parse(text)


def test_an_object_is_told_of_and_copied_whole(bucket, tmp_path):
    bucket.put("a/one.csv", "a,b\n1,2\n")
    stored = look(place(bucket, "a/one.csv"))
    assert stored is not None
    assert stored.size == 8
    download(stored, tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == b"a,b\n1,2\n"
    assert (tmp_path / "copy").stat().st_mode & 0o777 == 0o600
    with opened(place(bucket, "a/one.csv")) as file:
        assert file.read() == b"a,b\n1,2\n"


KEYS = [
    "a/1.csv",
    "a/2.csv",
    "a/.3.csv",
    "a/b/4.csv",
    "a/b/c/5.csv",
    "a/6.txt",
    "ab/7.csv",
    "a/[8].csv",
]


@pytest.mark.parametrize(
    "pattern",
    ["a/*.csv", "a/?.csv", "a/**/*.csv", "**/*.csv", "a/[12].csv", "a*/*.csv", "a/.*.csv"],
)
def test_a_pattern_finds_what_it_finds_among_files(bucket, tmp_path, monkeypatch, pattern):
    """The oracle is the standard library's glob on the same names."""
    import glob

    for key in KEYS:
        bucket.put(key, "x")
        (tmp_path / "files" / key).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "files" / key).write_text("x")
    bucket.put("a/folder/", "")
    monkeypatch.chdir(tmp_path / "files")
    found = [one.path.key for one in matching(place(bucket, pattern))]
    assert found == sorted(glob.glob(pattern, recursive=True))
    assert found


def test_more_than_a_page_of_objects_is_found(bucket):
    for number in range(1005):
        bucket.put(f"many/{number:04}.csv", "x")
    assert len(matching(place(bucket, "many/*.csv"))) == 1005


def test_an_object_whose_name_is_a_pattern_is_found_by_its_name(bucket):
    bucket.put("a/[12].csv", "x")
    bucket.put("a/1.csv", "x")
    assert [one.path.key for one in matching(place(bucket, "a/[12].csv"))] == ["a/[12].csv"]


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("none.csv", "there is no such object"),
        ("a/*.csv", "no object matches, of 0"),
        ("folder/", "is a folder"),
    ],
)
def test_what_is_not_there_is_refused(bucket, key, told):
    with pytest.raises(StorageError, match=told):
        matching(place(bucket, key))


@pytest.mark.parametrize("key", ["a.csv", "*.csv"])
@pytest.mark.usefixtures("bucket")
def test_a_bucket_that_is_not_there_is_refused(key):
    with pytest.raises(StorageError, match="there is no such bucket"):
        matching(ObjectPath.parse(f"s3://no-such-bucket/{key}"))


def test_an_object_that_was_changed_is_not_copied(bucket, tmp_path):
    bucket.put("a.csv", "a\n1\n")
    stored = look(place(bucket, "a.csv"))
    bucket.put("a.csv", "a\n2\n")
    with pytest.raises(ConflictError, match="was changed while it was read"):
        download(stored, tmp_path / "copy")
    bucket.remove("a.csv")
    with pytest.raises(ConflictError, match="was changed while it was read"):
        download(stored, tmp_path / "copy")


def test_permission_denied_is_told(bucket, tmp_path):
    bucket.put("a.csv", "a\n1\n")
    stored = look(place(bucket, "a.csv"))
    with bucket.denied("s3:HeadObject"), pytest.raises(StorageError, match="permission denied"):
        matching(place(bucket, "a.csv"))
    with bucket.denied("s3:GetObject"), pytest.raises(StorageError, match="permission denied"):
        download(stored, tmp_path / "copy")


def test_no_credentials_are_told(bucket, monkeypatch):
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with pytest.raises(StorageError, match="there are no credentials"):
        look(place(bucket, "a.csv"))


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("AWS_ENDPOINT_URL", "http://127.0.0.1:9", "cannot be reached"),
        ("AWS_ENDPOINT_URL", "not an address", "is no address"),
        ("AWS_PROFILE", "nobody", "no such profile"),
    ],
)
def test_an_environment_that_leads_nowhere_is_told(bucket, monkeypatch, name, value, told):
    monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    with pytest.raises(StorageError, match=told):
        look(place(bucket, "a.csv"))


@pytest.mark.parametrize("code", ["ExpiredToken", "SignatureDoesNotMatch", "Odd", "a secret: x"])
def test_no_message_holds_what_the_store_or_the_client_said(code):
    from botocore.exceptions import ClientError

    from workbench.storage.client import explained

    said = {"Error": {"Code": code, "Message": object_store.SECRET}}
    with pytest.raises(StorageError) as caught, explained("s3://b/a"):
        raise ClientError(said, object_store.SECRET)
    assert object_store.SECRET not in str(caught.value)
    assert "a secret" not in str(caught.value)
    assert str(caught.value).endswith(".")


def test_a_profile_is_read(bucket, monkeypatch, tmp_path):
    bucket.put("a.csv", "x")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    file = tmp_path / "credentials"
    file.write_text(f"[ours]\naws_access_key_id={object_store.KEY}\naws_secret_access_key=x\n")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(file))
    monkeypatch.setenv("AWS_PROFILE", "ours")
    assert look(place(bucket, "a.csv")) is not None
