"""Running heads, which a scan or a layout leaves in the text."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

from gongbao.bulletin import agency, dates, number
from gongbao.bulletin.fold import HAN, fold
from gongbao.bulletin.numerals import HAN_COUNT

from ..model.lines import Line
from . import page_numbers, page_tops
from .rule import Example, Rule

# A syllable of pinyin without tone; enough to tell pinyin from English and from codes.
_INITIAL = "zh|ch|sh|b|p|m|f|d|t|n|l|g|k|h|j|q|x|r|z|c|s|y|w"
_FINAL = "iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|üan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|ui|uo|ue|ve|er|a|o|e|i|u|v|ü"
_SYLLABLE = re.compile(rf"(?:{_INITIAL})?(?:{_FINAL})")
_LONGEST_SYLLABLE, _FEWEST_SYLLABLES = 6, 4
_LATIN_LINE = re.compile(r"[A-Za-z][A-Za-z\s.'’·,&-]{8,}")
_ENGLISH_HEAD = re.compile(r"\b(?:Gazette|Bulletin|Government|Communique)\b", re.I)
_HEAD_WITH_PAGE = re.compile(
    r"^(?:[·•.\s—-]*\d{1,3}[·•.\s—-]*)?(?P<name>[^\d]{2,40}?)(?:[·•.\s—-]*\d{1,3}[·•.\s—-]*)?$"
)
_HAN_NUMBER = HAN_COUNT + "○"
_ISSUE_NUMBER = re.compile(
    rf"第[\d{_HAN_NUMBER}]+(?:[-—–至、][\d{_HAN_NUMBER}]+)?[期号]|总第?[\d{_HAN_NUMBER}]+[期号]|总号|增刊|合刊"
)
# The bulletin's name, and with it at most its year, number and a page: 2009·14 某某省人民政府公报.
_ISSUE_LINE = re.compile(
    rf"^[\d年第期号·.\-—|]*[{HAN}()]{{2,30}}?(?:(?:政府|委员会|[局部厅院署办])公报|政报)[\doO{_HAN_NUMBER}年第总期号·.\-—|()]*$"
)
# A cover of one line: 某市人民政府公报　2016年第3期　总第88期.
_NAME_AND_NUMBER = re.compile(
    rf"^《?(?P<name>[{HAN}()]{{3,32}}(?:公报|政报|文告))》?(?=\(?(?:(?:19|20)\d\d年?)?(?:第|总第?)[\d{_HAN_NUMBER}]+[期号辑])"
)
_LEAST_AGAIN = 2
# What stands beside the bulletin's name in a running head: year, month, number, page, kind of issue.
_NUMBERS = re.compile(
    rf"[\dOo{_HAN_NUMBER}年月日第总期号·.,、,，\-—–|/()（）]|合刊|增刊|双月刊|半月刊|[月季旬周]刊"
)
_OF_SECTION = re.compile(rf"^(?:19|20)\d\d\s*[·•．]\s*\d{{1,2}}[\s\u3000]+[{HAN}]{{2,16}}$")
_YEAR_DOT_ISSUE = re.compile(
    r"^(?:19|20)\d\d\s*[·.•]\s*\d{1,2}(?=\s{2,}|$)|(?<=\s)(?:19|20)\d\d\s*[·.•]\s*\d{1,2}$"
)


def _syllables(letters: str) -> int:
    """Return into how many syllables letters can be cut, the most there can be; 0 if they cannot.

    Place by place, since the same letters can be cut in very many ways (xian: xi-an, xia-n…).
    """
    most = [0] + [-1] * len(letters)
    for at in range(len(letters)):
        if most[at] < 0:
            continue
        for end in range(at + 1, min(at + _LONGEST_SYLLABLE, len(letters)) + 1):
            if most[end] <= most[at] and _SYLLABLE.fullmatch(letters, at, end):
                most[end] = most[at] + 1
    return max(most[-1], 0)


def is_pinyin(text: str) -> bool:
    """Tell whether a line is pinyin, as running heads and covers have it; blanks in the wrong place do no harm."""
    letters = re.sub(r"[^a-zü]", "", text.lower())
    return bool(_LATIN_LINE.fullmatch(text.strip())) and _syllables(letters) >= _FEWEST_SYLLABLES


def running_heads(lines: list[Line]) -> dict[int, str]:
    """Find running heads: pinyin or English lines below the cover, short lines repeated, issue lines at page numbers."""
    found: dict[int, str] = {}
    cover = _cover_end(lines)
    name = _cover_name(lines) if cover else ""
    for at, line in enumerate(lines):
        text = line.text.strip()
        if at >= cover and is_pinyin(text):
            found[at] = "running-head"
        elif at >= cover and name and _names_issue(text, name) == "sure":
            found[at] = "running-head"
    found.update((at, "running-head") for at in _english_again(lines) if at >= cover)
    likely = [at for at, line in enumerate(lines) if at >= cover and name and _names_issue(line.text, name)]
    if len(likely) > 2:
        found.update(dict.fromkeys(likely, "running-head"))
    found.update(_numbered_alike(lines, cover))
    pages = {at for at, line in enumerate(lines) if page_numbers.DECORATED.fullmatch(line.text.strip())}
    found.update((at, "running-head") for at in page_tops.find(lines, pages))
    pages |= set(found)
    # Chinese running heads: the same short line, page number aside, at least three times, or one beside a page number.
    keys = [_head_key(line.text) for line in lines]
    counts = Counter(key for key in keys if key)
    found.update(dict.fromkeys(_of_sections(lines, cover, pages), "running-head"))
    issue_lines = {at for at, line in enumerate(lines) if at >= cover and _ISSUE_LINE.match(fold(line.text))}
    for at in issue_lines:
        if cover or pages & {at - 2, at - 1, at + 1, at + 2} or len(issue_lines) > 1:
            found[at] = "running-head"
    pages |= set(found)
    first = {key: at for at, key in reversed([*enumerate(keys)])}
    whole = "".join(fold(line.text) for line in lines)
    beside_pages = Counter(key for at, key in enumerate(keys) if pages & {at - 1, at + 1})
    for at, key in enumerate(keys):
        is_rare = not key or counts[key] < _LEAST_AGAIN
        if at in found or at < cover or is_rare or _is_entry_below_its_name(lines, keys, at):
            continue
        # A line that stood above, printed again beside a page number in the middle of a sentence.
        is_content = (
            agency.is_agency(key) or lines[at].text.strip()[:1] in "（(" or _heads_document(lines, at)
        )
        again = counts[key] == 2 or (counts[key] > 2 and not is_content)
        again = again and first[key] < at and _parts_a_sentence(lines, at, pages)
        # 3　某县人民政府关于…的通知 above, the same without the page here: an entry of the contents, and its title.
        if again and not (_is_title_of_entry(lines, first, key, at) or _heads_document(lines, at)):
            found[at] = "running-head"
            continue
        if counts[key] >= 3 and at:
            numbered = bool(re.search(r"\d", lines[at].text)) and fold(lines[at].text) != key
            is_head = beside_pages[key] >= max(2, 0.6 * counts[key]) and pages & {at - 1, at + 1}
            cuts = _interrupts(lines, at) and not (
                _heads_document(lines, at) or _opens_title(lines, at, whole)
            )
            if numbered or cuts or (is_head and not is_content):
                found[at] = "running-head"
    return found


def _english_again(lines: list[Line]) -> list[int]:
    """Find the lines that have the bulletin's name in English, the second and all further times."""
    places_of: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        text = line.text.strip()
        if _LATIN_LINE.fullmatch(text) and _ENGLISH_HEAD.search(text):
            places_of.setdefault(fold(text), []).append(at)
    return [at for places in places_of.values() for at in places[1:]]


def _is_entry_below_its_name(lines: list[Line], keys: list[str], at: int) -> bool:
    """Tell whether a line of the contents has the name of its section, which stands above: 他山之石 / 他山之石 6."""
    key = keys[at]
    return bool(
        key and at and keys[at - 1] == key and fold(lines[at - 1].text) == key and not lines[at].page_break
    )


def _of_sections(lines: list[Line], cover: int, pages: set[int]) -> list[int]:
    """Find the heads that name issue and section beside the number of a page: 2014·3　市政府文件."""
    return [
        at
        for at in range(cover, len(lines))
        if pages & {at - 1, at + 1} and _OF_SECTION.match(lines[at].text.strip())
    ]


def _cover_name(lines: list[Line]) -> str:
    """Return the bulletin's name as the cover has it, folded."""
    head = [fold(line.text) for line in lines[:16]]
    single = (text for text in head if re.search(r"(?:公报|政报|文告)$", text) and 5 < len(text) < 36)
    together = (match["name"] for text in head if (match := _NAME_AND_NUMBER.match(text)))
    return next(single, "") or next(together, "")


def _names_issue(text: str, name: str) -> str:
    """Tell what a line is that has the bulletin's name: "sure" a running head, "likely" one if there are others, or "".

    Beside the name stand nothing but numbers, and perhaps the name of a section.
    """
    bare = fold(text)
    if name not in bare or len(bare) > len(name) + 40 or re.search(r"[。；！？：:《》…]|\.{3}", bare):
        return ""
    left, right = bare.split(name, 1)
    rest = left + right
    if not rest or not re.search(r"\d|[一二三四五六七八九十]", rest):
        return ""
    words = re.sub(_NUMBERS, "", rest)
    if not words:
        return "sure"
    if len(words) > 14 or re.search("目[录次]$", bare):
        return "likely" if len(words) <= 14 and re.search(r"\d$|^\d", left) else ""
    return "sure" if re.search(r"[\s\u3000]{2,}|\u3000|[|｜]", text.strip()) else "likely"


def _numbered_alike(lines: list[Line], cover: int) -> dict[int, str]:
    """Find lines that open or close with the issue's year and number, 2013·14, and hold at most a section's name."""
    places_of: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        text = unicodedata.normalize("NFKC", line.text).strip()
        if at >= cover and len(text) < 50 and (match := _YEAR_DOT_ISSUE.search(text)):
            rest = text[: match.start()] + text[match.end() :]
            if not re.search(r"[。；，：:《》]", rest):
                places_of.setdefault(fold(match.group()), []).append(at)
    return {at: "running-head" for places in places_of.values() if len(places) > 1 for at in places}


def _heads_document(lines: list[Line], at: int) -> bool:
    """Tell whether a repeated line is the banner of the document below it, and no running head: a number follows."""
    return any(number.parse(line.text) for line in lines[at + 1 : at + 4] if len(line.text) < 60)


def _cover_end(lines: list[Line]) -> int:
    """Return how many lines at the start are a bulletin's cover: its name and the issue's number; 0 if there is none."""
    head = [fold(line.text) for line in lines[:16]]
    named = [
        at
        for at, text in enumerate(head)
        if re.search(r"(?:公报|政报|文告)(?:\(.*\))?$", text) and len(text) < 36
    ]
    # Covers set the issue's year and numbers above the bulletin's name as often as below it.
    near = range(min(named, default=0) - 4, min(named, default=0) + 7)
    numbered = [at for at, text in enumerate(head) if at in near and _ISSUE_NUMBER.search(text)]
    if named and numbered:
        return max(named + numbered) + 4
    return next((at + 1 for at, text in enumerate(head) if _NAME_AND_NUMBER.match(text)), 0)


def _head_key(text: str) -> str:
    """Return what repeats of a running head: its name without a page number; '' if the line is too long for one."""
    text = text.strip()
    if (
        "\t" in text
        or len(text) > 46
        or re.search(r"…|\.{3,}|·{3,}|_{3,}|-{3,}", text)
        or re.search(r"[。；！？：:，]", text)
    ):
        return ""
    match = _HEAD_WITH_PAGE.match(fold(text))
    key = match["name"].strip("·•.—- ") if match else ""
    return key if len(key) >= 4 and re.search(rf"[{HAN}]", key) else ""


def _is_title_of_entry(lines: list[Line], first: Mapping[str, int], key: str, at: int) -> bool:
    """Tell whether a line stands alone here, and where it stood first had a number beside it."""
    return fold(lines[at].text) == key and fold(lines[first[key]].text) != key


def _opens_title(lines: list[Line], at: int, whole: str) -> bool:
    """Tell whether a line is the first of a title that stands elsewhere unbroken, as the contents have it."""
    below = "".join(fold(line.text) for line in lines[at + 1 : at + 2])
    return bool(below) and whole.count(fold(lines[at].text) + below) > 1


def _parts_a_sentence(lines: list[Line], at: int, pages: set[int]) -> bool:
    """Tell whether the line stands beside a page number, and a sentence goes on across the two."""
    if not pages & {at - 1, at + 1}:
        return False
    above = (lines[n].text.strip() for n in range(at - 1, max(at - 4, -1), -1) if n not in pages)
    below = (lines[n].text.strip() for n in range(at + 1, min(at + 4, len(lines))) if n not in pages)
    before, after = next(above, ""), next(below, "")
    return (
        len(before) > 12
        and not dates.parse(before)
        and not re.search(r"[。！？：；”）)…》]$", before)
        and len(after) > 3
    )


def _interrupts(lines: list[Line], at: int) -> bool:
    """Tell whether the line stands between the two halves of a sentence."""
    if at == 0 or at + 1 >= len(lines):
        return False
    before, after = lines[at - 1].text.strip(), lines[at + 1].text.strip()
    running = (
        len(before) > 15
        and "\t" not in before
        and re.search(r"[，。、；]", before)
        and not re.search(r"[。！？：；”）)…》]$", before)
    )
    return bool(running) and len(after) > 3


def _heads(lines: list[Line], rule_of: Mapping[int, str]) -> Iterable[int]:
    return running_heads(lines)


RUNNING_HEADS = Rule(
    "running-head",
    "what the print repeats above or below its pages: the bulletin's name, a section, pinyin",
    (
        Example(
            "\n".join(
                f"{page_numbers.SOME_TEXT}\n云岭县政府文件\n要求落实到户{n}。\n— {n} —" for n in (1, 2, 3)
            ),
            "\n".join(f"{page_numbers.SOME_TEXT}\n要求落实到户{n}。\n— {n} —" for n in (1, 2, 3)),
        ),
        Example("YUNLINGXIAN RENMIN ZHENGFU GONGBAO\n正文。", "正文。"),
    ),
    (
        "云岭县人民政府\n2018年5月6日\n云岭县人民政府\n2018年6月6日",
        "ISO9001 certificates",
        "目录\n云岭见闻\n云岭见闻　　　　6\n春耕已经开始。\n云岭见闻\n县城新添一座小桥。",
    ),
    lines=_heads,
)
