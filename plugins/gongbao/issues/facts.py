"""What is asked of the text of every article, told when it is rendered, so that nobody reads thousands of texts for it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongbao.bulletin.fold import nonblank

from .rendered import Block, OutlineEntry, Rendered

# More than any list or feed shows of how a text begins.
_OPENING = 200
# A link into the archive's own files, as our reader writes it and Pelican's own setting marks it.
_INSIDE = re.compile(r'(?:href|src)="[{|]')


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a text without it.

    self_contained: whether it is made of its Markdown alone: it has no pictures, no links into the archive, nothing to warn of.
    sizes: in characters, of the text itself and of each of its attachments; items: those of a digest, the days of a diary.
    """

    self_contained: bool
    attachments: tuple[Block, ...]
    characters: int
    tables: tuple[str, ...]
    items: tuple[OutlineEntry, ...]
    opening: str
    sizes: tuple[int, ...]


def of(rendered: Rendered) -> Facts:
    """Return what is known of a text that was rendered."""
    return Facts(
        self_contained=not (rendered.pictures or warned(rendered) or leads_inside(rendered.html)),
        attachments=tuple(block for block in rendered.blocks if block.kind in ("attachment", "annex")),
        characters=sum(nonblank(block.text) for block in rendered.blocks),
        tables=rendered.tables,
        items=tuple(entry for entry in rendered.outline if entry.kind in ("item", "day")),
        opening=_opening(rendered.blocks),
        sizes=_sizes(rendered.blocks),
    )


def warned(rendered: Rendered) -> bool:
    """Tell whether something of a text is not shown as it is written."""
    return bool(rendered.too_deep or rendered.too_marked or rendered.bare)


def leads_inside(html: str) -> bool:
    """Tell whether a text has links into the archive's own files."""
    return ('="{' in html or '="|' in html) and bool(_INSIDE.search(html))


def _opening(blocks: Sequence[Block]) -> str:
    words = ""
    for block in blocks:
        if block.kind in ("paragraph", "list-item"):
            words += block.text
            if len(words) > _OPENING:
                break
    return words[:_OPENING]


def _sizes(blocks: Sequence[Block]) -> tuple[int, ...]:
    sizes = [0]
    table = ""
    for block in blocks:
        if block.kind in ("attachment", "annex"):
            sizes.append(0)
            table = ""
        elif block.kind == "cell":
            # The cells of a table are one paragraph, with a sign between two.
            sizes[-1] += len(block.text) + (table == block.id)
            table = block.id
        else:
            sizes[-1] += len(block.text) if block.text.strip() else 0
            table = ""
    return tuple(sizes)
