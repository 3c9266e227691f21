"""Where a document stands by what the office declares and the archive knows; never 有效 by the archive's own word."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from gongbao.bulletin import validity
from gongbao.bulletin.number import DocumentNumber
from gongbao.bulletin.validity import Expiry
from gongbao.citations import notices, order
from gongbao.citations.declared import Declaration, Declarations
from gongbao.citations.graph import Citation, Graph
from gongbao.citations.holdings import Article, identity
from gongbao.citations.notices import Notice
from gongbao.messages.site import words


@dataclass(frozen=True)
class Status:
    """What is known about the force of a document, each with the citation, sentence or list that it rests on.

    held: whether the archive has its text. withdrawn: the day on which the archive took the text down.
    """

    repealed: tuple[Citation, ...] = ()
    amended: tuple[Citation, ...] = ()
    corrected: tuple[Citation, ...] = ()
    expiry: Expiry | None = None
    article_url: str = ""
    declared: tuple[Declaration, ...] = ()
    held: bool = True
    withdrawn: str | None = None
    withdrawn_reason: str | None = None

    @property
    def card(self) -> str | None:
        """Return what stands for a status of which nothing is known in keys; None for others, which say all they hold."""
        return "nothing known" if self is NOTHING_KNOWN else None

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """Return everything that a reader must know first, in the order in which it is shown."""
        found = [d.notice for d in self._in_force()]
        later = self._repealed_later()
        ranked = notices.ranked(
            [
                *((notices.of_withdrawal(self.withdrawn, self.withdrawn_reason),) if self.withdrawn else ()),
                *found,
                *notices.of_citations("repealed", words("已被{link}废止"), self.repealed),
                *notices.of_citations("amended", words("已被{link}修改"), self.amended),
                *notices.of_corrections(self.corrected),
                *((notices.of_expiry(self.expiry, self.article_url),) if self.expiry else ()),
            ]
        )
        # What was repealed after the list was published is repealed, whatever the list says.
        return (
            tuple(sorted(ranked, key=lambda n: n.kind not in ("withdrawn", "repealed"))) if later else ranked
        )

    def _in_force(self) -> tuple[Declaration, ...]:
        """Return the latest declaration of each day and status: yearly lists repeat each other."""
        seen: dict[str, Declaration] = {}
        for declaration in self.declared:
            seen.setdefault(declaration.status, declaration)
        latest = self.declared[0].date if self.declared else ""
        # 继续有效 of an earlier year says nothing beside a later list that says otherwise.
        return tuple(d for d in seen.values() if d.date == latest or d.status != "继续有效")

    def _repealed_later(self) -> bool:
        valid = [d.date for d in self.declared if d.status == "继续有效"]
        days = [order.day_of(c.source) or "" for c in self.repealed]
        return bool(valid and days and max(days)[:10] > max(valid))

    @property
    def label(self) -> str:
        """Return the status in a few words; of a document that is not held, only what is known of it."""
        if self.notices:
            return self.notices[0].words
        return words("本库未见废止") if self.held else ""

    @property
    def kind(self) -> str:
        """Return the kind of the first notice, or none."""
        return self.notices[0].kind if self.notices else "none"

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the kinds of all notices, or none: what results are narrowed by."""
        return tuple(dict.fromkeys(n.kind for n in self.notices)) or ("none",)

    @property
    def badges(self) -> tuple[str, ...]:
        """Return the badges that stand beside the title wherever it is listed."""
        return tuple(dict.fromkeys(n.badge for n in self.notices))

    @property
    def marks(self) -> tuple[str, ...]:
        """Return what each of the badges means: its kind, and the last day in force after a blank if there is one."""
        of_badge = {n.badge: f"{n.kind} {n.until}" if n.until else n.kind for n in reversed(self.notices)}
        return tuple(of_badge[badge] for badge in self.badges)


# Of a document that is held, that nobody says anything of, and that sets itself no term.
NOTHING_KNOWN = Status()


def of_number(graph: Graph, number: DocumentNumber, declared: Declarations) -> Status:
    """Return the status of a document that is not held, from what others say of it."""
    return _of_target(graph, number.key, declared.of_number(number), held=False)


# Finds the term that a document sets itself.
Terms = Callable[[Any], Expiry | None]


def term(article: Any) -> Expiry | None:
    """Return the term that a document sets itself, read in its text."""
    return validity.find(article.blocks, article.bulletin.issued)


def of_article(
    graph: Graph, article: Article, declared: Declarations | None = None, terms: Terms = term
) -> Status:
    """Return the status of a document that is held: what is declared and others say of it, and its own term."""
    b, target, expiry = article.bulletin, identity(article), terms(article)
    declared_relations = declared.of(b) if declared else ()
    # Of most nothing is known, which is said once.
    if not (b.withdrawn or expiry or declared_relations or target in graph.of_target):
        return NOTHING_KNOWN
    status = _of_target(graph, target, declared_relations, expiry, article.url)
    return replace(status, withdrawn=b.withdrawn, withdrawn_reason=b.withdrawn_reason)


def _of_target(
    graph: Graph,
    target: str,
    declared: tuple[Declaration, ...],
    expiry: Expiry | None = None,
    article_url: str = "",
    held: bool = True,
) -> Status:
    citing = graph.of_target.get(target, ())
    return Status(
        _of(citing, "repeals"),
        _of(citing, "amends"),
        _of(citing, "corrects"),
        expiry,
        article_url,
        declared,
        held,
    )


def _of(citations: Iterable[Citation], relation: str) -> tuple[Citation, ...]:
    return tuple(c for c in citations if c.relation == relation)
