"""The catalogue of the site's own words follows templates, scripts and code: what `inv messages` does for them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rjsmin import jsmin  # type: ignore[import-untyped]

from gongbao import defaults, places
from gongbao.messages import catalogue, site

from . import ROOT, SOURCE

LANGUAGE = "en"
HAN = re.compile("[\u3400-\u9fff、，。：；（）]")
# Jinja's own comments are no words.
_COMMENT = re.compile(r"\{#.*?#\}", re.S)
_CALL = re.compile(r'\b_\("(?:[^"\\]|\\.)*"|\b_\(\'(?:[^\'\\]|\\.)*\'')
# What templates compare with or look up is data: masthead["主办单位"], partition("年").
_DATA = re.compile(r'\["[^"]*"\]|partition\("[^"]*"\)')
# Settings whose words are those of the site; a keeper's own stay as they are.
_LABELS = {"label", "missing"}


def found() -> dict[str, list[str]]:
    """Return the words of the site, in Chinese → the files that say them."""
    from babel.messages.extract import extract_from_file  # noqa: PLC0415 - a package for developers

    files_of: dict[str, list[str]] = {}

    def take(text: str, path: Path) -> None:
        name = path.relative_to(ROOT).as_posix()
        if text and name not in files_of.setdefault(text, []):
            files_of[text].append(name)

    for path in templates():
        for _line, text, _comments, _context in extract_from_file("jinja2", str(path), {"_": None}):
            take(text if isinstance(text, str) else text[0], path)
    for path in scripts():
        for text in site.literals(jsmin(path.read_text(encoding="utf-8"))):
            take(text, path)
    for path in sorted((SOURCE / "gongbao").rglob("*.py")):
        for text in _of_module(path):
            take(text, path)
    for text in of_settings(vars(defaults)):
        take(text, SOURCE / "gongbao" / "defaults.py")
    return dict(sorted(files_of.items(), key=lambda item: (item[1][0], item[0])))


def templates() -> list[Path]:
    """Return the templates of the theme."""
    return sorted((places.theme() / "templates").glob("*.html"))


def scripts() -> list[Path]:
    """Return the scripts of the theme."""
    return sorted((places.theme() / "static" / "js").rglob("*.js"))


def past_the_catalogue(template: str) -> list[str]:
    """Return the Chinese of a template that is not said through `_`."""
    text = _DATA.sub("", _CALL.sub("", _COMMENT.sub("", template)))
    return [line.strip() for line in text.splitlines() if HAN.search(line)]


def _of_module(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("words", "W_") and node.args:
            # Both branches of `words("甲" if x else "乙")` are said.
            for part in ast.walk(node.args[0]):
                if isinstance(part, ast.Constant) and isinstance(part.value, str) and HAN.search(part.value):
                    yield part.value


def of_settings(settings: dict[str, Any]) -> Iterator[str]:
    """Yield the words of menus and search that the program's settings bring."""
    for name in ("MENUITEMS", "FOOT_MENUITEMS"):
        yield from (words for words, _address in settings[name])
    for part in ("fields", "filters", "sorts"):
        for one in settings["SEARCH"][part].values():
            yield from (one[key] for key in sorted(_LABELS) if key in one)
            yield from one.get("names", {}).values()


def path() -> Path:
    """Return where the catalogue of the site lies."""
    return catalogue.po(LANGUAGE, site.DOMAIN)
