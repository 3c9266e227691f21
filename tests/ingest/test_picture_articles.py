"""Articles of an issue of which the print has nothing but the picture of a page."""

import io
from pathlib import Path

import numpy as np
from gongbao.ingest import command, pipeline
from gongbao.ingest.model.source import Place, Source, SourceLine, SourceObject
from gongbao.ingest.read.pdf.geometry import Char, Page
from gongbao.ingest.read.scan import picture_pages
from PIL import Image, ImageDraw

from tests.ingest import made

COVER = [
    "云渡市人民政府公报",
    "2008年第6号（总第18号）",
    "2008年6月30日出版",
    "目　　录",
    "云渡市人民政府关于公布城市规划区范围的通告　　　　　·1",
    # The engine lost the figures behind these.
    "云渡市城市规划区范围示意图…",
    "云渡市人民政府关于加强河道采砂管理的通知…",
    "全国园林城市证书　　　　　　　　·4",
]
FIRST = [
    "云政告〔2008〕3号",
    "云渡市人民政府",
    "关于公布城市规划区范围的通告",
    "经市人民政府研究，现将城市规划区范围通告如下（见示意图）。",
    "云渡市人民政府",
    "2008年6月3日",
]
SECOND = [
    "云政发〔2008〕19号",
    "云渡市人民政府",
    "关于加强河道采砂管理的通知",
    "各县人民政府：",
    "为加强河道采砂管理，现就有关事项通知如下，请认真贯彻执行。",
    "云渡市人民政府",
    "2008年6月12日",
]


def picture() -> bytes:
    page = Image.new("RGB", (620, 877), "white")
    ImageDraw.Draw(page).ellipse((100, 150, 520, 700), fill=(90, 160, 90))
    out = io.BytesIO()
    page.save(out, "JPEG")
    return out.getvalue()


def test_an_entry_whose_page_is_a_picture_is_an_article() -> None:
    pages = {1: COVER, 2: FIRST, 3: ["双河镇", "凤凰山"], 4: SECOND}
    told = [(number, text) for number, texts in pages.items() for text in texts]
    lines = tuple(SourceLine(n, text, page=page) for n, (page, text) in enumerate(told, start=1))
    whole = (0.0, 0.0, 1.0, 1.0)
    objects = tuple(
        SourceObject("picture", line, place=Place(page, whole), file=f"page-{page}.jpg")
        for page, line in ((1, 1), (3, 17), (5, len(lines) + 1), (6, len(lines) + 1))
    )
    files = {item.file: picture() for item in objects}
    made = pipeline.make(Source("6.pdf", "pdf", "", "0" * 64, lines, objects=objects, files=files))
    shown = [
        (r.fields["title"], r.fields.get("page"), r.fields["order"], [b.kind for b in r.blocks])
        for r in made.records
    ]
    # The last page is the cover; before it stands the certificate.
    assert shown == [
        ("云渡市人民政府关于公布城市规划区范围的通告", "1", 1, ["paragraph", "signature", "date"]),
        ("云渡市城市规划区范围示意图", None, 2, ["picture"]),
        ("云渡市人民政府关于加强河道采砂管理的通知", None, 3, ["paragraph", "signature", "date"]),
        ("全国园林城市证书", "4", 4, ["picture"]),
    ]
    assert [[flag.rule for flag in r.flags] for r in made.records][1] == ["article-is-a-picture"]
    assert [drop.line.text for drop in made.drops if drop.rule == "words-of-picture"] == ["双河镇", "凤凰山"]
    assert {item.file: item.rule for item in made.source.objects} == {
        "page-1.jpg": "page-picture",
        "page-3.jpg": "",
        "page-5.jpg": "",
        "page-6.jpg": "page-picture",
    }


def test_a_page_with_much_drawn_and_few_words_is_a_picture() -> None:
    drawn = np.asarray(Image.open(io.BytesIO(picture())))[:, :, ::-1].copy()
    blank = np.full_like(drawn, 250)
    signs = [Char(sign, 100 + 12 * n, 100, 112 + 12 * n, 112, 12) for n, sign in enumerate("河流的名字" * 14)]
    kept = []
    for picture_of, words in ((drawn, signs[:5]), (drawn, signs), (blank, signs[:5])):
        page = Page(3, 595, 842, words)
        picture_pages.keep(page, lambda picture_of=picture_of: picture_of)  # type: ignore[misc]
        kept.append([item.file for item in page.objects])
    assert kept == [["page-3.jpg"], [], []]


def test_a_title_over_a_picture_alone_has_it_and_not_the_text_before(tmp_path: Path) -> None:
    source = tmp_path / "公报.docx"
    entries = [
        "云渡市人民政府关于河道采砂的通告……1",
        "一图读懂采砂规划……2",
        "云渡市人民政府关于防汛的通告……3",
    ]
    notices = [
        ["云渡市人民政府关于" + words, "经研究，现通告如下。"] for words in ("河道采砂的通告", "防汛的通告")
    ]
    cover = ["云渡市人民政府公报", "2008年第6期（总第18期）", "目录"]
    parts = [*cover, *entries, *notices[0], "一图读懂采砂规划", made.picture(), *notices[1]]
    source.write_bytes(made.word(parts))
    assert command.run(source, tmp_path / "content") == 0
    told = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "content").rglob("*.md")}
    assert [name for name, text in told.items() if ".picture-1" in text] == [
        "yi-tu-du-dong-cai-sha-gui-hua.md"
    ]
