"""Pelican's side of events: reads them once all articles are there, writes pages and data."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from pelican import signals
from pelican.generators import Generator

from gongbao.bulletin import appointments as reading
from gongbao.bulletin import diary, spreadsheet
from gongbao.cache import files, keys, store
from gongbao.cache.derived import Derived
from gongbao.cache.slugs import KeptSlugs
from gongbao.events import appointments, calendar
from gongbao.messages.site import words
from gongbao.romanise import slug

Events = TypeVar("Events", bound=tuple[Any, ...])


class EventsGenerator(Generator):  # type: ignore[misc]
    """Sets `appointments` and `diary` on every article, `event_pages` and `event_data` in the context; writes pages."""

    def generate_context(self) -> None:
        """Read what is told of people and days, and name the pages that there will be."""
        articles = self.context["articles"]
        kept = Derived(store.of(self.settings), "events")
        for article in articles:
            article.appointments = self._appointments(article, kept)
            article.diary = self._diary(article, kept)
        kept.save()
        self.rows = appointments.rows(articles)
        self.months = calendar.months(articles)
        pages, data = [], []
        if self.rows:
            pages.append((words("任免"), f"{appointments.FOLDER}/index.html"))
            data += _data(appointments.FOLDER, words("任免，每人每职一条，附原句"))
        if self.months:
            pages.append((words("大事记"), f"{calendar.FOLDER}/index.html"))
            data += _data(calendar.FOLDER, words("大事记，每条一行"))
        self.context["event_pages"] = tuple(pages)
        self.context["event_data"] = tuple(data)

    def _appointments(self, article: Any, kept: Derived) -> tuple[reading.Appointment, ...]:
        b = article.bulletin
        wanted = self.settings.get("APPOINTMENTS", True) and reading.announces(b.title, b.section)
        return _once(kept, article, "appointments", lambda: reading.find(article.blocks)) if wanted else ()

    def _diary(self, article: Any, kept: Derived) -> tuple[diary.Entry, ...]:
        b = article.bulletin
        if not self.settings.get("DIARY", True) or b.kind != "diary":
            return ()
        year = diary.year_of(b.title, b.published, b.year)
        return _once(kept, article, "diary", lambda: diary.find(article.blocks, year, b.published))

    def generate_output(self, writer: Any) -> None:
        """Write the pages and the data."""
        if self.rows:
            self._write_appointments(writer)
        if self.months:
            self._write_diary(writer)

    def _write_appointments(self, writer: Any) -> None:
        folder = appointments.FOLDER
        slugs = KeptSlugs(store.of(self.settings), "events")
        named = slugs.by(slug)
        persons = appointments.initials(self.rows, "person", lambda row: row.person, named)
        posts = appointments.initials(self.rows, "post", lambda row: row.post, named)
        slugs.save()
        shown = {"rows": self.rows, "persons": persons, "posts": posts}
        self._page(writer, f"{folder}/index.html", "appointments", **shown)
        for kind, pages in (("person", persons), ("post", posts)):
            for page in pages:
                self._page(writer, page.url, "appointments_initial", kind=kind, page=page, pages=pages)
        self._data(folder, appointments.COLUMNS, self.rows)

    def _write_diary(self, writer: Any) -> None:
        folder = calendar.FOLDER
        self._page(writer, f"{folder}/index.html", "diary", years=calendar.years(self.months))
        for before, month, after in zip(
            (*self.months[1:], None), self.months, (None, *self.months), strict=False
        ):
            self._page(writer, month.url, "diary_month", month=month, earlier=before, later=after)
        happenings = [one for month in reversed(self.months) for one in month.happenings]
        self._data(folder, calendar.COLUMNS, happenings)

    def _page(self, writer: Any, url: str, template: str, **shown: Any) -> None:
        writer.write_file(
            url, self.get_template(template), self.context, self.settings["RELATIVE_URLS"], url=url, **shown
        )

    def _data(self, name: str, columns: Sequence[str], rows: Iterable[Any]) -> None:
        """Write rows as JSON and as CSV for spreadsheets."""
        records = [{column: getattr(one, column) for column in columns} for one in rows]
        lines = ",\n".join(json.dumps(record, ensure_ascii=False) for record in records)
        made = files.of(self.settings)
        made.put(f"{name}.json", f"[\n{lines}\n]\n".encode())
        out = io.StringIO()
        table = csv.writer(out, lineterminator="\r\n")
        table.writerow(columns)
        table.writerows([_cell(record[column]) for column in columns] for record in records)
        made.put(f"{name}.csv", f"\ufeff{out.getvalue()}".encode())


def _once(kept: Derived, article: Any, what: str, read: Callable[[], Events]) -> Events:
    """Return what a text says; its key is that of the whole file, in which stands all that is asked."""
    text = getattr(article, "text_key", "")
    key = keys.digest(what, text) if text else ""
    found: Events | None = kept.get(key)
    if found is None:
        found = read()
        kept.put(key, found)
    return found


def _cell(value: str | None) -> str:
    return spreadsheet.cell(value or "")


def _data(name: str, words: str) -> list[dict[str, str]]:
    return [{"name": words, "url": f"{name}.{form}"} for form in ("json", "csv")]


def get_generators(_: Any) -> type[Generator]:
    """Name the generator of this plugin."""
    return EventsGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(get_generators)
