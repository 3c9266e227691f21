"""Sites for tests, built by the real Pelican with the project's own settings; and Chromium (browser), once per worker.

sample_site   the project's archive (content/), built once per test run: Path of the output
archive_site  a small made-up archive (tests/site/archive/content) with every construct a body can have: 2 issues with
              a gap between them, 1 document that came on its own; built once per test run: Path of the output
status_site   a made-up archive in which each document has another status (tests/site/status/content): Path of the output
county_site   a made-up county with everything that a setting switches on: drafts and versions, appointments, a diary
small_site    call it with {path below content/: Markdown text}, and settings if need be, for a site of your own:
              small_site({"documents/x/x.md": "Title: …"}, SITENAME="…") → Path of the output.
              With archive=True the files are laid over the made-up archive. Mistakes raise workshop.build.BuildError.

Under pytest-xdist the archives are built by one worker; the others wait for it. How builds begin: tests/loaded.py.
"""

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from filelock import FileLock
from gongbao.workshop import ROOT, importable
from gongbao.workshop import browser as chromium
from gongbao.workshop.build import build_into
from playwright.sync_api import Browser, sync_playwright

from tests import loaded

ARCHIVE = ROOT / "tests" / "site" / "archive" / "content"
STATUS = ROOT / "tests" / "site" / "status" / "content"
COUNTY = ROOT / "tests" / "site" / "county" / "content"
# Tests about how builds begin, what they say and what ends them, and tests of commands.
BEGUN_ANEW = {"archives", "budgets", "desk", "fuzz", "ingest", "publish", "workers", "workshop"}
# What is off unless an archive asks for it.
EVERYTHING: dict[str, Any] = {}

# Tests start processes of their own, which must find the package too.
os.environ["PYTHONPATH"] = importable()
# What tests read is English; those of messages say which language they mean.
os.environ["GONGBAO_LANG"] = "en"

# A machine that is busy is slow; how long one example takes says nothing about the code.
hypothesis.settings.register_profile("gongbao", deadline=None)
hypothesis.settings.load_profile("gongbao")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Let builds begin as copies of a process that has the program loaded, but where tests are about how they begin."""
    begun_anew = item.path.relative_to(ROOT / "tests").parts[0] in BEGUN_ANEW
    with contextlib.nullcontext() if begun_anew else loaded.loaded():
        return (yield)


def pytest_sessionfinish() -> None:
    loaded.end()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium once per worker."""
    try:
        program = chromium.find()
    except chromium.BrowserMissing as missing:
        pytest.fail(str(missing), pytrace=False)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(program), args=chromium.launch_arguments())
        yield started
        started.close()


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the output of the project's own archive."""
    return _built_once(tmp_path_factory, "sample-site", ROOT / "content")


@pytest.fixture(scope="session")
def archive_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the output of the small made-up archive."""
    return _built_once(tmp_path_factory, "archive-site", ARCHIVE)


@pytest.fixture(scope="session")
def status_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the output of the archive of repealed, amended, corrected, expiring, declared and withdrawn documents."""
    return _built_once(tmp_path_factory, "status-site", STATUS)


@pytest.fixture(scope="session")
def county_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the output of a made-up county's archive, with every setting on."""
    return _built_once(tmp_path_factory, "county-site", COUNTY, EVERYTHING)


@pytest.fixture
def small_site(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that builds a site from Markdown texts."""

    def make(files: dict[str, str], archive: bool = False, **settings: Any) -> Path:
        content, output = tmp_path / "content", tmp_path / "output"
        if archive and not content.exists():
            shutil.copytree(ARCHIVE, content)
        content.mkdir(exist_ok=True)
        for name, text in files.items():
            path = content / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        shutil.rmtree(output, ignore_errors=True)
        build_into(output, content, settings)
        return output

    return make


def _built_once(
    factory: pytest.TempPathFactory, name: str, content: Path, settings: dict[str, Any] | None = None
) -> Path:
    """Build a site in the folder that all workers of this run share, unless another worker has."""
    base = factory.getbasetemp()
    shared = base.parent if base.name.startswith("popen-") else base
    output, done = shared / name, shared / f"{name}.done"
    with FileLock(shared / f"{name}.lock"):
        if not done.exists():
            build_into(output, content, settings)
            done.touch()
    return output
