"""Take pictures of the built site, as the README shows them."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from lxml import html

from gongbao.messages import _

from . import ROOT, Failure, browser
from .quality import require
from .settings import folders

WIDTHS = {1280: 900, 390: 844}  # width → height in pixels: a desk, a phone


@dataclass(frozen=True)
class Shot:
    """A page to picture: the picture's name, and its address below the output."""

    name: str
    address: str


def take(settings: str, to: str, query: str = "") -> None:
    """Picture the home page, the latest issue, an article of it and a search, at each width."""
    require("playwright")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - not there where only sites are built

    output = folders(settings).output
    if not (output / "index.html").is_file():
        raise Failure(_("{output}/ holds no site yet — run `inv build` first", output=output.name))
    target = ROOT / to
    target.mkdir(parents=True, exist_ok=True)
    program = browser.ensure()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=browser.launch_arguments())
        for width, height in WIDTHS.items():
            page = started.new_page(viewport={"width": width, "height": height}, locale="zh-CN")
            for shot in shots(output, query):
                page.goto(f"{output.as_uri()}/{shot.address}")
                page.wait_for_load_state("networkidle")
                page.screenshot(path=target / f"{shot.name}-{width}.png")
        started.close()
    print(_("{to}/: {count} pictures", to=to, count=len(WIDTHS) * len(shots(output, query))))


def shots(output: Path, query: str = "") -> list[Shot]:
    """Find a page of each kind in a site; without a query, the article's title is searched for."""
    issues = sorted(output.glob("*/[0-9][0-9][0-9][0-9]/*/index.html"))
    if not issues:
        raise Failure(_("{output}/ holds no issue to picture", output=output.name))
    issue = issues[-1]
    titles = {
        target: element.text_content().strip()
        for element, _attribute, address, _at in html.fromstring(
            issue.read_text(encoding="utf-8")
        ).iterlinks()
        if element.tag == "a" and _is_article(target := issue.parent / address.partition("#")[0], issue)
    }
    if not titles:
        raise Failure(_("{issue} links to no article", issue=issue.relative_to(output)))
    article = max(titles, key=lambda target: len(titles[target]))
    return [
        Shot("home", "index.html"),
        Shot("issue", issue.relative_to(output).as_posix()),
        Shot("article", article.resolve().relative_to(output.resolve()).as_posix()),
        Shot("search", f"search.html?q={quote(query or titles[article])}"),
    ]


def _is_article(target: Path, issue: Path) -> bool:
    return (
        target.is_file() and target.resolve().parent == issue.parent.resolve() and target.name != issue.name
    )
