"""Presentations (.pptx): what the slides show, in the order in which they are shown."""

from pathlib import Path

import pytest
from gongbao.ingest import command
from gongbao.ingest.model.source import SourceError
from gongbao.ingest.read.slides import read_pptx

from tests.ingest.made import zipped

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_NAMES = f'xmlns:a="{_A}" xmlns:r="{_R}" xmlns:p="{_P}"'
_RELATION = '<Relationship Id="{}" Type="x/{}" Target="{}"/>'


def shape(words: str, y: int, x: int = 0, kind: str = "") -> str:
    place = f'<p:spPr><a:xfrm><a:off x="{x}" y="{y}"/></a:xfrm></p:spPr>' if y else "<p:spPr/>"
    placeholder = f'<p:ph type="{kind}"/>' if kind else ""
    paragraphs = "".join(f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>" for text in words.split("\n"))
    return f"<p:sp><p:nvSpPr><p:nvPr>{placeholder}</p:nvPr></p:nvSpPr>{place}<p:txBody>{paragraphs}</p:txBody></p:sp>"


def table(rows: list[list[str]], y: int) -> str:
    cell = "<a:tc{}><a:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></a:txBody></a:tc>"
    merged = {"<<": ' hMerge="1"', "^^": ' vMerge="1"'}
    lines = "".join(
        f"<a:tr>{''.join(cell.format(merged.get(t, ''), '' if t in merged else t) for t in row)}</a:tr>"
        for row in rows
    )
    return f'<p:graphicFrame><p:xfrm><a:off x="0" y="{y}"/></p:xfrm><a:tbl>{lines}</a:tbl></p:graphicFrame>'


def related(*relations: tuple[str, str, str]) -> str:
    found = "".join(_RELATION.format(*one) for one in relations)
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{found}</Relationships>'


def presentation(*slides: str, **more: str) -> bytes:
    """Return a presentation; its files are numbered against the order in which the slides are shown."""
    parts = {
        "[Content_Types].xml": "<x/>",
        "_rels/.rels": related(("r", "officeDocument", "ppt/presentation.xml")),
    }
    order = [(f"s{n}", "slide", f"slides/slide{len(slides) - n}.xml") for n in range(len(slides))]
    ids = "".join(f'<p:sldId r:id="{key}"/>' for key, _, _ in order)
    parts["ppt/presentation.xml"] = (
        f"<p:presentation {_NAMES}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>"
    )
    parts["ppt/_rels/presentation.xml.rels"] = related(*order)
    for (_key, _kind, target), shapes in zip(order, slides, strict=True):
        hidden, shapes = (' show="0"', shapes[1:]) if shapes.startswith("!") else ("", shapes)
        parts[f"ppt/{target}"] = (
            f"<p:sld {_NAMES}{hidden}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>"
        )
    return zipped({**parts, **{name.replace("__", "/"): content for name, content in more.items()}})


def test_a_notice_on_slides_is_read_as_it_is_shown(tmp_path: Path) -> None:
    source = tmp_path / "托育.pptx"
    source.write_bytes(
        presentation(
            shape("青政办发〔2024〕40号", 300)
            + shape("青溪县人民政府办公室\n关于印发托育服务方案的通知", 0, kind="ctrTitle")
            + shape("1", 900, kind="sldNum"),
            shape("青溪县人民政府办公室\n2024年7月9日", 800_000)
            + shape("各乡镇人民政府：\n《托育服务方案》已经县政府同意，现印发给你们。", 400_000)
            + shape("2", 900_000, kind="sldNum"),
            shape("附件", 100_000)
            + shape("托育服务方案", 400_000, kind="title")
            + table(
                [["指标", "2024年", "<<"], ["托位", "300个", "占三成"], ["^^", "500个", "占五成"]], 1_900_000
            )
            + shape("一、目标\n每个乡镇建成一处托育机构。", 800_000),
            "!" + shape("内部讨论稿", 100_000),
        )
    )
    assert command.run(source, tmp_path / "content") == 0
    (article,) = (tmp_path / "content").rglob("*.md")
    head, _, body = article.read_text(encoding="utf-8").partition("\n\n")
    assert "Title: 青溪县人民政府办公室关于印发托育服务方案的通知\n" in head
    assert "Issued: 2024-07-09\n" in head
    assert "Recipients: 各乡镇人民政府\n" in head
    places = [
        body.find(words)
        for words in ("现印发给你们", "{: .signature }", "{: .attachment }", "一、目标", "| ^^ | 500个")
    ]
    assert -1 not in places
    assert places == sorted(places)
    assert "内部讨论稿" not in body


def test_the_lines_of_a_title_are_one_and_those_of_other_shapes_stay() -> None:
    shapes = shape("某区养老服务体系规划\n解读", 0, kind="ctrTitle") + shape(
        "某区民政局\n2022年5月", 900, kind="subTitle"
    )
    lines = [line.text for line in read_pptx(presentation(shapes), "讲稿.pptx").lines if line.text]
    assert lines == ["某区养老服务体系规划解读", "某区民政局", "2022年5月"]


def test_what_stands_beside_each_other_is_read_from_the_left() -> None:
    made = read_pptx(
        presentation(shape("右", 500_100, 900) + shape("左", 560_000, 100) + shape("上", 100)), "a"
    )
    assert [line.text for line in made.lines if line.text.strip()] == ["上", "左", "右"]


def test_notes_of_the_speaker_are_told_and_no_text() -> None:
    made = read_pptx(
        presentation(
            shape("上墙公示。", 100),
            **{
                "ppt__slides___rels__slide1.xml.rels": related(("n", "notesSlide", "../notesSlides/n1.xml")),
                "ppt__notesSlides__n1.xml": f"<p:notes {_NAMES}>{shape('先介绍背景', 9, kind='body')}</p:notes>",
            },
        ),
        "a",
    )
    assert [(one.kind, one.text, one.rule) for one in made.objects] == [
        ("comment", "先介绍背景", "speaker-notes")
    ]
    assert "背景" not in "".join(line.text for line in made.lines)


def test_groups_of_any_depth_and_what_newer_programs_show_are_read() -> None:
    compatible = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        "<mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"
    )
    slide = (
        "<p:grpSp>" * 60
        + shape("深", 100)
        + "</p:grpSp>" * 60
        + compatible.format(shape("新", 900_000), shape("旧", 900_000))
        + compatible.format("<p:contentPart/>", shape("代", 1_800_000))
    )
    made = read_pptx(presentation(slide), "a")
    assert [line.text for line in made.lines if line.text.strip()] == ["深", "新", "代"]


def test_a_slide_named_again_is_read_once_and_one_that_is_not_there_is_told() -> None:
    order = "".join(f'<p:sldId r:id="{key}"/>' for key in ["s0", *["s0"] * 2000, "s1", "none"])
    made = read_pptx(
        presentation(
            shape("甲", 100),
            **{
                "ppt__presentation.xml": f"<p:presentation {_NAMES}><p:sldIdLst>{order}</p:sldIdLst></p:presentation>",
                "ppt___rels__presentation.xml.rels": related(
                    ("s0", "slide", "slides/slide1.xml"), ("s1", "slide", "slides/gone.xml")
                ),
            },
        ),
        "a",
    )
    assert [line.text for line in made.lines if line.text.strip()] == ["甲"]
    assert [(one.kind, one.text, one.rule) for one in made.objects] == [
        ("slide", "ppt/slides/gone.xml", "part-is-missing"),
        ("slide", "none", "part-is-missing"),
    ]


@pytest.mark.parametrize(("data", "said"), [(presentation(), "OCR"), (presentation(table([], 9)), "OCR")])
def test_a_presentation_without_words_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        read_pptx(data, "空.pptx")
