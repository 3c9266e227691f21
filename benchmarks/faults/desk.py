"""The workbench, killed while it takes files in that a browser handed to it."""

import http.client
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

from .kills import whole
from .runs import Often, Sums, Trial, archive, run, sums

_LONG = 60


def workbench(ready: Path, good: Sums, often: Often, chance: random.Random) -> Trial:
    """Kill a workbench, and what it started, at work; the command ingests the rest."""
    trial = Trial("kill -9, workbench taking files in")
    for _ in often:
        with archive(ready) as folder:
            running = subprocess.Popen(
                [sys.executable, "-m", "gongbao", "desk", "--no-browser", "--port", "0"],
                cwd=folder, env={**os.environ, "GONGBAO_LANG": "en", "PYTHONUTF8": "1"}, start_new_session=True,
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8",
            )  # fmt: skip
            trial.tries += 1
            try:
                trial.hit += _take_in(running, folder, chance.uniform(0.1, 4))
            finally:
                os.killpg(running.pid, signal.SIGKILL)
                running.communicate()
            trial.check("a folder was half written", whole(folder / "content", good))
            code, said = run(folder, "ingest", "sources")
            trial.check(f"the next run failed: {said[-200:]}", code == 0)
            trial.check("the next run ended with other bytes (content)", sums(folder / "content") == good)
    return trial


def _take_in(running: "subprocess.Popen[str]", folder: Path, seconds: float) -> bool:
    """Take all sources in, as a page of the workbench does; tell whether it is at it after some seconds."""
    assert running.stdout
    found = re.search(r"http://\S+", running.stdout.readline())
    assert found
    where = urlsplit(found[0])
    asked = http.client.HTTPConnection(where.netloc, timeout=_LONG)
    asked.request("GET", f"{where.path}?{where.query}")
    answer = asked.getresponse()
    cookie = str(answer.getheader("set-cookie")).partition(";")[0]
    answer.read()
    asked.request("GET", "/", headers={"Cookie": cookie})
    token = asked.getresponse().read().decode().partition('name="desk-token" content="')[2].partition('"')[0]
    headers = {
        "Cookie": cookie,
        "Origin": f"http://{where.netloc}",
        "x-desk-token": token,
        "Content-Type": "application/json",
    }
    names = sorted(path.name for path in (folder / "sources").iterdir())
    asked.request("POST", "/in/take", json.dumps({"names": names}), headers)
    assert json.loads(asked.getresponse().read()) == {"fault": ""}
    time.sleep(seconds)
    asked.request("GET", "/in/state", headers={"Cookie": cookie})
    return not json.loads(asked.getresponse().read())["done"]
