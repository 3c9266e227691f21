"""Pages of issues and articles, built by the real Pelican."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from gongbao.workshop.build import BuildError

Site = Callable[..., Path]


def page(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")


def words(element: Tag) -> str:
    return re.sub(r"\s+", " ", element.get_text()).strip()


def article(body: str = "甲。", **header: str) -> str:
    fields = {"Title": "甲", "Slug": "jia", "Publication": "documents", **header}
    return "\n".join(f"{key}: {value}" for key, value in fields.items()) + f"\n\n{body}\n"


def test_an_issue_is_a_table_of_contents_with_sections_pages_and_numbers(archive_site: Path) -> None:
    issue = page(archive_site / "yunling-gongbao/2024/01/index.html")
    assert [words(h) for h in issue.select(".contents-section h3")] == [
        "县政府文件",
        "县政府办公室文件",
        "人事任免",
        "政务信息",
        "大事记",
    ]
    first = issue.select(".contents-section li")[0]
    assert words(first.select(".contents-line a")[0]) == "云岭县人民政府关于印发云岭县古树名木保护办法的通知"
    assert words(first.select(".page")[0]) == "第1页"
    assert words(first.select(".facts")[0]) == "云岭府发〔2024〕1号 云岭县人民政府 2024年1月8日".replace(
        " ", ""
    )
    assert [words(s) for s in issue.select("details summary")] == ["2则", "2天"]
    assert "赵一鸣" in words(issue.select(".masthead")[0])


def test_articles_lead_on_in_the_order_of_print(archive_site: Path) -> None:
    folder = archive_site / "yunling-gongbao/2024/01"
    at, titles = folder / "yunling-fufa-2024-1.html", []
    while at:
        document = page(at)
        titles.append(words(document.select("h1")[0]))
        following = document.select("a[rel=next]")
        at = (at.parent / following[0].get("href")).resolve() if following else None
    assert titles == [
        "云岭县人民政府关于印发云岭县古树名木保护办法的通知",
        "云岭县人民政府办公室关于做好2024年森林防火工作的通知",
        "云岭县人民政府关于周平等同志职务任免的通知",
        "政务信息",
        "2024年1月大事记",
    ]


def test_an_article_has_the_elements_of_an_official_document_in_their_order(archive_site: Path) -> None:
    paper = page(archive_site / "yunling-gongbao/2024/01/yunling-fufa-2024-1.html").select("article.paper")[0]
    text = words(paper)
    order = [
        "云岭县人民政府",
        "云岭府发〔2024〕1号",
        "关于印发",
        "各乡镇人民政府，县政府各部门：",
        "请认真贯彻执行。",
        "2024年1月8日",
        "（此件公开发布）",
        "云岭县古树名木保护办法",
        "有效期5年。",
        "抄送：县委办公室，县人大常委会办公室。",
        "云岭县人民政府办公室2024年1月9日印发",
    ]
    places = []
    for part in order:
        places.append(text.index(part, places[-1] + 1 if places else 0))
    assert places == sorted(places)


def test_the_three_dates_stand_by_name(archive_site: Path) -> None:
    record = page(archive_site / "yunling-gongbao/2024/01/yunling-fufa-2024-1.html").select(".record")[0]
    facts = {words(div.select("dt")[0]): words(div.select("dd")[0]) for div in record.select("div")}
    assert [facts[name] for name in ("成文日期", "印发日期", "刊登日期")] == [
        "2024年1月8日",
        "2024年1月9日",
        "2024年2月5日",
    ]


def test_what_the_keeper_of_the_archive_added_is_marked(small_site: Site) -> None:
    site = small_site({"documents/a/jia.md": article(Kind="news", Published="2020-01-02", Credit="某报", Given="published; credit")})  # fmt: skip
    record = page(site / "documents/jia.html").select(".record div")
    facts = {words(div.select("dt")[0]): words(div.select("dd")[0]) for div in record}
    assert facts["刊登日期"] == "2020年1月2日 （整理者所注）"
    assert facts["原载"] == "某报 （整理者所注）"


def test_a_text_without_date_says_so_and_nothing_else(small_site: Site) -> None:
    site = small_site({"documents/a/jia.md": article(), "documents/b/yi.md": article(Title="乙", Slug="yi", Date="2020-01-02", Issued="2020-01-02")})  # fmt: skip
    assert "日期不详" in words(page(site / "documents/jia.html").select(".record")[0])
    assert "1900" not in (site / "documents/jia.html").read_text("utf-8")
    assert [words(a) for a in page(site / "documents/index.html").select(".row-title")] == ["乙", "甲"]


def test_gaps_of_a_publication_are_shown(archive_site: Path) -> None:
    publication = page(archive_site / "yunling-gongbao/index.html")
    slots = [(words(li.select("strong")[0]), bool(li.select("a"))) for li in publication.select(".slots li")]
    assert slots == [("第1期", True), ("第2期", False), ("第3期", True)]


def test_text_that_would_run_is_only_read(small_site: Site) -> None:
    evil = "<script>alert(1)</script>"
    site = small_site(
        {
            "documents/a/jia.md": article(
                f"{evil}\n\n[乙](javascript:alert(1)) <img src=x onerror=alert(1)>\n\n## {evil} {{: .attachment }}\n\n| {evil} | 乙 |\n| --- | --- |\n| 1 | 2 |",
                Title=f"甲{evil}",
                Agency=f"丙{evil}",
                Doc_number="丁府发〔2020〕1号",
                Recipients=f'戊"{evil}',
                CC=evil,
                Byline=evil,
                Source=f"{evil}.txt",
            )
        }
    )
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "<script>alert" not in text, path
        document = page(path)
        assert not [e for e in document.find_all(True) if any(name.startswith("on") for name in e.attrs)]
        assert not document.select("img")
        assert not [
            a for a in (e["href"] for e in document.select("[href]")) if a.lower().startswith("javascript")
        ]
    assert "alert(1)" in words(page(site / "documents/jia.html").select("h1")[0])


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        (
            "jia-gongbao/2018-05/jia.md",
            article(Publication="jia-gongbao", Year="2018", Issue="5"),
            r"content/jia-gongbao/2018-05/jia\.md.*no issue\.md",
        ),
        ("documents/a/jia.md", article("甲\n{: .red }"), r"content/documents/a/jia\.md.*\.red.*\.signature"),
        ("documents/a/jia.md", article(Slug="../../etc"), r"jia\.md.*Slug.*small letters"),
        ("documents/a/jia.md", article(Publication="../x", Year="2018", Issue="5"), r"jia\.md.*Publication"),
        ("documents/a/jia.md", article(Publication="theme", Year="2018", Issue="5"), r"jia\.md.*Publication"),
        ("jia/2018-05/issue.md", "Title: 甲\nPublication: jia\nYear: 2018\nIssue: 五\n\n", r"content/jia/2018-05/issue\.md.*Issue"),
    ],
)  # fmt: skip
def test_mistakes_are_told_with_file_and_advice(small_site: Site, name: str, text: str, told: str) -> None:
    with pytest.raises(BuildError, match=told):
        small_site({name: text})


def test_two_folders_cannot_be_the_same_issue(small_site: Site) -> None:
    issue = "Title: 甲公报\nPublication: jia\nYear: 2018\nIssue: 5\n\n"
    with pytest.raises(
        BuildError, match=r"content/jia/2018-5/issue\.md.*content/jia/2018-05/issue\.md already"
    ):
        small_site({"jia/2018-05/issue.md": issue, "jia/2018-5/issue.md": issue})


def test_the_same_archive_gives_the_same_bytes(small_site: Site) -> None:
    files = {"documents/a/jia.md": article("## 一、乙\n\n（一）丙。丁。")}
    first = {p.name: p.read_bytes() for p in small_site(files).rglob("*.html")}
    assert first == {p.name: p.read_bytes() for p in small_site(files).rglob("*.html")}
