"""What a text is called that a document issues and that has no title of its own below it."""

import re

from ..model.record import Inference, Record

_ISSUES = re.compile(r"(?:印发|转发|公布|发布|下发)《(.{4,60})》的(?:通知|公告|通告|决定)$")


def called(record: Record) -> str:
    """Return what an order or a notice calls the text that it makes known, "" where neither says it."""
    return _ordered(record) or _issued(record)


def _ordered(record: Record) -> str:
    """Return what the text is called that an order makes known under the order's own title."""
    title = str(record.fields.get("title") or "") if record.order_of else ""
    text = "".join(block.text for block in record.blocks if block.kind == "paragraph")
    return title if title and f"《{title}》" in text else ""


def _issued(record: Record) -> str:
    """Return what a notice says that it issues: 印发《某预案》的通知."""
    found = _ISSUES.search(str(record.fields.get("title") or ""))
    if not found:
        return ""
    record.inferred.append(Inference("attachment", found[1], "title-head"))
    return found[1]
