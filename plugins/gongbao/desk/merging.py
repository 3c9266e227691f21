"""Carry what was edited by hand over to the text that ingest makes anew: field by field, paragraph by paragraph."""

from difflib import SequenceMatcher

from gongbao.bulletin import article_fields, article_header


class Clash(Exception):
    """Ingest and the person changed the same field or paragraph; str() is what it says now."""


def merged(base: str, mine: str, new: str) -> str:
    """Return the new text with what was changed by hand between base and mine; raise Clash where both changed the same."""
    if mine in (base, new):
        return new
    if new == base:
        return mine
    (old_head, old), (my_head, my), (new_head, fresh) = map(article_header.split, (base, mine, new))
    header = dict(new_head)
    for key in {*old_head, *my_head}:
        if my_head.get(key) == old_head.get(key):
            continue
        if new_head.get(key) not in {old_head.get(key), my_head.get(key)}:
            raise Clash(f"{key}: {my_head.get(key, '')}")
        header[key] = my_head.get(key, "")
    ordered = {key: header[key] for key in article_fields.KEYS if header.get(key)}
    return article_header.join(ordered, _body(old, my, fresh))


def _body(base: str, mine: str, new: str) -> str:
    """Merge two changes of one text, paragraph by paragraph."""
    old, my, fresh = (text.strip("\n").split("\n\n") for text in (base, mine, new))
    changes = [op for op in SequenceMatcher(None, old, my, autojunk=False).get_opcodes() if op[0] != "equal"]
    # Where each paragraph of the base stands in the new text, if it still does.
    where: dict[int, int] = {}
    for block in SequenceMatcher(None, old, fresh, autojunk=False).get_matching_blocks():
        where |= {block.a + n: block.b + n for n in range(block.size)}
    out = list(fresh)
    for _, first, last, my_first, my_last in reversed(changes):
        at = [where.get(n) for n in range(first, last)]
        if any(place is None for place in at) or (last > first and at[-1] != (at[0] or 0) + last - first - 1):
            raise Clash("\n\n".join(my[my_first:my_last]) or "\n\n".join(old[first:last]))
        if last > first:
            start = at[0] or 0
        elif first and (first - 1) in where:
            start = where[first - 1] + 1
        elif first in where:
            start = where[first]
        elif not first:
            start = 0
        else:
            raise Clash("\n\n".join(my[my_first:my_last]))
        out[start : start + last - first] = my[my_first:my_last]
    return "\n\n".join(out)
