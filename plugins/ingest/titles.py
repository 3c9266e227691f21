"""The title of a document or text, and what stands between it and the body."""

import re

from plugins.bulletin import agency, dates, genre, headings
from plugins.bulletin.fold import fold

from . import elements
from .heads import is_running_text
from .lines import Line, tidy
from .record import Record

_NUMBER_BEHIND = re.compile(r"^(?P<title>.{8,}?)[（(](?P<number>[^（()）]{6,40}号)[)）]$")
_MOST_TITLE_LINES = 7


def read_title(record: Record, lines: list[Line], at: int, known: str | None) -> int:
    """Read the title: the lines that make up the known one, or those up to the line that ends in a genre."""
    taken = 0
    joined = ""
    order = record.order_of
    if order and at < len(lines) and is_running_text(lines[at].text):
        # An order or announcement without a title of its own is called by its head.
        record.set("title", known or "".join((*record.banner, order)))
        record.where["title"] = record.where["order_of"]
        return at
    if known:
        for count in range(1, min(_MOST_TITLE_LINES, len(lines) - at) + 1):
            joined = "".join(line.text for line in lines[at : at + count])
            if _names(joined, known):
                taken = count
                break
    if not taken:
        taken = _title_by_form(lines, at)
    held = lines[at : at + taken]
    record.claims += held
    record.opened = _agencies_above(held)
    printed = tidy("".join(_letters(line.text) for line in held))
    # Where the page sets the agency apart as a red head, the contents have the whole title.
    whole = known if known and printed and fold(known).endswith(fold(printed)) else printed
    whole = _without_number(record, whole, held)
    record.set("title", whole, held[0] if held else None)
    # ——2019年1月15日在…会议上: the day on which a report was given.
    given = re.search(r"——(?P<day>[^—]{8,16}日)在[^—]+上$", printed)
    if given and (day := dates.parse(given["day"])):
        record.set("delivered", day, held[-1])
    return at + taken


def _without_number(record: Record, title: str, held: list[Line]) -> str:
    """Take the number in brackets, which pages put behind a title (…的通知（甲政发〔2017〕2号）), for what it is."""
    cut = elements.title_and_number(held[-1].text) if held else None
    if cut is not None and (behind := fold(held[-1].text[cut:])) and fold(title).endswith(behind):
        record.set("doc_number", elements.doc_number(held[-1].text[cut:]), held[-1])
        return title[: -len(behind)]
    match = _NUMBER_BEHIND.match(title)
    found = elements.doc_number(match["number"]) if match else None
    if not match or not found or not genre.from_title(match["title"]):
        return title
    record.fields.setdefault("doc_number", found)
    record.where.setdefault("doc_number", held[-1].number)
    return match["title"]


def skip_again(record: Record, lines: list[Line], at: int) -> int:
    """Pass over a title printed twice, as a web page has it: above the card or the article, and in the text."""
    wanted = fold(str(record.fields.get("title") or ""))
    for start in range(at, min(at + 4, len(lines))):
        for count in range(1, 5):
            joined = fold("".join(line.text for line in lines[start : start + count]))
            if wanted and joined == wanted and start + count < len(lines):
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


def _letters(text: str) -> str:
    """Close up letter-spaced words; print breaks inside a title mean nothing."""
    return re.sub(r"[\s\u3000]+(?=[^\x00-\x7f])|(?<=[^\x00-\x7f])[\s\u3000]+", "", text.strip())


def _names(joined: str, known: str) -> bool:
    a, b = fold(joined), fold(known)
    return (
        a == b
        or (len(b) > 8 and a.endswith(b))
        or (len(a) > 8 and b.endswith(a) and bool(agency.split_joint(b[: -len(a)])))
    )


def _agencies_above(lines: list[Line]) -> tuple[str, ...]:
    """Return the agencies of a title as its lines set them apart, by line or by blank."""
    text = "\n".join(line.text for line in lines)
    head = re.split("关于|转发|批转|印发", text, maxsplit=1)[0]
    names = tuple(name for name in re.split(r"[\s\u3000]+", head) if name)
    return names if len(names) > 1 and all(agency.is_agency(name) for name in names) else ()


def _title_by_form(lines: list[Line], at: int) -> int:
    joined = ""
    for count in range(1, min(_MOST_TITLE_LINES, len(lines) - at) + 1):
        line = lines[at + count - 1]
        text = line.text.strip()
        opens_body = (
            elements.is_recipients(text)
            or headings.marker(text)
            or re.search(r"[。；]|[：:]$", text)
            or len(text) > 70
        )
        if count > 1 and (
            opens_body or elements.doc_number(text.strip("（）()")) or elements.NOTE.match(text)
        ):
            return count - 1
        # A gap after a title that is already whole ends it.
        if count > 1 and line.gap and not agency.split_joint(joined) and not _unfinished_title(joined):
            return count - 1
        if elements.title_and_number(text):
            return count
        joined += _letters(text)
        if genre.from_title(joined) and "关于" in joined and not _goes_on(lines, at + count):
            return count
        if line.hint == "h1" and not (at + count < len(lines) and lines[at + count].hint == "h1"):
            return count
    return min(1, len(lines) - at)


def _unfinished_title(text: str) -> bool:
    return "关于" in text and not genre.from_title(text)


def _goes_on(lines: list[Line], at: int) -> bool:
    """Tell whether the next line still belongs to a title that could end here: 的通知 or （试行） on a line of its own."""
    if at >= len(lines) or lines[at].gap:
        return False
    text = elements.squeeze(lines[at].text)
    return bool(
        re.fullmatch(
            r"(?:的)?(?:补充)?(?:通知|意见|决定|通告|公告|批复|函|报告)|[（(](?:试行|暂行|修订|草案|摘要)[)）]",
            text,
        )
    )


def read_below_title(record: Record, lines: list[Line], at: int) -> int:
    """Read what stands between title and text: number in brackets, note of adoption, byline, date of a speech."""
    while at < len(lines):
        line = lines[at]
        text = line.text.strip()
        if _number_below(record, line):
            pass
        elif elements.REGISTRY.match(elements.squeeze(text)):
            record.add_note(tidy(text))
        elif count := _occasion(record, lines, at):
            record.claims += lines[at : at + count - 1]
            at += count - 1
            line = lines[at]
        elif text[:1] in "（(〔[" and elements.OF_SERIES.match(elements.squeeze(text)):
            record.add_note(tidy(text))
        elif count := elements.note_lines([one.text for one in lines[at : at + 4]]):
            record.add_note(tidy("".join(one.text.strip() for one in lines[at : at + count])))
            record.claims += lines[at : at + count - 1]
            at += count - 1
            line = lines[at]
        elif text[:1] in "（(" and text[-1:] in ")）" and _day(text):
            # Below a title that names its agency it is the document's date; below a speech's, the day of the speech.
            official = agency.of_title(str(record.fields.get("title", ""))) or record.fields.get("agency")
            record.set("issued" if official else "delivered", _day(text), line)
            if not dates.parse(text):
                record.add_note(tidy(text).strip("（）()"))
        elif text.startswith("《") and re.match(r"^《[^》]{2,20}》\s*[（(].*\d{4}.*[)）]$", text):
            record.set("credit", tidy_credit(text), line)
        elif (names := agency.split_joint(text)) and _dated_below(lines, at):
            record.fields["agency"] = (*record.fields.get("agency", ()), *names)  # type: ignore[misc]
        elif _is_byline(record, lines, at):
            record.set("byline", text, line)
        else:
            break
        record.claims.append(line)
        at += 1
    return at


def _number_below(record: Record, line: Line) -> bool:
    """Read the number below a title; tell whether the line is one."""
    text = line.text.strip()
    found = elements.doc_number(text) if len(text) <= 60 else None
    if not found and (found := elements.dated_number(text)):
        # The date beside a number is the page's as often as the document's: it is kept, and not taken for either.
        record.add_note(tidy(text))
    found = found or _serial_of_title(record, text)
    if found:
        record.fields.setdefault("doc_number", found)
        record.where.setdefault("doc_number", line.number)
    return bool(found)


def _occasion(record: Record, lines: list[Line], at: int) -> int:
    """Read on what occasion a report was given: ——2021年3月24日在某省…会议上, over up to three lines; return how many."""
    if not re.match(r"\s*[—―─–-]{2}", lines[at].text):
        return 0
    joined = ""
    for count, line in enumerate(lines[at : at + 3], start=1):
        joined += line.text.strip()
        found = dates.find(joined)
        if re.search(r"[。；：:]", joined) or len(joined) > 90:
            return 0
        if found and joined.endswith("上"):
            record.set("delivered", found[0].iso, lines[at])
            record.add_note(tidy(joined))
            return count
    return 0


def _serial_of_title(record: Record, text: str) -> str | None:
    """Return the number of an announcement whose year and serial stand below its title: 2023年第8号."""
    title = str(record.fields.get("title") or "")
    kind = genre.from_title(title)
    names = record.opened or agency.of_title(title)
    if (
        "doc_number" in record.fields
        or kind not in {"公告", "通告", "令"}
        or not names
        or not elements.is_serial(text)
    ):
        return None
    return elements.order_head("".join(names) + kind, text)


def _dated_below(lines: list[Line], at: int) -> bool:
    """Tell whether agencies below a title are the signature: a date in brackets closes them."""
    for line in lines[at + 1 : at + 5]:
        if _day(line.text.strip()):
            return line.text.strip()[:1] in "（("
        if not agency.split_joint(line.text):
            return False
    return False


def _day(text: str) -> str | None:
    """Return the date that a note in brackets opens with: （2017年1月16日，根据录音整理）."""
    found = dates.find(text)
    return (
        found[0].iso if len(found) == 1 and len(text) < 60 and not text[1 : found[0].start].strip() else None
    )


def tidy_credit(text: str) -> str:
    """Tidy a credit line; the blank between date and page stays."""
    return re.sub(r"\s+", " ", tidy(text.replace(" ", "\x00")).replace("\x00", " "))


def _is_byline(record: Record, lines: list[Line], at: int) -> bool:
    text = lines[at].text.strip()
    is_name = elements.NAME.match(text) or elements.is_person(text)
    if "byline" in record.fields or not is_name or agency.is_agency(text):
        return False
    following = lines[at + 1].text.strip() if at + 1 < len(lines) else ""
    return bool(
        dates.parse(following)
        or (following[:1] in "（(" and _day(following))
        or len(following) > 40
        or following.endswith(("：", ":"))
    )
