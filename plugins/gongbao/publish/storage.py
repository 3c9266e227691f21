"""Publish to storage that speaks S3: AWS, 阿里云OSS, 腾讯云COS, MinIO … (boto3).

A storage has no link to switch: each object is replaced in one step, the site as a whole is not. So files go in an order
(`web.step`) in which every page there leads only to files that are there, and what is not wanted any more goes last.
"""

import base64
import hashlib
import io
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from gongbao.messages import N_, _
from gongbao.workshop import Failure, checksums, compressed
from gongbao.workshop.progress import Progress

from . import record, s3, web
from .record import Record, Stored
from .target import Limits, sums_of

T = TypeVar("T")
# What one request may carry, everywhere.
_LARGEST = 5 << 30
_AT_ONCE = 8
# What only a browser asks for, as part of a page. Tools that fetch data files or sums do not unpack what they get.
_PACKED = (".html", ".css", ".js", ".svg")


@dataclass(frozen=True)
class _There:
    """What the storage says: the record, and the ETag of every object by name."""

    record: Record
    etags: Mapping[str, str]

    @cached_property
    def present(self) -> Mapping[str, Stored | None]:
        """What stands there of what was published; None for what others changed."""
        return {
            name: known.get(self.etags[name]) for name, known in self.record.items() if name in self.etags
        }


class Storage:
    """A bucket, or what begins with prefix in it; objects that were not published from here are never deleted."""

    def __init__(
        self,
        bucket: str,
        limits: Limits,
        endpoint: str = "",
        *,
        region: str = "",
        prefix: str = "",
        addressing: str = "auto",
        signature: str = "v4",
        gzip: bool = False,
    ) -> None:
        if addressing not in s3.ADDRESSING:
            raise Failure(
                _(
                    "PUBLISH: addressing is {addressing!r} — write one of {known}",
                    addressing=addressing,
                    known=", ".join(s3.ADDRESSING),
                )
            )
        if signature not in s3.SIGNATURES:
            raise Failure(
                _(
                    "PUBLISH: signature is {signature!r} — write one of {known}",
                    signature=signature,
                    known=", ".join(s3.SIGNATURES),
                )
            )
        if endpoint and not endpoint.startswith(("https://", "http://")):
            raise Failure(
                _(
                    "PUBLISH: endpoint {endpoint!r} is no address — begin it with https://",
                    endpoint=endpoint,
                )
            )
        if prefix.startswith("/"):
            raise Failure(_("PUBLISH: prefix {prefix!r} begins with a slash — leave it out", prefix=prefix))
        self.bucket, self.gzip = bucket, gzip
        self.prefix = f"{prefix.rstrip('/')}/" if prefix else ""
        self.place = f"{endpoint.partition('://')[2]} {bucket}".strip()
        self.limits = replace(limits, file_bytes=min(limits.file_bytes or _LARGEST, _LARGEST))
        self._reach = (endpoint, region, addressing, signature, _AT_ONCE)

    def files(self, site: Path) -> Mapping[str, Path]:
        """Return the files of the list of sums, and the list."""
        return {name: site / name for name in (*sums_of(site), checksums.NAME)}

    def held(self) -> Mapping[str, str]:
        """Return what stands there; what others changed, or what has other headers than now, has no sum."""
        client = self._client
        with s3.plain_errors(self.place, _("nothing was sent")):
            there = self._look(client)
        return {
            name: stored.sum if stored and stored.headers == self._headers_id(name) else ""
            for name, stored in there.present.items()
            if name != checksums.NAME
        }

    def send(self, site: Path) -> None:
        """Send what differs, in order; then delete what is not part of the site any more."""
        client = self._client
        files = self.files(site)
        sums = {**sums_of(site), checksums.NAME: checksums.of_file(site / checksums.NAME)}
        wanted = {name: Stored(sums[name], self._headers_id(name)) for name in files}
        with s3.plain_errors(
            self.place, _("readers have a working site, and the next `inv publish` goes on from here")
        ):
            there = self._look(client)
            changed = {name for name in files if there.present.get(name) != wanted[name]}
            gone = sorted(name for name in there.present if name not in files)
            self._remember(client, self._coming(there, {name: files[name] for name in changed}, wanted))
            done = {name: {there.etags[name]: wanted[name]} for name in files if name not in changed}
            progress = Progress(sys.stderr)
            try:
                for step in range(web.STEPS):
                    now = [n for n in sorted(changed) if web.step(n, n not in there.present) == step]
                    for name, etag in _all(lambda n: self._put(client, n, files[n]), now):
                        done[name] = {etag: wanted[name]}
                        progress.step(N_("{count} sent"))
                for _deleted in _all(lambda name: self._delete(client, name), gone):
                    progress.step(N_("{count} deleted"))
            finally:
                progress.close()
            self._remember(client, done)

    def roll_back(self) -> str:
        """Refuse: a storage keeps no earlier site."""
        raise Failure(
            _(
                "a storage keeps one site — take the archive as it was out of git, and publish it again",
            )
        )

    @property
    def _client(self) -> Any:
        return s3.client(*self._reach)

    def _look(self, client: Any) -> _There:
        """Ask for the record and the list: two requests, and one more for every thousand objects."""
        try:
            answer = client.get_object(Bucket=self.bucket, Key=self.prefix + record.NAME)
        except client.exceptions.NoSuchKey:
            known: Record = {}
        else:
            known = record.read(answer["Body"].read(), self.place)
        # The older of the two ways to list: every storage that speaks S3 knows it.
        pages = client.get_paginator("list_objects").paginate(Bucket=self.bucket, Prefix=self.prefix)
        rows = (row for page in pages for row in page.get("Contents", ()))
        return _There(known, {row["Key"].removeprefix(self.prefix): _etag(row) for row in rows})

    def _coming(
        self, there: _There, files: Mapping[str, Path], wanted: Mapping[str, Stored]
    ) -> dict[str, dict[str, Stored]]:
        """Return a record that is true of whatever an interrupted run leaves."""
        coming = {name: dict(known) for name, known in there.record.items() if name in there.etags}
        for name, path in files.items():
            with self._body(name, path) as body:
                etag = hashlib.file_digest(body, "md5").hexdigest()
            known = coming.setdefault(name, {})
            if there.etags.get(name) == etag:
                # Only the headers change, and the ETag does not tell before from after: sent again, if it comes to it.
                known.pop(etag, None)
            else:
                known[etag] = wanted[name]
        return coming

    def _remember(self, client: Any, found: Record) -> None:
        client.put_object(
            Bucket=self.bucket,
            Key=self.prefix + record.NAME,
            Body=record.write(found),
            ContentType="application/gzip",
            CacheControl="no-store",
        )

    def _put(self, client: Any, name: str, path: Path) -> tuple[str, str]:
        with self._body(name, path) as body:
            digest = hashlib.file_digest(body, "md5").digest()
            body.seek(0)
            answer = client.put_object(
                Bucket=self.bucket,
                Key=self.prefix + name,
                Body=body,
                ContentMD5=base64.b64encode(digest).decode(),
                **self._headers(name),
            )
        return name, _etag(answer)

    def _delete(self, client: Any, name: str) -> None:
        # One by one: OSS and COS refuse what boto3 sends to delete many at once.
        client.delete_object(Bucket=self.bucket, Key=self.prefix + name)

    def _headers(self, name: str) -> dict[str, str]:
        headers = {"ContentType": web.content_type(name), "CacheControl": web.cache_control(name)}
        return headers | ({"ContentEncoding": "gzip"} if self._packs(name) else {})

    def _headers_id(self, name: str) -> str:
        return hashlib.sha256(repr(sorted(self._headers(name).items())).encode()).hexdigest()[:8]

    def _packs(self, name: str) -> bool:
        return self.gzip and name.endswith(_PACKED)

    def _body(self, name: str, path: Path) -> io.BufferedIOBase:
        """Open what is sent for a file."""
        if self._packs(name):
            return io.BytesIO(compressed.pack(path.read_bytes(), ".gz"))
        return path.open("rb")


def _all(work: Callable[[str], T], names: Collection[str]) -> Iterator[T]:
    """Do something for every name, several at once; at the first failure begin no other."""
    if not names:
        return
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        running = [pool.submit(work, name) for name in names]
        try:
            for one in as_completed(running):
                yield one.result()
        finally:
            pool.shutdown(cancel_futures=True)


def _etag(row: Mapping[str, Any]) -> str:
    return str(row["ETag"]).strip('"').lower()
