"""Lines of a printed table of contents: a title, its page, and what stands between them."""

import re
import unicodedata
from dataclasses import dataclass

from gongbao.bulletin import agency, dates, genre, headings, names, number
from gongbao.bulletin.fold import HAN, fold
from gongbao.bulletin.number_grammar import CLOSE, OPEN
from gongbao.bulletin.numerals import HAN_COUNT, to_int

from ..model.lines import Line
from .masthead import is_masthead_line
from .masthead_numbers import is_total

_LEADER = r"[.．·•…。⋯┄—_\-～~]"
# Where the title leaves no room for more, one sign leads to the page; of those behind blanks a scan may keep the last.
_LEADERS = (
    rf"(?:{_LEADER}{{2,}}|(?<=[{HAN}》）)”\d])[…⋯┄]"
    rf"|(?:(?<=[{HAN}》）)”])[.·•—]|(?<=  )[.·•])(?=\s*[（(]?\d{{1,3}}[)）]?$))"
)
# A scan reads O for 0 and l for 1; behind leaders or in brackets nothing but a page can stand.
_PAGE = r"(?=[OoIl]{0,2}\d)[\dOoIl]{1,3}"
# Bulletins that count their pages through the year reach four figures; a range of pages opens with the first.
_LONG_PAGE = rf"(?:{_PAGE}|[12]\d{{3}})"
_UPTO = r"(?:\s*[-—–~～至]{1,2}\s*\d{1,4})?"
LEADERS = re.compile(rf"{_LEADER}{{2,}}")
_LONGEST_SECTION = 14
_HAN = re.compile(f"[{HAN}]")
_FOREIGN = 8
_LONGEST_LABELLED, _LONGEST_OF_COVER = 70, 24
# 关于2020年第4期公报的更正说明 is no cover.
_ABOUT = re.compile("关于|更正|勘误|总目录")
_LETTERS = str.maketrans("OoIl", "0011")
_PAGE_FIRST = re.compile(
    r"^(?:[（(](?P<a>\d{1,3})[)）]\s*|(?:[Pp]\.?\s?0*)?(?P<b>\d{1,3})(?:\s+|\t+|[、/／]\s*))(?P<title>\S.{1,})$"
)
_PAGE_LAST = re.compile(
    rf"^(?P<title>\S.*?)(?:\s*{_LEADERS}[\s.．·…]*[（(〔\[]?\s*(?:第\s*|[Pp]\.?\s*)?(?P<page>{_LONG_PAGE}){_UPTO}(?:\s*页)?|\s*[（(〔]\s*(?:[Pp]\.?\s*)?(?P<p2>\d{{1,3}}){_UPTO}|(?:\s+|\s*[/／]\s*|\t+)(?:第\s*|[Pp]\.?\s*)?(?P<p3>\d{{1,3}}){_UPTO}(?:\s*页)?"
    rf"|(?<=号[)）〕\]])(?P<p4>\d{{1,3}})|\s*[（(]第\s*(?P<p5>\d{{1,3}})\s*[版页])\s*[)）〕\]]?$"
)
# Behind the leaders may stand the number or the speaker: 关于…的通知…… 云政发〔2017〕1号 6, …的说明……李明（7）.
_EXTRA_AND_PAGE = (
    r"(?P<extra>[（(][^（()）\d]{2,14}[)）]|[^.…·\d（(]{2,12}?|[^.…·]{2,34}?(?=\s))"
    rf"\s*[（(]?\s*(?P<page>\d{{1,3}}){_UPTO}\s*[)）]?$"
)
_EXTRA = re.compile(rf"^(?P<title>\S.{{3,}}?)(?>\s*{_LEADER}{{2,}}[\s.．·…]*){_EXTRA_AND_PAGE}")
# The title has filled the line above: ……市财政局局长 何大为（22）.
_EXTRA_ALONE = re.compile(rf"^{_LEADER}{{2,}}[\s.．·…]*{_EXTRA_AND_PAGE}")
# The first bulletins counted their pages in words: ……（十二）.
_PAGE_HAN = re.compile(
    rf"^(?P<title>\S.*?)\s*{_LEADER}{{2,}}[\s.．·…]*[（(]?\s*(?P<han>[一二三四五六七八九十]{{1,4}})\s*[)）]?$"
)
# The last pages are those of the cover: ……封三.
_ON_COVER = re.compile(
    rf"^(?P<title>\S.+?)(?:\s*{_LEADER}{{2,}}[\s.．·…]*[（(]?|\s+[（(])(?P<page>封[二三四底])[)）]?$"
)
ON_COVER_PAGE = re.compile(r"^(?P<page>封[二三四底])\s*[：:]\s*(?P<title>\S.{2,40})$")
_HAN_IN_BRACKETS = re.compile(
    rf"(?:{_LEADER}{{2}}.*|(?<=[{HAN}》）)”])[…⋯┄]\s*)[（(](?P<han>[一二三四五六七八九十百]{{1,4}})[)）]$"
)
_PAGE_ALONE = re.compile(
    rf"^(?P<marks>(?:{_LEADER}|\s)*(?:[（(]\s*)?)(?:[Pp]\.?\s*)?(?P<page>\d{{1,3}})\s*[)）]?$"
)
_WITHIN_NUMBER = re.compile(
    rf"^(?P<head>.*[（(][^（()）]*[{OPEN}]\d{{4}}[{CLOSE}]\d*)[\s\u3000]*[（(](?P<page>\d{{1,3}})[)）]\s*(?P<tail>\d*号?[)）])$"
)
# A print fills its line with leaders, however many that takes.
_LONG_LEADER = re.compile(rf"(?P<sign>{_LEADER})(?P=sign){{5,}}")
# ·12·, — 12 —: as the foot of that page has it.
_AS_AT_FOOT = re.compile(r"(?<!\d)(?P<mark>[·•—–-])\s?(?P<page>\d{1,3})\s?(?P=mark)$")
ISSUE = re.compile(r"第\s*[\d一二三四五六七八九十]+\s*期")
LABELLED = re.compile(r"^[^：:《》]{2,12}\s*[：:]\s*\S")
_GENRES = ("通知", "意见", "决定", "批复", "通报", "公告", "通告", "命令", "议案")
_NUMBER_BEHIND = re.compile(
    rf"(?<!\s)(?:\s*[（(]\d{{4}}年第\d+号[)）]\s+[{HAN}]{{2,20}}(?:令|公告|通告)$|(?<!公报)(?<!提案)(?<!建议)\s*[（(](?=[^（）()]*(?:[号號]|令)[^（）()]*[)）]$)[^（）()]*[)）]$|\s+[{HAN}]{{2,12}}[{OPEN}]\d{{4}}[{CLOSE}]\d+号$"
    r"|\s*[（(][A-Z]{2,8}\d*\s*[—–\-－]\s*\d{4}\s*[—–\-－]\s*\d{3,7}[)）]$)"
    r"|(?<=公告|通告)\s*[〔\[(（]?\d{4}[〕\])）]?年?\s*第\s*\d+\s*号$"
    # Where only the style of a page sets the number apart: …的通知某政发〔2021〕5号.
    rf"|(?<={'|'.join(_GENRES)})(?!的|[{HAN}]*(?:{'|'.join(_GENRES)}))[{HAN}]{{2,12}}[{OPEN}]\d{{4}}[{CLOSE}]\d+号$"
    rf"|(?<=公告|通告)\s*[〔\[(（]?第?[\d{HAN_COUNT}]{{1,3}}届[〕\])）]?\s*第?\s*[\d{HAN_COUNT}]{{1,4}}\s*号$"
)
_NUMBER_BEFORE = re.compile(
    rf"^(?:[{HAN}]{{4,30}}(?:令|公告|通告)\s?\d{{4}}年第\s?[\d{HAN_COUNT}]{{1,5}}\s?号(?=[\s\u3000]+\S{{4}})|[{HAN}]{{2,12}}[{OPEN}]\d{{4}}[{CLOSE}]\d+号|第\d{{1,5}}號|第[\d{HAN_COUNT}]{{1,5}}号(?=\s+(?:关于|印发|转发|[发公颁]布|《)))\s+(?=\S)"
)
_NAMED = re.compile("《([^《》]+)》")
_DAY_BEHIND = re.compile(
    rf"(?<!\s)\s*(?:[\[(（]?(?:19|20)\d\d[-./]\d{{1,2}}[-./]\d{{1,2}}[\])）]?|(?<=[{HAN}》])[(（]{dates.FULL}[)）]|(?<=号)[\s\u3000]+{dates.FULL})$"
)
# （某政发〔2025〕17号） .10: of leaders that an engine reads as a few dots with blanks between, all are leaders.
_STRAY_LEADERS = re.compile(
    rf"(?:(?<=[号)）〕])\s*(?:[.．·]\s*){{1,6}}|(?<=[{HAN}》”])\s*(?:[.．·]\s*){{2,6}}|(?<=\S)\s+(?:[.．·]\s+){{2,6}})"
    r"(?=[（(]?\d{1,3}[)）]?$)"
)
# The bracket behind a number, alone on the second line of an entry.
_CLOSERS = frozenset(")）")
# …的实施意见（某政发〔202: the print breaks its line within the number.
_BROKEN_NUMBER = re.compile(r"[(（][^()（）]*[〔\[]\d{0,4}$")
_ONE_CODE = re.compile(rf"[{HAN}]{{1,14}}\s*[{OPEN}]\s*\d{{4}}")
# 【更正】………22: a text that is called like a section.
_IN_MARKS = re.compile(r"^[【〖]\s*([^【】〖〗]+?)\s*[】〗]$")
# …的通知 Notice on Issuing …: what contents in two languages have behind a title.
_IN_ENGLISH = re.compile(rf"(?<=[{HAN}》）)”])\s*[A-Z][a-z]+(?:[ ,.'’&()/–-]+[A-Za-z0-9]+){{2,}}\.?$")
_SPEAKER_BEHIND = re.compile(rf"(?<=报告|讲话|说明|汇报|发言|致辞)\s*[（(](?P<name>[{HAN}]{{2,4}})[)）]$")
# Whatever sign: none that opens a title, leads to a page or sets a second title apart.
_BULLET = re.compile(r"^[^\w\s《〈“\"‘'（(【〖〔\[［「『<＜—―─–….．。，、⋯]\s*")
# Who issued it and when, below a title: （某部、某局　1999年10月11日）; the day, or who passed it, behind one.
_BESIDE = re.compile(rf"[(（][^（()）]*{dates.FULL}[^（()）]*[)）]")
_BEHIND = re.compile(rf"(?<=[^（(：:]{{5}}){_BESIDE.pattern}$")
# 某部公告2016年第31号（关于公布禁渔期的公告）: what it is about stands behind the number of an announcement.
_SUBJECT_BEHIND = re.compile(
    r"^(?P<number>(?:[^（()）：]{4,30}(?:公告|通告|令)\s*[^（()）：]{0,10}|\d{4}年)第\s*\d{1,5}\s*号)\s*[：:]\s*(?=\S{4,})"
)
# 某部令第9号（某某登记办法）
_NUMBER_AND_SUBJECT = re.compile(
    r"^(?P<number>[^（()）]{4,40}第\s*\d{1,5}\s*号)\s*[(（](?:关于[^（()）]{4,}|(?P<rules>[^（()）]{4,40}(?:条例|办法|规定|细则|规则|规程|章程)))[)）]$"
)
_ORDINAL = re.compile(
    r"^(?:[（(][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、]|\d{1,2}(?=\s)|0\d|[IVXⅠ-Ⅻ]{1,4}[.．、])\s*(?=\S)"
)


@dataclass(frozen=True)
class Paged:
    """A line with a page number: what is left of it without the number, and whether the number stood first.

    counts: whether the number may as well count the entries: 3、…. number: the document's, where a column has it.
    """

    title: str
    page: str
    first: bool
    section: str = ""
    counts: bool = False
    number: str = ""


def read(line: Line, is_entry: bool = False) -> Paged | None:
    """Read the page number of a line of the contents, or None if it has none.

    is_entry: words and a colon before the title are part of it (区科技局：搭平台促转化), since it stands again as a heading.
    """
    text = _in_chinese(unicodedata.normalize("NFKC", line.text)).strip()
    text = text.replace("\u2026", "…").replace("...", "…")
    text = _WITHIN_NUMBER.sub(r"\g<head>\g<tail>……（\g<page>）", _STRAY_LEADERS.sub("……", text))
    text = _LONG_LEADER.sub(r"\g<sign>\g<sign>\g<sign>\g<sign>", _AS_AT_FOOT.sub(r"（\g<page>）", text))
    if len(text) > 140 or is_number(text) or is_total(text) or _BROKEN_NUMBER.search(text):
        return None
    if han := _HAN_IN_BRACKETS.search(text):
        text = f"{text[: han.start('han')]}{to_int(han['han'])}{text[han.end('han') :]}"
    if match := _PAGE_ALONE.match(text):
        marked = re.search(rf"{_LEADER}{{2,}}|[（(]", match["marks"]) or text[:1] in "Pp"
        return Paged("", match["page"], first=False) if marked else None
    if match := _ON_COVER.match(text):
        return Paged(match["title"].strip(" .．·…⋯\t"), match["page"], first=False)
    if match := _EXTRA_ALONE.match(text):
        return Paged("", match["page"], first=False)
    for pattern in (_EXTRA, _PAGE_LAST, _PAGE_HAN, _PAGE_FIRST):
        match = pattern.match(text)
        if not match:
            continue
        title = match["title"].strip(" .．·…⋯\t")
        if _BESIDE.fullmatch(title) or _is_of_document_above(title):
            # The number, or the day, has a line of its own below the title, and the page stands there.
            title = ""
        page = next(
            value for name, value in match.groupdict().items() if value and name not in {"title", "extra"}
        )
        # 四、问答：摆摊要办哪些手续？: what is counted is an entry.
        labelled = LABELLED.match(title) and not (
            re.search(rf"{_LEADER}{{2,}}", text) or _ORDINAL.match(title) or is_entry
        )
        if (
            labelled
            or (
                title
                and title not in _CLOSERS
                and len(fold(title)) < (1 if re.search(rf"{_LEADER}{{2,}}", text) else 2)
            )
            or not (re.search(f"[{HAN}]", title or match["title"]) or title in _CLOSERS)
            or re.search("[。;；]", title)
        ):
            continue
        of_cover = ISSUE.search(title) and len(title) < _LONGEST_OF_COVER and not _ABOUT.search(title)
        undated = title if pattern is _PAGE_FIRST else _BEHIND.sub("", title)
        dated = title and dates.find(text) and dates.find(undated)
        if dated or of_cover or is_masthead_line(title):
            continue
        if pattern is _PAGE_FIRST and (
            line.text.count("\t") > 1 or "\t" in title or re.match(r"[年月日个人家万%、.)]", title)
        ):
            continue
        page = str(to_int(page)) if pattern is _PAGE_HAN else page.translate(_LETTERS)
        section, title = _of_cells(title)
        counts = pattern is _PAGE_FIRST and text[len(page) : len(page) + 1] == "、"
        return Paged(title, page, pattern is _PAGE_FIRST, section, counts)
    return None


def _in_chinese(row: str) -> str:
    """Return a row without the cells that say the same in English: 某某办法 | （3） | Measures for …."""
    cells = row.split("\t")
    if len(cells) == 1 or not _HAN.search(row):
        return row
    return "\t".join(
        cell for cell in cells if _HAN.search(cell) or len(re.findall("[A-Za-z]", cell)) < _FOREIGN
    )


def _of_cells(title: str) -> tuple[str, str]:
    """Return section and title of an entry that is a row of a table: 市政府文件 | 某市人民政府关于…的通知 | 3."""
    cells = [cell.strip() for cell in title.split("\t")]
    words = [cell for cell in cells if re.search(f"[{HAN}]", cell) and not is_number(cell)]
    if len(cells) == 1 or not words:
        return "", title
    longest = max(words, key=len)
    before = words[: words.index(longest)]
    is_section = len(before) == 1 and len(before[0]) <= _LONGEST_SECTION and "关于" not in before[0]
    if len(words) > 1 + is_section:
        return "", title
    return (before[0], longest) if is_section else ("", longest)


def page_number_only(line: Line) -> str | None:
    """Return the page of a line that is a page number and nothing else: (12), ……12, 12."""
    text = _AS_AT_FOOT.sub(r"（\g<page>）", unicodedata.normalize("NFKC", line.text).strip())
    match = _PAGE_ALONE.match(text)
    return match["page"] if match else None


def bare(title: str) -> str:
    """Return a title of the contents without what stands around it: its number, or the day of a web page."""
    of_order = _NUMBER_AND_SUBJECT.match(title.strip())
    if of_order and of_order["rules"]:
        return of_order["rules"]
    plain = _NUMBER_BEFORE.sub("", _BULLET.sub("", _IN_MARKS.sub(r"\1", _IN_ENGLISH.sub("", title))))
    undated = _BEHIND.sub("", _DAY_BEHIND.sub("", _SUBJECT_BEHIND.sub("", plain)))
    unnumbered = _NUMBER_BEHIND.sub("", undated).rstrip(" .．·…⋯").strip()
    # …的讲话/李建业: who spoke stands behind a stroke.
    spoken = re.match(r"(?P<title>.{6,})\s*[/／]\s*(?P<name>[^/／]{2,8})$", unnumbered)
    if spoken and names.is_name(spoken["name"]):
        unnumbered = spoken["title"].strip()
    # 政府工作报告（许国梁）
    spoken = _SPEAKER_BEHIND.search(unnumbered)
    if spoken and names.is_name(spoken["name"]):
        unnumbered = unnumbered[: spoken.start()]
    # 《某某办法》（某部令第31号）: the name of a regulation, which has no marks above its text.
    named = _NAMED.fullmatch(unnumbered) if unnumbered != undated.strip() else None
    return named[1] if named else unnumbered


def may_be_labelled(line: Line) -> bool:
    """Tell whether a line has words and a colon at its beginning, and the number of a page at its end."""
    text = line.text.strip()
    paged = text[-1:] in "0123456789）)" or text[:1].isdigit()
    return "：" in text[:14] and paged and len(text) < _LONGEST_LABELLED


def number_of(title: str) -> str:
    """Return the number of the document that an entry is of, where it stands beside the title, "" if none does."""
    subject = _NUMBER_AND_SUBJECT.match(title.strip()) or _SUBJECT_BEHIND.match(title.strip())
    plain = subject["number"] if subject else title.strip()
    if whole := number.parse(plain):
        return str(whole)
    match = _NUMBER_BEHIND.search(plain) or _NUMBER_BEFORE.search(plain)
    found = number.parse(match.group().strip()) if match else None
    return str(found) if found else ""


def without_ordinal(title: str) -> str:
    """Return a title of the contents without the number that counts the entries: （二）, 3., Ⅱ．"""
    return _ORDINAL.sub("", title, count=1)


def is_of_document(title: str) -> bool:
    """Tell whether a title is a document's, of which what counts it is no part: （一）某市人民政府关于…的通告."""
    return bool(genre.from_title(title)) and bool(title.startswith("关于") or agency.of_title(title))


def is_outline(title: str) -> bool:
    """Tell whether an entry is a heading of one text (第一章 总则, 一、总体要求), and no title of a document."""
    mark = headings.marker(title)
    # 04 图解：…: no heading is counted so.
    bare_number = re.match(r"(?!0\d)\d{1,2}(?:[.．]\d{1,2})*[\s\u3000]+(?=\D)", title)
    if not mark and not bare_number:
        return False
    rest = title[mark[2] if mark else bare_number.end() if bare_number else 0 :]
    return not (genre.from_title(rest) or agency.of_title(rest) or len(fold(rest)) > 24)


def _is_of_document_above(text: str) -> bool:
    """Tell whether a text is a number that heads no title: 甲政发〔2012〕45号; an order is called by its number (某部令第12号)."""
    bare = text.strip("（()） ")
    found = number.parse(bare) if _ONE_CODE.match(bare) else None
    return bool(found and found.style == "standard")


def is_number(text: str) -> bool:
    """Tell whether a line of the contents is the number of a document: 甲政发〔2012〕45号, 某部令（第12号）."""
    # 关于改善饮水安全的提案（第15号） is called by more than its number.
    return len(text) <= 60 and not text.startswith("关于") and number.parse(text) is not None
