"""Whole issues of invented bulletins, in layouts that ingest has not been made from, give the expected records.

Each `shapes/issues/NAME.json` says what a careful archivist reads from the NAME.txt (or .md) beside it. Each aspect of
each article is a test of its own, so that one wrong field hides no other. A field that a record leaves out is one the
source does not have; what two archivists could read differently is named under "unsure" or given as alternatives.
"""

import json
import re
from pathlib import Path

import pytest
from gongbao.bulletin import issue
from gongbao.bulletin.fold import fold, nonblank
from gongbao.ingest import command

from tests.ingest import written

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
        self.code = command.run(source_of(name), to)
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


@pytest.fixture(scope="session")
def archives(tmp_path_factory):
    """Return a function that ingests a shape once and hands out its archive."""
    made = {}

    def get(name):
        if name not in made:
            made[name] = Archive(name, tmp_path_factory.mktemp(name) / "content")
        return made[name]

    return get


def alternatives(value):
    return [folded(v) for v in (value if isinstance(value, list) else [value])]


def articles_with(*keys):
    """Return the (name, place, record) of each article that has all keys and is not unsure of the first."""
    return [
        pytest.param(name, record, id=f"{name}-{place}")
        for name in NAMES
        for place, record in enumerate(RECORDS[name]["articles"], start=1)
        if all(key in record for key in keys) and (not keys or keys[0] not in record.get("unsure", ()))
    ]


def articles_sure_of(field):
    return [
        pytest.param(name, record, id=f"{name}-{place}-{field}")
        for name in NAMES
        for place, record in enumerate(RECORDS[name]["articles"], start=1)
        if field not in record.get("unsure", ())
    ]


FIELDS = [
    pytest.param(*case.values, field, id=case.id)
    for field in (*TEXTS, *DATES)
    for case in articles_sure_of(field)
]


def test_there_are_as_many_shapes_as_the_layouts_ask_for():
    assert len(NAMES) >= 12
    assert all(RECORDS[name]["articles"] for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_ingest_goes_well_and_finds_a_gazette(archives, name):
    archive = archives(name)
    assert archive.code == 0
    assert archive.ledger["kind"] == RECORDS[name]["kind"]


@pytest.mark.parametrize("name", NAMES)
def test_the_ledger_sums_to_the_characters_of_the_source(archives, name):
    ledger = archives(name).ledger
    held = sum(place["characters"] for place in ledger["places"])
    dropped = sum(nonblank(entry["text"]) for entry in ledger["dropped"])
    in_source = nonblank(source_of(name).read_text(encoding="utf-8-sig"))
    assert held + dropped == ledger["source"]["characters"] == in_source


@pytest.mark.parametrize("name", NAMES)
def test_a_second_run_writes_nothing(archives, name):
    archive = archives(name)
    before = {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in archive.to.rglob("*") if p.is_file()}
    assert command.run(source_of(name), archive.to) == 0
    after = {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in archive.to.rglob("*") if p.is_file()}
    assert after == before


@pytest.mark.parametrize("field", ISSUE_FIELDS)
@pytest.mark.parametrize("name", NAMES)
def test_the_issue_has_its_numbers(archives, name, field):
    record = RECORDS[name]["issue"]
    if field not in record:
        return
    meta = archives(name).issue
    assert meta is not None, "no issue.md"
    assert folded(getattr(meta, field)) in alternatives(record[field])


@pytest.mark.parametrize("name", [n for n in NAMES if "masthead" in RECORDS[n]])
def test_the_masthead_is_read(archives, name):
    meta = archives(name).issue
    found = {fold(label): fold(value) for label, value in meta.masthead}
    expected = {fold(label): fold(value) for label, value in RECORDS[name]["masthead"].items()}
    assert {label: found.get(label) for label in expected} == expected


@pytest.mark.parametrize("name", [n for n in NAMES if "editors" in RECORDS[n]])
def test_the_editors_are_read(archives, name):
    found = {fold(role): [fold(n) for n in names] for role, names in archives(name).issue.editors}
    assert found == RECORDS[name]["editors"]


@pytest.mark.parametrize("name", [n for n in NAMES if "sections" in RECORDS[n]])
def test_the_contents_have_their_sections(archives, name):
    sections = [fold(entry.section) for entry in archives(name).issue.contents if entry.section]
    assert list(dict.fromkeys(sections)) == [fold(s) for s in RECORDS[name]["sections"]]


@pytest.mark.parametrize("name", NAMES)
def test_the_articles_stand_in_order_none_lost_none_split_off(archives, name):
    found = [fold(meta.title) for meta, _ in archives(name).articles]
    wanted = [alternatives(record["title"]) for record in RECORDS[name]["articles"]]
    matched = [next((one for one in titles if one in found), titles[0]) for titles in wanted]
    assert found == matched


@pytest.mark.parametrize(("name", "record", "field"), FIELDS)
def test_a_field_says_what_the_source_says(archives, name, record, field):
    meta, _ = archives(name).find(record)
    assert folded(getattr(meta, field)) in alternatives(record.get(field))


@pytest.mark.parametrize(("name", "record"), articles_sure_of("agency"))
def test_the_issuing_agencies_are_those_named(archives, name, record):
    meta, _ = archives(name).find(record)
    assert [fold(a) for a in meta.agency] == [fold(a) for a in record.get("agency", ())]


@pytest.mark.parametrize(("name", "record"), articles_with("kind"))
def test_the_kind_of_the_text_is_known(archives, name, record):
    meta, parts = archives(name).find(record)
    assert meta.kind == record["kind"]
    if "entries" in record:
        assert len(parts[0].paragraphs) - len(parts[0].headings) == record["entries"]


@pytest.mark.parametrize(("name", "record"), articles_with("items"))
def test_the_items_of_a_digest_are_parts(archives, name, record):
    _, parts = archives(name).find(record)
    assert [fold(p.title) for p in parts if p.kind == "item"] == [fold(title) for title in record["items"]]


@pytest.mark.parametrize(("name", "record"), articles_with("body"))
def test_the_body_begins_where_it_should(archives, name, record):
    _, parts = archives(name).find(record)
    assert_begins(parts[0].text, record["body"][0])


@pytest.mark.parametrize(("name", "record"), articles_with("body"))
def test_the_body_ends_where_it_should(archives, name, record):
    _, parts = archives(name).find(record)
    assert_ends(parts[0].text, record["body"][1])


def assert_begins(text, expected):
    beginnings = alternatives(expected)
    assert fold(text)[: max(map(len, beginnings))].startswith(tuple(beginnings)), beginnings


def assert_ends(text, expected):
    assert fold(text)[-len(fold(expected)) :] == fold(expected)


@pytest.mark.parametrize(("name", "record"), articles_with("paragraphs"))
def test_the_body_has_the_paragraphs_of_the_print(archives, name, record):
    _, parts = archives(name).find(record)
    assert len([p for p in parts[0].paragraphs if p]) == record["paragraphs"]


@pytest.mark.parametrize(("name", "record"), articles_sure_of("attachments"))
def test_the_attachments_are_parts_of_their_document(archives, name, record):
    _, parts = archives(name).find(record)
    found = [fold(p.title) for p in parts if p.kind == "attachment"]
    assert found == [fold(a["title"]) for a in record.get("attachments", ())]


@pytest.mark.parametrize(("name", "record"), articles_with("attached"))
def test_what_is_attached_stands_in_order(archives, name, record):
    _, parts = archives(name).find(record)
    found = [fold(p.title) for p in parts if p.kind in {"attachment", "annex"}]
    assert found == [fold(title) for title in record["attached"]]


@pytest.mark.parametrize(("name", "record"), articles_sure_of("annexes"))
def test_the_annexes_of_attachments_are_found(archives, name, record):
    if "attached" in record:
        return
    _, parts = archives(name).find(record)
    assert [fold(p.title) for p in parts if p.kind == "annex"] == [fold(t) for t in record.get("annexes", ())]


ATTACHED = [
    pytest.param(*case.values, attachment, id=f"{case.id}-{number}")
    for case in articles_with("attachments")
    for number, attachment in enumerate(case.values[1]["attachments"], start=1)
]


@pytest.mark.parametrize(("name", "record", "attachment"), ATTACHED)
def test_an_attachment_has_its_author_body_and_headings(archives, name, record, attachment):
    _, parts = archives(name).find(record)
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


def lowest(part):
    return min((level for level, _ in part.headings), default=0)


@pytest.mark.parametrize(("name", "record"), articles_with("headings"))
def test_the_first_headings_are_found(archives, name, record):
    _, parts = archives(name).find(record)
    part = next((p for p in parts if p.headings), None)
    assert part is not None, "no headings"
    found = [fold(h) for level, h in part.headings if level == lowest(part)]
    assert found == [fold(h) for h in record["headings"]]


@pytest.mark.parametrize(("name", "record"), articles_sure_of("tables"))
def test_the_tables_have_their_rows(archives, name, record):
    _, parts = archives(name).find(record)
    assert [len(table) - 1 for part in parts for table in part.tables] == record.get("tables", [])


JOINED = [
    pytest.param(name, sentence, id=f"{name}-{n}")
    for name in NAMES
    for n, sentence in enumerate(RECORDS[name].get("joined", ()), start=1)
]


@pytest.mark.parametrize(("name", "sentence"), JOINED)
def test_a_sentence_cut_by_print_is_whole_in_one_paragraph(archives, name, sentence):
    paragraphs = [fold(p) for _, parts in archives(name).articles for part in parts for p in part.paragraphs]
    near = [p for p in paragraphs if fold(sentence)[:6] in p or fold(sentence)[-6:] in p]
    assert [p for p in near if fold(sentence) in p], near


SPACED = [
    pytest.param(name, text, id=f"{name}-{n}")
    for name in NAMES
    for n, text in enumerate(RECORDS[name].get("spaced", ()), start=1)
]


@pytest.mark.parametrize(("name", "spaced"), SPACED)
def test_a_blank_that_parts_words_stays(archives, name, spaced):
    pattern = re.compile(r"\s+".join(re.escape(word) for word in spaced.split()))
    shut = "".join(spaced.split())
    near = [text for text in archives(name).texts if pattern.search(text) or shut in fold(text)]
    assert [text for text in near if pattern.search(text)], near


@pytest.mark.parametrize("name", NAMES)
def test_no_sentence_is_a_heading(archives, name):
    # A short bold line may be a heading all the same; the record names it.
    allowed = RECORDS[name].get("sentence_headings", ())
    found = [h for _, parts in archives(name).articles for part in parts for _, h in part.headings]
    found = [h for h in found if h not in allowed]
    assert [h for h in found if h.endswith(tuple("。；：，、！？")) or "。" in h] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_paragraph_is_a_page_mark_or_the_name_of_a_section(archives, name):
    sections = {fold(section) for section in RECORDS[name].get("sections", ())}
    found = [p for _, parts in archives(name).articles for part in parts for p in part.paragraphs]
    assert [p for p in found if _PAGE_MARK.fullmatch(fold(p)) or fold(p) in sections] == []


FURNITURE = [
    pytest.param(name, text, id=f"{name}-{n}")
    for name in NAMES
    for n, text in enumerate(RECORDS[name].get("absent", ()), start=1)
]


@pytest.mark.parametrize(("name", "furniture"), FURNITURE)
def test_page_furniture_is_in_no_article(archives, name, furniture):
    assert [text for text in archives(name).texts if fold(furniture) in fold(text)] == []
