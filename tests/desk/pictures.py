"""Take the pictures of the workbench that docs/archivist.md shows: `python -m tests.desk.pictures [docs/images]`.

A clerk goes through the made-up drawer of the tests, and stops where a picture is wanted.
"""

import io
import sys
import tempfile
from pathlib import Path

from gongbao.workshop import browser as chromium
from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from tests.desk import papers
from tests.desk.clerk import LONG, Clerk, run, start

SIZE = {"width": 1280, "height": 800}
# As wide as a page of documentation shows it.
SHOWN = 1000
FIRST = "云溪公报2021年第1期.docx"


def main(to: Path) -> None:
    """Write the pictures into a folder."""
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder)
        run(root, "new", "archive", "--name", "云溪文库", "--yes")
        (root / "drawer").mkdir()
        drawer = papers.drawer(root / "drawer")
        desk = start(root / "archive")
        started = playwright.chromium.launch(
            executable_path=str(chromium.find()), args=chromium.launch_arguments()
        )
        try:
            page = started.new_context(viewport=SIZE, locale="zh-CN").new_page()
            page.goto(desk.key)
            _walk(Clerk(page), [drawer[name] for name in (FIRST, "秋粮收购.png", "春季植树.html")], to)
        finally:
            started.close()
            desk.end()


def _walk(clerk: Clerk, files: list[Path], to: Path) -> None:
    page = clerk.page
    _take(page, to / "desk-begin.webp")
    clerk.click("收进文件", "link")
    clerk.drop(files)
    expect(page.get_by_role("button", name="全部收入文库")).to_be_enabled(timeout=LONG)
    _take(page, to / "desk-in.webp")
    clerk.press("Enter")
    page.get_by_role("link", name="去核对存疑之处").wait_for(timeout=LONG)
    clerk.turn("Enter")
    _take(page, to / "desk-check.webp")
    clerk.click("概览", "link")
    clerk.click(papers.BULLETIN, "link")
    clerk.click("开展农村公路养护", "link")
    clerk.after()
    clerk.point("全市各乡镇")
    _take(page, to / "desk-article.webp")
    clerk.click("概览", "link")
    clerk.click(papers.SCAN_TITLE, "link")
    clerk.click(papers.SCAN_TITLE, "link")
    clerk.after()
    expect(page.locator(".spot").first).to_be_attached(timeout=LONG)
    page.locator(".sheet img").evaluate("image => image.decode()")
    _take(page, to / "desk-scan.webp")
    clerk.click("生成与发布", "link")
    clerk.click("生成网站")
    clerk.sees("网站已生成")
    page.frame_locator("iframe").locator("body").wait_for(timeout=LONG)
    _take(page, to / "desk-out.webp")


def _take(page: Page, file: Path) -> None:
    page.mouse.move(0, 0)
    page.wait_for_timeout(400)
    picture = Image.open(io.BytesIO(page.screenshot()))
    high = round(picture.height * SHOWN / picture.width)
    picture.convert("RGB").resize((SHOWN, high), Image.Resampling.LANCZOS).save(
        file, "WEBP", quality=82, method=6
    )
    print(f"{file.name}: {file.stat().st_size:,}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/images"))
