"""Which of two documents is the later one, and when that forbids a conclusion."""

import re

from gongbao.bulletin.number import DocumentNumber
from gongbao.citations.holdings import Article, Place
from gongbao.messages.site import day, words

# 市政府令第12号 is another order in every city.
_RELATIVE = re.compile(
    r"^(?:本|我)?(?:省|市|区|县|州|旗|盟|自治区|镇|乡)(?:人民)?(?:政府|委|委办|府办)?(?:办公厅|办公室)?(?:令|公告|通告)?$"
)


def day_of(article: Article) -> str | None:
    """Return the day of a document: 成文 before 印发 before 刊登, else the year of its number."""
    b = article.bulletin
    return b.issued or b.printed or b.date or b.published


def is_relative(number: DocumentNumber) -> bool:
    """Tell whether a code names its issuer only by rank, so that the number identifies nothing by itself."""
    return bool(_RELATIVE.match(number.base)) or number.base in ("公告", "通告")


def objection(source: Article, place: Place | None, number: DocumentNumber | None) -> str:
    """Return why a document cannot repeal another, "" if nothing speaks against it."""
    repealing = day_of(source)
    repealed = day_of(place.article) if place else None
    if not repealing:
        return words("本文日期不详，不能确认晚于所述文件")
    if repealed and repealing[:10] <= repealed[:10]:
        return words(
            "本文日期（{own}）不晚于所述文件（{other}），不作废止认定",
            own=day(repealing),
            other=day(repealed),
        )
    if not repealed and number and number.year and int(repealing[:4]) < number.year:
        return words(
            "本文日期（{own}）早于所述文件的年份（{year}），不作废止认定",
            own=day(repealing),
            year=number.year,
        )
    return ""


def precedes(source: Article, place: Place | None) -> str:
    """Return why a notice cannot correct a text: it is older. "" if nothing speaks against it."""
    correcting = day_of(source)
    corrected = day_of(place.article) if place else None
    if correcting and corrected and correcting[:10] < corrected[:10]:
        return words(
            "本文日期（{own}）早于所述文件（{other}），不作更正认定",
            own=day(correcting),
            other=day(corrected),
        )
    return ""
