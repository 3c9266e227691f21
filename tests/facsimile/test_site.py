"""The site with page pictures: what it has more, and that it has nothing more where there are none."""

import io
import re
import shutil
from pathlib import Path

import pytest
from gongbao.workshop.build import build_into
from lxml import html
from PIL import Image

from tests.facsimile import archive

ISSUE = "fenglin-gongbao/2024/02"
GRAIN = f"{ISSUE}/fengfufa-2024-12.html"
FLOOD = "documents/fengfubanfa-2024-7.html"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the made-up archive, and its site in output/."""
    found = tmp_path_factory.mktemp("facsimile")
    archive.make(found)
    archive.build(found)
    return found


@pytest.fixture
def own(folder: Path, tmp_path: Path) -> Path:
    """Return a copy of the archive that a test may change; what was drawn for the first one is kept."""
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    return tmp_path


def page(folder: Path, path: str) -> html.HtmlElement:
    return html.fromstring((folder / "output" / path).read_text(encoding="utf-8"))


def pane(folder: Path, path: str) -> html.HtmlElement:
    (found,) = page(folder, path).iter("dialog")
    return found


def pictures(folder: Path) -> list[str]:
    output = folder / "output"
    return sorted(p.relative_to(output).as_posix() for p in output.rglob("*.webp"))


def test_each_page_of_a_source_has_two_pictures(folder: Path) -> None:
    wanted = [f"{ISSUE}/pages/{n}{small}.webp" for n in range(1, 5) for small in ("", ".small")]
    wanted += [f"documents/xun-qi-tong-zhi.pages/1{small}.webp" for small in ("", ".small")]
    assert pictures(folder) == sorted(wanted)
    for path in wanted:
        data = (folder / "output" / path).read_bytes()
        assert len(data) <= 120_000
        with Image.open(io.BytesIO(data)) as picture:
            assert picture.format == "WEBP"


def test_an_article_knows_its_pages_and_the_places_on_them(folder: Path) -> None:
    found = pane(folder, GRAIN)
    assert re.fullmatch(r"3:1240x175\d:1", found.get("data-pages"))
    places = dict(unit.split("=") for unit in found.get("data-places").split(";"))
    shown = page(folder, GRAIN)
    paragraphs = [p.get("id") for p in shown.xpath("//div[@class='body']//*[self::p or self::h2][@id]")]
    assert len(paragraphs) == 7
    assert [name for name in paragraphs if name not in places] == []
    assert {"@title", "@number", "@recipients"} <= places.keys()
    rows = [[int(n) for n in row.split()] for row in places[paragraphs[2]].partition(":")[2].split(",")]
    assert [row[4] for row in rows] == [25, 27, 27, 27, 1]
    assert {bottom - top for _, top, _, bottom, _ in rows} <= {19, 20, 21, 22}
    # The title is printed where the sheet put it.
    left, top, right, bottom, signs = map(int, places["@title"].partition(":")[2].split())
    assert signs == 20
    assert (left + right) / 2 == pytest.approx(1000 * 299 / 595, abs=12)
    assert top < 1000 * (842 - archive.TOP) / 842 < bottom + 3


def test_the_page_of_the_only_document_has_all_pages_and_links_that_work_without_scripts(
    folder: Path,
) -> None:
    shown = page(folder, FLOOD)
    (link,) = shown.xpath("//a[@data-facsimile-page]")
    assert link.get("href") == "xun-qi-tong-zhi.pages/1.webp"
    assert pane(folder, FLOOD).get("data-pages").startswith("1:1240x")


def test_the_contents_lead_to_the_page_of_print(folder: Path) -> None:
    links = page(folder, f"{ISSUE}/index.html").xpath("//a[contains(@class, 'page')]")
    assert [(a.get("href"), a.text_content()) for a in links] == [
        ("pages/index.html#page-3", "第1页"),
        ("pages/index.html#page-4", "第2页"),
    ]
    shown = page(folder, f"{ISSUE}/pages/index.html")
    labels = [span.text_content() for span in shown.xpath("//ul[@class='page-grid']//a[@class='sheet']/span")]
    assert labels == ["封面", "影像2", "第1页", "第2页"]
    assert all(shown.xpath(f"//li[@id='page-{n}']") for n in range(1, 5))


def test_covers_are_the_first_page_and_set_in_type_where_there_is_none(own: Path) -> None:
    for path in (f"{ISSUE}/index.html", "index.html", "fenglin-gongbao/index.html"):
        (cover,) = page(own, path).xpath("//main//img[@class='cover']")
        assert cover.get("src").endswith("pages/1.small.webp")
        assert (cover.get("width"), cover.get("alt"), cover.get("loading")) == ("320", "", "lazy")
    archive.build(own, FACSIMILE=[])
    for path in (f"{ISSUE}/index.html", "index.html", "fenglin-gongbao/index.html"):
        (cover,) = page(own, path).xpath("//main//*[local-name()='svg' and @class='cover']")
        assert cover.get("aria-hidden") == "true"
        words = "".join(page(own, path).xpath("//main//*[local-name()='text']/text()"))
        assert "枫林县人民政府公报" in words
        assert "2024第2期总第18期" in words


def test_every_address_of_a_picture_leads_to_one(folder: Path) -> None:
    output = folder / "output"
    for path in output.rglob("*.html"):
        for element in html.fromstring(path.read_text(encoding="utf-8")).iter("img", "a", "dialog"):
            for name in ("src", "href", "data-base"):
                address = (element.get(name) or "").partition("#")[0]
                if "pages/" in address or address.endswith(".webp"):
                    assert (path.parent / address).resolve().exists(), (path, address)


def test_pages_without_a_facsimile_load_nothing_of_it(own: Path) -> None:
    site = archive.build(own, FACSIMILE=[])
    assert pictures(own) == []
    loaded = [
        path.name
        for path in site.rglob("*.html")
        if re.search(r"facsimile|\.pages/|/pages/", path.read_text(encoding="utf-8"))
    ]
    assert loaded == []


@pytest.mark.parametrize("forms", [["scan"], ["docx"]])
def test_the_setting_says_which_forms_have_pictures(own: Path, forms: list[str]) -> None:
    archive.build(own, FACSIMILE=forms)
    assert pictures(own) == []


def test_what_was_withdrawn_or_blacked_out_is_not_shown_as_a_picture(own: Path) -> None:
    for name, change in (
        (
            "documents/xun-qi-tong-zhi/fengfubanfa-2024-7.md",
            ("Recipients:", "Withdrawn: 2024-12-01\nRecipients:"),
        ),
        ("fenglin-gongbao/2024-02/fengfufa-2024-12.md", ("县粮食局", "█████")),
    ):
        path = own / "content" / name
        text = path.read_text(encoding="utf-8")
        assert change[0] in text
        path.write_text(text.replace(*change), encoding="utf-8")
    archive.build(own)
    assert pictures(own) == []


def test_a_source_that_is_another_or_gone_gives_no_pictures_and_says_so(own: Path) -> None:
    (own / "sources" / archive.ISSUE).unlink()
    (own / "sources" / archive.DOCUMENT).write_bytes(archive.issue())
    said = build_into(own / "again", own / "content", {"BUILD_CACHE": str(own / "cache" / "results.sqlite")})
    assert list((own / "again").rglob("*.webp")) == []
    assert "content/documents/xun-qi-tong-zhi: ingest.json was made of another 汛期通知.pdf" in said


def test_the_build_tells_what_the_pictures_cost(own: Path) -> None:
    said = build_into(own / "again", own / "content", {"BUILD_CACHE": str(own / "cache" / "results.sqlite")})
    assert re.search(r"5 page pictures beside texts, 0\.\d MB of the site \(FACSIMILE", said)


def test_pictures_that_were_drawn_once_are_the_same_without_the_cache(own: Path) -> None:
    before = {path: (own / "output" / path).read_bytes() for path in pictures(own)}
    archive.build(own, BUILD_CACHE="")
    assert {path: (own / "output" / path).read_bytes() for path in pictures(own)} == before


def test_a_correction_by_hand_leaves_a_paragraph_on_its_place(own: Path) -> None:
    path = own / "content" / "fenglin-gongbao/2024-02/fengfufa-2024-12.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("分管负责人具体抓", "分管负责人（含挂职）具体抓"), encoding="utf-8")
    before = pane(own, GRAIN).get("data-places").split(";")
    archive.build(own)
    after = pane(own, GRAIN).get("data-places").split(";")
    assert len(after) == len(before)
    (old,), (new,) = (set(one) - set(other) for one, other in ((before, after), (after, before)))
    rows = [[row.split()[:4] for row in unit.partition("=")[2].split(",")] for unit in (old, new)]
    assert [row[1::2] for row in rows[0]] == [row[1::2] for row in rows[1]]
