"""The title of a document or text, and what stands between it and the body."""

import re
from difflib import SequenceMatcher

from gongbao.bulletin import agency, dates, genre, headings, number
from gongbao.bulletin.fold import HAN, fold, simplify

from ..forms import elements, orders
from ..forms.head_openings import is_part
from ..model.lines import Drop, Line, tidy, tidy_title
from ..model.record import Record
from ..sort import paging
from . import known_titles, title_end, title_lines, title_marks
from .heads import is_running_text

_NUMBER_BEHIND = re.compile(r"^(?P<title>.{8,}?)[（(](?P<number>[^（()）]{6,40}号|第\d{1,4}号)[)）]$")
# 某政函〔2024〕17号　某市人民政府关于…的批复
_NUMBER_BEFORE = re.compile(r"^(?P<number>\S{4,40}号)[\s\u3000]+(?=\S{8,})")
_ALIKE = 0.7
_LEAST_NAME = 8
_LONGEST_LINE = 50
_LONGEST_PART = 6
_LEAST_AGAIN = 6
_LEAST_ROWS = 3
_HAN, _IN_ENGLISH = re.compile(f"[{HAN}]"), re.compile(r"[A-Z][A-Za-z0-9 ,.'’&()/:–-]{10,200}[A-Za-z0-9)]")
# How the text of an order opens that has no title: 兹任命下列人员：.
_ORDERS = re.compile(r"\s*(?:[兹茲]|任命|特[制发發])|\s*主\s*旨\s*[:：]|.*。$")
_COUNTED = re.compile(r"^[一二三四五六七八九十]{1,3}、\s*(?=\S)")


def read_title(record: Record, lines: list[Line], at: int, known: str | None) -> int:
    """Read the title: the lines that make up the known one, or those up to the line that ends in a genre."""
    if _called_by_its_head(record, lines, at, known) or _called_by_its_series(record, lines, at, known):
        return at
    if (
        not known
        and at < len(lines)
        and lines[at].hint != "h1"
        and (_opens_text(lines[at].text) or _opens_table(lines, at))
    ):
        return at
    if not known and _is_part_over_title(lines, at):
        record.claims.append(lines[at])
        at += 1
        if counted := _COUNTED.match(lines[at].text):
            record.drops.append(Drop("item-mark", lines[at].cut(0, counted.end())))
            lines = [*lines[:at], lines[at].cut(counted.end()), *lines[at + 1 :]]
    if not known and (head := _head_over_title(lines, at)):
        record.claims.append(lines[at])
        record.banner = record.banner or head
        at += 1
    if not known and _is_page_title(lines, at):
        record.drops.append(Drop("page-title", lines[at]))
        own = any(elements.doc_number(line.text.strip()) for line in lines[at + 1 : at + 7])
        for found in number.find_all(lines[at].text)[: 0 if own else 1]:
            record.fields.setdefault("doc_number", str(found.number))
        at += 1
    if (
        not known
        and at + 1 < len(lines)
        and elements.NOTE.match(lines[at].text.strip())
        and is_running_text(lines[at + 1].text)
    ):
        return at
    taken = known_titles.lines_of(lines, at, known)
    of_head = known_titles.of_head(lines, at, known)
    if known and not taken and at and (of_head or _is_text(lines[at].text)):
        # What stands above was read as a head (某集团会议纪要 / 第3次); the contents call it so too, or leave out its place.
        printed = tidy_title(line.text for line in lines[:of_head])
        record.set("title", printed if fold(printed).endswith(fold(known)) else known, lines[0])
        return at
    taken = taken or title_lines.count_by_form(lines, at)
    unmarked, named = title_marks.without_marks(record, lines[at : at + taken], known)
    record.claims += unmarked
    record.opened = _agencies_above(unmarked)
    main, below = _without_subtitle(unmarked, known)
    printed = tidy_title(line.text for line in main)
    # Where the page sets the agency apart as a red head, the contents have the whole title.
    whole = known_titles.whole(record, printed, known)
    whole = _without_number(record, whole, unmarked)
    if named:
        whole = whole.replace("〈", "《").replace("〉", "》")
    record.set("title", whole, unmarked[0] if unmarked else None)
    _delivered(record, printed, unmarked)
    if below:
        set_subtitle(record, below)
    return _past_english(record, lines, at + taken)


def _past_english(record: Record, lines: list[Line], at: int) -> int:
    """Keep in Note what a title is in English, below the Chinese one and over what is Chinese again; return where it ends."""
    around = [lines[at - 1].text, lines[at + 1].text] if 0 < at < len(lines) - 1 else [""]
    if all(map(_HAN.search, around)) and _IN_ENGLISH.fullmatch(lines[at].text.strip()):
        record.add_note(lines[at].text.strip())
        record.claims.append(lines[at])
        return at + 1
    return at


def _opens_table(lines: list[Line], at: int) -> bool:
    """Tell whether a line is the first of several rows with as many cells: the head of a table is no title."""
    counts = {line.text.strip().count("\t") for line in lines[at : at + _LEAST_ROWS]}
    return len(lines) >= at + _LEAST_ROWS and len(counts) == 1 and 0 not in counts


def _called_by_its_head(record: Record, lines: list[Line], at: int, known: str | None) -> bool:
    """Call an order or announcement without a title of its own by its head; tell whether it is one."""
    order = record.order_of
    if (
        not order
        or at >= len(lines)
        or not (
            is_running_text(lines[at].text)
            or _ORDERS.match(lines[at].text)
            or elements.is_recipients(lines[at].text)
        )
    ):
        return False
    others = [name for name in record.banner if not order.startswith(name)]
    head = "".join((*others, order))
    record.set("title", known_titles.head_as_called(head, known))
    record.where["title"] = record.where["order_of"]
    return True


def _called_by_its_series(record: Record, lines: list[Line], at: int, known: str | None) -> bool:
    """Call minutes that have no title of their own by agency and series: 某市人民政府常务会议纪要."""
    if known or not record.series or at >= len(lines) or not title_end.opens_no_title(lines[at]):
        return False
    own = "".join(record.banner)
    record.set("title", record.series if record.series.startswith(own) else own + record.series)
    record.where["title"] = record.where["series"]
    return True


def _is_part_over_title(lines: list[Line], at: int) -> bool:
    """Tell whether a line is the name of a bulletin's part over a title that says it again: 勘　誤 over …勘誤表."""
    if at + 1 >= len(lines):
        return False
    part, title = fold(simplify(lines[at].text)), fold(simplify(lines[at + 1].text))
    again = is_part(part) and part in title
    minutes = len(part) <= _LONGEST_PART and part.endswith("纪录") and title.endswith("纪录")
    return (again or minutes) and part != title and len(title) <= _LONGEST_LINE and "。" not in title


def _head_over_title(lines: list[Line], at: int) -> tuple[str, ...]:
    """Return the agencies of a red head over a title that opens with them again: 某市教育局 / 某市教育局关于…."""
    if at + 1 >= len(lines):
        return ()
    head, title = elements.squeeze(lines[at].text), elements.squeeze(lines[at + 1].text)
    return agency.split_joint(head) if len(title) > len(head) and title.startswith(head) else ()


def _opens_text(text: str) -> bool:
    """Tell whether a line is the recipients or the first paragraph of a text that has no title of its own."""
    text = text.strip()
    # Two whole sentences are a paragraph, however short.
    sentences = re.search(r"。.{4,}。$|^(?:为了?|根据|按照|依据|依照).{24,}。$", text)
    paragraph = sentences or (len(text) > _LONGEST_LINE and re.search(r"[。；].|，.+。$", text))
    heading = headings.own_line(text) if paging.is_outline(text) else None
    return elements.is_recipients(text) or bool(paragraph) or bool(heading and heading.level == 1)


def _is_text(text: str) -> bool:
    return is_running_text(text) or elements.is_recipients(text)


def set_subtitle(record: Record, lines: list[Line]) -> None:
    """Set the second title behind a dash, and the day that it names."""
    subtitle = tidy_title(line.text for line in lines)
    record.set("subtitle", subtitle, lines[0])
    _delivered(record, subtitle, lines)


def _delivered(record: Record, title: str, lines: list[Line]) -> None:
    """Read the day on which a report was given: ——2019年1月15日在…会议上."""
    given = re.search(r"(?:——|^)(?P<day>[^—]{8,16}日)在[^—]+上$", title)
    if given and (day := dates.parse(given["day"])):
        record.set("delivered", day, lines[-1])


def _is_page_title(lines: list[Line], at: int) -> bool:
    """Tell whether a line is how a page or file calls the document whose own title, marked as one, stands below."""
    if at + 1 >= len(lines) or lines[at].hint:
        return False
    above, own = fold(lines[at].text), fold(lines[at + 1].text)
    # 甲政发〔2014〕27号《某意见》 over 某意见.
    names = [fold("".join(line.text for line in lines[at + 1 : at + 1 + n])) for n in (1, 2, 3)]
    if any(f"《{name}》" in above for name in names if len(name) >= _LEAST_NAME):
        return True
    if _opens_with_number_of(lines[at].text, lines[at + 1 : at + 4]):
        return True
    # 2026年某省政府工作报告 over 政府工作报告: a line of print never ends in the whole of the next.
    if len(own) >= _LEAST_AGAIN and above != own and above.endswith(own):
        return True
    if lines[at + 1].hint != "h1":
        return False
    return above in own or SequenceMatcher(None, above, own, autojunk=False).ratio() > _ALIKE


def _opens_with_number_of(text: str, below: list[Line]) -> bool:
    """Tell whether a line is a number and more, and the number stands below by itself: a list's name for the page."""
    for line in below:
        number_below = elements.doc_number(line.text.strip()) and fold(line.text)
        if number_below and fold(text).startswith(number_below) and fold(text) != number_below:
            return True
    return False


def _without_subtitle(title_lines: list[Line], known: str | None) -> tuple[list[Line], list[Line]]:
    """Part the lines of a title from those of the subtitle behind a dash, unless the contents have both as one."""
    for n, line in enumerate(title_lines):
        if n and elements.SUBTITLE.match(line.text.strip()):
            whole = fold("".join(line.text for line in title_lines))
            return (
                (title_lines, [])
                if known and fold(known).endswith(whole)
                else (title_lines[:n], title_lines[n:])
            )
    return title_lines, []


def _without_number(record: Record, title: str, title_lines: list[Line]) -> str:
    """Take the number in brackets, which pages put behind a title (…的通知（甲政发〔2017〕2号）), for what it is."""
    cut = elements.title_and_number(title_lines[-1].text) if title_lines else None
    if cut is not None and (behind := fold(title_lines[-1].text[cut:])) and fold(title).endswith(behind):
        record.set("doc_number", elements.doc_number(title_lines[-1].text[cut:]), title_lines[-1])
        return title[: -len(behind)]
    before = _NUMBER_BEFORE.match(title_lines[0].text.strip()) if title_lines else None
    if before and (found := elements.doc_number(before["number"])) and genre.from_title(title):
        record.set("doc_number", found, title_lines[0])
        return title.removeprefix(tidy_title([before["number"]]))
    match = _NUMBER_BEHIND.match(title)
    if match and genre.from_title(match["title"]) and orders.is_serial(match["number"]):
        return _without_serial(record, match["title"], match["number"], title_lines)
    found = elements.doc_number(match["number"]) if match else None
    if not match or not found or match["title"].endswith("》"):
        return title
    record.fields.setdefault("doc_number", found)
    record.where.setdefault("doc_number", title_lines[-1].number)
    return match["title"]


def _without_serial(record: Record, title: str, serial: str, title_lines: list[Line]) -> str:
    """Take year and serial behind an announcement's title for its number, if one agency is there to count it."""
    names = record.opened or agency.of_title(title)
    kind = genre.from_title(title) or ""
    found = orders.order_head(names[0] + kind, serial) if len(names) == 1 else None
    if found:
        record.fields.setdefault("doc_number", found)
        record.where.setdefault("doc_number", title_lines[-1].number)
    else:
        record.add_note(serial)
    return title


def skip_again(record: Record, lines: list[Line], at: int) -> int:
    """Pass over a title printed twice, as a web page has it: above the card or the article, and in the text."""
    title = str(record.fields.get("title") or "")
    for start in range(at, min(at + 4, len(lines))):
        if count := title_lines.again(title, lines, start, may_be_cut=True):
            record.claims += lines[at : start + count]
            for line in lines[at:start]:
                _between(record, line)
            return start + count
        # Between the two stand at most the agency, the number and the date of the page.
        text = lines[start].text.strip()
        if not (agency.split_joint(text) or elements.doc_number(text) or dates.parse(text)):
            return at
    return at


def _between(record: Record, line: Line) -> None:
    """Read what stands between the page's title and the document's own."""
    text = line.text.strip()
    if found := elements.doc_number(text):
        record.fields.setdefault("doc_number", found)
        record.where.setdefault("doc_number", line.number)
    elif names := agency.split_joint(text):
        record.banner = record.banner or names
    else:
        record.add_note(tidy(text))


def _agencies_above(lines: list[Line]) -> tuple[str, ...]:
    """Return the agencies of a title as its lines set them apart, by line or by blank."""
    text = "\n".join(line.text for line in lines)
    head = text[: len(re.split("关于|转发|批转|印发", simplify(text), maxsplit=1)[0])]
    names = tuple(name for name in re.split(r"[\s\u3000]+", head) if name)
    # 甲县人民政府 / 征收土地公告: agencies have lines of their own over what they call the document.
    count = next((n for n, line in enumerate(lines) if not agency.split_joint(line.text)), len(lines))
    whole = elements.squeeze("".join(line.text for line in lines))
    if 0 < count < len(lines) and "关于" not in simplify(whole):
        called = genre.from_title(whole) or whole.endswith("书")
        return (
            tuple(name for line in lines[:count] for name in agency.split_joint(line.text)) if called else ()
        )
    return agency.split_joint(" ".join(names)) if len(names) > 1 and all(map(agency.is_agency, names)) else ()
