"""Single documents in the shapes of real ones, each beside the record that a careful archivist would make of it.

A record is one test, which names everything in which the article differs. What a record leaves out, its text does
not make certain; null means that the text does not have it. first and last are how a text begins and ends; headings are
the numbered ones of a level, own-line or run in; heads are all that stand as headings in the Markdown.
"""

import contextlib
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from gongbao.bulletin import headings
from gongbao.bulletin.article import ArticleMeta
from gongbao.bulletin.fold import fold
from gongbao.ingest import command

from tests.ingest import forms, written
from tests.ingest.differences import Differences

DOCUMENTS = Path(__file__).parent / "shapes" / "documents"
FIELDS = (
    "title",
    "doc_number",
    "agency",
    "genre",
    "recipients",
    "issued",
    "printed",
    "printed_by",
    "cc",
    "disclosure",
    "byline",
    "published",
    "delivered",
    "subtitle",
    "kind",
)
FORMS: dict[str, Callable[[forms.Doc], bytes]] = {
    "html": forms.as_html,
    "docx": forms.as_docx,
    "pdf": forms.as_pdf,
}
RECORDS: dict[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(DOCUMENTS.glob("*.json"))
}


@dataclass(frozen=True)
class Ingested:
    """What became of one source: exit code, what was said, and the articles read back."""

    code: int
    said: str
    source: Path
    to: Path
    articles: tuple[tuple[ArticleMeta, list[written.Part]], ...]


def ingest(source: Path, to: Path) -> Ingested:
    """Ingest a source by itself and read back what was written."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = command.run(source, to)
    files = [written.read(p) for p in to.rglob("*.md") if p.name != "issue.md"]
    return Ingested(
        code, said.getvalue(), source, to, tuple(sorted(files, key=lambda pair: pair[0].order or 0))
    )


def source_of(name: str, folder: Path) -> Path:
    """Return the file of a document of the table; one in an old encoding is written to the folder in that."""
    source = next(path for path in DOCUMENTS.glob(f"{name}.*") if path.suffix != ".json")
    if codec := RECORDS[name].get("encoding"):
        text = source.read_text(encoding="utf-8")
        source = folder / source.name
        source.write_text(text, encoding=codec)
    return source


def set_as(form: str, name: str, folder: Path) -> Path:
    """Set a document of the table in another form; return the file."""
    text = (DOCUMENTS / f"{name}.txt").read_text(encoding="utf-8")
    source = folder / f"{name}.{form}"
    source.write_bytes(FORMS[form](forms.from_text(text, RECORDS[name]["form"]["title"])))
    return source


Archive = Callable[..., Ingested]


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Return a function that ingests a document of the table in a form once, and only if a test asks for it."""
    made: dict[tuple[str, str], Ingested] = {}

    def once(name: str, form: str = "txt") -> Ingested:
        if (name, form) not in made:
            folder = tmp_path_factory.mktemp(f"{name}-{form}")
            source = source_of(name, folder) if form == "txt" else set_as(form, name, folder)
            made[name, form] = ingest(source, folder / "content")
        return made[name, form]

    return once


def folded(value: object) -> object:
    """Fold a field for comparing; absent and empty are one."""
    if value and isinstance(value, (list, tuple)):
        return [fold(str(v)) for v in value]
    return fold(str(value)) if value else None


def part_named(parts: list[written.Part], at: int | None) -> written.Part:
    """Return the body (None) or the attachment of a number."""
    if at is None:
        return parts[0]
    attached = [p for p in parts if p.kind == "attachment"]
    assert at < len(attached), f"only {len(attached)} attachments: {[p.title for p in attached]}"
    return attached[at]


def heading_labels(part: written.Part, level: int) -> list[str]:
    """Return the headings of a level, in lines of their own or run in, as read."""
    read = [headings.own_line(text) or headings.run_in(text) for text in part.paragraphs]
    return [fold(h.label) for h in read if h and h.level == level]


def texts_of(article: tuple[ArticleMeta, list[written.Part]]) -> list[str]:
    """Return all that an article's text holds, as written: paragraphs, signatures, notes, titles, tables."""
    meta = article[0]
    texts: list[str] = [
        meta.title,
        *(v for v in (meta.subtitle, meta.column, meta.byline, meta.disclosure, meta.note, meta.cc) if v),
    ]
    for part in article[1]:
        texts += part_texts(part)
    return texts


def part_texts(part: written.Part) -> list[str]:
    """Return what one part holds: title, paragraphs, signatures, tables."""
    classed = [text for several in part.classes.values() for text in several]
    cells = [cell for table in part.tables for row in table for cell in row]
    return [part.title, *part.paragraphs, *classed, *cells]


def everything(article: tuple[ArticleMeta, list[written.Part]]) -> str:
    """Return all that an article's text holds, folded."""
    return "\n".join(fold(text) for text in texts_of(article))


def stand_apart(first: str, second: str, text: str) -> bool:
    """Tell whether two words follow each other with a blank between them, whatever blanks are in them."""
    return bool(re.search(r"\s+".join(r"\s*".join(map(re.escape, word)) for word in (first, second)), text))


Aspect = tuple[int, int | None, str]


def aspects(record: dict[str, Any]) -> Iterator[Aspect]:
    """Yield (article, attachment or None, aspect) for everything that a record says."""
    for n, article in enumerate(record["articles"]):
        yield from ((n, None, key) for key in FIELDS if key in article)
        yield from ((n, None, f"body.{key}") for key in article.get("body", ()))
        yield from aspects_of_text(n, None, article)
        if "attachments" in article:
            yield n, None, "attachments"
        for at, attached in enumerate(article.get("attachments", ())):
            yield from ((n, at, key) for key in ("author", "first", "last") if key in attached)
            yield from aspects_of_text(n, at, attached)


def aspects_of_text(n: int, at: int | None, text: dict[str, Any]) -> Iterator[Aspect]:
    """Yield the aspects that body and attachments share."""
    yield from ((n, at, f"headings.{level}") for level in text.get("headings", ()))
    yield from (
        (n, at, key) for key in ("heads", "levels", "tables", "cells", "contains", "lacks") if key in text
    )


@pytest.mark.parametrize("name", RECORDS)
def test_a_document_becomes_what_its_record_says(name: str, archive: Archive) -> None:
    made, differ = archive(name), compare(name, archive)
    with differ.noted("the ledger"):
        assert_ledger_sums_to_the_source(made)
    with differ.noted("a second run"):
        assert_second_run_writes_nothing(made)
    differ.none()


def compare(name: str, archive: Archive, form: str = "txt") -> Differences:
    """Return everything in which what a document of the table became differs from its record."""
    made, record, differ = archive(name, form), RECORDS[name], Differences()
    with differ.noted("the run"):
        assert made.code == 0, made.said
        assert len(made.articles) == len(record["articles"]), [m.title for m, _ in made.articles]
    for n, at, aspect in aspects(record):
        with differ.noted(f"article {n + 1}{'' if at is None else f', attachment {at + 1}'}, {aspect}"):
            assert n < len(made.articles), made.said
            check(record["articles"][n], made.articles[n], at, aspect)
    for word in ("present", "absent"):
        with differ.noted(word):
            assert said_wrongly(record.get(word, ()), word, made) == []
    return differ


def check(
    record: dict[str, Any], article: tuple[ArticleMeta, list[written.Part]], at: int | None, aspect: str
) -> None:
    """Compare one aspect of an article with its record."""
    meta, parts = article
    if at is None and aspect in FIELDS:
        assert folded(getattr(meta, aspect)) == folded(record[aspect])
        return
    if aspect == "attachments":
        titles = [fold(p.title) for p in parts if p.kind == "attachment"]
        assert titles == [fold(a["title"]) for a in record["attachments"]]
        return
    part = part_named(parts, at)
    want = record if at is None else record["attachments"][at]
    if aspect == "author":
        assert folded(part.author) == folded(want["author"])
    elif aspect in {"first", "body.first"}:
        begins = fold(want["first"] if at is not None else record["body"]["first"])
        assert fold(part.text)[: len(begins)] == begins
    elif aspect in {"last", "body.last"}:
        ends = fold(want["last"] if at is not None else record["body"]["last"])
        assert fold(part.text)[-len(ends) :] == ends
    elif aspect.startswith("headings."):
        level = aspect.removeprefix("headings.")
        assert heading_labels(part, int(level)) == [fold(h) for h in want["headings"][level]]
    elif aspect == "heads":
        assert [fold(text) for _, text in part.headings] == [fold(h) for h in want["heads"]]
    elif aspect == "levels":
        assert [level for level, _ in part.headings] == want["levels"]
    elif aspect == "tables":
        assert [len(table) - 1 for table in part.tables] == want["tables"]
    elif aspect == "cells":
        cells = {fold(cell) for table in part.tables for row in table for cell in row}
        assert not {fold(c) for c in want["cells"]} - cells
    elif aspect in {"contains", "lacks"}:
        text = "\n".join(fold(t) for t in part_texts(part))
        assert [s for s in want[aspect] if (fold(s) in text) != (aspect == "contains")] == []
    else:
        raise AssertionError(f"unknown aspect {aspect}")


def said_wrongly(sentences: Iterable[str], word: str, made: Ingested) -> list[str]:
    """Return the sentences that are not whole in the articles, or the noise that is still there."""
    # What an index card says and no field has is kept in the note; in the text it is noise.
    articles = [
        (replace(meta, note=None), parts) if word == "absent" else (meta, parts)
        for meta, parts in made.articles
    ]
    text = "\n".join(everything(article) for article in articles)
    return [s for s in sentences if (fold(s) in text) != (word == "present")]


SET = [name for name, record in RECORDS.items() if "form" in record]
EVERY_FORM = [(name, form) for name in RECORDS for form in ("txt", *FORMS) if form == "txt" or name in SET]
APART = [(name, form) for name, form in EVERY_FORM if "apart" in RECORDS[name]]


@pytest.mark.parametrize(("name", "form"), APART)
def test_names_and_numbers_set_apart_by_blanks_stay_apart(name: str, form: str, archive: Archive) -> None:
    text = "\n".join(text for article in archive(name, form).articles for text in texts_of(article))
    assert [pair for pair in RECORDS[name]["apart"] if not stand_apart(*pair, text)] == []


def assert_ledger_sums_to_the_source(made: Ingested) -> None:
    (path,) = made.to.rglob("ingest.json")
    ledger = json.loads(path.read_text(encoding="utf-8"))
    held = sum(place["characters"] for place in ledger["places"])
    dropped = sum(len("".join(entry["text"].split())) for entry in ledger["dropped"])
    assert held + dropped == ledger["source"]["characters"]
    if made.source.suffix == ".txt":
        source = made.source.read_text(encoding="utf-8")
        assert held + dropped == len("".join(source.split()))


def assert_second_run_writes_nothing(made: Ingested) -> None:
    before = {path: path.stat().st_mtime_ns for path in made.to.rglob("*")}
    assert ingest(made.source, made.to).code == 0
    assert {path: path.stat().st_mtime_ns for path in made.to.rglob("*")} == before


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", SET)
def test_the_record_is_the_same_from_page_word_and_pdf(name: str, form: str, archive: Archive) -> None:
    made, differ = archive(name, form), compare(name, archive, form)
    with differ.noted("words"):
        texts = ["".join(everything(article).split()) for article in made.articles]
        assert texts == ["".join(everything(article).split()) for article in archive(name).articles]
    differ.none()


def test_eight_documents_at_least_are_set_in_every_form() -> None:
    assert len(SET) >= 8
