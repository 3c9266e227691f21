"""Small made-up sites to publish: a folder with its sums, as a build leaves it."""

from collections.abc import Mapping
from pathlib import Path

from gongbao.workshop import checksums

FIRST = {"index.html": "首页一", "a/1.html": "甲", "a/old.html": "旧", "theme/x.css": "x", ".hidden": "h"}
SECOND = {"index.html": "首页二", "a/1.html": "甲", "a/new.html": "新", "theme/x.css": "x", ".hidden": "h"}


def page(*targets: str) -> str:
    """Return a page that leads to others and loads what is no page."""
    pages = "".join(f'<a href="{name}">x</a>' for name in targets if name.endswith(".html"))
    loads = "".join(f'<link rel="stylesheet" href="{name}">' for name in targets if name.endswith(".css"))
    loads += "".join(f'<script src="{name}"></script>' for name in targets if name.endswith(".js"))
    return f'<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>x</title>{loads}</head><body>{pages}</body></html>'


def make(folder: Path, files: Mapping[str, str]) -> Path:
    """Write a site."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    checksums.write(folder)
    return folder


def content(folder: Path) -> dict[str, str]:
    """Return what a published site holds, without its sums."""
    found = {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in folder.rglob("*") if p.is_file()}
    found.pop(checksums.NAME)
    return found
