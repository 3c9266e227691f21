"""The pages as data: other programs read the manifest, and the words and places of each page."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from gongbao.facsimile import alto
from lxml import etree
from PIL import Image

from tests.browser import validators
from tests.facsimile import archive

ROOT = "https://www.example.gov.cn/deep/gongbao"
PAGES = "fenglin-gongbao/2024/02/pages"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site of the made-up archive, with an address below a sub-path."""
    folder = tmp_path_factory.mktemp("data")
    archive.make(folder)
    return archive.build(folder, SITEURL=ROOT)


def size(picture: Path) -> tuple[int, int]:
    with Image.open(picture) as image:
        return image.size


def manifest(site: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((site / PAGES / "manifest.json").read_text(encoding="utf-8"))
    return loaded


def parsed(site: Path, address: str) -> dict[str, Any]:
    """Return what a parser of IIIF viewers finds in a manifest."""
    node = shutil.which("node")
    assert node, "Node is not installed — run: apt-get install nodejs"
    script = Path(__file__).parent / "js" / "manifest.mjs"
    parser = validators.folder() / "@iiif" / "parser" / "dist" / "index.js"
    done = subprocess.run(
        [node, str(script), str(parser), str(site / address)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def words(file: Path) -> str:
    """Return the words that alto-tools finds in an ALTO document."""
    command = [sys.executable, "-m", "alto_tools.alto_tools", "-t", str(file)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout


def test_a_viewer_finds_each_page_with_its_picture_and_its_words(site: Path) -> None:
    found = parsed(site, f"{PAGES}/manifest.json")
    assert found["id"] == f"{ROOT}/{PAGES}/manifest.json"
    assert found["label"] == {"zh": ["枫林县人民政府公报2024年第2期（总第18期）"]}
    assert [canvas["label"] for canvas in found["canvases"]] == ["影像1", "影像2", "第1页", "第2页"]
    assert found["ranges"] == [
        "枫林县人民政府关于做好秋粮收购工作的通知",
        "枫林县人民政府关于青溪水库封闭管理的通告",
    ]
    for canvas in found["canvases"]:
        picture = site / canvas["picture"]["id"].removeprefix(f"{ROOT}/")
        assert list(size(picture)) == canvas["size"]
        assert canvas["picture"]["format"] == "image/webp"
        for kind in ("seeAlso", "rendering"):
            ((other),) = canvas[kind]
            assert (site / other["id"].removeprefix(f"{ROOT}/")).is_file()


def test_every_address_of_a_manifest_is_absolute_and_every_identity_its_own(site: Path) -> None:
    ids: list[str] = []

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            if value.get("type") in ("Manifest", "Canvas", "AnnotationPage", "Annotation", "Range") and (
                "items" in value or "body" in value
            ):
                ids.append(value["id"])
            assert str(value.get("id", ROOT)).startswith(ROOT)
            for part in value.values():
                walk(part)
        elif isinstance(value, list):
            for part in value:
                walk(part)

    walk(manifest(site))
    assert len(ids) == len(set(ids)) > 12


def test_a_document_that_came_alone_has_a_manifest_of_its_own(site: Path) -> None:
    found = parsed(site, "documents/xun-qi-tong-zhi.pages/manifest.json")
    assert found["label"] == {"zh": ["枫林县人民政府办公室关于做好防汛工作的通知"]}
    assert len(found["canvases"]) == 1


def test_another_program_reads_the_words_of_each_page(site: Path) -> None:
    read = "".join(words(site / PAGES / "3.alto.xml").split())
    assert "枫府发〔2024〕12号" in read
    assert "".join(archive.GRAIN) in read
    assert (site / PAGES / "3.txt").read_text(encoding="utf-8").split("\n")[:3] == [
        "枫林县人民政府关于做好秋粮收购工作的通知",
        "枫府发〔2024〕12号",
        "各乡镇人民政府，县级有关部门：",
    ]


def test_places_lie_on_the_page_and_lines_within_their_block(site: Path) -> None:
    def box(element: etree._Element) -> tuple[int, int, int, int]:
        left, top, wide, high = (int(element.get(name, "-1")) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
        assert wide > 0 and high > 0
        return left, top, left + wide, top + high

    for number in range(1, 5):
        tree = etree.parse(site / PAGES / f"{number}.alto.xml")
        find = f"{{{alto.NAMESPACE}}}"
        (page,) = tree.iter(f"{find}Page")
        assert (int(page.get("WIDTH", "0")), int(page.get("HEIGHT", "0"))) == size(
            site / PAGES / f"{number}.webp"
        )
        for block in tree.iter(f"{find}TextBlock"):
            left, top, right, foot = box(block)
            assert (
                left >= 0
                and top >= 0
                and right <= int(page.get("WIDTH", "0"))
                and foot <= int(page.get("HEIGHT", "0"))
            )
            for line in block:
                a, b, c, d = box(line)
                assert left <= a and top <= b and c <= right + 1 and d <= foot + 1
        identities = [element.get("ID") for element in tree.iter() if element.get("ID")]
        assert len(identities) == len(set(identities))


def test_without_an_address_there_are_no_manifests_and_the_setting_leaves_out_the_rest(
    site: Path,
) -> None:
    folder = site.parent
    shutil.copytree(site, folder / "first")
    bare = archive.build(folder, FACSIMILE_DATA=["iiif", "text"])
    found = {path.name for path in (bare / PAGES).iterdir()}
    assert "manifest.json" not in found
    assert "3.txt" in found
    assert not [name for name in found if name.endswith(".xml")]
    shutil.rmtree(bare)
    (folder / "first").rename(bare)
