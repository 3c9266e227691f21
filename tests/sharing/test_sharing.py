"""Pictures that stand beside a shared link, and the manifest."""

import io
import json
from pathlib import Path

import pytest
from gongbao.sharing import picture
from gongbao.workshop.build import build_into
from lxml import html
from PIL import Image

from tests.conftest import COUNTY

ROOT = "https://www.example.gov.cn/gb"
ARTICLE = "nanlu-gongbao/2023/02/nanlu-fubanfa-2023-12.html"


@pytest.fixture(scope="module")
def typeface() -> picture.Typeface:
    found = picture.find("")
    assert found, "install a Chinese font (fonts-noto-cjk), as for the printed pages"
    return found


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("sharing") / "output"
    build_into(output, COUNTY, {"SITEURL": ROOT})
    return output


def shared(page: Path) -> list[str]:
    return [str(a) for a in html.fromstring(page.read_bytes()).xpath('//meta[@property="og:image"]/@content')]


@pytest.mark.parametrize(
    ("url", "image"),
    [
        ("index.html", "share.png"),
        ("nanlu-gongbao/2023/02/index.html", "nanlu-gongbao/2023/02/share.png"),
        (ARTICLE, "nanlu-gongbao/2023/02/share.png"),
        ("documents/nanlu-jieshui-caogao.html", "share.png"),
    ],
)
def test_pages_name_the_picture_of_their_issue(published: Path, url: str, image: str) -> None:
    assert shared(published / url) == [f"{ROOT}/{image}"]
    with Image.open(published / image) as opened:
        assert opened.size == picture.SIZE


def test_one_picture_an_issue_and_one_for_the_archive(published: Path) -> None:
    found = [p.relative_to(published).as_posix() for p in published.rglob("share.png")]
    assert sorted(found) == [
        "nanlu-gongbao/2019/03/share.png",
        "nanlu-gongbao/2023/02/share.png",
        "share.png",
    ]
    assert max((published / p).stat().st_size for p in found) < 25_000


def test_without_an_address_or_by_the_setting_there_are_none(county_site: Path, tmp_path: Path) -> None:
    assert list(county_site.rglob("share.png")) == []
    assert shared(county_site / ARTICLE) == []
    build_into(tmp_path / "output", COUNTY, {"SITEURL": ROOT, "SHARING_PICTURES": False})
    assert list((tmp_path / "output").rglob("share.png")) == []
    assert shared(tmp_path / "output" / ARTICLE) == []


def test_the_manifest_names_files_that_are_there(county_site: Path) -> None:
    manifest = json.loads((county_site / "manifest.webmanifest").read_text(encoding="utf-8"))
    assert manifest["name"] == "政府公报文库"
    assert (county_site / manifest["start_url"]).is_file()
    for icon in manifest["icons"]:
        assert (county_site / icon["src"]).is_file()


@pytest.mark.parametrize("title", ["公报", "某某自治区某某自治州某某自治县人民政府公报", "字" * 60])
def test_a_title_of_any_length_stays_inside(typeface: picture.Typeface, title: str) -> None:
    with Image.open(io.BytesIO(picture.draw(typeface, title, ("2023年第2期",), "文库"))) as opened:
        plain = opened.convert("RGB")
    paper = plain.getpixel((5, 600))
    sides = [plain.getpixel((x, y)) for x in (30, 1170) for y in range(40, 620)]
    assert set(sides) == {paper}


def test_a_font_without_chinese_characters_is_none(typeface: picture.Typeface) -> None:
    assert typeface.is_chinese
    latin = next(iter(Path("/usr/share/fonts").rglob("DejaVuSans.ttf")), None)
    if latin:
        assert not picture.Typeface(latin).is_chinese
