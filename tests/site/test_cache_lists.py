"""Lists that are cut into parts: of what grows elsewhere nothing is made anew, and what it changes is."""

from pathlib import Path

import pytest
from gongbao.workshop import ROOT, state
from gongbao.workshop.build import build, build_into

from .test_cache import CONF, assert_same

COUNT = 301
DOCUMENT = """Title: 甲县人民政府关于第{n}项工作的通知
Slug: a-{n}
Date: {year}-05-16
Kind: document
Publication: {publication}
{more}Agency: 甲县人民政府
Genre: 通知
Issued: {year}-05-16

正文。
"""
ISSUE = """Title: {title}
Publication: {publication}
Year: 2020
Issue: 1
Published: 2020-06-01

"""
OF_ISSUE = "Year: 2020\nIssue: 1\nOrder: {n}\n"
PARTS = ("genre/tong-zhi/2018.html", "agency/jia-xian-ren-min-zheng-fu/2018.html")
OWN = (
    "{% extends '!theme/list_part.html' %}{% block description %}{{ listing.articles|length }}{% endblock %}"
)


@pytest.mark.parametrize("own", [False, True])
def test_parts_of_lists_are_made_anew_when_they_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own: bool
) -> None:
    """own: a template of the archive's own shows of the whole list what the program's does not."""
    reports: list[state.Report] = []
    read = state.read_report
    monkeypatch.setattr(state, "read_report", lambda *given: reports.append(read(*given)) or reports[-1])
    content, theme = tmp_path / "content", tmp_path / "theme"
    if own:
        (theme / "templates").mkdir(parents=True)
        (theme / "templates" / "list_part.html").write_text(OWN, encoding="utf-8")
    conf = tmp_path / "conf.py"
    more = f"OWN_THEME = {str(theme)!r}\n" if own else ""
    places = {
        "content": str(content),
        "output": str(tmp_path / "output"),
        "cache": str(tmp_path / "kept.sqlite"),
    }
    conf.write_text(CONF.format(root=str(ROOT), theme=str(ROOT / "theme"), **places) + more, encoding="utf-8")

    def issue(publication: str, title: str, first: int, count: int) -> None:
        folder = content / publication / "2020-01"
        folder.mkdir(parents=True)
        (folder / "issue.md").write_text(ISSUE.format(publication=publication, title=title), encoding="utf-8")
        for n in range(first, first + count):
            of_issue = OF_ISSUE.format(n=n - first + 1)
            text = DOCUMENT.format(n=n, year=2018 + n % 3, publication=publication, more=of_issue)
            (folder / f"a-{n}.md").write_text(text, encoding="utf-8")

    def check() -> None:
        build(str(conf))
        fresh = tmp_path / f"fresh-{len(reports)}"
        build_into(fresh, content, {"OWN_THEME": str(theme) if own else "", "BUILD_CACHE": ""})
        assert_same(tmp_path / "output", fresh)

    issue("jia", "甲县人民政府公报", 0, COUNT)
    build(str(conf))
    late = content / "jia" / "2020-01" / "a-late.md"
    late.write_text(
        DOCUMENT.format(n="late", year=2020, publication="jia", more=OF_ISSUE.format(n=400)), encoding="utf-8"
    )
    check()
    made = [{name: key for name, key, *_ in report.rows} for report in reports]
    # The lists have one more, in another year.
    assert [made[0][part] == made[1][part] for part in PARTS] == [not own] * len(PARTS)

    # Rows name the bulletin now, though nothing else of them changed.
    issue("yi", "乙县人民政府公报", 900, 2)
    check()
