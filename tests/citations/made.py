"""Documents that are made up in a line, with what citations need of an article."""

from dataclasses import dataclass, field

from gongbao.bulletin.article import ArticleMeta


@dataclass(frozen=True)
class Block:
    text: str
    kind: str = "paragraph"
    id: str = "p"


@dataclass
class Article:
    bulletin: ArticleMeta
    blocks: tuple[Block, ...] = field(default=())

    @property
    def url(self) -> str:
        return f"{self.bulletin.slug}.html"


def document(
    slug: str, title: str, number: str | None, issued: str | None, *blocks: str | Block, **more: object
) -> Article:
    made = tuple(b if isinstance(b, Block) else Block(b, id=f"p{i}") for i, b in enumerate(blocks))
    return Article(ArticleMeta(title, slug, doc_number=number, issued=issued, date=issued, **more), made)  # type: ignore[arg-type]
