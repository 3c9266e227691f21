"""Pelican's side of the packages: offers those that were made, and writes the books when asked to."""

import logging
import os
import shutil
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import Generator

from gongbao.messages import _
from gongbao.messages.site import words
from gongbao.workshop import checksums

from . import packages

log = logging.getLogger(__name__)
PAGE = "downloads.html"
SOURCES = "SOURCES-SHA256SUMS"


class OfflineGenerator(Generator):  # type: ignore[misc]
    """Sets `packages` (or None) and `packages_are_old`; writes downloads.html, its files, and the sources' sums."""

    def generate_context(self) -> None:
        """Find the packages that `inv offline` made; without any the site says nothing of them."""
        content = Path(self.settings["PATH"])
        given = self.settings.get("PACKAGES_PATH", "")
        self.folder = content.parent / given
        made = packages.read(self.folder) if given else None
        self.context["packages"] = made
        if not made:
            return
        self.context["packages_are_old"] = made.state != packages.fingerprint(content)
        if self.context["packages_are_old"]:
            log.warning(
                _(
                    "{folder}/ holds packages of an earlier state — run `inv offline`",
                    folder=self.folder.name,
                )
            )
        foot = self.context.get("FOOT_MENUITEMS") or []
        self.context["FOOT_MENUITEMS"] = [*foot, (words("下载与校验"), PAGE)]

    def generate_output(self, writer: Any) -> None:
        """Write the page and copy the packages beside it."""
        output = Path(self.output_path)
        self._write_source_sums(output)
        if target := self.settings.get("BOOKS_TO"):
            from . import book  # noqa: PLC0415 - needs an extra that a build does without

            book.write_all(self.context, self._render, str(self.settings["SITEURL"]), Path(target))
        made = self.context["packages"]
        if not made:
            return
        issues = {issue.url: issue for issue in self.context.get("issues", ())}
        writer.write_file(
            PAGE,
            self.get_template("downloads"),
            self.context,
            self.settings["RELATIVE_URLS"],
            url=PAGE,
            issue_pages=issues,
        )
        for package in made.packages:
            place = output / package.url
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self.folder / package.name, place)

    def _render(self, template: str, **values: Any) -> str:
        # Addresses as from the top of the site; the book leads them on.
        return str(self.get_template(template).render({**self.context, **values, "SITEURL": "."}))

    def _write_source_sums(self, output: Path) -> None:
        """Write the sums of the sources as received, so that a reader can go from a page to its source."""
        folder = Path(self.settings["PATH"]).parent / self.settings.get("SOURCES_PATH", "sources")
        names = sorted({a.bulletin.source for a in self.context["articles"] if a.bulletin.source})
        # A name may be too long for a file, or hold a NUL.
        present = [name for name in names if Path(name).name == name and os.path.isfile(folder / name)]  # noqa: PTH113
        if present:
            lines = [f"{checksums.of_file(folder / name)}  {name}\n" for name in present]
            (output / SOURCES).write_bytes("".join(lines).encode())


def get_generators(_pelican: Any) -> type[Generator]:
    """Name the generator of this plugin."""
    return OfflineGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(get_generators)
