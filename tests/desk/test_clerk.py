"""A clerk who has never seen a terminal brings a drawer of files to readers, and the archive is the one that commands leave."""

import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from gongbao.bulletin import article as articles
from gongbao.export import addresses
from gongbao.ingest.model import decisions
from playwright.sync_api import Browser, expect

from tests.browser.conftest import PageGuard
from tests.desk import papers
from tests.desk.clerk import LONG, Clerk, run, start

FIRST, SECOND = "云溪公报2021年第1期.docx", "云溪公报2022年第2期.docx"
ISSUES = "yunxi-gongbao"


@dataclass
class Story:
    """What the clerk did, and what came of it: the archive, what was published, the steps, seconds and faults of pages."""

    archive: Path
    published: Path
    first: list[str]
    second: list[str]
    seconds: float
    faults: list[str]
    seen: dict[str, str]


@pytest.fixture(scope="module")
def story(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """Let the clerk do all of it once."""
    root = tmp_path_factory.mktemp("clerk")
    run(root, "new", "archive", "--name", "云溪文库", "--yes")
    (root / "drawer").mkdir()
    drawer = papers.drawer(root / "drawer")
    desk = start(root / "archive")
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    context.set_default_timeout(60_000)
    page, guard = context.new_page(), PageGuard()
    guard.watch(page)
    clerk = Clerk(page)
    seen: dict[str, str] = {}
    try:
        page.goto(desk.key)
        began = time.monotonic()
        _first_issue(clerk, [drawer[name] for name in (FIRST, "秋粮收购.png", "春季植树.html")])
        seconds = time.monotonic() - began
        _out(clerk, root / "www", seen)
        first, clerk.done = clerk.done, []
        _second_issue(clerk, drawer[SECOND])
        yield Story(root / "archive", root / "www", first, clerk.done, seconds, guard.unexpected(), seen)
    finally:
        context.close()
        desk.end()


def _first_issue(clerk: Clerk, files: list[Path]) -> None:
    assert clerk.heading() == "从这里开始"
    _taken(clerk, files)
    _settled(clerk)
    clerk.click("概览", "link")
    clerk.click(papers.BULLETIN, "link")
    clerk.click("加强河道保洁工作", "link")
    clerk.after()
    _looked_through(clerk)


def _taken(clerk: Clerk, files: list[Path]) -> None:
    """Drop files, on whatever page one is."""
    clerk.drop(files)
    clerk.page.wait_for_url("**/in")
    clerk.sees("程序把它们认作")
    expect(clerk.page.get_by_role("button", name="全部收入文库")).to_be_enabled(timeout=LONG)
    clerk.press("Enter")
    clerk.page.get_by_role("link", name="去核对存疑之处").wait_for(timeout=LONG)


def _settled(clerk: Clerk) -> None:
    """Look at every doubt: what the original says stays, all but a word that the office typed twice."""
    clerk.turn("Enter")
    while (heading := clerk.heading()) != "都核对完了":
        if heading == "有词重复":
            clerk.press("e")
            text = clerk.value("这一段")
            clerk.type("这一段", text.replace("组织组织", "组织"))
            clerk.turn("Control+Enter")
            continue
        clerk.turn("Enter")


def _looked_through(clerk: Clerk) -> None:
    """Go through the texts of an issue; point at what is not where it belongs."""
    while True:
        lines = clerk.lines()
        if habit := next((line for line in lines if line.startswith("◇")), ""):
            _said(clerk, habit, "页眉页脚之类，不是正文", always=True)
            continue
        if papers.SPLIT_TITLE in lines and clerk.heading() != papers.SPLIT_TITLE:
            _said(clerk, papers.SPLIT_TITLE, "从这一行起是另一篇")
            continue
        to = next((line for line in lines if re.fullmatch("全市.{3,9}", line)), "")
        if to and not clerk.value("主送机关"):
            _said(clerk, to, "主送机关", always=to.endswith("乡镇"))
            continue
        behind = clerk.page.get_by_role("link", name="下一篇")
        if not behind.count():
            return
        clerk.turn("]")
        clerk.after()


def _said(clerk: Clerk, line: str, what: str, always: bool = False) -> None:
    clerk.point(line)
    if always:
        clerk.step("check 本刊每一期都这样")
        clerk.page.get_by_label("本刊每一期都这样").check()
    with clerk.page.expect_navigation():
        clerk.click(what, exact=True)
    clerk.after()


def _out(clerk: Clerk, folder: Path, seen: dict[str, str]) -> None:
    clerk.click("生成与发布", "link")
    clerk.click("生成网站")
    clerk.sees("网站已生成")
    frame = clerk.page.frame_locator("iframe")
    seen["frame"] = frame.locator("body").inner_text(timeout=LONG)
    clerk.type("文件夹", str(folder))
    with clerk.page.expect_navigation():
        clerk.click("记下")
    clerk.click("先看会发送什么")
    clerk.sees("真要发布，会是这样")
    seen["dry"] = clerk.page.locator("[data-log]").inner_text()
    assert not folder.exists()
    clerk.click("发布", exact=True)
    clerk.sees("已发布。")


def _second_issue(clerk: Clerk, file: Path) -> None:
    _taken(clerk, [file])
    _settled(clerk)
    clerk.click("概览", "link")
    clerk.click("2022年第2期", "link")
    clerk.click("加强河道保洁工作", "link")
    clerk.after()
    _looked_through(clerk)


def test_nothing_went_wrong_on_any_page(story: Story) -> None:
    assert story.faults == []


def test_an_issue_of_twelve_texts_takes_sixty_steps_at_most(story: Story) -> None:
    steps = story.first
    print(f"{len(steps)} steps, {story.seconds:.0f} s; the second issue: {len(story.second)}")
    assert len(steps) <= 60, "\n".join(steps)
    assert story.seconds < 600
    held = [
        path
        for path in (story.archive / "content" / ISSUES / "2021-01").glob("*.md")
        if path.name != "issue.md"
    ]
    assert len(held) == 12


def test_what_was_pointed_at_is_in_the_fields(story: Story) -> None:
    issue = story.archive / "content" / ISSUES / "2021-01"
    held = {
        one.title: one
        for one, _ in (
            articles.load(path.read_text(encoding="utf-8"))
            for path in issue.glob("*.md")
            if path.name != "issue.md"
        )
    }
    to = {title: one.recipients for title, one in held.items()}
    assert to["云溪市人民政府关于开展农村公路养护的通知"] == "全市各乡镇"
    assert to["云溪市人民政府关于做好中小学校车安全管理的通知"] == "全市各中小学"
    assert papers.SPLIT_TITLE in held
    assert not [path for path in issue.glob("*.md") if "周小满" in path.read_text(encoding="utf-8")]


def test_the_second_issue_needs_a_tenth_of_the_corrections(story: Story) -> None:
    def corrections(steps: list[str]) -> int:
        return sum(step.startswith(("point", "type", "check")) for step in steps)

    assert corrections(story.first) >= 7
    assert corrections(story.second) * 10 <= corrections(story.first), "\n".join(story.second)
    issue = story.archive / "content" / ISSUES / "2022-02"
    texts = [path.read_text(encoding="utf-8") for path in issue.glob("yunxi*.md")]
    assert len(texts) == 12
    assert not [text for text in texts if "周小满" in text]
    assert any("\nRecipients: 全市各乡镇\n" in text for text in texts)


def test_the_site_is_shown_and_published(story: Story) -> None:
    assert "云溪文库" in story.seen["frame"]
    assert "index.html" in story.seen["dry"]
    current = story.published / "current"
    assert "云溪市人民政府公报" in (current / "index.html").read_text(encoding="utf-8")
    assert list(current.glob("documents/fenglin-fufa-2024-15.html"))


def test_the_archive_is_byte_for_byte_the_one_that_commands_and_an_editor_leave(
    story: Story, tmp_path: Path
) -> None:
    """An editor writes decisions.toml, rules.toml and corrects a word; `gongbao ingest` does the rest."""
    run(tmp_path, "new", "archive", "--name", "云溪文库", "--yes")
    other, content = tmp_path / "archive", story.archive / "content"
    shutil.copytree(story.archive / "sources", other / "sources", dirs_exist_ok=True)
    for name in (decisions.NAME, decisions.RULES):
        for path in content.rglob(name):
            to = other / "content" / path.relative_to(content)
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, to)
    run(other, "ingest", "sources")
    typed = [
        path
        for path in (other / "content" / ISSUES / "2021-01").glob("*.md")
        if "组织组织" in path.read_text(encoding="utf-8")
    ]
    assert len(typed) == 1
    text = typed[0].read_text(encoding="utf-8")
    typed[0].write_text(text.replace("组织组织", "组织"), encoding="utf-8", newline="\n")
    addresses.record(story.archive / "output", other / "content")
    assert _bytes(other / "content") == _bytes(content)
    assert _bytes(other / "sources") == _bytes(story.archive / "sources")
    folder = '    "folder": {"kind": "folder", "path": "' + str(story.published) + '"},\n'
    settings = (
        (other / "publishconf.py")
        .read_text(encoding="utf-8")
        .replace("PUBLISH = {}", "PUBLISH = {\n" + folder + "}")
    )
    assert (story.archive / "publishconf.py").read_text(encoding="utf-8") == settings


def _bytes(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
