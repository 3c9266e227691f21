"""The banners of sections in an issue whose contents name none: 〖市政府文件〗, 【大事记】, 区政府文件."""

import re
from collections.abc import Collection

from gongbao.bulletin import agency, headings
from gongbao.bulletin.fold import HAN, fold

from ..forms import elements, heads, reach
from ..model.contents import Contents
from ..model.lines import Line
from ..sort import masthead

_BANNER = re.compile(
    rf"^(?:[【〖](?P<name>[{HAN}\s\u3000、·]{{2,20}})[】〗]|(?P<mark>[{elements.MARKS}])[{HAN}\s\u3000、·]{{2,20}}(?P=mark))$"
)
# 区政府文件, 县政府办公室文件, 部门规范性文件: what sections are called, with nothing around it.
_PLAIN_BANNER = re.compile(
    r"^(?:(?:[省市区县州盟旗]|自治[区州县])?(?:委|党委|人大|政府|行署|公署|管委会|政府办公?[室厅]|委办公?[室厅]|办公[室厅]|政府部门|部门|直部门|直单位|乡镇|街道)"
    r"(?:行政)?(?:规范性)?(?:政策)?文件|(?:政府|部门)?规章|(?:行政)?规范性文件|人事任免|政策(?:解读|问答)|大事记|领导讲话|重要讲话|政务信息|工作动态|[省市区县州盟旗]?政府令)$"
)
_SIGNED = re.compile(rf"[○〇{elements.MARKS}]\s*[{HAN}]{{2,10}}")
_LONGEST_ABOVE = 60
_LONGEST_RUNNING = 14
_LEVEL = re.compile(r"h([1-6])")
_SHORT_NAME = re.compile(rf"[{HAN}]{{2,8}}")


def banners_of(
    lines: list[Line], found: Contents | None, skip: range, running: Collection[str]
) -> dict[int, str]:
    """Find the banners of sections where no printed contents name them, at least two: 〖市政府文件〗, 【大事记】, 区政府文件.

    What has no brackets is one only right above a document: one of the usual names, or one that stands over pages too; or
    the form itself has it as a heading over that of a text.
    """
    if found and found.sections:
        return {}
    banners: dict[int, str] = {}
    for at, line in enumerate(lines):
        text = line.text.strip()
        plain = _PLAIN_BANNER.match(elements.squeeze(text)) or _runs_over_pages(text, running)
        above = plain and (_is_above(lines, at) or _stands_alone(lines, at))
        if at not in skip and (
            _BANNER.match(text)
            or above
            or _is_marked(lines, at)
            or _is_between_signs(lines, at)
            or _is_signed_apart(lines, at)
        ):
            banners[at] = elements.section_name(text.strip(f"【〖】〗{elements.MARKS}"))
    running_heads = any(_runs_over_pages(name, running) for name in banners.values())
    if running_heads:
        # The bulletin sets the names of its sections above their first documents, so this is another of them.
        banners.update(
            (at, elements.section_name(lines[at].text))
            for at in range(1, len(lines))
            if at not in skip and at not in banners and _parts_documents(lines, at)
        )
    return banners if running_heads or len(set(banners.values())) > 1 else {}


def _stands_alone(lines: list[Line], at: int) -> bool:
    """Tell whether blank lines set a banner apart above and below, and a longer line that is no sentence follows: a title."""
    if at + 2 >= len(lines) or not all(line.gap for line in lines[at : at + 2]):
        return False
    text, below = (line.text.strip() for line in lines[at : at + 2])
    return (
        len(below) > len(text)
        and not below.endswith(("。", "：", ":", "；", ";"))
        and not headings.marker(below)
    )


def _is_marked(lines: list[Line], at: int) -> bool:
    """Tell whether the form says that a line is a heading (a bookmark, a style), and the next a heading below it."""
    if at + 1 >= len(lines):
        return False
    text, levels = (
        elements.squeeze(lines[at].text),
        [_LEVEL.fullmatch(line.hint) for line in lines[at : at + 2]],
    )
    return (
        levels[0] is not None
        and levels[1] is not None
        and levels[0][1] < levels[1][1]
        and len(text) <= _LONGEST_RUNNING
        and not (headings.marker(text) or agency.split_joint(text))
    )


def _is_signed_apart(lines: list[Line], at: int) -> bool:
    """Tell whether a name behind a sign (○工作动态) is set apart above and below, as others behind the same sign are."""
    text = lines[at].text.strip()
    if not _SIGNED.fullmatch(text):
        return False
    alike = [
        n
        for n in range(len(lines) - 1)
        if lines[n].text.strip()[:1] == text[0] and _SIGNED.fullmatch(lines[n].text.strip())
    ]
    return len(alike) > 1 and all(lines[n].gap and lines[n + 1].gap for n in alike)


def _is_between_signs(lines: list[Line], at: int) -> bool:
    """Tell whether a few characters stand between two lines of signs (━━━), which part them from what is above and below."""
    if at + 1 >= len(lines) or not (lines[at].parted and lines[at + 1].parted):
        return False
    return len(elements.squeeze(lines[at].text)) <= _LONGEST_RUNNING and not headings.marker(lines[at].text)


def _parts_documents(lines: list[Line], at: int) -> bool:
    """Tell whether a few characters stand between the end of a document and the head of the next."""
    text = elements.squeeze(lines[at].text)
    return (
        _SHORT_NAME.fullmatch(text) is not None
        and not agency.split_joint(text)
        and reach.ends_a_document(lines, at - 1)
        and _is_above(lines, at)
    )


def _runs_over_pages(text: str, running: Collection[str]) -> bool:
    """Tell whether a short line that names no bulletin and no agency stands over pages of the print as well."""
    name = fold(text)
    return (
        name in running
        and 2 <= len(name) <= _LONGEST_RUNNING
        and not (masthead.is_masthead_line(text) or agency.split_joint(text))
    )


def _is_above(lines: list[Line], at: int) -> bool:
    """Tell whether a line stands right above the head of a document, and below the end of another or of the cover."""
    above = lines[at - 1].text.strip() if at else ""
    return (
        _opens(lines, at + 1)
        and (len(above) <= _LONGEST_ABOVE or above.endswith("。"))
        and not elements.opens_with_number(lines[at + 1].text)
    )


def _opens(lines: list[Line], at: int) -> bool:
    """Tell whether a document opens at a line, with its red head (某县人民政府文件) or without one."""
    if at >= len(lines):
        return False
    red = heads.element(lines, at)
    below = at + red.count if red and red.agencies and not red.number else at
    return any(heads.opening(lines, n, in_issue=True) for n in {at, below} if n < len(lines))
