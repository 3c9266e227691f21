"""Damage what a container holds so that it remains well-formed: readers get further into it than into torn bytes."""

import io
import random
import zipfile
from collections.abc import Callable

import lxml.html
from lxml import etree

from tests.ingest import made

# What stands in values and texts of files that no program writes.
HOSTILE = (
    "",
    "-1",
    "0",
    "NaN",
    "INF",
    "1e309",
    "99999999999999999999",
    "0x10",
    "²",
    "٣",
    "一",
    "true",
    "../../../outside/letter.txt",
    "file:///outside/letter.txt",
    "\\\\host\\a",
    "http://[",
    "javascript:alert(1)",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "{{ 7*7 }}",
    "{% raise %}",
    "=cmd|' /C calc'!A0",
    "\u202e\u2066",
    "\ufdd0",
    "\ufffe",
    "\u2028",
    "甲" * 3000,
    "%s%n",
    "'\"><b>",
    "]]>",
    "&#0;",
    "A1:XFD1048576",
    "$A$0",
    "r9999",
    "rId1",
    "rId999",
    "1 2",
    "1 2 3 4 5 6 7",
    "M 0 0 L",
    "g 99999999 1",
    "yyyy[$-",
    "甲\n乙",
    "# 甲",
    "Title: x",
    "---",
    "+++",
    "^^",
    "<<",
    "| 甲 |",
    "{: .date }",
)
_XML = (".xml", ".rels")


def container(data: bytes, chance: random.Random) -> bytes:
    """Change parts of a container: their trees, their names, which of them is which."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(chance.randint(1, 3)):
        name = chance.choice(sorted(held))
        what = chance.randrange(8)
        if what == 0:
            other = chance.choice(sorted(held))
            held[name], held[other] = held[other], held[name]
        elif what == 1 and len(held) > 1:
            del held[name]
        elif what == 2:
            held[name] = chance.choice(
                (b"", b"\0", held[name] * 2, b"PK\x03\x04", b"<a/>", b"\xff\xfe<\0a\0/\0>\0")
            )
        elif what == 3 and name.endswith(_XML):
            held[name] = (
                held[name]
                .decode("utf-8", "replace")
                .encode(chance.choice(("utf-16", "utf-16-le", "utf-8-sig")))
            )
        elif name.endswith(_XML):
            held[name] = tree(held[name], chance, etree.fromstring, etree.tostring)
        elif what == 7:
            held[name + chance.choice(("/", "/a", ".bak", " ", "\u202e", "甲" * 200))] = held[name]
    return made.zipped(held)


def page(data: bytes, chance: random.Random) -> bytes:
    """Change the tree of a web page."""
    return tree(
        data,
        chance,
        lambda text: lxml.html.fromstring(text, parser=lxml.html.HTMLParser(encoding="utf-8")),
        lxml.html.tostring,
    )


def tree(
    data: bytes, chance: random.Random, read: Callable[[bytes], etree._Element], write: Callable[..., bytes]
) -> bytes:
    """Take out, double, move and rename elements, and give them values that no program writes."""
    try:
        root = read(data)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return data
    for _ in range(chance.randint(1, 8)):
        elements = [one for one in root.iter() if isinstance(one.tag, str)]
        one, other = chance.choice(elements), chance.choice(elements)
        try:
            _change(one, other, chance)
        except (ValueError, TypeError, AttributeError):  # a sign that XML cannot hold; a root that cannot go
            continue
    return write(root, encoding="utf-8")


def _change(one: etree._Element, other: etree._Element, chance: random.Random) -> None:
    what = chance.randrange(9)
    parent = one.getparent()
    if what == 0 and parent is not None:
        parent.remove(one)
    elif what == 1 and parent is not None:
        for _ in range(chance.choice((1, 1, 2, 40))):
            parent.insert(parent.index(one), _copy(one))
    elif what == 2 and one not in other.iterancestors() and one is not other:
        other.insert(chance.randint(0, len(other)), _copy(one))
    elif what == 3:
        one.tag = other.tag
    elif what == 4 and one.attrib:
        del one.attrib[chance.choice(sorted(one.attrib))]
    elif what in (5, 6) and one.attrib:
        one.set(chance.choice(sorted(one.attrib)), chance.choice(HOSTILE))
    elif what == 7 and other.attrib:
        name = chance.choice(sorted(other.attrib))
        one.set(name, other.get(name, ""))
    else:
        one.text = chance.choice(HOSTILE)


def _copy(one: etree._Element) -> etree._Element:
    return etree.fromstring(etree.tostring(one, with_tail=False))
