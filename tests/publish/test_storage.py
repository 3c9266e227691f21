"""Storage that speaks S3: what changed is sent, in an order that breaks nothing, and what others keep there stays."""

import posixpath
import random
import re
import signal
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from gongbao.publish import record, s3, web
from gongbao.publish.storage import Storage
from gongbao.publish.target import Limits, plan
from gongbao.workshop import ROOT, Failure, checksums, links

from tests.publish.conftest import Bucket, Line, etag_of
from tests.publish.sites import FIRST, SECOND, make, page

# A run that is killed when it asks for something the n-th time, while its other requests are under way.
SEND = """
import os, signal, sys
from pathlib import Path
from gongbao.publish import s3
from gongbao.publish.storage import Storage
from gongbao.publish.target import Limits

name, endpoint, site, left = *sys.argv[1:4], iter(range(int(sys.argv[4]), 0, -1))
reach = s3.client

def watched(*arguments):
    client = reach(*arguments)
    client.meta.events.register("before-send.s3", count)
    return client

def count(**_):
    if next(left) == 1:
        os.kill(os.getpid(), signal.SIGKILL)

s3.client = watched
Storage(name, Limits(), endpoint, addressing="path").send(Path(site))
"""


def target(bucket: Bucket, endpoint: str = "", **options: object) -> Storage:
    return Storage(bucket.name, Limits(), endpoint or bucket.endpoint, addressing="path", **options)


def published(bucket: Bucket) -> dict[str, str]:
    return {n: data.decode() for n, data in bucket.objects().items() if n != checksums.NAME}


def requests(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Return a list that fills with what the storage is asked for."""
    asked: list[tuple[str, str]] = []
    reach = s3.client

    def watched(*arguments: object):
        client = reach(*arguments)
        client.meta.events.register(
            "before-parameter-build.s3",
            lambda params, model, **_: asked.append((model.name, params.get("Key", ""))),
        )
        return client

    monkeypatch.setattr(s3, "client", watched)
    return asked


def test_a_site_is_sent_replaced_and_pruned(tmp_path: Path, bucket: Bucket) -> None:
    first, second = make(tmp_path / "first", FIRST), make(tmp_path / "second", SECOND)
    storage = target(bucket)
    assert storage.held() == {}
    storage.send(first)
    assert published(bucket) == FIRST
    assert plan(first, storage.held()).empty
    planned = plan(second, storage.held())
    assert (planned.added, planned.changed, planned.deleted) == (
        ("a/new.html",),
        ("index.html",),
        ("a/old.html",),
    )
    storage.send(second)
    assert published(bucket) == SECOND
    assert plan(second, storage.held()).empty


def test_only_what_changed_is_sent_and_nothing_is_asked_file_by_file(
    tmp_path: Path, bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = target(bucket)
    storage.send(make(tmp_path / "first", FIRST))
    asked = requests(storage, monkeypatch)
    storage.held()
    assert asked == [("GetObject", record.NAME), ("ListObjects", "")]
    asked.clear()
    storage.send(make(tmp_path / "second", SECOND))
    assert asked == [
        ("GetObject", record.NAME),
        ("ListObjects", ""),
        ("PutObject", record.NAME),
        ("PutObject", "a/new.html"),
        ("PutObject", "index.html"),
        ("PutObject", checksums.NAME),
        ("DeleteObject", "a/old.html"),
        ("PutObject", record.NAME),
    ]


def test_what_was_not_published_from_here_is_never_deleted(tmp_path: Path, bucket: Bucket) -> None:
    for name in ("others.html", "gongbao/others.html", "gongbao2/index.html"):
        bucket.client.put_object(Bucket=bucket.name, Key=name, Body=b"x")
    storage = target(bucket, prefix="gongbao/")
    storage.send(make(tmp_path / "first", FIRST))
    storage.send(make(tmp_path / "second", SECOND))
    mine = {f"gongbao/{name}" for name in (*SECOND, checksums.NAME)}
    assert bucket.objects().keys() == mine | {"others.html", "gongbao/others.html", "gongbao2/index.html"}


def test_a_file_that_others_changed_there_is_made_good(tmp_path: Path, bucket: Bucket) -> None:
    first = make(tmp_path / "first", FIRST)
    storage = target(bucket)
    storage.send(first)
    bucket.client.put_object(Bucket=bucket.name, Key="a/1.html", Body="乙".encode())
    bucket.client.delete_object(Bucket=bucket.name, Key="theme/x.css")
    planned = plan(first, storage.held())
    assert (planned.added, planned.changed, planned.deleted) == (("theme/x.css",), ("a/1.html",), ())
    storage.send(first)
    assert published(bucket) == FIRST


@pytest.mark.parametrize(
    "name, kind, kept",
    [
        ("a/1.html", "text/html; charset=utf-8", "no-cache"),
        ("theme/x.css", "text/css; charset=utf-8", "no-cache"),
        ("search/abcdefgh23.js", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"),
        ("search/manifest.js", "text/javascript; charset=utf-8", "no-cache"),
        ("service-worker.js", "text/javascript; charset=utf-8", "no-cache"),
        ("feeds/all.xml", "application/atom+xml; charset=utf-8", "no-cache"),
        ("a/1.json", "application/json; charset=utf-8", "no-cache"),
        ("a/1.csv", "text/csv; charset=utf-8", "no-cache"),
        ("downloads/x.epub", "application/epub+zip", "no-cache"),
        (checksums.NAME, "text/plain; charset=utf-8", "no-cache"),
    ],
)
def test_each_file_has_its_type_and_its_time(name: str, kind: str, kept: str) -> None:
    assert (web.content_type(name), web.cache_control(name)) == (kind, kept)


def test_browsers_get_the_headers(tmp_path: Path, bucket: Bucket) -> None:
    target(bucket).send(make(tmp_path / "first", FIRST))
    head = bucket.head("index.html")
    assert (head["content-type"], head["cache-control"]) == ("text/html; charset=utf-8", "no-cache")
    assert "content-encoding" not in head


def test_pages_can_be_stored_packed_and_a_changed_setting_sends_them_anew(
    tmp_path: Path, bucket: Bucket
) -> None:
    first = make(tmp_path / "first", {**FIRST, "a/1.json": "{}"})
    target(bucket).send(first)
    packed = target(bucket, gzip=True)
    assert plan(first, packed.held()).changed == ("a/1.html", "a/old.html", "index.html", "theme/x.css")
    packed.send(first)
    assert plan(first, packed.held()).empty
    assert bucket.head("index.html")["content-encoding"] == "gzip"
    assert zlib.decompress(bucket.objects()["index.html"], 31).decode() == FIRST["index.html"]
    assert "content-encoding" not in bucket.head("a/1.json"), "tools read it, and they do not unpack"
    target(bucket).send(first)
    assert "content-encoding" not in bucket.head("index.html")
    assert published(bucket) == {**FIRST, "a/1.json": "{}"}


def test_no_fixed_name_of_a_real_site_is_taken_for_a_hash(archive_site: Path) -> None:
    """A browser would keep such a file for a year; and a hash that is not recognised would be asked for each time."""
    search = [p.relative_to(archive_site).as_posix() for p in (archive_site / "search").rglob("*.js")]
    named = {name for name in search if web.hashed(name)}
    assert set(search) - named == {"search/manifest.js", "search/lunr.js"}
    everything = [p.relative_to(archive_site).as_posix() for p in archive_site.rglob("*") if p.is_file()]
    assert {n for n in everything if web.hashed(n)} - named == {
        n for n in everything if n.startswith("offline/") and n != "offline/build.json"
    }


SITES = [
    {
        "index.html": page("a/1.html", f"a/new{n}.html", "theme/x.css", f"search/{c * 10}.js"),
        "a/1.html": page("../index.html", f"../a/new{n}.html", "../theme/x.css"),
        f"a/new{n}.html": page("../index.html", f"extra{n}.html", "../theme/x.css"),
        f"a/extra{n}.html": page(f"new{n}.html"),
        "theme/x.css": f"/* {n} */",
        "feeds/all.xml": f"<feed>{n}</feed>",
        "search/manifest.js": "".join(f'"{c}{x}23456723"' for x in "abcdefghij"),
        "service-worker.js": f"// {n}",
        "offline/build.json": f'{{"build":{n}}}',
        f"search/{c * 10}.js": "x",
        **{f"search/{c}{x}23456723.js": f"{n}{x}" * 2000 for x in "abcdefghij"},
        **{f"more/{x}.html": page("../index.html") + f"{n}" * 9000 for x in range(8)},
    }
    for n, c in ((1, "a"), (2, "b"))
]


def test_the_order_is_assets_new_pages_changed_pages_lists_worker_sums_and_then_what_goes(
    tmp_path: Path, bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = target(bucket)
    storage.send(make(tmp_path / "first", SITES[0]))
    asked = requests(storage, monkeypatch)
    storage.send(make(tmp_path / "second", SITES[1]))
    sent = [name for what, name in asked if what == "PutObject" and name != record.NAME]
    steps = [web.step(name, name in SITES[1].keys() - SITES[0].keys()) for name in sent]
    assert steps == sorted(steps)
    assert sorted(sent[:12]) == sorted(
        ["theme/x.css", "search/bbbbbbbbbb.js", *(f"search/b{x}23456723.js" for x in "abcdefghij")]
    )
    assert sorted(sent[12:14]) == ["a/extra2.html", "a/new2.html"]
    assert sorted(sent[-5:-3]) == ["feeds/all.xml", "search/manifest.js"]
    assert sent[-3:] == ["service-worker.js", "offline/build.json", checksums.NAME]
    deleted = [place for place, (what, _) in enumerate(asked) if what == "DeleteObject"]
    assert len(deleted) == 13
    assert min(deleted) > max(place for place, (what, name) in enumerate(asked) if name == checksums.NAME)


def assert_works(bucket: Bucket, folder: Path) -> None:
    """Check a bucket as readers meet it: every file old or new, every link from the first page on and every shard there."""
    objects = {}
    for name, etag in bucket.etags().items():
        if name != checksums.NAME:
            known = {etag_of(site[name].encode()): site[name] for site in SITES if name in site}
            objects[name] = known[etag]
    make(folder, objects)
    reached, ahead = set(), {"index.html"}
    while ahead:
        name = ahead.pop()
        reached.add(name)
        leads = re.findall(r'<a href="([^"]+)"', objects[name])
        ahead |= {
            posixpath.normpath(posixpath.join(posixpath.dirname(name), each)) for each in leads
        } - reached
    assert [fault for fault in links.check(folder) if fault.partition(": ")[0] in reached] == []
    shards = {f"search/{name}.js" for name in objects["search/manifest.js"].strip('"').split('""')}
    assert len(shards) == 10
    assert shards <= objects.keys()


def test_killed_anywhere_the_site_works_and_the_next_run_ends_it(tmp_path: Path, bucket: Bucket) -> None:
    sites = [make(tmp_path / str(n), site) for n, site in enumerate(SITES)]
    storage = target(bucket)
    storage.send(sites[0])
    # 43 requests bring one site in the place of the other: 3, 25 files, 14 deletions, and the record.
    for turn, request in enumerate(sorted(random.Random(5).sample(range(3, 44), 10))):
        number = (turn + 1) % 2
        command = [sys.executable, "-c", SEND, bucket.name, bucket.endpoint, str(sites[number]), str(request)]
        assert subprocess.run(command, cwd=ROOT, check=False).returncode == -signal.SIGKILL
        assert_works(bucket, tmp_path / f"seen-{turn}")
        storage.send(sites[number])
        assert bucket.etags() == {
            path.relative_to(sites[number]).as_posix(): etag_of(path.read_bytes())
            for path in sites[number].rglob("*")
            if path.is_file()
        }
        assert plan(sites[number], storage.held()).empty


def test_what_an_interrupted_run_sent_is_not_sent_again(
    tmp_path: Path,
    bucket: Bucket,
    line: Callable[[int, int], tuple[Line, int]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sites = [make(tmp_path / str(n), site) for n, site in enumerate(SITES)]
    target(bucket).send(sites[0])
    cable, port = line(int(bucket.endpoint.rpartition(":")[2]), 80_000)
    with pytest.raises(Failure, match="goes on from here") as told:
        target(bucket, f"http://127.0.0.1:{port}").send(sites[1])
    assert cable.dead
    assert "\n" not in str(told.value)
    assert_works(bucket, tmp_path / "seen")
    planned = plan(sites[1], target(bucket).held())
    assert 0 < len(planned.added) + len(planned.changed) < 25, "some was sent, not all"
    asked = requests(target(bucket), monkeypatch)
    target(bucket).send(sites[1])
    sent = {name for what, name in asked if what == "PutObject" and name != record.NAME}
    assert sent - {checksums.NAME} == {*planned.added, *planned.changed}
    assert published(bucket) == SITES[1]


@pytest.mark.parametrize(
    "style, address",
    [("path", "https://s3.example.org/bucket/"), ("virtual", "https://bucket.s3.example.org/")],
)
def test_the_bucket_stands_in_the_path_or_in_the_name_of_the_host(
    bucket: Bucket, style: str, address: str
) -> None:
    client = s3.client("https://s3.example.org", "cn-north-1", style, "v4", 1)
    signed = client.generate_presigned_url("get_object", {"Bucket": "bucket", "Key": "index.html"})
    assert signed.startswith(f"{address}index.html?")
    assert "cn-north-1" in signed


@pytest.mark.parametrize("signature, begins", [("v4", "AWS4-HMAC-SHA256 "), ("v2", "AWS key:")])
def test_nothing_that_other_storages_refuse_is_sent(
    tmp_path: Path, bucket: Bucket, monkeypatch: pytest.MonkeyPatch, signature: str, begins: str
) -> None:
    """OSS and COS know no chunks with a sum behind them, and no deleting of many at once without Content-MD5."""
    heads: list[dict[str, str]] = []
    reach = s3.client

    def text(value: str | bytes) -> str:
        return value.decode() if isinstance(value, bytes) else str(value)

    def watched(*arguments: object):
        client = reach(*arguments)
        client.meta.events.register(
            "before-send.s3",
            lambda request, **_: heads.append({k.lower(): text(v) for k, v in request.headers.items()}),
        )
        return client

    monkeypatch.setattr(s3, "client", watched)
    storage = target(bucket, signature=signature)
    storage.send(make(tmp_path / "first", FIRST))
    storage.send(make(tmp_path / "second", SECOND))
    assert published(bucket) == SECOND
    assert len(heads) > 10
    assert [h for h in heads if not h["authorization"].startswith(begins)] == []
    assert [h for h in heads if "aws-chunked" in h.get("content-encoding", "") or "x-amz-trailer" in h] == []
    assert [h for h in heads if "STREAMING" in h.get("x-amz-content-sha256", "")] == []
    assert [h for h in heads if any(name.startswith("x-amz-checksum") for name in h)] == []


def test_a_storage_is_not_rolled_back(bucket: Bucket) -> None:
    with pytest.raises(Failure, match="keeps one site"):
        target(bucket).roll_back()


def test_one_request_carries_five_gigabytes() -> None:
    assert Storage("b", Limits()).limits.file_bytes == 5 << 30
    assert Storage("b", Limits(file_bytes=7)).limits.file_bytes == 7
