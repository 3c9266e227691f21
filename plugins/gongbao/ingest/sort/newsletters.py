"""The head of a newsletter, or of a bulletin under another name: its name over its number, below it who makes it and when."""

import re

from gongbao.bulletin import dates
from gongbao.bulletin.fold import HAN, simplify

from ..forms.dated_lines import signed_date
from ..forms.elements import squeeze
from ..model.lines import Line
from ..model.masthead import Masthead
from .masthead import opens_name
from .masthead_labels import MAKER
from .masthead_numbers import ISSUE, read_numbers

_NEWSLETTER = re.compile(
    rf"^[{HAN}（）()]{{2,24}}(?:简报|快报|专报|通讯|动态|信息|内参|参阅|情况|参考|文件汇编|文件选编|公文选编|文件选登|[校院月季年会]报|[校院会专内]刊|文摘|摘编|政务公开)(?:[（(][{HAN}]{{1,8}}[）)])?$"
)
_MAKES = re.compile("(?:室|局|委|会|部|政府)(?:主办|主管|编辑|编印|编)$")
_NEWSLETTER_HEAD = 5
_LOWEST_NUMBER = 7
# What is called otherwise is known by its place: above the numbers, at the very top.
_ANY_NAME = re.compile(rf"^[{HAN}A-Za-z（）()《》“”·]{{4,32}}$")


def read(out: Masthead, lines: list[Line]) -> Line | None:
    """Read the head of a newsletter: its name over its number, below it who makes it and the day.

    Return the line of a name that no word tells for one, only its place above the number.
    """
    if out.title or not out.issue or not lines:
        return None
    # Who makes it (某县委办公室主办) may stand between its name and its number.
    lines = [line for line in lines if not _MAKES.search(line.text.strip())] or lines
    at, count = _name_lines(lines)
    if not count and (beside := _name_beside(lines)):
        out.title = beside
        out.recognised.add(lines[0].number)
        return None if _NEWSLETTER.match(simplify(out.title)) else lines[0]
    if not count:
        return None
    out.title = squeeze("".join(line.text for line in lines[at : at + count])).strip("《》")
    out.recognised.update(line.number for line in lines[at : at + count])
    for line in lines[at + count : at + count + _NEWSLETTER_HEAD]:
        made = _made(line.text)
        if made:
            out.labels.append(("编印", squeeze(made[0])))
            out.published = out.published or made[1]
            out.year = out.year or int(made[1][:4])
            out.recognised.add(line.number)
    return None if _NEWSLETTER.match(simplify(out.title)) else lines[at]


def is_named(text: str) -> bool:
    """Tell whether a line is what a newsletter is called: 某市政务公开, 工作简报."""
    return bool(_NEWSLETTER.match(simplify(squeeze(text))))


def _made(text: str) -> tuple[str, str] | None:
    """Return who made a newsletter and when, from the line that has both; a research office is among them."""
    if (made := signed_date(text)) and made[0]:
        return made
    found = dates.find(text)
    by = squeeze(text[: found[0].start]) if len(found) == 1 else ""
    return (by, found[0].iso) if MAKER.search(by) and not text[found[0].end :].strip() else None


def _name_lines(lines: list[Line]) -> tuple[int, int]:
    """Return where a bulletin's name stands that has its number right below, and over how many lines; 0, 0 if nowhere.

    What no word tells for a name is one at the very top alone; a quotation may stand above the others.
    """
    for numbers in range(1, min(_LOWEST_NUMBER, len(lines))):
        numbered = Masthead()
        if not re.search("[期辑輯刊集卷册]", lines[numbers].text) or not read_numbers(
            numbered, lines[numbers].text
        ):
            continue
        if not numbered.issue:
            continue
        for count in (1, 2):
            names = [squeeze(line.text) for line in lines[max(0, numbers - count) : numbers]]
            named = _NEWSLETTER.match(simplify("".join(names)))
            organ = count == 1 or opens_name(names[0])
            if len(names) < count or not all(map(_ANY_NAME.match, names)):
                break
            if (named and count == 1 and not _organ_above(lines, numbers)) or (
                named and organ and count == 2
            ):
                return numbers - count, count
            if numbers == count and not named:
                return 0, count
        break
    return (0, 1) if _NEWSLETTER.match(simplify(squeeze(lines[0].text))) else (0, 0)


def _name_beside(lines: list[Line]) -> str:
    """Return the name on the first line that has the number of the issue behind it: 某乡政务公开专刊（乡人民政府公报）第8期."""
    text = lines[0].text.strip()
    number = ISSUE.search(text)
    name = squeeze(text[: number.start()]) if number else ""
    return name if _ANY_NAME.match(name) else ""


def _organ_above(lines: list[Line], numbers: int) -> bool:
    """Tell whether an organ stands above the last line of a name: 某地区革命委员会 / 情况简报."""
    return numbers > 1 and opens_name(squeeze(lines[numbers - 2].text))
