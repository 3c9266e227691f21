"""What is read apart from what is around it: while columns are looked for, a mark stands for it among the lines."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from .columns import Block, page_blocks
from .geometry import Piece
from .paragraphs import right_edge


def blocks_of(parts: Sequence[Piece]) -> Iterator[Block]:
    """Give the blocks of what is read apart, the first of which opens it."""
    for at, block in enumerate(page_blocks(parts, [])):
        texts = [line for line in block.lines if line.table is None]
        right = block.right if block.right is not None or not texts else right_edge(texts)
        yield Block(block.lines, max(block.column, 1), right, opens=at == 0, boxed=True)


def in_place_of_marks(block: Block, inner: Mapping[int, Sequence[Block]]) -> Iterator[Block]:
    """Give a block with what its marks stand for in their place; inner: the blocks of each mark."""
    lines: list[Piece] = []
    for line in block.lines:
        if line.table is None or line.table not in inner:
            lines.append(line)
            continue
        if lines:
            yield replace(block, lines=lines)
        yield from inner[line.table]
        lines = []
    if lines:
        yield replace(block, lines=lines)
