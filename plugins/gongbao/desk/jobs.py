"""Work that takes long: a process for each, what it told so far, and how to end it."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gongbao import places
from gongbao.messages import _, person_language

Heard = Callable[[dict[str, Any]], None]
# What is still to be done when a process died: asked with what was told so far; None where it cannot go on.
GoOn = Callable[[list[dict[str, Any]]], dict[str, Any] | None]
_TRACES = ("Traceback (most recent call last)", "Fatal Python error")


@dataclass
class Job:
    """A piece of work in a process of its own: what it told, whether it is done, whether it went well."""

    work: str
    label: str
    process: "subprocess.Popen[str]"
    # Called with each event as it is told.
    heard: Heard | None = None
    go_on: GoOn | None = None
    # How lines begin that name a mistake, in the language of the person.
    wrong: str = field(default_factory=lambda: _("error: {problem}", problem=""))
    events: list[dict[str, Any]] = field(default_factory=list)
    done: bool = False
    good: bool = False
    cancelled: bool = False

    def cancel(self) -> None:
        """End the process and those that it started; what it wrote is whole, since every file is put in place at once."""
        self.cancelled = True
        if self.process.poll() is None:
            if sys.platform == "win32":
                self.process.terminate()
            else:
                os.killpg(self.process.pid, signal.SIGTERM)

    def snapshot(self) -> dict[str, Any]:
        """Return what a page shows of it."""
        shown = {"work": self.work, "done": self.done, "good": self.good, "cancelled": self.cancelled}
        return {**shown, "events": self.events[-2000:]}


def start(
    work: str,
    root: Path,
    asked: dict[str, Any],
    label: str = "",
    heard: Heard | None = None,
    go_on: GoOn | None = None,
) -> Job:
    """Start a piece of work in the folder of the archive.

    label: what a page knows it by; heard: called with each event, in a thread of its own; go_on: asked there what is
    left, where the process died.
    """
    job = Job(work, label or work, _begun(work, root, asked), heard, go_on)
    threading.Thread(target=_follow, args=(job, root), daemon=True).start()
    return job


def _begun(work: str, root: Path, asked: dict[str, Any]) -> "subprocess.Popen[str]":
    # What is started there speaks the language of the page, too.
    spoken = {person_language.VARIABLE: str(asked["language"])} if "language" in asked else {}
    process = subprocess.Popen(
        [sys.executable, "-m", "gongbao.desk.work"],
        cwd=root,
        env={**os.environ, **spoken, "PYTHONPATH": places.importable(), "PYTHONUTF8": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        start_new_session=sys.platform != "win32",
    )
    if process.stdin is None:
        raise RuntimeError
    process.stdin.write(json.dumps({"work": work, **asked}))
    process.stdin.close()
    return process


def _follow(job: Job, root: Path) -> None:
    try:
        trace = _listen(job)
        while job.process.wait() and not job.cancelled:
            left = job.go_on(job.events) if job.go_on else None
            if left is None:
                # The last line of a trace says what went wrong; the rest is for who mends the program.
                job.events += [{"said": line, "bad": True} for line in trace[-1:]]
                job.good = False
                break
            job.process = _begun(job.work, root, left)
            trace = _listen(job)
    finally:
        job.done = True


def _listen(job: Job) -> list[str]:
    """Take in what the process tells to its end; return the lines of the trace that it left, if it died of an error."""
    process, trace = job.process, list[str]()
    # Both at once: a pipe that nobody empties is full after 64 kB, and who writes to it waits for ever.
    aside = threading.Thread(target=_listen_aside, args=(job, process, trace), daemon=True)
    aside.start()
    for line in process.stdout or ():
        try:
            event = json.loads(line)
        except ValueError:
            event = {"said": line.rstrip()}
        if event.get("done"):
            job.good = bool(event["good"])
        else:
            job.events.append(event)
            if job.heard:
                job.heard(event)
    aside.join()
    for stream in (process.stdout, process.stderr):
        if stream:
            stream.close()
    return trace


def _listen_aside(job: Job, process: "subprocess.Popen[str]", trace: list[str]) -> None:
    """Take in what the programs say that it starts (the build names its mistakes so); from a trace on, keep that apart."""
    for line in process.stderr or ():
        text = line.rstrip()
        if trace or text.startswith(_TRACES):
            trace += [text] * bool(text)
        elif text:
            job.events.append({"said": text, "bad": text.startswith(job.wrong)})
