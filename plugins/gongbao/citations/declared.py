"""What the office itself declares of its documents: content/validity.toml, the yearly lists of 继续有效, 废止, 失效, 已修改."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gongbao.bulletin.article import ArticleMeta
from gongbao.bulletin.article_fields import is_date
from gongbao.bulletin.fold import fold
from gongbao.bulletin.handwritten import HandwrittenError, read_toml
from gongbao.bulletin.identity import number_of
from gongbao.bulletin.number import DocumentNumber, parse
from gongbao.citations.notices import Notice
from gongbao.messages import N_, _, few
from gongbao.messages.site import W_, day, words

FILE = "validity.toml"
_SAID = {"继续有效": W_("继续有效"), "废止": W_("已废止"), "失效": W_("已失效"), "已修改": W_("已修改")}
STATUSES = {"继续有效": "declared-valid", "废止": "repealed", "失效": "lapsed", "已修改": "amended"}
_KEYS = {"status", "office", "date", "title", "source", "documents"}
_HOW = N_(
    'write [[list]] with status = "继续有效", office = "…", date = "2025-01-10", title = "…", documents = ["…"]'
)
_ADDRESS = re.compile(r"https?://[^\s\"'<>]+|[a-z0-9][a-z0-9_./-]*\.html(?:#[a-z0-9-]+)?")


class DeclarationError(HandwrittenError):
    """A validity.toml that cannot be used; str() says which list, what was expected and what to do."""


@dataclass(frozen=True)
class Declaration:
    """A list that an office published: what it says of documents, on which day, and where it stands.

    documents: numbers as keys, titles folded. source: an address of this site or of another, "" if none was given.
    """

    status: str
    office: str
    date: str
    title: str
    source: str
    documents: frozenset[str]

    @property
    def kind(self) -> str:
        """Return the kind of notice that it makes."""
        return STATUSES[self.status]

    @property
    def notice(self) -> Notice:
        """Return the notice that its documents carry."""
        before = words(
            "{office}{day}公布{said}，见",
            office=self.office,
            day=day(self.date),
            said=words(_SAID[self.status]),
        )
        return Notice(
            self.kind, before, f"《{self.title}》", "", self.source,
            declared=True,
        )  # fmt: skip


@dataclass(frozen=True)
class Declarations:
    """All lists, the latest first."""

    lists: tuple[Declaration, ...] = ()

    def of_number(self, number: DocumentNumber) -> tuple[Declaration, ...]:
        """Return what is declared of a number, the latest first."""
        return tuple(d for d in self.lists if number.key in d.documents)

    def of(self, meta: ArticleMeta) -> tuple[Declaration, ...]:
        """Return what is declared of a document: by its number, else by its exact title."""
        number = number_of(meta)
        if number:
            return self.of_number(number)
        return tuple(d for d in self.lists if f"《{fold(meta.title)}" in d.documents)


def load(content: Path) -> Declarations:
    """Read validity.toml of the content folder; without the file nothing is declared."""
    path = content / FILE
    if not path.is_file():
        return Declarations()
    table = read_toml(path, _(_HOW))
    if unknown := sorted(set(table) - {"list"}):
        raise DeclarationError(
            _("{path}: {unknown} is not known — {how}", path=path, unknown=few(unknown), how=_(_HOW))
        )
    rows = table.get("list", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise DeclarationError(
            _("{path}: [list] must stand in double brackets — {how}", path=path, how=_(_HOW))
        )
    lists = [_list(_("{file}: list {number}", file=path, number=at), row) for at, row in enumerate(rows, 1)]
    return Declarations(tuple(sorted(lists, key=lambda d: d.date, reverse=True)))


def _list(where: str, row: Mapping[str, Any]) -> Declaration:
    if unknown := sorted(set(row) - _KEYS):
        raise DeclarationError(
            _("{where}: {unknown} is not known — {how}", where=where, unknown=few(unknown), how=_(_HOW))
        )
    for name in ("status", "office", "date", "title"):
        if not isinstance(row.get(name), str) or not row[name].strip():
            raise DeclarationError(
                _(
                    "{where}: {name} is missing, or no text in quotation marks — {how}",
                    where=where,
                    name=name,
                    how=_(_HOW),
                )
            )
    if row["status"] not in STATUSES:
        raise DeclarationError(
            _(
                "{where}: status {status!r} — write one of {statuses}",
                where=where,
                status=row["status"],
                statuses=", ".join(STATUSES),
            )
        )
    if not is_date(row["date"]):
        raise DeclarationError(
            _(
                "{where}: date {date!r} is no day — write it as 2025-01-10",
                where=where,
                date=row["date"],
            )
        )
    source = row.get("source", "")
    if source and not (isinstance(source, str) and _ADDRESS.fullmatch(source)):
        raise DeclarationError(
            _(
                "{where}: source {source!r} — write an address (https://…) or a page of this site "
                "(number/….html)",
                where=where,
                source=source,
            )
        )
    documents = row.get("documents")
    if not isinstance(documents, list) or not documents or not all(isinstance(d, str) for d in documents):
        raise DeclarationError(
            _('{where}: documents — write ["甲府发〔2018〕18号", "《…办法》"]', where=where)
        )
    keys = frozenset(_key(_("{where}: documents", where=where), text.strip()) for text in documents)
    return Declaration(row["status"], row["office"], row["date"], row["title"], source, keys)


def _key(where: str, text: str) -> str:
    """Return the key of a number, or the folded title in 《》."""
    if text.startswith("《") and text.endswith("》"):
        return "《" + fold(text[1:-1])
    if number := parse(text):
        return number.key
    raise DeclarationError(
        _(
            "{where}: {text!r} — write a document number, or a whole title in 《》",
            where=where,
            text=text,
        )
    )
