"""One page of each kind of a built site: whatever templates the site has, each is looked at."""

import re
from pathlib import Path

_BODY = re.compile(r'<body class="([^"]*)"')
_ARTICLE = re.compile(r'<article class="paper (kind-\w+)')
# Pages that only send the reader on.
_REDIRECT = re.compile(r'http-equiv="refresh"')


def of_site(output: Path) -> dict[str, Path]:
    """Return the largest page of each kind, by its class; articles also by what they are."""
    kinds: dict[str, Path] = {}
    for path in sorted(output.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        if _REDIRECT.search(text):
            continue
        body = _BODY.search(text)
        assert body, f"{path.relative_to(output)} has no class on its body"
        kind = body[1]
        if kind == "article-page" and (article := _ARTICLE.search(text)):
            kind = f"{kind} {article[1]}"
        if kind == "list-page":
            kind = f"{kind} {path.relative_to(output).parts[0]} {path.name == 'index.html'}"
        if kind not in kinds or len(text) > kinds[kind].stat().st_size:
            kinds[kind] = path
    return kinds


# What is wider than the window, with the elements that make it so.
TOO_WIDE = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  return [...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > root.clientWidth + 1)
    .map(e => e.tagName + '.' + e.className + ' ' + e.textContent.trim().slice(0, 30)).slice(0, 5);
}"""
