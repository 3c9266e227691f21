"""Random input for whatever reads what people and other programs wrote: an answer or a refusal in words, never a fault.

`inv bench fuzz` runs the same with a hundred times as many cases (FUZZ_CASES says how many).
"""

import io
import os
import random
import string
import zipfile
from pathlib import Path

import pytest
from gongbao.bulletin import article, dates, headings, issue, number, references, titles
from gongbao.bulletin.article_fields import MetadataError
from gongbao.ingest.model.source import SourceError
from gongbao.ingest.parsing import parse_one
from gongbao.ingest.read import page_selection
from gongbao.limit import Limits
from gongbao.search import codes
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.ingest import made

CASES = int(os.environ.get("FUZZ_CASES", "1000"))
# Containers take long to read.
FILES = max(30, CASES // 30)
many = settings(max_examples=CASES, deadline=None)

PIECES = st.sampled_from(
    [*"〔〕[]（）()【】《》〇一二十百0123456789１２年月日号第字期、，。：:;；- \t\u3000\u200b", "云政发", "国务院令", "函", "公告", "二〇一八年五月十六日",
     "2018", "2018年5月16日", "18/5/2018", "第五期", "关于", "通知", "废止", "有效期5年", "附件1", "第一条", "一、", "\ufdd0", "𠀀", "é", "\x00", "\r\n"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=20).map("".join) | st.text(max_size=60)
HEADER_KEYS = (
    "Title",
    "Slug",
    "Date",
    "Year",
    "Issue",
    "Publication",
    "Agency",
    "Doc_number",
    "Page",
    "Issued",
    "Order",
    "Kind",
    "标题",
    "文号",
)


@many
@given(TEXTS)
@example("々一三二五1")
@example("云政发〔2024〕" + "1" * 5000 + "号")
def test_numbers_have_one_form(text: str) -> None:
    if found := number.parse(text):
        assert number.parse(str(found)) == found


@many
@given(TEXTS)
@example("々一三二五1")
def test_numbers_found_in_a_text_are_numbers(text: str) -> None:
    for found in number.find_all(text):
        assert 0 <= found.start < found.end <= len(text)
        assert number.parse(str(found.number)) == found.number


@many
@given(TEXTS)
def test_dates_are_days(text: str) -> None:
    for found in dates.find(text):
        assert 0 <= found.start < found.end <= len(text)
    day = dates.parse(text)
    assert day is None or len(day) == len("2018-05-16")


@many
@given(TEXTS)
def test_headings_titles_and_validity_never_fail(text: str) -> None:
    headings.run_in(text)
    headings.own_line(text)
    for found in titles.find(text):
        assert text[found.start] == "《" and text[found.end - 1] == "》"


class _Block:
    kind, id = "paragraph", "p"

    def __init__(self, text: str) -> None:
        self.text = text


@many
@given(st.lists(TEXTS, max_size=4), TEXTS)
def test_references_lie_in_their_sentences(texts: list[str], title: str) -> None:
    for found in references.find([_Block(text) for text in texts], frozenset({"云政发"}), title):
        assert 0 <= found.start < found.end <= len(found.sentence)


@many
@given(st.lists(st.tuples(st.sampled_from(HEADER_KEYS), TEXTS), max_size=6), TEXTS)
def test_a_header_is_read_or_refused_in_words(lines: list[tuple[str, str]], body: str) -> None:
    text = "".join(f"{key}: {value}\n" for key, value in lines) + f"\n{body}"
    for reader in (article.load, issue.load):
        try:
            read = reader(text)
        except MetadataError as error:
            assert str(error)
            continue
        if reader is article.load:
            meta, held = read  # type: ignore[misc]
            assert article.load(article.dump(meta, held))[0] == meta


@many
@given(TEXTS)
def test_chosen_pages_are_read_or_refused_in_words(text: str) -> None:
    try:
        page_selection.parse(text)
    except SourceError as error:
        assert str(error)


@many
@given(st.lists(st.integers(0, 2**40), max_size=30))
def test_codes_come_back(numbers: list[int]) -> None:
    coded = [codes.encode(one) for one in numbers]
    assert [codes.decode_first(one) for one in coded] == numbers
    assert codes.encode_all(numbers) == "".join(coded)


def _mht() -> bytes:
    page = "<html><head><title>云岭县公告</title></head><body><p>云岭县人民政府公告</p><p>各乡镇人民政府：现公告如下。</p></body></html>"
    return (
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; charset=utf-8\n'
        f"Content-Location: http://a.example/\n\n{page}\n--b--\n"
    ).encode()


ORIGINALS = {
    "a.docx": made.word(made.notice([["甲", "乙"], ["丙", "丁"]])),
    "a.xlsx": made.workbook({"表": [["甲", "乙"], ["丙", 1]]}),
    "a.ofd": made.ofd([[(30, 40, 6, "云岭县人民政府关于养护的通知"), (30, 60, 5, "各乡镇人民政府：")]]),
    "a.mht": _mht(),
    "a.zip": made.zipped({"通知.txt": "云岭县人民政府关于养护的通知\n各乡镇人民政府：\n现通知如下。\n".encode()}),
    "a.html": "<table><tr><td rowspan=2>甲<td colspan=3>乙<tr><td>丙</table><p>云岭县人民政府公告</p>".encode(),
    "a.pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n%%EOF",
}  # fmt: skip
NAMES = list(ORIGINALS)


def _damaged(data: bytes, chance: random.Random) -> bytes:
    """Damage bytes: cut, doubled, turned, or with others put in."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(out) or 1)
        what = chance.randrange(5)
        if what == 0 and out:
            out[at] = chance.randrange(256)
        elif what == 1:
            del out[at : at + chance.randint(1, 40)]
        elif what == 2:
            out[at:at] = out[at : at + chance.randint(1, 80)]
        elif what == 3:
            out[at:at] = chance.choice(
                (
                    b"\x00",
                    b"<",
                    b"&#0;",
                    b'"',
                    b"-1",
                    b"99999999999",
                    b"\xff\xfe",
                    "甲".encode(),
                    b"]]>",
                    b"%%",
                )
            )
        else:
            digit = next((n for n in range(at, len(out)) if chr(out[n]) in string.digits), None)
            if digit is not None:
                out[digit : digit + 1] = chance.choice((b"0", b"-9", b"1e308", b"99999999", b"NaN", b""))
    return bytes(out)


def _inside(data: bytes, chance: random.Random) -> bytes:
    """Damage one file of a zip, and pack it as a whole one again."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(sorted(held))
    held[name] = _damaged(held[name], chance)
    return made.zipped(held)


@pytest.mark.parametrize("name", NAMES)
def test_a_damaged_file_is_read_or_refused_in_words(tmp_path: Path, name: str) -> None:
    original, faults = ORIGINALS[name], {}
    for seed in range(FILES):
        chance = random.Random(seed)
        zipped = original.startswith(b"PK") and seed % 4
        path = tmp_path / name
        path.write_bytes(_inside(original, chance) if zipped else _damaged(original, chance))
        said = parse_one(path, None, None, limits=Limits(20))
        if isinstance(said, str) and ("please report" in said or "\n" in said):
            faults.setdefault(said, seed)
    assert faults == {}
