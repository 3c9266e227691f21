"""A clerk at the workbench: a real server, real Chromium, real files that are dropped; every step is counted.

The clerk knows what stands on the screen, and nothing else.
"""

import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from gongbao.workshop import importable
from playwright.sync_api import Page, expect

# Reading a scan, building and publishing take long on a busy machine.
LONG = 120_000
LINES = "lines => lines.filter((one) => !one.querySelector('.tag')).map((one) => one.querySelector('.line-text').innerText)"


@dataclass
class Running:
    """A workbench in a process of its own, as the command starts it."""

    process: "subprocess.Popen[str]"
    key: str

    @property
    def address(self) -> str:
        """Return the address without the key."""
        return self.key.partition("?")[0]

    def end(self) -> None:
        """End it as a system does that shuts down."""
        self.process.terminate()
        self.process.wait(30)
        if self.process.stdout:
            self.process.stdout.close()

    def kill(self) -> None:
        """End it as a power cut does."""
        self.process.kill()
        self.process.wait(30)
        if self.process.stdout:
            self.process.stdout.close()


def command(archive: Path, *arguments: str, language: str = "zh_CN") -> "subprocess.Popen[str]":
    """Start the program in the folder of an archive."""
    environment = {**os.environ, "PYTHONPATH": importable(), "GONGBAO_LANG": language, "PYTHONUTF8": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "gongbao", *arguments],
        cwd=archive,
        env=environment,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )


def run(archive: Path, *arguments: str) -> str:
    """Run a command in the folder of an archive to its end; return what it said."""
    process = command(archive, *arguments)
    said, _ = process.communicate(timeout=LONG / 1000)
    assert process.returncode == 0, said
    return said


def start(archive: Path, port: int = 0, language: str = "zh_CN") -> Running:
    """Start the workbench of an archive."""
    process = command(archive, "desk", "--no-browser", "--port", str(port), language=language)
    said = process.stdout.readline() if process.stdout else ""
    found = re.search(r"http://\S+", said)
    assert found, said
    return Running(process, found[0])


@dataclass
class Clerk:
    """Who sits before the screen: a page, and what was done, step by step."""

    page: Page
    done: list[str] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    def click(self, name: str, role: str = "button", exact: bool = False) -> None:
        """Click what is called so."""
        self.step(f"click {name}")
        self.page.get_by_role(role, name=name, exact=exact).first.click()  # type: ignore[arg-type]

    def point(self, line: str) -> None:
        """Click a line of the original."""
        self.step(f"point {line}")
        self.page.get_by_role("button", name=line, exact=True).first.click()

    def press(self, key: str) -> None:
        """Press a key."""
        self.step(f"press {key}")
        self.page.keyboard.press(key)

    def type(self, label: str, text: str) -> None:
        """Type into the field that is called so."""
        self.step(f"type {label}")
        self.page.get_by_label(label, exact=True).fill(text)

    def drop(self, files: list[Path]) -> None:
        """Drop files from the desktop onto the page."""
        self.step("drop " + ", ".join(path.name for path in files))
        self.page.wait_for_load_state("load")
        devtools = self.page.context.new_cdp_session(self.page)
        data = {"items": [], "files": [str(path) for path in files], "dragOperationsMask": 1}
        for event in ("dragEnter", "dragOver", "drop"):
            devtools.send("Input.dispatchDragEvent", {"type": event, "x": 600, "y": 260, "data": data})
        devtools.detach()

    def step(self, what: str) -> None:
        """Count something that is done."""
        self.done.append(what)

    def sees(self, text: str) -> None:
        """Wait until a text is on the screen."""
        expect(self.page.get_by_text(text).first).to_be_visible(timeout=LONG)

    def turn(self, key: str) -> None:
        """Press a key that leads to another page."""
        with self.page.expect_navigation(timeout=LONG):
            self.press(key)

    def heading(self) -> str:
        """Read the heading of the page."""
        return self.page.get_by_role("heading", level=1).inner_text().strip()

    def value(self, label: str) -> str:
        """Read a field."""
        return self.page.get_by_label(label, exact=True).input_value()

    def lines(self) -> list[str]:
        """Read the lines of the original that belong to the text that is shown, and have not been said to be anything."""
        # One question for all of them: a bulletin's page has hundreds.
        own = self.page.locator(".line:not(.foreign)")
        found: list[str] = own.evaluate_all(LINES)
        return found

    def after(self) -> None:
        """Wait until the page that a decision leads to stands."""
        self.page.wait_for_load_state("load")
        expect(self.page.get_by_text("已全部保存").first).to_be_visible(timeout=LONG)
