"""Suspected errors of a source. They are told to the archivist and never corrected: the words are the source's."""

import re
from collections import defaultdict
from itertools import permutations

from gongbao.bulletin import headings
from gongbao.bulletin.fold import HAN, fold
from gongbao.bulletin.names import SURNAMES
from gongbao.bulletin.numerals import to_han, to_int
from gongbao.messages import Message

from ..model.record import Block, Flag, Record
from ..model.source import Source

# An office before a person's name; lists go on with 、 and the office stands once.
_OFFICE = re.compile(
    r"(?P<office>(?:常务)?副?(?:[省市区县州盟旗镇乡部厅局委院校处科所站院行厂]长|主席|主任|书记|秘书长))(?P<names>[^，。；：（）“”\s]{2,40})"
)
_NAME = re.compile(
    rf"(?:^|、)(?P<name>[{''.join(sorted(SURNAMES))}][{HAN}]{{1,2}}?)(?=$|、|主|参|陪|召|调|研|到|赴|接|出|列|检|视|实|会|率|带|在|对|听|专|部|督|走|看|慰|与|和|同|作|讲|现|主持)"
)
_DOUBLED = re.compile(rf"(?P<word>[{HAN}]{{2,4}})(?P=word)")
# Words that Chinese doubles on purpose.
_MEANT = re.compile(
    r"研究研究|讨论讨论|考虑考虑|商量商量|多多|天天|人人|处处|时时|层层|种种|一件一件|一步一步|一家一家|许许|方方面面|认认真真|实实在在|踏踏实实"
)
_FIGURES = re.compile(r"[〇○零一二三四五六七八九十]+")
_PAIRS = (("“", "”"), ("《", "》"), ("（", "）"), ("〔", "〕"))


# What stands where a character could not be read, or where only its maker's font knows what it is.
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff]")


# What stands within words where bytes were read as those of another encoding: ¿SºNl?eœ^sQ. Letters with accents are no sign
# of that by themselves, since Portuguese and Vietnamese are full of them; n.º and § are few; formulas are full of ²±×.
_ODD = r"[\\^{}|~`¡¦-¯´¶¸º»¿ˆ˜„†‡‰‹›]"
_WITHIN_WORDS = re.compile(rf"(?<=[^\W_]){_ODD}|{_ODD}(?=[^\W_])")
_OF_LATIN = re.compile("[\xa1-\xff\u0152-\u017e\u02c6\u02dc\u2018-\u203a]")
_HAN_SIGN = re.compile(f"[{HAN}]")
_FEWEST_SIGNS, _WITHIN_MOST, _LATIN_LEAST = 12, 0.08, 0.04


def of_source(source: Source) -> list[Flag]:
    """Return what of a source could not be read: pages that are pictures, characters that are none, lines of no language."""
    found = [*_turned(source), *_misread_lines(source)]
    for line in source.lines:
        if line.hint == "scan":
            what = Message(
                "page {page} is a picture without text: its words are missing; recognise it (OCR) and ingest again",
                page=line.page,
            )
            found.append(Flag(line.number, f"第{line.page}页", what, "scanned-page"))
        elif marks := _UNREADABLE.findall(line.text):
            what = Message(
                "{count} × a character that could not be read; look it up in the original", count=len(marks)
            )
            found.append(Flag(line.number, line.text.strip()[:24], what, "unreadable-character"))
    return found


def _misread_lines(source: Source) -> list[Flag]:
    """Flag lines that no language writes: read in a wrong encoding by a program that made the file, or out of a damaged one."""
    wrong = [line for line in source.lines if not line.drop and _is_of_no_language(line.text)]
    if not wrong:
        return []
    what = Message(
        "{count} × a line that no language writes: it was read in a wrong encoding, or the file is damaged; compare it with the "
        "original",
        count=len(wrong),
    )
    return [Flag(wrong[0].number, wrong[0].text.strip()[:24], what, "wrong-reading")]


def _is_of_no_language(text: str) -> bool:
    if text.isascii() or _HAN_SIGN.search(text):
        return False
    total = sum(not char.isspace() for char in text)
    return (
        total >= _FEWEST_SIGNS
        and len(_WITHIN_WORDS.findall(text)) > _WITHIN_MOST * total
        and len(_OF_LATIN.findall(text)) > _LATIN_LEAST * total
    )


def _turned(source: Source) -> list[Flag]:
    """Flag a text that the print continues on another page, where that page does not follow."""
    found = []
    for at, line in enumerate(source.lines):
        if match := re.search(r"下\s*转\s*第\s*\d+\s*[页版]", line.text):
            below = source.lines[at + 1 : at + 12]
            if not any(re.search(r"上\s*接\s*第", other.text) for other in below):
                what = Message("the text goes on at another place of the print; put its halves together")
                found.append(Flag(line.number, match.group(), what, "continued-elsewhere"))
    return found


def add(records: list[Record]) -> None:
    """Look through the records and add what looks like an error of the source."""
    for record in records:
        record.flags += [
            *_misread(record),
            *_doubled(record),
            *_unbalanced(record),
            *_numbering(record),
            *_titles(record),
        ]
    _offices(records)


def _paragraphs(record: Record) -> list[Block]:
    return [b for b in record.blocks if b.kind == "paragraph" and b.lines]


def _line_of(block: Block, needle: str) -> int:
    """Return the number of the block's line that holds the words, as near as the join allows."""
    for line in block.lines:
        if fold(needle) in fold(line.text):
            return line.number
    return block.lines[0].number


def _misread(record: Record) -> list[Flag]:
    """Flag a document number whose figures do not stand as such in the line that it was read from."""
    number = str(record.fields.get("doc_number") or "")
    line = next((one for one in record.claims if one.number == record.where.get("doc_number")), None)
    match = re.search(r"〔(\d{4})〕(\d+)号$", number)
    if not match or line is None or not re.search("[A-Za-z|]", line.text):
        return []
    if all(figures in fold(line.text) for figures in match.groups()):
        return []
    what = Message("read as {number}: letters stand for figures; compare it with the original", number=number)
    return [Flag(line.number, line.text.strip(), what, "misread-figures", number)]


def _doubled(record: Record) -> list[Flag]:
    found = []
    for block in _paragraphs(record):
        for match in _DOUBLED.finditer(block.text):
            # 一茬一茬, 一户一户: one by one.
            meant = len(match["word"]) == 2 and match["word"][0] == "一"
            meant = meant or bool(_FIGURES.fullmatch(match["word"]))
            if len(set(match["word"])) > 1 and not meant and not _MEANT.search(match.group()):
                found.append(
                    Flag(
                        _line_of(block, match.group()),
                        match.group(),
                        Message("{word} stands twice", word=match["word"]),
                        "doubled-word",
                        match["word"],
                    )
                )
    return found


def _unbalanced(record: Record) -> list[Flag]:
    """Flag a mark of a pair that has no partner in its paragraph, by counting each pair."""
    found = []
    carried = _carried(record)
    for block in _paragraphs(record):
        for opening, closing in _PAIRS:
            if opening == "“" and id(block) in carried:
                continue
            a, b = block.text.count(opening), block.text.count(closing)
            # 一）…  and 1）… number items with one bracket.
            if opening == "（" and re.match(r"^[一二三四五六七八九十\d]{1,3}）", block.text):
                continue
            if a != b:
                what = Message(
                    "{opened} {opening} against {closed} {closing}: one of a pair is missing",
                    opened=a,
                    opening=opening,
                    closed=b,
                    closing=closing,
                )
                found.append(Flag(block.lines[0].number, block.text[:20], what, "unbalanced-marks"))
    return found


def _carried(record: Record) -> set[int]:
    """Return the paragraphs of quotations of several: each opens with “, only the last one closes."""
    found: set[int] = set()
    open_quotes: list[Block] = []
    for block in _paragraphs(record):
        a, b = block.text.count("“"), block.text.count("”")
        if a == b + 1:
            open_quotes.append(block)
        elif open_quotes and b >= a and (b > a or block.text.endswith("”")):
            found |= {id(one) for one in [*open_quotes, block]}
            open_quotes = []
    return found


def _numbering(record: Record) -> list[Flag]:
    """Flag a step that the numbering of headings leaves out: 一、二、四、."""
    found: list[Flag] = []
    last: dict[int, int] = {}
    for block in record.blocks:
        if block.kind in {"attachment", "annex", "item"}:
            last.clear()
        if (
            not block.lines
            or block.kind not in {"heading", "paragraph"}
            or not (mark := headings.marker(block.text))
        ):
            continue
        level, text, _ = mark
        value = (
            to_int(re.sub(r"[^一二三四五六七八九十百\d]", "", text))
            if level <= 2 and "章" not in text and "节" not in text
            else None
        )
        if value is None:
            continue
        before = last.get(level, 0)
        if before and value > before + 1:
            missing = f"（{to_han(before + 1)}）" if level == 2 else f"{to_han(before + 1)}、"
            found.append(
                Flag(
                    block.lines[0].number,
                    block.text[:20],
                    Message("{text} follows, {missing} is missing", text=text, missing=missing),
                    "numbering-gap",
                )
            )
        last = {n: v for n, v in last.items() if n < level} | {level: value}
    return found


def _titles(record: Record) -> list[Flag]:
    """Flag an attachment whose heading differs a little from the title by which the document names it."""
    cited = re.findall(
        r"《([^《》]{6,80})》", "".join(b.text for b in record.blocks if b.kind == "paragraph")
    )
    found = []
    for block in record.blocks:
        if block.kind != "attachment" or not block.lines:
            continue
        heading = fold(block.text)
        for name in cited:
            folded = fold(name)
            if folded != heading and _near(folded, heading):
                what = Message(
                    "the document names it 《{name}》, its own heading is {heading!r}",
                    name=name,
                    heading=block.text,
                )
                found.append(Flag(block.lines[0].number, block.text, what, "title-against-citation", name))
                break
    return found


def _near(a: str, b: str) -> bool:
    bare = [re.sub(r"\([^()]*\)$", "", t).replace("关于", "").replace("的", "") for t in (a, b)]
    return bare[0] == bare[1]


_Places = dict[str, dict[str, list[tuple[Record, Block]]]]


def _offices(records: list[Record]) -> None:
    """Flag an office that differs by one character from what the same people are called elsewhere (副校长, 副区长)."""
    places = _places(records)
    suspects: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name, offices in places.items():
        for office, other in permutations(offices, 2):
            if _one_apart(office, other) and len(offices[other]) > len(offices[office]):
                suspects[office, other].add(name)
    for (office, other), names in suspects.items():
        # Several people with the same slip are no promotion.
        if len(names) < 2:
            continue
        pairs = [pair for offices in places.values() for pair in offices.get(office, ())]
        at = {_line_of(block, office): (record, block) for record, block in pairs}
        what = Message("{office} where the same people are {other} elsewhere", office=office, other=other)
        for line, (record, block) in sorted(at.items(), key=lambda pair: pair[0]):
            record.flags.append(Flag(line, block.text[:24], what, "office-unlike-elsewhere", other))


def _places(records: list[Record]) -> _Places:
    """Return person → office → where the person is called so."""
    places: _Places = defaultdict(lambda: defaultdict(list))
    for record in records:
        for block in _paragraphs(record):
            for match in _OFFICE.finditer(block.text):
                for name in _NAME.finditer(match["names"]):
                    places[name["name"]][match["office"]].append((record, block))
    return places


def _one_apart(a: str, b: str) -> bool:
    return len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1
