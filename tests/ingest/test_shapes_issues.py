"""Whole issues of invented bulletins, in layouts that ingest has not been made from, give the expected records.

Each `shapes/issues/NAME.json` says what a careful archivist reads from the NAME.txt (or .md) beside it. A record is one
test, which names everything in which the archive differs. A field that a record leaves out is one the source does not
have; what two archivists could read differently is named under "unsure" or given as alternatives.
"""

import json
import re
from pathlib import Path

import pytest
from gongbao.bulletin import issue
from gongbao.bulletin.fold import fold, nonblank
from gongbao.ingest import command

from tests.ingest import written
from tests.ingest.differences import Differences

SHAPES = Path(__file__).parent / "shapes" / "issues"
RECORDS = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(SHAPES.glob("*.json"))}
NAMES = sorted(RECORDS)
TEXTS = ("section", "page", "doc_number", "recipients", "cc", "printed_by", "disclosure", "byline")
DATES = ("issued", "printed", "delivered")
_PAGE_MARK = re.compile(r"[-—·－.]*\d{1,3}[-—·－.]*|第\d+页.*")
ISSUE_FIELDS = ("title", "romanised", "year", "issue", "total", "published")


def source_of(name):
    return next(p for p in SHAPES.glob(f"{name}.*") if p.suffix != ".json")


def folded(value):
    return fold(str(value)) if value not in (None, "", ()) else None


class Archive:
    """What one source became."""

    def __init__(self, name, to):
        self.to = to
        self.source = source_of(name)
        self.code = command.run(self.source, to)
        ledgers = list(to.rglob("ingest.json"))
        assert len(ledgers) == 1, f"{len(ledgers)} folders written"
        self.folder = ledgers[0].parent
        self.ledger = json.loads(ledgers[0].read_text(encoding="utf-8"))
        masthead = self.folder / "issue.md"
        self.issue = issue.load(masthead.read_text(encoding="utf-8")) if masthead.exists() else None
        files = [written.read(p) for p in self.folder.glob("*.md") if p.name != "issue.md"]
        self.articles = sorted(files, key=lambda pair: pair[0].order or 0)

    def find(self, record):
        """Return the article that the record is of, by title, or else by number; by both where a title comes twice."""
        titled = [pair for pair in self.articles if fold(pair[0].title) in alternatives(record["title"])]
        numbers = alternatives(record["doc_number"]) if record.get("doc_number") else []
        numbered = [pair for pair in titled or self.articles if folded(pair[0].doc_number) in numbers]
        if titled or numbered:
            return (numbered if numbered and len(titled) != 1 else titled)[0]
        pytest.fail(f"no article {record['title']}; there are {[m.title for m, _ in self.articles]}")

    @property
    def texts(self):
        """Return everything that a reader of the articles sees, part by part."""
        for meta, parts in self.articles:
            yield from (str(getattr(meta, n) or "") for n in ("title", *TEXTS))
            for part in parts:
                yield from (part.title, part.author, part.text)
                yield from (cell for table in part.tables for row in table for cell in row)
                yield from (text for texts in part.classes.values() for text in texts)


def alternatives(value):
    return [folded(v) for v in (value if isinstance(value, list) else [value])]


def test_there_are_as_many_shapes_as_the_layouts_ask_for():
    assert len(NAMES) >= 12
    assert all(RECORDS[name]["articles"] for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_an_issue_becomes_what_its_record_says(name, tmp_path):
    archive, record, differ = Archive(name, tmp_path / "content"), RECORDS[name], Differences()
    for check in OF_ISSUES:
        with differ.noted(check.__name__):
            check(archive, record)
    for place, expected in enumerate(record["articles"], start=1):
        with differ.noted(f"article {place}"):
            meta, parts = archive.find(expected)
            compare(meta, parts, expected, f"article {place}", differ)
    with differ.noted("a second run"):
        assert_second_run_writes_nothing(name, archive)
    differ.none()


def the_source_is_a_gazette(archive, record):
    assert archive.code == 0
    assert archive.ledger["kind"] == record["kind"]


def the_ledger_sums_to_the_characters_of_the_source(archive, record):
    ledger = archive.ledger
    held = sum(place["characters"] for place in ledger["places"])
    dropped = sum(nonblank(entry["text"]) for entry in ledger["dropped"])
    in_source = nonblank(archive.source.read_text(encoding="utf-8-sig"))
    assert held + dropped == ledger["source"]["characters"] == in_source


def assert_second_run_writes_nothing(name, archive):
    before = {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in archive.to.rglob("*") if p.is_file()}
    assert command.run(source_of(name), archive.to) == 0
    after = {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in archive.to.rglob("*") if p.is_file()}
    assert after == before


def the_issue_has_its_numbers(archive, record):
    expected = {
        field: alternatives(value) for field, value in record["issue"].items() if field in ISSUE_FIELDS
    }
    assert archive.issue is not None or not expected, "no issue.md"
    found = {field: folded(getattr(archive.issue, field)) for field in expected}
    assert {field: value for field, value in found.items() if value not in expected[field]} == {}


def the_masthead_is_read(archive, record):
    if "masthead" in record:
        found = {fold(label): fold(value) for label, value in archive.issue.masthead}
        expected = {fold(label): fold(value) for label, value in record["masthead"].items()}
        assert {label: found.get(label) for label in expected} == expected


def the_editors_are_read(archive, record):
    if "editors" in record:
        found = {fold(role): [fold(n) for n in names] for role, names in archive.issue.editors}
        assert found == record["editors"]


def the_contents_have_their_sections(archive, record):
    if "sections" in record:
        sections = [fold(entry.section) for entry in archive.issue.contents if entry.section]
        assert list(dict.fromkeys(sections)) == [fold(s) for s in record["sections"]]


def the_articles_stand_in_order_none_lost_none_split_off(archive, record):
    found = [fold(meta.title) for meta, _ in archive.articles]
    wanted = [alternatives(article["title"]) for article in record["articles"]]
    matched = [next((one for one in titles if one in found), titles[0]) for titles in wanted]
    assert found == matched


def a_sentence_cut_by_print_is_whole_in_one_paragraph(archive, record):
    paragraphs = [fold(p) for _, parts in archive.articles for part in parts for p in part.paragraphs]
    for sentence in map(fold, record.get("joined", ())):
        near = [p for p in paragraphs if sentence[:6] in p or sentence[-6:] in p]
        assert [p for p in near if sentence in p], (sentence, near)


def a_blank_that_parts_words_stays(archive, record):
    for spaced in record.get("spaced", ()):
        pattern = re.compile(r"\s+".join(re.escape(word) for word in spaced.split()))
        shut = "".join(spaced.split())
        near = [text for text in archive.texts if pattern.search(text) or shut in fold(text)]
        assert [text for text in near if pattern.search(text)], (spaced, near)


def no_sentence_is_a_heading(archive, record):
    # A short bold line may be a heading all the same; the record names it.
    allowed = record.get("sentence_headings", ())
    found = [h for _, parts in archive.articles for part in parts for _, h in part.headings]
    found = [h for h in found if h not in allowed]
    assert [h for h in found if h.endswith(tuple("。；：，、！？")) or "。" in h] == []


def no_paragraph_is_a_page_mark_or_the_name_of_a_section(archive, record):
    sections = {fold(section) for section in record.get("sections", ())}
    found = [p for _, parts in archive.articles for part in parts for p in part.paragraphs]
    assert [p for p in found if _PAGE_MARK.fullmatch(fold(p)) or fold(p) in sections] == []


def page_furniture_is_in_no_article(archive, record):
    absent = [fold(text) for text in record.get("absent", ())]
    assert [text for text in archive.texts if any(furniture in fold(text) for furniture in absent)] == []


OF_ISSUES = (
    the_source_is_a_gazette,
    the_ledger_sums_to_the_characters_of_the_source,
    the_issue_has_its_numbers,
    the_masthead_is_read,
    the_editors_are_read,
    the_contents_have_their_sections,
    the_articles_stand_in_order_none_lost_none_split_off,
    a_sentence_cut_by_print_is_whole_in_one_paragraph,
    a_blank_that_parts_words_stays,
    no_sentence_is_a_heading,
    no_paragraph_is_a_page_mark_or_the_name_of_a_section,
    page_furniture_is_in_no_article,
)


def compare(meta, parts, record, where, differ):
    """Note everything in which an article differs from its record, but for what that is unsure of."""
    unsure = record.get("unsure", ())
    for field in (*TEXTS, *DATES):
        if field not in unsure:
            with differ.noted(f"{where}, {field}"):
                assert folded(getattr(meta, field)) in alternatives(record.get(field))
    for key, check in (*ALWAYS.items(), *WHERE_SAID.items()):
        if key not in unsure and (key in ALWAYS or key in record):
            with differ.noted(f"{where}, {key}"):
                check(meta, parts, record)
    for number, attachment in enumerate(record.get("attachments", ()), start=1):
        if "attachments" not in unsure:
            with differ.noted(f"{where}, attachment {number}"):
                compare_attachment(parts, attachment)


def issuing_agencies(meta, parts, record):
    assert [fold(a) for a in meta.agency] == [fold(a) for a in record.get("agency", ())]


def attachments(meta, parts, record):
    found = [fold(p.title) for p in parts if p.kind == "attachment"]
    assert found == [fold(a["title"]) for a in record.get("attachments", ())]


def annexes_of_attachments(meta, parts, record):
    if "attached" not in record:
        assert [fold(p.title) for p in parts if p.kind == "annex"] == [
            fold(t) for t in record.get("annexes", ())
        ]


def rows_of_tables(meta, parts, record):
    assert [len(table) - 1 for part in parts for table in part.tables] == record.get("tables", [])


def kind_of_text(meta, parts, record):
    assert meta.kind == record["kind"]
    if "entries" in record:
        assert len(parts[0].paragraphs) - len(parts[0].headings) == record["entries"]


def items_of_a_digest(meta, parts, record):
    assert [fold(p.title) for p in parts if p.kind == "item"] == [fold(title) for title in record["items"]]


def body_of_a_document(meta, parts, record):
    assert_begins(parts[0].text, record["body"][0])
    assert_ends(parts[0].text, record["body"][1])


def paragraphs_of_the_print(meta, parts, record):
    assert len([p for p in parts[0].paragraphs if p]) == record["paragraphs"]


def order_of_what_is_attached(meta, parts, record):
    found = [fold(p.title) for p in parts if p.kind in {"attachment", "annex"}]
    assert found == [fold(title) for title in record["attached"]]


def first_headings(meta, parts, record):
    part = next((p for p in parts if p.headings), None)
    assert part is not None, "no headings"
    found = [fold(h) for level, h in part.headings if level == lowest(part)]
    assert found == [fold(h) for h in record["headings"]]


# What a record that leaves it out says is not there.
ALWAYS = {
    "agency": issuing_agencies,
    "attachments": attachments,
    "annexes": annexes_of_attachments,
    "tables": rows_of_tables,
}
WHERE_SAID = {
    "kind": kind_of_text,
    "items": items_of_a_digest,
    "body": body_of_a_document,
    "paragraphs": paragraphs_of_the_print,
    "attached": order_of_what_is_attached,
    "headings": first_headings,
}


def compare_attachment(parts, attachment):
    part = next((p for p in parts if fold(p.title) == fold(attachment["title"])), None)
    assert part is not None, f"no attachment {attachment['title']}"
    if "author" not in attachment.get("unsure", ()):
        assert folded(part.author) == folded(attachment.get("author"))
    if "body" in attachment:
        assert_begins(part.text, attachment["body"][0])
        assert_ends(part.text, attachment["body"][1])
    if "headings" in attachment:
        assert [fold(h) for level, h in part.headings if level == lowest(part)] == [
            fold(h) for h in attachment["headings"]
        ]
    if "paragraphs" in attachment:
        assert len([p for p in part.paragraphs if p]) == attachment["paragraphs"]


def assert_begins(text, expected):
    beginnings = alternatives(expected)
    assert fold(text)[: max(map(len, beginnings))].startswith(tuple(beginnings)), beginnings


def assert_ends(text, expected):
    assert fold(text)[-len(fold(expected)) :] == fold(expected)


def lowest(part):
    return min((level for level, _ in part.headings), default=0)
