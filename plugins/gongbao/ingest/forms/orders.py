"""The heads of orders and announcements: an agency's 令, 公告 or 通告, and the serial that counts them."""

import re
from collections.abc import Sequence

from gongbao.bulletin import agency, number
from gongbao.bulletin.fold import HAN, simplify
from gongbao.bulletin.number_grammar import SERIAL
from gongbao.bulletin.numerals import COUNT

from ..model.lines import Line
from .elements import squeeze

# 2022年第9号（总第133号）: the serial counts by year, the other from the first.
_TOTAL = re.compile(r"[（(]总第?\d{1,5}[号期][)）]$")
# （十三届）第二十一号, 〔13届〕第5号: congresses and their committees count anew in each term.
_OF_TERM = rf"[〔\[(（]?第?[{COUNT}]{{1,3}}届[〕\])）]?"
_SERIAL = re.compile(
    rf"^(?:{_OF_TERM}(?=第|\d)|[〔\[(（]?\d{{4}}[〕\])）]?年?)?第?[\d一二三四五六七八九十百]+号$"
)

# 某县人大常委会任免名单: an organ's name and what it calls the document, with nothing said of its matter.
_OF_AGENCY = re.compile(
    r"(?P<name>[^：:]{3,40}?)(?:令|公告|通告|布告|公示|函|通知|通报|通報|决定|決定|(?:人事|决定)?任免(?:职务)?(?:名单|事项)?|(?:任命|免职|辞职|补选)名单)(?=$|[：:])"
)

# What organs of the Republic and of the first years after it called what they sent.
_OLD = re.compile(
    rf"^(?P<name>[{HAN}]{{3,30}}?)(?P<kind>命令|[训訓]令|指令|通令|密令|电令|電令|令|[布佈]告|公告|通告|通知|指示|批示|批答|公函|函|[代快][邮郵]?[电電]|[呈签簽][文呈]?)"
    rf"[（(]?(?P<number>[{HAN}]{{1,8}}字第(?:{SERIAL})[号號])[)）]?$"
)
_LONGEST_OLD = 60
_CLOSES_NUMBER = ("号", "號", ")", "）")


def is_serial(text: str) -> bool:
    """Tell whether a line is the number of an order and nothing else: 第707号, （第十二号）, 2018年第3号."""
    return bool(_SERIAL.match(_serial(text)))


def _serial(text: str) -> str:
    return _TOTAL.sub("", squeeze(text)).strip("()（）〔〕[]【】")


def order_head(first: str, second: str) -> str | None:
    """Return the number of an order or announcement whose head stands on two lines: X令 / 第707号; X公告 / 2018年第3号."""
    head, tail = short(squeeze(first)), _serial(second)
    # …关于…的公告 / 第2号 is a title with its number below.
    if re.search("关于|的(?:公告|通告)$", simplify(head)):
        return None
    if re.search(r"(?:令|公告|通告)$", head) and len(head) <= 40 and _SERIAL.match(tail):
        counted = re.match(rf"^(?:第|\d{{4}}|[〔\[(（]|[{COUNT}]{{1,3}}届)", tail)
        found = number.parse(head + (tail if counted else "第" + tail))
        return str(found) if found else None
    return None


def unnumbered_order(lines: Sequence[Line]) -> str | None:
    """Return the head of an announcement that has no number: 最高人民法院 / 公告, and its text right below."""
    if len(lines) < 3 or not re.fullmatch("令|公告|通告", mark := squeeze(lines[1].text)):
        return None
    names = agency.split_joint(lines[0].text)
    running = len(lines[2].text) > 25 and re.search(r"。", lines[2].text)
    return names[0] + mark if len(names) == 1 and running else None


def old_order(lines: Sequence[Line]) -> tuple[tuple[str, ...], str, str, int] | None:
    """Return agencies, kind, number and how many lines of the head of an order as it was until the fifties.

    某省人民政府命令 / 府民字第三十一號, or both on one line; the kind may have a line of its own.
    """
    # Few lines end as a number does: only these are put together.
    for count in range(1, min(3, len(lines)) + 1):
        if lines[count - 1].text.rstrip()[-1:] not in _CLOSES_NUMBER:
            continue
        joined = "".join(squeeze(line.text) for line in lines[:count])
        match = _OLD.match(joined) if len(joined) < _LONGEST_OLD else None
        names = agency.split_joint(match["name"]) if match else ()
        # 命令 / 某省政府训令　建字第八号: a section's name, or who signed the one before, over a whole head.
        whole = any(_is_old("".join(squeeze(line.text) for line in lines[n:count])) for n in range(1, count))
        if match and names and not whole:
            return names, match["kind"], str(number.parse(match["number"])), count
    return None


def _is_old(joined: str) -> bool:
    match = _OLD.match(joined) if len(joined) < _LONGEST_OLD else None
    return bool(match and agency.split_joint(match["name"]))


def short(name: str) -> str:
    """Return the name by which the State Council's and the President's orders are cited: 国务院令, 主席令."""
    return re.sub("^中华人民共和国(?=国务院|主席)", "", name)


def issuer(name: str) -> str:
    """Return whose order it is: 第五届某市人民政府 counts its orders by term, and is 某市人民政府."""
    return re.sub(rf"^第[{COUNT}]{{1,3}}届(?=.*政府)", "", short(name))


def called_by_agency(title: str) -> tuple[str, ...]:
    """Return the agencies of a title that is their name and what they call the document: 某县人大常委会任免名单."""
    head = _OF_AGENCY.match(squeeze(title))
    return agency.split_joint(head["name"]) if head else ()
