"""What readers may know and a build has not any more is told, with its address and what to do."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from gongbao.cache.files import Entry, Files
from gongbao.export import vanished


def article(name: str, url: str, source: str | None, keeps: bool = True) -> Any:
    return SimpleNamespace(
        url=url, relative_source_path=name, bulletin=SimpleNamespace(source=source), keeps_source=keeps
    )


def test_pages_of_texts_and_of_sources_that_went_are_told_once_each(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "content").mkdir()
    (tmp_path / "sources" / "在.pdf").touch()
    (tmp_path / "content" / "addresses.txt").write_text("documents/published.html\n", encoding="utf-8")
    articles = [
        article("documents/jia/a.md", "documents/a.html", "甲.txt"),
        article("documents/jia/b.md", "documents/b.html", "甲.txt"),
        article("gb/2018-05/c.md", "gb/2018/05/c.html", "第5期.pdf"),
        article("gb/2018-06/d.md", "gb/2018/06/d.html", "在.pdf"),
        article("documents/yi/e.md", "documents/e.html", "撤.docx", keeps=False),
        article("documents/bing/f.md", "documents/f.html", None),
    ]
    before = [
        "index.html", "documents/index.html", "documents/a.html", "documents/a.source.html", "documents/b.source.html",
        "documents/gone.html", "documents/moved.html", "documents/published.html", "documents/a.compare.gone.html",
        "gb/index.html", "gb/2017/01/index.html", "gb/2017/01/print.html", "gb/2017/01/old.html", "gb/2017/01/pages/index.html",
        "gb/2018/05/original.pdf", "gb/2018/06/original.pdf", "gb/2018/06/d.html", "documents/e.source.html",
        "documents/yi.original.docx", "pages/about.html", "number/jiafu/2018/3.html", "agency/jia/2018.html", "year/2018/01.html",
    ]  # fmt: skip
    files = Files(tmp_path, tmp_path / "output", {path: Entry("", "", 0) for path in before})
    context = {
        "articles": articles,
        "issues": [SimpleNamespace(url="gb/2018/05/index.html")],
        "redirects": {"documents/moved.html": "documents/a.html"},
    }
    settings = {"PATH": str(tmp_path / "content")}
    vanished.find(files, context, settings)
    assert {address: str(said).partition(" — ")[0] for address, said in files.missed.items()} == {
        **{
            address: f"{address} was a page of the site, and is none any more: its file was taken away, or has another Slug"
            for address in (
                "documents/gone.html",
                "gb/2017/01/index.html",
                "gb/2017/01/old.html",
                "pages/about.html",
            )
        },
        "documents/a.source.html": "sources/甲.txt is not there any more, of which content/documents/jia was made: what the "
        "site showed of it went with it (documents/a.source.html)",
        "gb/2018/05/original.pdf": "sources/第5期.pdf is not there any more, of which content/gb/2018-05 was made: what the "
        "site showed of it went with it (gb/2018/05/original.pdf)",
    }
    assert "content/redirects.txt: documents/gone.html its/new/address.html" in str(
        files.missed["documents/gone.html"]
    )

    # The next build knows nothing of them but what was missed; what comes back is missed no more.
    later = Files(tmp_path, None, {"index.html": Entry("", "", 0)}, missed=dict(files.missed))
    for name in ("甲.txt", "第5期.pdf"):
        (tmp_path / "sources" / name).touch()
    vanished.find(later, {**context, "redirects": {"gb/2017/01/old.html": "index.html"}}, settings)
    assert list(later.missed) == ["documents/gone.html", "gb/2017/01/index.html", "pages/about.html"]

    # Where what was noted of the last build is lost, its output is looked at.
    (tmp_path / "output" / "documents").mkdir(parents=True)
    (tmp_path / "output" / "documents" / "lost.html").touch()
    lost = Files(tmp_path, tmp_path / "output")
    vanished.find(lost, context, settings)
    assert list(lost.missed) == ["documents/lost.html"]
