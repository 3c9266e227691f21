"""The note below a regulation's title: which order made it known, whose, and when (…年…月…日…令第3号公布)."""

import re
from dataclasses import dataclass

from gongbao.bulletin import agency, dates, number
from gongbao.bulletin.fold import HAN
from gongbao.bulletin.numerals import HAN_COUNT

from ..forms import elements, orders

_MADE_KNOWN = r"[^（()）]{0,6}?(?:公布|发布|颁布|颁发|印发|公佈|發布|頒布)"
_ORDER = re.compile(
    rf"(?P<issuer>[{HAN}、]{{2,40}}?)(?P<kind>令|公告)\s*"
    rf"(?P<serial>(?:[〔\[(（]?{dates.YEAR}[〕\])）]?年?\s*)?第?\s*[\d{HAN_COUNT}]{{1,6}}\s*[号號])\s*(?:{_MADE_KNOWN}|[)）]?$)"
)
_STANDARD = re.compile(rf"^\s*+(?:[，,、]?\s*{dates.FULL}\s*)?{_MADE_KNOWN}")
# The session that passed it stands before the order: …第20次常务会议通过 某县人民政府令第3号公布.
_BEFORE = re.compile(r"^.*(?:[日号]|通过|通過|修订|批准|会议|會議|[由以经])[，,；;\s　]*")


# A government's own meeting passes what its order makes known later; a congress, a committee decides.
_ADOPTED = re.compile(
    r"(?:代表大会|村民会议|村民代表会议|居民会议|社员大会|委员会|委員會|常委会|政协|大会|全会)[^。；，]{0,30}?(?:会议|會議|全会)?[^。；，]{0,8}(?:通过|通過|表决通过|决定)"
)


_DAY_BEHIND = re.compile(rf"^(?P<who>[{HAN}]{{4,24}}(?:委员会|代表大会))(?P<day>{dates.FULL})")


@dataclass(frozen=True)
class Promulgation:
    """What the note says: number, agencies, ISO date."""

    number: str
    agencies: tuple[str, ...]
    issued: str | None


def read(note: str) -> Promulgation | None:
    """Read the first order of a note that made the text known; None if it names none (…会议通过)."""
    if match := _ORDER.search(note):
        issuer = orders.short(_BEFORE.sub("", match["issuer"]))
        made = number.parse(f"{issuer.replace('、', '')}{match['kind']}{elements.squeeze(match['serial'])}")
        days = dates.find(note[: match.start("kind")])
        return (
            Promulgation(str(made), agency.split_joint(issuer), days[-1].iso if days else None)
            if made
            else None
        )
    for found in number.find_all(note):
        if _STANDARD.match(note[found.end :]):
            days = dates.find(note[: found.start])
            return Promulgation(str(found.number), (), days[-1].iso if days else None)
    return None


# （2023年5月19日通过）, below a title that names who decides by vote.
_ADOPTED_ALONE = re.compile(rf"^[（(]\s*{dates.FULL}\s*(?:表决)?(?:通过|通過)\s*[)）]$")
_ISSUED = re.compile(r"[^，。；《》]{0,60}?(?:公告)?(?:公布|发布|颁布|公佈|發布|頒布)")
_DECIDES = re.compile("代表大会|委员会|委員會|常委会|政协|全会|全体会议")
# 某市第三届人民代表大会常务委员会第二次会议通过
_TERM = rf"第[{HAN_COUNT}\d]{{1,4}}届"
_PASSED = re.compile(
    rf"[（(]?(?:经|由)?(?:(?P<place>[{HAN}]{{2,20}}){_TERM}|{_TERM}(?P<nation>全国))(?P<organ>人民代表大会(?:常务委员会)?)"
    rf"第[{HAN_COUNT}\d]{{1,4}}次(?:全体)?会议[^。；，]{{0,6}}通过"
)


def adopted_by(title: str, note: str) -> str | None:
    """Return the day of a note that has nothing but the day (（2023年5月19日通过）), where the title names a congress or committee."""
    if not _ADOPTED_ALONE.match(note) or not _DECIDES.search(title):
        return None
    return dates.find(note)[0].iso


def adopted(note: str) -> str | None:
    """Return the day on which a congress or committee passed a text, None where the note names none or several such days.

    成文日期 is the day of the meeting where a meeting decides.
    """
    # 某省人民委员会一九五六年三月十六日第十二次会议通过
    clauses = _clauses(_DAY_BEHIND.sub(r"\g<day>\g<who>", note))
    passed = [at for at, (_day, clause) in enumerate(clauses) if _ADOPTED.search(clause)]
    # What a city's congress passes and a province's approves has two days, and neither alone is the law's.
    if len(passed) != 1 or "常务会议" in note or (len(clauses) > 1 and re.search("批准|核准", note)):
        return None
    at = passed[0]
    # …第1589次会议、2013年9月2日…第9次会议通过: where several decide together, the last of them counts.
    first = at
    while first and clauses[first - 1][1].endswith("、"):
        first -= 1
    return max(day for day, _clause in clauses[first : at + 1])


def passed_by(title: str, note: str) -> str | None:
    """Return the congress or committee whose meeting first passed a law, where the title opens with its place.

    2012年8月30日某市第三届人民代表大会常务委员会第二次会议通过: 某市人民代表大会常务委员会; who approved or changed it later is another.
    """
    said = [clause for _day, clause in _clauses(note)] or [elements.squeeze(note)]
    passed = next((found for clause in said if (found := _PASSED.match(clause))), None)
    if passed is None or passed["nation"]:
        return f"全国{passed['organ']}" if passed else None
    place = passed["place"]
    opens = any(title.startswith(place[start:]) for start in range(len(place) - 1))
    return place + passed["organ"] if opens else None


def made_known(note: str) -> str | None:
    """Return the day on which a note says that a text was made known: 1986年12月1日铁道部发布."""
    return next((day for day, clause in _clauses(note) if _ISSUED.match(clause)), None)


def _clauses(note: str) -> list[tuple[str, str]]:
    """Part a note into its days and what it says of each, without blanks."""
    days = dates.find(note)
    ends = [day.start for day in days[1:]] + [len(note)]
    return [(day.iso, elements.squeeze(note[day.end : end])) for day, end in zip(days, ends, strict=False)]
