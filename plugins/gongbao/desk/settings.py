"""Write a place to publish to, and the site's address, into publishconf.py, as an editor would: all else stays as it is."""

import ast
import json
from collections.abc import Mapping

from gongbao.messages import _


class NotWritable(Exception):
    """The file is not written in a way that can be changed by rule; str() says what to do."""


def with_target(text: str, name: str, target: Mapping[str, str]) -> str:
    """Return settings with one more target in PUBLISH, or with that target changed."""
    row = "{" + ", ".join(f"{_quoted(key)}: {_quoted(value)}" for key, value in target.items()) + "}"
    entry = f"{_quoted(name)}: {row}"
    node = _value(text, "PUBLISH")
    if node is None:
        return f"{text.rstrip()}\nPUBLISH = {{\n    {entry},\n}}\n"
    if not isinstance(node, ast.Dict):
        raise NotWritable(_("PUBLISH in publishconf.py is made by a program; add the place there by hand."))
    for key, value in zip(node.keys, node.values, strict=True):
        if isinstance(key, ast.Constant) and key.value == name:
            return _put(text, _start(text, value), _end(text, value), row)
    if not node.values:
        return _put(text, _start(text, node), _end(text, node), f"{{\n    {entry},\n}}")
    at = _end(text, node.values[-1])
    return _put(text, at, at, f",\n    {entry}")


def with_address(text: str, address: str) -> str:
    """Return settings with another SITEURL."""
    node = _value(text, "SITEURL")
    if node is None:
        return f"{text.rstrip()}\nSITEURL = {_quoted(address)}\n"
    return _put(text, _start(text, node), _end(text, node), _quoted(address))


def _value(text: str, name: str) -> ast.expr | None:
    """Return what a setting is set to at last, where it is set at the top of the file."""
    found = None
    for statement in ast.parse(text).body:
        targets = statement.targets if isinstance(statement, ast.Assign) else ()
        if any(isinstance(target, ast.Name) and target.id == name for target in targets):
            found = statement.value  # type: ignore[attr-defined]
    return found


def _start(text: str, node: ast.expr) -> int:
    return _at(text, node.lineno, node.col_offset)


def _end(text: str, node: ast.expr) -> int:
    return _at(text, node.end_lineno or 0, node.end_col_offset or 0)


def _at(text: str, line: int, column: int) -> int:
    """Return where a place of the syntax tree, which counts bytes, is in the bytes of the text."""
    return sum(len(one) for one in text.encode().splitlines(keepends=True)[: line - 1]) + column


def _put(text: str, start: int, end: int, new: str) -> str:
    data = text.encode()
    return (data[:start] + new.encode() + data[end:]).decode()


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
