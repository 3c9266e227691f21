"""A day at the workbench: a file is dropped, read and taken, an article saved, the site built, each page looked at."""

import http.client
import json
import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import quote, urlsplit

from .runs import TEXT

_PATIENCE = 60
_PAGES = ("/", "/in", "/doubts", "/out", "/history")


def day(folder: Path, before: tuple[str, ...] = (), limit: str = "") -> tuple[int, str]:
    """Do all that, whatever answers; return the code of the workbench and all that a person was shown in words.

    before: what the command line begins with; limit: of shell, in kilobytes, of a file's size.
    """
    command = [*before, sys.executable, "-m", "gongbao", "desk", "--no-browser", "--port", "0"]
    if limit:
        command = ["bash", "-c", f'trap "" XFSZ; ulimit -f {limit}; exec "$@"', "bash", *command]
    running = subprocess.Popen(
        command, cwd=folder, env={**os.environ, "GONGBAO_LANG": "en", "PYTHONUTF8": "1"}, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
    )  # fmt: skip
    lines: queue.Queue[str] = queue.Queue()
    assert running.stdout
    threading.Thread(target=lambda: [lines.put(line) for line in running.stdout or ()], daemon=True).start()
    said: list[str] = []
    try:
        address = _address(running, lines, said)
        if address:
            said += _Browser(address).day(folder)
        if running.poll() is None:
            running.send_signal(signal.SIGINT)
        running.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        said.append("Traceback: the workbench did not end")
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()
    time.sleep(0.1)
    while not lines.empty():
        said.append(lines.get())
    # Stopped by Ctrl-C it ends as every program does.
    return (0 if running.returncode in (0, 130, -signal.SIGINT) else running.returncode), "\n".join(said)


def _address(running: "subprocess.Popen[str]", lines: "queue.Queue[str]", said: list[str]) -> str:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            said.append(lines.get(timeout=0.2))
        except queue.Empty:
            if running.poll() is not None:
                return ""
            continue
        if found := re.search(r"http://\S+", said[-1]):
            return found[0]
    said.append("Traceback: no address was said")
    return ""


class _Browser:
    """What asks the workbench; each answer is kept in words."""

    def __init__(self, address: str) -> None:
        where = urlsplit(address)
        self._asked = http.client.HTTPConnection(where.netloc, timeout=_PATIENCE)
        self._headers = {"Origin": f"http://{where.netloc}", "Content-Type": "application/json"}
        self._said: list[str] = []
        self._asked.request("GET", f"{where.path}?{where.query}")
        answer = self._asked.getresponse()
        answer.read()
        self._headers["Cookie"] = str(answer.getheader("set-cookie")).partition(";")[0]
        page = self._ask("GET", "/")
        self._headers["x-desk-token"] = page.partition('name="desk-token" content="')[2].partition('"')[0]

    def day(self, folder: Path) -> list[str]:
        """Do a day's work; return what was answered."""
        for page in _PAGES:
            self._ask("GET", page)
        self._ask("PUT", "/in/file?name=new.txt", TEXT.format(n=99).encode())
        self._ask("POST", "/in/read", json.dumps({"names": ["new.txt"]}).encode())
        self._done("/in/state")
        self._ask("POST", "/in/take", json.dumps({"names": ["new.txt"]}).encode())
        self._done("/in/state")
        for path in sorted(folder.glob("content/documents/*/*.md"))[:1]:
            at = f"/article/documents/{quote(path.parent.name)}/{quote(path.stem)}"
            page = self._ask("GET", at)
            etag = re.search(r'data-etag="([^"]+)"', page)
            raw = {"raw": path.read_text(encoding="utf-8"), "etag": etag[1] if etag else ""}
            self._ask("POST", f"{at}/save", json.dumps(raw).encode())
        self._ask("POST", "/out/build", b"{}")
        self._done("/out/state")
        for page in _PAGES:
            self._ask("GET", page)
        return self._said

    def _ask(self, method: str, path: str, body: bytes = b"") -> str:
        try:
            self._asked.request(method, path, body, self._headers)
            answer = self._asked.getresponse()
            text = answer.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException) as error:
            self._asked.close()
            self._said.append(f"Traceback: {method} {path} was not answered: {error!r}")
            return ""
        shown = text if len(text) < 2000 else re.sub(r"<[^>]+>|\s+", " ", text)
        self._said.append(f"{method} {path}: {answer.status} {shown}")
        return text

    def _done(self, path: str) -> None:
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            text = self._ask("GET", path)
            if not text or json.loads(text).get("done", True):
                return
            self._said.pop()
            time.sleep(0.3)
        self._said.append(f"Traceback: {path} was not done")
