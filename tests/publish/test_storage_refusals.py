"""What goes wrong with storage is told in one line."""

from collections.abc import Callable
from pathlib import Path

import moto.settings
import pytest
from gongbao.publish import record, s3
from gongbao.publish.storage import Storage
from gongbao.publish.target import Limits
from gongbao.workshop import Failure

from tests.publish.conftest import Bucket
from tests.publish.sites import FIRST, make


def target(bucket: Bucket, endpoint: str = "") -> Storage:
    return Storage(bucket.name, Limits(), endpoint or bucket.endpoint, addressing="path")


@pytest.mark.parametrize(
    "code, status, said",
    [
        ("InvalidAccessKeyId", 403, "the key is not known there — see AWS_ACCESS_KEY_ID"),
        ("SignatureDoesNotMatch", 403, "the key is wrong — see AWS_SECRET_ACCESS_KEY"),
        ("AccessDenied", 403, "the key may not do this"),
        ("XMinioStorageFull", 507, "the storage is full"),
        ("Whatever", 400, "Whatever: two lines"),
    ],
)
def test_a_refusal_is_told_in_one_line(
    tmp_path: Path, bucket: Bucket, refusing: Callable[[str, int], str], code: str, status: int, said: str
) -> None:
    with pytest.raises(Failure) as told:
        target(bucket, refusing(code, status)).send(make(tmp_path / "first", FIRST))
    assert said in str(told.value)
    assert "\n" not in str(told.value)


def test_a_key_that_the_server_does_not_know_is_told_in_one_line(
    tmp_path: Path, bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moto.settings, "INITIAL_NO_AUTH_ACTION_COUNT", 0)  # from now on it looks at keys
    with pytest.raises(Failure, match=r"the key is not known there.*; nothing was sent$") as told:
        target(bucket).held()
    assert "\n" not in str(told.value)
    with pytest.raises(Failure, match=r"the key is not known there.*goes on from here$"):
        target(bucket).send(make(tmp_path / "first", FIRST))
    monkeypatch.undo()
    assert bucket.objects() == {}


def test_missing_keys_are_named(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(s3.KEY)
    with pytest.raises(Failure, match=r"^AWS_SECRET_ACCESS_KEY not set"):
        target(bucket).held()


def test_keys_of_the_machine_are_not_used(
    bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "credentials").write_text("[default]\naws_access_key_id = a\naws_secret_access_key = b\n")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    for name in (s3.KEY_ID, s3.KEY):
        monkeypatch.delenv(name)
    with pytest.raises(Failure, match="AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY not set"):
        target(bucket).held()


def test_a_bucket_and_a_host_that_are_not_there_are_told_in_one_line(bucket: Bucket) -> None:
    with pytest.raises(Failure, match="there is no such bucket"):
        Storage("nothing-here", Limits(), bucket.endpoint, addressing="path").held()
    with pytest.raises(Failure, match=r"127\.0\.0\.1:9.*nothing was sent") as told:
        target(bucket, "http://127.0.0.1:9").held()
    assert "\n" not in str(told.value)


def test_a_record_that_cannot_be_read_is_told(bucket: Bucket) -> None:
    bucket.client.put_object(Bucket=bucket.name, Key=record.NAME, Body=b"x")
    with pytest.raises(Failure, match=r"cannot be read.*delete it"):
        target(bucket).held()
