"""Bound how deep a body nests. No document needs it, lists within lists cost the cube of their depth, and a page of
hundreds of levels stops a browser for half a minute. What goes deeper stays, one level like the others."""

import re
from xml.etree.ElementTree import Element

# Of quotations and lists by their marks, and of lists by their indentation.
MOST = 8
# Of elements in a body, whatever they are.
_MOST_ELEMENTS = 40
_WIDE = re.compile(f" {{{4 * MOST + 1},}}")
_INDENTED = re.compile(r"[ \t]*")
_MARK = re.compile(r"[ \t]*(?:>|[-+*](?=[ \t])|[0-9]{1,9}[.)](?=[ \t]))")
_ITEM = re.compile(r"[-+*][ \t]|[0-9]{1,9}[.)][ \t]")


def bound(body: str) -> tuple[str, str]:
    """Return a body with no more than MOST levels, and how the first line begins that had more ("" for none)."""
    deep = ""
    lines = body.split("\n")
    for at, line in enumerate(lines):
        if line[:1] not in " \t>-+*0123456789":
            continue
        plain = _bounded(line)
        if plain != line:
            lines[at] = plain
            words = plain.strip(" \t>-+*\\")
            deep = deep or (words[:20] or ">" if _deeper(line) else "")
    return "\n".join(lines), deep


def flatten(root: Element) -> str:
    """Take the elements out of those that lie deeper than a body may nest, their words stay; return these words' beginning."""
    deep = ""
    level = [root]
    for _level in range(_MOST_ELEMENTS):
        level = [child for element in level for child in element]
    for element in level:
        if len(element):
            words = "".join(element.itertext())
            for child in list(element):
                element.remove(child)
            element.text = words
            deep = deep or words.strip()[:20]
    return deep


def _bounded(line: str) -> str:
    at = count = 0
    while mark := _MARK.match(line, at):
        count += 1
        if count > MOST:
            sign = mark.end() - 1
            line = f"{line[:sign]}\\{line[sign:]}"
            break
        at = mark.end()
    blanks = _INDENTED.match(line, at)
    at = blanks.end() if blanks else at
    before = line[:at].expandtabs(4)
    return _WIDE.sub(" " * 4 * MOST, before) + line[at:] if _WIDE.search(before) else line


def _deeper(line: str) -> bool:
    """Tell whether a line that was changed is part of a list or quotation, and not one that stands far to the right."""
    rest = line.lstrip()
    return bool(_ITEM.match(rest)) or rest.startswith(">")
