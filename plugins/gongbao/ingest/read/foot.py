"""The foot of a document (版记) where the form of a source sets it apart: what its lines are told by."""

from gongbao.bulletin import dates

COPIES = r"抄\s*送\s*[:：]"
PRINTED = rf"{dates.NUMBER}\s*日\s*印发$"
