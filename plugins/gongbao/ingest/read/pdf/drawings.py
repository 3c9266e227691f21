"""Count how much the library reads to draw a page of a PDF, drawings within drawings included."""

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pypdfium2 as pdfium
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, StreamObject
from pypdfium2 import raw

# So deep does the library follow drawings within drawings.
_DEEPEST = 40
# To begin one drawing takes the library as much memory as reading so many bytes.
_BEGUN = 2048
# More drawings than a page has; of what lies beyond, the check knows nothing.
_MOST_DRAWINGS = 20_000
# A name, and what is done with it: drawn, painted with, written in, or taken as the state that masks what follows.
_USED = re.compile(rb"/([^\s/<>\[\](){}%\0]+)[\s\0][\s\0\d.+-]*(Do|scn|SCN|gs|Tf)(?![^\s/<>\[\](){}%\0])")
_KINDS = {b"Do": "/XObject", b"scn": "/Pattern", b"SCN": "/Pattern", b"gs": "/ExtGState", b"Tf": "/Font"}
# A mark in the dictionary of an object, and the number above that dictionary.
_OBJECT = re.compile(rb"(\d{1,10})[\s\0]{1,9}(\d{1,5})[\s\0]{1,9}obj")
_HEAD, _LONGEST = 30, 1 << 16

# What the reader wonders at in a damaged file is not for people.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


class Drawings:
    """The drawings of a PDF: its pages and what they draw, forms, patterns and characters."""

    def __init__(self, document: pdfium.PdfDocument, marks: re.Pattern[bytes]) -> None:
        """Take a document, and what the dictionaries of those that draw are told by."""
        self._marks = marks
        # A copy that the library writes says what it makes of a damaged or protected file.
        copy = io.BytesIO()
        document.save(copy, flags=raw.FPDF_REMOVE_SECURITY)
        self._data = copy.getvalue()
        self._reader = PdfReader(copy)
        self._uses: dict[int, Counter[tuple[str, str]]] = {}
        self._sizes: dict[int, int] = {}

    def cost(self, number: int) -> int:
        """Return how many bytes the library reads to draw a page (from 1); raise whatever a damaged file leads to."""
        return self._cost(self._reader.pages[number - 1])

    def may_nest(self) -> bool:
        """Tell whether one draws another, without going through the pages."""
        reader = self._reader
        marks = [mark.start() for mark in islice(self._marks.finditer(self._data), _MOST_DRAWINGS)]
        packed = {number for number, _index in reader.xref_objStm.values()}
        streams = (reader.get_object(IndirectObject(number, 0, reader)) for number in packed)
        if b"/Type3" in self._data or any(
            isinstance(one, StreamObject) and b"/Type3" in one.get_data() for one in streams
        ):
            return True  # Their characters are streams without a mark.
        return len(marks) >= _MOST_DRAWINGS or any(self._draws_another(self._marked(at)) for at in marks)

    def _marked(self, at: int) -> Any:
        """Return the object whose dictionary has a mark; None where that is not plain."""
        end = self._data.rfind(b"obj", max(at - _LONGEST, 0), at)
        heads = list(_OBJECT.finditer(self._data, max(end - _HEAD, 0), end + 3)) if end > 0 else []
        if not heads:
            return None
        number, generation = (int(digits) for digits in heads[-1].groups())
        return self._reader.get_object(IndirectObject(number, generation, self._reader))

    def _draws_another(self, one: Any) -> bool:
        if not isinstance(one, StreamObject):
            return one is None
        resources = _resolved(one, "/Resources")
        for kind, name in self._used(one):
            named = _resolved(_resolved(resources, kind), name)
            # What it does not have itself it takes from its page.
            if kind != "/Font" and (named is None or any(_drawn(kind, named))):
                return True
        return False

    def _cost(self, page: DictionaryObject) -> int:
        """Return how many bytes the library reads to draw a page."""
        draws, sizes = self._graph(page)
        if not any(below for key, below in draws.items() if key != id(page)):
            return 0  # Drawings that draw nothing in turn: no more than the page itself says.
        costs = sizes
        for _level in range(_DEEPEST):
            deeper = {
                key: sizes[key] + sum(times * costs[other] for other, times in below.items())
                for key, below in draws.items()
            }
            if deeper == costs:
                break
            costs = deeper
        return costs[id(page)]

    def _graph(self, page: DictionaryObject) -> tuple[dict[int, dict[int, int]], dict[int, int]]:
        """Return which drawing draws which how often, from a page on, and how much is read of each."""
        shared = _resolved(page, "/Resources", inherited=True)
        draws: dict[int, dict[int, int]] = {}
        sizes: dict[int, int] = {}
        waiting: list[tuple[Any, Any]] = [(page, shared)]
        while waiting and len(draws) < _MOST_DRAWINGS:
            one, resources = waiting.pop()
            if id(one) in draws:
                continue
            below = draws[id(one)] = {}
            uses = self._used(one)
            sizes[id(one)] = _BEGUN + self._sizes[id(one)]
            for (kind, name), times in uses.items():
                named = _resolved(resources, kind) or _resolved(shared, kind)
                for other, its_resources in _drawn(kind, _resolved(named, name)):
                    # The characters of a font are drawn once and kept.
                    below[id(other)] = 1 if kind == "/Font" else below.get(id(other), 0) + times
                    waiting.append((other, _resolved(other, "/Resources") or its_resources or resources))
            if one is page:
                for other in _of_notes(page):
                    below[id(other)] = below.get(id(other), 0) + 1
                    waiting.append((other, _resolved(other, "/Resources") or shared))
        for key in {other for below in draws.values() for other in below} - draws.keys():
            draws[key], sizes[key] = {}, _BEGUN
        return draws, sizes

    def _used(self, one: Any) -> "Counter[tuple[str, str]]":
        if id(one) not in self._uses:
            content = _content(one)
            used = Counter(_USED.findall(content))
            self._sizes[id(one)] = len(content)
            self._uses[id(one)] = Counter()
            for (name, use), times in used.items():
                self._uses[id(one)][_KINDS[use], _name(name)] += times
        return self._uses[id(one)]


def _name(written: bytes) -> str:
    """Return a name as dictionaries have it: a character may be written as its number (#41)."""
    return NameObject.read_from_stream(io.BytesIO(b"/" + written + b" "), None)


def _resolved(holder: Any, key: str, *, inherited: bool = False) -> Any:
    """Return what a dictionary has under a key, None where it has none or is none."""
    for _level in range(_DEEPEST):
        if not isinstance(holder, DictionaryObject):
            return None
        value = holder.get(key)
        value = value.get_object() if isinstance(value, IndirectObject) else value
        if value is not None or not inherited:
            return value
        holder = _resolved(holder, "/Parent")
    return None


def _content(one: Any) -> bytes:
    """Return what a page, form, pattern or character draws."""
    parts = one if isinstance(one, StreamObject) else _resolved(one, "/Contents")
    parts = [part.get_object() for part in parts] if isinstance(parts, ArrayObject) else [parts]
    return b"\n".join(_unpacked(part) for part in parts if isinstance(part, StreamObject))


def _unpacked(stream: StreamObject) -> bytes:
    """Return what a stream holds; where it cannot be unpacked, as it stands, which is what the library then takes."""
    try:
        data = stream.get_data()
    except Exception:  # Whatever a damaged stream makes of a program in pure Python
        data = b""
    return data or stream._data


def _drawn(kind: str, what: Any) -> Iterator[tuple[StreamObject, Any]]:
    """Yield what is drawn where a resource is used, with the resources of its own kind for it."""
    if kind == "/XObject":
        if isinstance(what, StreamObject) and what.get("/Subtype") == "/Form":
            yield what, None
    elif kind == "/Pattern":
        if isinstance(what, StreamObject):
            yield what, None
    elif kind == "/ExtGState":
        group = _resolved(_resolved(what, "/SMask"), "/G")
        if isinstance(group, StreamObject):
            yield group, None
    elif _resolved(what, "/Subtype") == "/Type3":
        characters = _resolved(what, "/CharProcs")
        for key in characters if isinstance(characters, DictionaryObject) else ():
            character = _resolved(characters, key)
            if isinstance(character, StreamObject):
                yield character, _resolved(what, "/Resources")


def _of_notes(page: DictionaryObject) -> Iterator[StreamObject]:
    """Yield how the notes and fields of a page look."""
    notes = _resolved(page, "/Annots")
    for note in notes if isinstance(notes, ArrayObject) else ():
        look = _resolved(_resolved(note.get_object(), "/AP"), "/N")
        for each in (
            [look] if isinstance(look, StreamObject) else [_resolved(look, key) for key in look or ()]
        ):
            if isinstance(each, StreamObject):
                yield each
