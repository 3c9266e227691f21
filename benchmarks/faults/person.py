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
            said += Browser(address).day(folder)
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


class Browser:
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
        page = self.ask("GET", "/")
        self._headers["x-desk-token"] = page.partition('name="desk-token" content="')[2].partition('"')[0]

    def day(self, folder: Path) -> list[str]:
        """Do a day's work; return what was answered."""
        for page in _PAGES:
            self.ask("GET", page)
        self.ask("PUT", "/in/file?name=new.txt", TEXT.format(n=99).encode())
        self.ask("POST", "/in/read", json.dumps({"names": ["new.txt"]}).encode())
        self._done("/in/state")
        self.ask("POST", "/in/take", json.dumps({"names": ["new.txt"]}).encode())
        self._done("/in/state")
        for path in sorted(folder.glob("content/documents/*/*.md"))[:1]:
            self.save(path, path.read_text(encoding="utf-8"))
        self.ask("POST", "/out/build", b"{}")
        self._done("/out/state")
        for page in _PAGES:
            self.ask("GET", page)
        return self._said

    def save(self, path: Path, text: str) -> bool:
        """Save the text of an article on its page; tell whether that was done."""
        at = f"/article/documents/{quote(path.parent.name)}/{quote(path.stem)}"
        etag = re.search(r'data-etag="([^"]+)"', self.ask("GET", at))
        self.ask("POST", f"{at}/save", json.dumps({"raw": text, "etag": etag[1] if etag else ""}).encode())
        return ": 200 " in self._said[-1][:200]

    def ask(self, method: str, path: str, body: bytes = b"") -> str:
        """Ask for something; return what is answered, "" where nothing is."""
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
            text = self.ask("GET", path)
            if not text or json.loads(text).get("done", True):
                return
            self._said.pop()
            time.sleep(0.3)
        self._said.append(f"Traceback: {path} was not done")
