"""Which elements an official document has by its kind: what no document of its kind has is not missing in it."""

from collections.abc import Sequence

from gongbao.patterns import late

# Documents of these kinds are sent to someone; orders, announcements, minutes and judgments are not.
_SENT = frozenset(("通知", "通报", "报告", "请示", "批复", "函"))
# These are entered in the register of their agency. Announcements to all, communiqués, bills and minutes may have a serial
# of their own, or nothing.
_NUMBERED = frozenset(("通知", "通报", "意见", "请示", "批复", "函", "决定", "令"))
_NUMBERED_FORM = late(r"(?:决定|通知|告知|意见|建议|裁定|判决|答复|许可|催告)书$")
# Congresses and their committees decide by vote; a decision of theirs has the day, and no number.
_DECIDES_BY_VOTE = late(r"(?:代表大会|常务委员会|人大常委会|全体会议|第.{1,4}次会议)$")


def expected(
    title: str, genre: str | None, agencies: Sequence[str] = (), recipients: str | None = None
) -> frozenset[str]:
    """Return the names of the metadata fields that a document of this kind has.

    A text whose kind is not known (办法, 名单) has a number of its own only where it is addressed to someone.
    """
    names = {"agency", "issued"}
    if genre in _SENT:
        names.add("recipients")
    by_vote = genre in {"决定", "意见"} and any(_DECIDES_BY_VOTE.search(name) for name in agencies)
    if (genre in _NUMBERED and not by_vote) or _NUMBERED_FORM.search(title) or (not genre and recipients):
        names.add("doc_number")
    return frozenset(names)
