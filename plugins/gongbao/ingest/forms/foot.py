"""What stands below the date: disclosure, copies, subject words, imprint. One rule each, the first that fires wins.

The parser asks `read` at every line below the signature; who asks whether a document has ended asks it as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from gongbao.bulletin import agency
from gongbao.patterns import late

from ..model.lines import Line, tidy
from . import dated_lines, elements
from .rule import Rule, added, first

_SENT_TO = late(r"(?:主\s*送(?:机关|单位)?|正\s*本)\s*[:：]\s*(?P<names>[^。]{2,200}。?)$")
_REMARK = late(r"附\s*注\s*[:：]\s*(?P<words>\S.{3,160})$")
_ADDRESS = late(
    r"(?:[^\s，。：:]{4,24}[\s\u3000]+)?(?:(?:联系|单位|通[讯信]|办公)?地\s*址|邮\s*编|邮政编码|传\s*真|网\s*址|电子邮[箱件]|邮\s*箱)\s*[:：][^。]{2,80}$"
)
_EDITOR = late(r"[（(【\[]\s*(?:责任编辑|责编|责任校对)\s*[:：][^。；，（）()]{2,24}[)）】\]]$")
_PRINTED = late(r"印\s*(?:发|制|送|刷)?$")


@dataclass(frozen=True)
class Foot:
    """An element of the foot: the field it states, or "note", with its words; date and agency of an imprint.

    of_office: an office wrote it for itself; among the lines of an attachment such a line is its text.
    """

    field: str
    text: str = ""
    by: str = ""
    of_office: bool = False
    rule: str = ""


def _disclosure(lines: Sequence[Line], at: int) -> Foot | None:
    text = lines[at].text.strip()
    return Foot("disclosure", tidy(text).strip("（）()")) if elements.DISCLOSURE.match(text) else None


def _remark(lines: Sequence[Line], at: int) -> Foot | None:
    """Read 附注：…, which others set in brackets."""
    found = _REMARK.match(lines[at].text.strip())
    return Foot("disclosure", tidy(found["words"]).strip("（）()"), of_office=True) if found else None


def _copies_to(lines: Sequence[Line], at: int) -> Foot | None:
    return Foot("cc") if elements.CC.match(lines[at].text) else None


def _recipients(lines: Sequence[Line], at: int) -> Foot | None:
    found = _SENT_TO.match(lines[at].text.strip())
    return Foot("recipients", tidy(found["names"]).rstrip("。")) if found else None


def _subject_words(lines: Sequence[Line], at: int) -> Foot | None:
    return _note(lines, at) if elements.SUBJECT.match(lines[at].text.strip()) else None


def _seal(lines: Sequence[Line], at: int) -> Foot | None:
    return _note(lines, at) if elements.SEAL.match(lines[at].text.strip()) else None


def _copies_printed(lines: Sequence[Line], at: int) -> Foot | None:
    return _note(lines, at) if elements.COPIES.match(lines[at].text.strip()) else None


def _registered(lines: Sequence[Line], at: int) -> Foot | None:
    return _note(lines, at) if elements.REGISTRY.match(lines[at].text.strip()) else None


def _contact(lines: Sequence[Line], at: int) -> Foot | None:
    return _note(lines, at, of_office=True) if elements.CONTACT.match(lines[at].text.strip()) else None


def _editor(lines: Sequence[Line], at: int) -> Foot | None:
    """Read who edited a text of a bulletin: （责任编辑：某某）."""
    return _note(lines, at) if _EDITOR.match(lines[at].text.strip()) else None


def _office_note(lines: Sequence[Line], at: int) -> Foot | None:
    label, mark, words = lines[at].text.strip().replace(":", "：", 1).partition("：")
    # 联 系 人：
    text = f"{elements.squeeze(label)}{mark}{words}"
    return (
        Foot("note", elements.subject_words(text), of_office=True)
        if elements.OFFICE_NOTE.match(text)
        else None
    )


def _address(lines: Sequence[Line], at: int) -> Foot | None:
    """Read where the office is, with its name before it or without: 某局　地址：…."""
    return _note(lines, at, of_office=True) if _ADDRESS.match(lines[at].text.strip()) else None


def _imprint(lines: Sequence[Line], at: int) -> Foot | None:
    text = lines[at].text.strip()
    if "\t" in text and not _is_row_of_imprint(text):
        return None
    found = dated_lines.imprint(text.replace("\t", "\u3000"))
    return Foot("printed", found[1], found[0]) if found else None


def _is_row_of_imprint(text: str) -> bool:
    """Tell whether a tab or two cells part who printed a document from the day, as Word has it: …办公室→2024年4月16日印发."""
    cells = [cell.strip() for cell in text.split("\t") if cell.strip()]
    return (
        len(cells) == 2
        and agency.is_agency(elements.squeeze(cells[0]))
        and _PRINTED.search(cells[1]) is not None
    )


def _note(lines: Sequence[Line], at: int, of_office: bool = False) -> Foot:
    return Foot("note", elements.subject_words(lines[at].text.strip()), of_office=of_office)


FOOT: Final[tuple[Rule[Foot], ...]] = (
    Rule("disclosure", "foot", _disclosure, ">（此件公开发布）", ">（试行）"),
    Rule("remark", "foot", _remark, ">附注：此件公开发布。", ">附注中的规定依照前款"),
    Rule("copies-to", "foot", _copies_to, ">抄送：县委办公室，县人大常委会办公室。", ">抄送县委办公室备案。"),
    Rule("recipients", "foot", _recipients, ">主送：各乡镇党委，县直各单位", ">主送机关应当写全称。"),
    Rule("subject-words", "foot", _subject_words, ">主题词：农业　补贴　通知", ">主题词的标引按规定办理。"),
    Rule("copies-printed", "foot", _copies_printed, ">（共印80份）", ">共印制宣传册80份"),
    Rule("seal", "foot", _seal, ">（院印）", ">（某市印刷厂）"),
    Rule("registry-number", "foot", _registered, ">WLCR—2019—01005", ">2019—01005"),
    Rule("contact", "foot", _contact, ">（联系人：王磊，联系电话：0571-8888）", ">联系人应当保持电话畅通。"),
    Rule("editor", "foot", _editor, ">（责任编辑：王磊）", ">责任编辑：王磊"),
    Rule("office-note", "foot", _office_note, ">承办单位：某县财政局", ">承办单位应当按时办结。"),
    Rule("address", "foot", _address, ">某县财政局　地址：人民路9号", ">地址：以公告为准。"),
    Rule(
        "imprint",
        "foot",
        _imprint,
        ">某县人民政府办公室　　2020年3月1日印发",
        ">某县人民政府办公室2020年3月1日印发的通知",
    ),
)


def read(lines: Sequence[Line], at: int) -> Foot | None:
    """Return the element of a foot that stands at a line, with the name of its rule."""
    found = first(added("foot"), lines, at) or first(FOOT, lines, at)
    return replace(found[1], rule=found[0].name) if found else None


def is_official(lines: Sequence[Line], at: int) -> bool:
    """Tell whether an element stands at a line that only official documents have at their foot: copies, imprint."""
    found = read(lines, at)
    return bool(found and found.field in {"cc", "printed"})
