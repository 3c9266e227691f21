"""Segments are mended where documents change: what comes out is what is made from the beginning."""

import random
from dataclasses import replace
from pathlib import Path

from gongbao.search.document import Document, Paragraph

from tests.search.making import TINY, TITLE_AND_BODY, document, make_index, real_documents
from tests.search.test_index import contents


def corrected(documents: list[Document], chance: random.Random) -> list[Document]:
    """Return documents, one of them changed as people change texts."""
    number = chance.randrange(len(documents))
    one = documents[number]
    paragraphs = list(one.paragraphs)
    at = chance.randrange(len(paragraphs))
    text = paragraphs[at].text
    cut = chance.randrange(len(text) + 1)
    kind = chance.randrange(6)
    if kind == 0:
        text = text.replace("，", "", 1)
    elif kind == 1:
        text = text[:cut] + "龘" + text[cut + 1 :]
    elif kind == 2:
        text = text[:cut] + chance.choice(["新", "，", "Word 2018", "的的的"]) + text[cut:]
    elif kind == 3:
        paragraphs.insert(at + 1, Paragraph(1, "new", "又加了一段，从前没有。"))
    elif kind == 4:
        paragraphs = list(chance.choice(documents).paragraphs)
    if kind < 3:
        paragraphs[at] = replace(paragraphs[at], text=text)
    display = ("另题",) if kind == 5 else one.display
    changed = [*documents]
    changed[number] = replace(one, paragraphs=tuple(paragraphs), display=display)
    return changed


def test_what_is_mended_after_a_correction_is_what_is_made_from_the_beginning(tmp_path: Path) -> None:
    chance = random.Random(12)
    documents = real_documents(30_000)[:24]
    schema = replace(TITLE_AND_BODY, tuning=replace(TINY, segment_documents=6, shard_bytes=1_000))
    make_index(tmp_path / "mended", documents, schema, kept=tmp_path / "kept")
    mended = 0
    for number in range(12):
        documents = corrected(documents, chance)
        before = contents(tmp_path / "mended")
        make_index(tmp_path / "mended", documents, schema, kept=tmp_path / "kept")
        after = contents(tmp_path / "mended")
        make_index(tmp_path / f"new{number}", documents, schema)
        assert after == contents(tmp_path / f"new{number}")
        mended += len(before.keys() & after.keys()) > 0.8 * len(after)
    # A small correction leaves most scripts what they are.
    assert mended > 3


def test_terms_of_a_title_that_grows_are_mended_where_they_stand_as_before(tmp_path: Path) -> None:
    documents = [
        document(f"云岭县事项{chr(0x5000 + n)}规定", "全文如下" * 20 + chr(0x6000 + n)) for n in range(300)
    ]
    schema = replace(TITLE_AND_BODY, tuning=replace(TINY, segment_documents=6, shard_bytes=400))
    make_index(tmp_path / "mended", documents, schema, kept=tmp_path / "kept")
    documents[7] = document("云岭县事项号规定试", "全文如下" * 20 + "号")
    after = make_index(tmp_path / "mended", documents, schema, kept=tmp_path / "kept")
    make_index(tmp_path / "new", documents, schema)
    assert contents(tmp_path / "mended") == contents(tmp_path / "new")
    assert after.built == 1
