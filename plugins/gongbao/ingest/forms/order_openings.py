"""Where an order, or what is headed like one, opens: organ and serial, an old number, an announcement without one."""

from collections.abc import Sequence

from gongbao.bulletin import agency, dates

from ..model.lines import Line, text_at
from . import banner, elements, head_orders, orders
from .head import Head
from .rule import Rule


def _order(lines: Sequence[Line], at: int) -> Head | None:
    if _under_session(lines, at):
        return Head(3, title=at)
    if at and _under_session(lines, at - 1):
        return None
    return (
        Head(2)
        if at + 1 < len(lines) and orders.order_head(text_at(lines, at), text_at(lines, at + 1))
        else None
    )


def _under_session(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a congress in session, which is no agency, stands over its series: …第一次会议 / 选举结果公告 / 第一号."""
    return bool(head_orders.SERIES_OF_ORGAN.read(lines, at)) and not agency.split_joint(text_at(lines, at))


def _joint_order(lines: Sequence[Line], at: int) -> Head | None:
    """Find the head of an order of several agencies, its serial below them."""
    head = (
        banner.read(lines, at)
        if any(orders.is_serial(text_at(lines, n)) for n in range(at + 2, at + 9))
        else None
    )
    if not head or head.count < 2 or not head.mark or not orders.is_serial(text_at(lines, at + head.count)):
        return None
    # They are set as one head: what a wider gap parts from it is another's name.
    gaps = {line.gap for line in lines[at + 1 : at + head.count]}
    return Head(head.count, title=at + head.count + 1) if len(gaps) < 2 else None


def _old_order(lines: Sequence[Line], at: int) -> Head | None:
    if not (found := orders.old_order(lines[at : at + 3])):
        return None
    # The day may stand below the number, above the title.
    below = at + found[3]
    over_title = dates.parse(text_at(lines, below)) and not _addressed(text_at(lines, below + 1))
    return Head(found[3], title=below + 1) if over_title else Head(found[3])


def _addressed(text: str) -> bool:
    """Tell whether a line says whom an order goes to, or is its text: 令各县县政府, 各县县政府览：查…."""
    return text.startswith("令") or elements.is_recipients(text) or text.endswith(("。", "：", ":"))


def _unnumbered(lines: Sequence[Line], at: int) -> Head | None:
    return Head(2) if orders.unnumbered_order(lines[at : at + 3]) else None


JOINT_ORDER = Rule(
    "joint-order",
    "document",
    _joint_order,
    ">某省财政厅\n某省审计厅\n令\n第7号",
    ">某省财政厅\n某省审计厅\n2020年3月1日",
)
ORDER = Rule("order", "document", _order, ">某县人民政府令\n第7号", ">某县人民政府令\n各乡镇：")
OF_OLD = Rule(
    "order-of-old",
    "document",
    _old_order,
    ">某省人民政府命令\n府民字第三十一號",
    ">某省人民政府命令\n第七号",
)
_SENTENCE = "为做好工作，现就有关事项通知如下，请认真组织实施，确保按时完成各项任务。"
ANNOUNCEMENT = Rule(
    "announcement-without-number",
    "document",
    _unnumbered,
    f">某县人民法院\n公　告\n{_SENTENCE}",
    ">某县人民法院\n公　告\n第7号",
)
