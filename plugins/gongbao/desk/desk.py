"""What one running workbench has: the place it works on, its shelf, its templates, and when it was last asked."""

import asyncio
import multiprocessing
import time
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse

from gongbao.ingest.words.names import named
from gongbao.messages import _, language, ngettext
from gongbao.processes import end_with_parent

from . import doubts, fields, guard, jobs, page_strips, rules
from .history import History
from .painter import Painter
from .place import Place
from .session import REST, Session
from .shelf import Shelf


def _environment() -> jinja2.Environment:
    found = jinja2.Environment(
        loader=jinja2.PackageLoader("gongbao.desk"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    found.globals |= {"_": _, "ngettext": ngettext, "label": fields.label, "meaning": rules.meaning}
    found.globals |= {"doubted": page_strips.words, "named": named}
    return found


@dataclass
class Desk:
    """A running workbench."""

    place: Place
    shelf: Shelf
    site: str = ""
    asked: float = field(default_factory=time.monotonic)
    # One change of the archive at a time.
    writing: asyncio.Lock = field(default_factory=asyncio.Lock)
    templates: jinja2.Environment = field(default_factory=_environment)

    @property
    def session(self) -> Session:
        """Return what was done since the last commit."""
        return Session(self.place.cache / "session.json")

    @property
    def history(self) -> History:
        """Return the archive's repository."""
        return History(self.place.root, self.place.content, self.place.sources)

    def rest(self, long: float = REST) -> None:
        """Keep what was done as a commit, if nothing was changed for so long."""
        if not any(job is not None and not job.done for job in (self.reading, self.making)):
            self.session.keep(self.history, long)

    reading: jobs.Job | None = None
    making: jobs.Job | None = None
    _worker: ProcessPoolExecutor | None = None

    def __post_init__(self) -> None:
        """Prepare what draws pages of sources."""
        self.painter = Painter(self.place.limits)

    @property
    def inbox(self) -> Path:
        """Return where files wait until they are taken."""
        return self.place.cache / "inbox"

    def worker(self) -> ProcessPoolExecutor:
        """Return the process that ingests single sources anew; one that died is replaced."""
        if self._worker is None or getattr(self._worker, "_broken", False):
            self._worker = ProcessPoolExecutor(
                1, multiprocessing.get_context("spawn"), initializer=end_with_parent
            )
        return self._worker

    def close(self) -> None:
        """End what was started, and keep what was done."""
        for job in (self.reading, self.making):
            if job is not None:
                job.cancel()
        self.painter.close()
        if self._worker is not None:
            self._worker.shutdown(cancel_futures=True)
            self._worker = None
        self.session.keep(self.history, 0)

    def page(
        self, request: Request, template: str, values: Mapping[str, Any] | None = None, status: int = 200
    ) -> HTMLResponse:
        """Answer with a page made of a template."""
        given = {
            "token": guard.token_of(request),
            "token_field": guard.TOKEN_FIELD,
            "path": request.url.path,
            "lang": {"zh_CN": "zh-CN"}.get(language(), "en"),
            "archive": self.place.name,
            "open_doubts": len(doubts.queue(self.shelf)),
            **(values or {}),
        }
        return HTMLResponse(self.templates.get_template(template).render(given), status)


def of(request: Request) -> Desk:
    """Return the workbench that a request is for."""
    found: Desk = request.app.state.desk
    return found
