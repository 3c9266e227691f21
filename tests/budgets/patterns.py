"""Every regular expression of the program, and texts made to be hard for it.

The patterns are those that modules hold once they are imported, and those that stand as words in calls of `re`. How each is
used (at one place, or looked for everywhere) is read from the code.
"""

import ast
import importlib
import pkgutil
import re
import sre_constants
import sre_parse
from collections.abc import Iterator
from dataclasses import dataclass

import gongbao
from gongbao.workshop import SOURCE

ANYWHERE = {"search", "sub", "subn", "finditer", "findall", "split"}
AT_ONE_PLACE = {"match", "fullmatch"}


@dataclass(frozen=True)
class Pattern:
    """A pattern, where it stands, and whether it is looked for everywhere in a text."""

    where: str
    pattern: str
    flags: int
    anywhere: bool


def collect() -> list[Pattern]:
    """Return every pattern of the package, each once."""
    used = _uses()
    found: dict[tuple[str, int, bool], Pattern] = {}
    for info in pkgutil.walk_packages(gongbao.__path__, "gongbao."):
        if info.name.endswith("__main__") or info.name == "gongbao.workshop.generate":
            continue
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            for at, one in _compiled(value):
                # A name of one module alone, or one that others may take.
                ways = used.get((info.name if name.startswith("_") else "", name), set())
                anywhere = at != "" or not ways or bool(ways & ANYWHERE)
                key = (one.pattern, one.flags & ~re.UNICODE, anywhere)
                found.setdefault(key, Pattern(f"{info.name}.{name}{at}", one.pattern, key[1], anywhere))
    for where, text, flags, anywhere in _written():
        found.setdefault((text, flags, anywhere), Pattern(where, text, flags, anywhere))
    return sorted(found.values(), key=lambda p: (p.where, p.pattern))


def _compiled(value: object, at: str = "", depth: int = 0) -> Iterator[tuple[str, "re.Pattern[str]"]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield at, value
    elif depth < 3 and isinstance(value, (list, tuple, set, frozenset)):
        for n, inner in enumerate(value):
            yield from _compiled(inner, f"{at}[{n}]", depth + 1)
    elif depth < 3 and isinstance(value, dict):
        for name, inner in value.items():
            yield from _compiled(inner, f"{at}[{name!r:.20}]", depth + 1)
    elif depth < 3 and hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
        for name in value.__dataclass_fields__:
            yield from _compiled(getattr(value, name, None), f"{at}.{name}", depth + 1)


def _trees() -> Iterator[tuple[str, ast.AST]]:
    for path in sorted((SOURCE / "gongbao").rglob("*.py")):
        if "archives/files" not in path.as_posix():
            yield path.relative_to(SOURCE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def _uses() -> dict[tuple[str, str], set[str]]:
    """Return how patterns are used, by their names: which methods are called, or handed on."""
    used: dict[tuple[str, str], set[str]] = {}
    for path, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, (ast.Name, ast.Attribute)):
                name = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
                if node.attr in ANYWHERE | AT_ONE_PLACE:
                    module = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
                    used.setdefault((module if name.startswith("_") else "", name), set()).add(node.attr)
    return used


def _written() -> Iterator[tuple[str, str, int, bool]]:
    for name, tree in _trees():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            called = node.func
            if not (isinstance(called.value, ast.Name) and called.value.id == "re" and node.args):
                continue
            text = node.args[0]
            if (
                isinstance(text, ast.Constant)
                and isinstance(text.value, str)
                and called.attr in ANYWHERE | AT_ONE_PLACE
            ):
                yield f"{name}:{node.lineno}", text.value, 0, called.attr in ANYWHERE


def hard_texts(pattern: Pattern, length: int) -> list[str]:
    """Return texts of a length that a pattern may take long for: what it repeats, again and again, and then no match."""
    tree = sre_parse.parse(pattern.pattern, pattern.flags)
    pieces: list[str] = []
    _pieces(tree, pieces, _Sample())
    pieces += [_Sample().of(tree)[:40]]
    unique = list(dict.fromkeys(piece for piece in pieces if piece))[:14]
    texts = [unit * (length // len(unit) + 1) for unit in unique]
    # A beginning that matches, then what is repeated; what is repeated, then something else.
    start = _Sample().of(tree)[:12]
    texts += [start + unit * (length // len(unit)) for unit in unique[:6]]
    texts += [f"{(unit * (length // len(unit)))[: length - 1]}\x00" for unit in unique[:6]]
    return [text[:length] for text in texts]


def _pieces(tree: object, found: list[str], sample: "_Sample") -> None:
    for op, value in tree:  # type: ignore[attr-defined]
        if op in (sre_constants.MAX_REPEAT, sre_constants.MIN_REPEAT, sre_constants.POSSESSIVE_REPEAT):
            _low, high, inner = value
            if high > 8:
                found += [sample.of(inner), sample.of(inner, 1)]
            _pieces(inner, found, sample)
        elif op is sre_constants.SUBPATTERN:
            _pieces(value[3], found, sample)
        elif op is sre_constants.ATOMIC_GROUP:
            _pieces(value, found, sample)
        elif op is sre_constants.BRANCH:
            for branch in value[1]:
                _pieces(branch, found, sample)
        elif op in (sre_constants.ASSERT, sre_constants.ASSERT_NOT):
            _pieces(value[1], found, sample)


class _Sample:
    """Makes a text that a part of a pattern matches, as far as that is easily told."""

    def of(self, tree: object, pick: int = 0) -> str:
        return "".join(self._one(op, value, pick) for op, value in tree)  # type: ignore[attr-defined]

    def _one(self, op: object, value: object, pick: int) -> str:
        c = sre_constants
        if op is c.LITERAL:
            return chr(value)  # type: ignore[arg-type]
        if op is c.NOT_LITERAL or op is c.ANY:
            return "甲" if pick else "a"
        if op is c.IN:
            return self._of_class(value, pick)
        if op in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
            low, _high, inner = value  # type: ignore[misc]
            return self.of(inner, pick) * max(low, 1)
        if op is c.SUBPATTERN:
            return self.of(value[3], pick)  # type: ignore[index]
        if op is c.ATOMIC_GROUP:
            return self.of(value, pick)
        if op is c.BRANCH:
            branches = value[1]  # type: ignore[index]
            return self.of(branches[min(pick, len(branches) - 1)], pick)
        return ""

    def _of_class(self, items: object, pick: int) -> str:
        c = sre_constants
        members = list(items)  # type: ignore[call-overload]
        if members[0][0] is c.NEGATE:
            return self._outside(members[1:], "甲a 1一，(" if pick else "a甲 1一，(")
        op, value = members[min(pick, len(members) - 1)]
        if op is c.LITERAL:
            return chr(value)
        if op is c.RANGE:
            return chr(value[0])
        names = {
            c.CATEGORY_DIGIT: "1",
            c.CATEGORY_SPACE: " ",
            c.CATEGORY_WORD: "a",
            c.CATEGORY_NOT_SPACE: "a",
            c.CATEGORY_NOT_DIGIT: "a",
            c.CATEGORY_NOT_WORD: "，",
        }
        return names.get(value, "a")

    def _outside(self, members: object, choices: str) -> str:
        for choice in choices:
            code = ord(choice)
            held = False
            for op, value in members:  # type: ignore[attr-defined]
                if op is sre_constants.LITERAL and value == code:
                    held = True
                elif op is sre_constants.RANGE and value[0] <= code <= value[1]:
                    held = True
                elif op is sre_constants.CATEGORY:
                    kinds = {
                        sre_constants.CATEGORY_DIGIT: choice.isdigit(),
                        sre_constants.CATEGORY_SPACE: choice.isspace(),
                        sre_constants.CATEGORY_WORD: choice.isalnum(),
                    }
                    held = held or kinds.get(value, False)
            if not held:
                return choice
        return "\x01"
