"""Take pictures of the built site, as the README shows them."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from lxml import html
from playwright.sync_api import sync_playwright

from . import ROOT, Failure, browser
from .settings import folders

WIDTHS = {1280: 900, 390: 844}  # width → height in pixels: a desk, a phone


@dataclass(frozen=True)
class Shot:
    """A page to picture: the picture's name, and its address below the output."""

    name: str
    address: str


def take(settings: str, to: str) -> None:
    """Picture the home page, the latest issue, its first document and a search, at each width."""
    output = folders(settings).output
    if not (output / "index.html").is_file():
        raise Failure(f"{output.name}/ holds no site yet — run `inv build` first")
    target = ROOT / to
    target.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        program = playwright.chromium.launch(
            executable_path=str(browser.ensure()), args=browser.launch_arguments()
        )
        for width, height in WIDTHS.items():
            page = program.new_page(viewport={"width": width, "height": height}, locale="zh-CN")
            for shot in shots(output):
                page.goto(f"{output.as_uri()}/{shot.address}")
                page.wait_for_load_state("networkidle")
                page.screenshot(path=target / f"{shot.name}-{width}.png")
        program.close()
    print(f"{to}/: {len(WIDTHS) * len(shots(output))} pictures")


def shots(output: Path) -> list[Shot]:
    """Find a page of each kind in a site."""
    issues = sorted(output.glob("*/[0-9][0-9][0-9][0-9]/*/index.html"))
    if not issues:
        raise Failure(f"{output.name}/ holds no issue to picture")
    issue = issues[-1]
    articles = sorted(issue.parent.glob("*.html"), key=lambda path: path.stat().st_size)
    article = next(path for path in reversed(articles) if path != issue)
    heading = html.fromstring(article.read_text(encoding="utf-8")).findtext(".//title") or ""
    return [
        Shot("home", "index.html"),
        Shot("issue", issue.relative_to(output).as_posix()),
        Shot("article", article.relative_to(output).as_posix()),
        Shot("search", f"search.html?q={quote(heading.strip()[:6])}"),
    ]
