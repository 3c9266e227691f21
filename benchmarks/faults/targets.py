"""Archives for each kind of run that is killed: sources of more forms, places to publish to."""

import os
import random
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from moto.server import ThreadedMotoServer
from PIL import Image, ImageDraw, ImageFont

from .runs import Often, Sums, Trial, archive, kill_at, run, start, sums

_PUBLISH = """from pathlib import Path

from pelicanconf import *

SITEURL = "https://gongbao.example"
HERE = Path(__file__).resolve().parent
PUBLISH = {{
    "folder": {{"kind": "folder", "path": str(HERE / "published")}},
    "branch": {{"kind": "branch", "remote": str(HERE / "pages.git"), "branch": "pages"}},
    "s3": {{"kind": "s3", "bucket": HERE.parent.name.lower().replace("_", "-"), "endpoint": "{endpoint}", "addressing": "path"}},
}}
"""
TARGETS = ("folder", "branch", "s3")


def more_forms(folder: Path) -> None:
    """Add what LibreOffice and the recognition of characters have to read: an old Word file, a picture of a page."""
    rtf = "".join(
        f"\\u{ord(c) if ord(c) < 32768 else ord(c) - 65536}?"
        if ord(c) > 127
        else "\\par "
        if c == "\n"
        else c
        for c in _NOTICE
    )
    (folder / "sources" / "old.rtf").write_text(f"{{\\rtf1\\ansi {rtf}}}", encoding="ascii")
    found = subprocess.run(
        ["fc-match", "-f", "%{file}", "Noto Serif CJK SC"], capture_output=True, text=True, check=True
    )
    page = Image.new("L", (1240, 900), 255)
    ImageDraw.Draw(page).multiline_text(
        (120, 100), _NOTICE.replace("39号", "38号"), 0, ImageFont.truetype(found.stdout, 34), spacing=22
    )
    page.save(folder / "sources" / "scan.png")


_NOTICE = "云岭县人民政府关于做好造林工作的通知\n云政发〔2024〕39号\n各镇人民政府：\n现就造林工作通知如下。\n云岭县人民政府\n2024年3月2日\n"


def to_publish(folder: Path, endpoint: str) -> None:
    """Give an archive the settings of its places."""
    (folder / "publishconf.py").write_text(_PUBLISH.format(endpoint=endpoint), encoding="utf-8")


@contextmanager
def storage() -> Iterator[str]:
    """Give the address of a server that speaks S3, and set keys for it."""
    os.environ |= {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"}
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    try:
        yield f"http://{host}:{port}"
    finally:
        server.stop()


def open_place(folder: Path, target: str, endpoint: str) -> None:
    """Make what a keeper makes before the first publishing: a repository, a bucket."""
    if target == "branch":
        subprocess.run(["git", "init", "-q", "--bare", str(folder / "pages.git")], check=True)
    if target == "s3":
        _client(endpoint).create_bucket(Bucket=_bucket(folder))


def shown(folder: Path, target: str, endpoint: str) -> Sums:
    """Return what readers of a published site are given: name → sum."""
    if target == "folder":
        return sums((folder / "published" / "current").resolve())
    if target == "branch":
        done = subprocess.run(
            ["git", "ls-tree", "-r", "pages"],
            cwd=folder / "pages.git",
            capture_output=True,
            text=True,
            check=False,
        )
        return {line.partition("\t")[2]: line.split()[2] for line in done.stdout.splitlines()}
    rows = _client(endpoint).list_objects_v2(Bucket=_bucket(folder)).get("Contents", ())
    return {row["Key"]: row["ETag"] for row in rows if not row["Key"].endswith(".published.json.gz")}


def kills(target: str, ready: Path, endpoint: str, often: Often, chance: random.Random) -> Trial:
    """Kill the publishing of a finished site; readers have the site before or the new one, and the next run ends it."""
    trial = Trial(f"kill -9, publish to {target}")
    command = ("publish", "--to", target)
    with archive(ready) as folder:
        open_place(folder, target, endpoint)
        began = time.monotonic()
        code, said = run(folder, *command)
        longest = time.monotonic() - began
        if code:
            raise RuntimeError(said[-600:])
        good = shown(folder, target, endpoint)
    for _ in often:
        with archive(ready) as folder:
            open_place(folder, target, endpoint)
            trial.tries += 1
            trial.hit += kill_at(start(folder, *command), chance.uniform(0.3, 1) * longest)
            now = shown(folder, target, endpoint)
            part = {name: now[name] for name in now if now[name] == good.get(name)}
            trial.check(
                "readers were shown something else", now == part and (target == "s3" or now in ({}, good))
            )
            code, said = run(folder, *command)
            trial.check(f"the next run failed: {said[-200:]}", code == 0)
            trial.check(
                "readers are shown something else after the next run", shown(folder, target, endpoint) == good
            )
    return trial


def _client(endpoint: str) -> Any:
    return boto3.client(
        "s3", endpoint_url=endpoint, region_name="us-east-1", config=Config(s3={"addressing_style": "path"})
    )


def _bucket(folder: Path) -> str:
    return folder.resolve().parent.name.lower().replace("_", "-")
