"""References in a text, each with what its sentence says."""

from dataclasses import dataclass

import pytest
from gongbao.bulletin.references import find
from hypothesis import example, given
from hypothesis import strategies as st


@dataclass
class Block:
    text: str
    kind: str = "paragraph"
    id: str = "p"


def read(*texts: str | Block, title: str = "") -> list[tuple[str | None, str | None, str]]:
    blocks = [t if isinstance(t, Block) else Block(t) for t in texts]
    return [(r.title, str(r.number) if r.number else None, r.relation) for r in find(blocks, title=title)]


# Sentence → (title, number, relation) of each reference, in order.
SENTENCES: dict[str, list[tuple[str | None, str | None, str]]] = {
    "根据《国务院关于甲的通知》（国发〔2016〕25号）和《乙市人民政府关于丙的通知》（乙府发〔2016〕65号）要求，制定以下实施方案。": [
        ("国务院关于甲的通知", "国发〔2016〕25号", "basis"),
        ("乙市人民政府关于丙的通知", "乙府发〔2016〕65号", "basis"),
    ],
    "为贯彻落实《中华人民共和国红十字会法》、国务院《关于乙的意见》(国发〔2012〕25号)和市政府《丙实施意见》(渝府发〔2013〕29号)文件精神,现就有关事项提出意见。": [
        ("中华人民共和国红十字会法", None, "basis"),
        ("关于乙的意见", "国发〔2012〕25号", "basis"),
        ("丙实施意见", "渝府发〔2013〕29号", "basis"),
    ],
    "原《甲区实施办法》（甲府办发〔2013〕78号）同时废止。": [
        ("甲区实施办法", "甲府办发〔2013〕78号", "repeals")
    ],
    "《甲县暂行办法》（甲府发〔2011〕3号）自本办法施行之日起废止。": [
        ("甲县暂行办法", "甲府发〔2011〕3号", "repeals")
    ],
    "《甲县暂行办法》、《乙县管理规定》等3个文件同时废止。": [
        ("甲县暂行办法", None, "repeals"),
        ("乙县管理规定", None, "repeals"),
    ],
    "1990年5月1日甲市人民政府发布的《甲市养犬管理办法》、1998年7月1日甲市公安局发布的《甲市犬类规定》同时废止。": [
        ("甲市养犬管理办法", None, "repeals"),
        ("甲市犬类规定", None, "repeals"),
    ],
    "经研究，决定废止《甲县绿化工作方案》（甲府办发〔2023〕15号）。": [
        ("甲县绿化工作方案", "甲府办发〔2023〕15号", "repeals")
    ],
    "根据《甲县立法条例》，《甲县养犬规定》即行废止。": [
        ("甲县立法条例", None, "basis"),
        ("甲县养犬规定", None, "repeals"),
    ],
    "《甲县暂行办法》第三条、第五条同时废止。": [("甲县暂行办法", None, "amends")],
    "《甲县暂行办法》已于2009年废止。": [("甲县暂行办法", None, "mentions")],
    "《甲县暂行办法》未废止前，仍按原规定办理。": [("甲县暂行办法", None, "mentions")],
    "甲府发〔2011〕3号文件同时废止。": [(None, "甲府发〔2011〕3号", "repeals")],
    "现对《甲县管理办法》作如下修改：": [("甲县管理办法", None, "amends")],
    "筹备修订《甲县专利资助办法》,鼓励发明创造。": [("甲县专利资助办法", None, "amends")],
    "将《甲县管理办法》（甲府发〔2011〕3号）第五条修改为：“略”。": [
        ("甲县管理办法", "甲府发〔2011〕3号", "amends")
    ],
    "现将《甲县工作方案》印发给你们，请认真贯彻执行。": [("甲县工作方案", None, "issues")],
    "《甲县盐业体制改革实施方案》已经县政府第26次常务会研究同意，现印发你们，请认真贯彻执行。": [
        ("甲县盐业体制改革实施方案", None, "issues")
    ],
    "现将《乙市人民政府关于丙的通知》（乙府发〔2018〕3号）转发给你们。": [
        ("乙市人民政府关于丙的通知", "乙府发〔2018〕3号", "forwards")
    ],
    "制定《甲县工作方案》，成立领导小组。": [("甲县工作方案", None, "enacts")],
    "副区长参加国务院安委会贯彻落实《安全生产责任制规定》电视电话会议。": [
        ("安全生产责任制规定", None, "mentions")
    ],
    "加大对《中华人民共和国红十字会法》等法律法规的宣传力度。": [
        ("中华人民共和国红十字会法", None, "mentions")
    ],
    "严格按照《统计法》、《统计法实施条例》和《全国经济普查条例》的规定，如实填报。": [
        ("统计法", None, "basis"),
        ("统计法实施条例", None, "basis"),
        ("全国经济普查条例", None, "basis"),
    ],
    "依照《甲条例》（国务院令第707号）办理。": [("甲条例", "国务院令第707号", "basis")],
    "由县公安局按《甲县养犬条例》的有关规定处罚。": [("甲县养犬条例", None, "basis")],
    "未按《甲县养犬条例》登记的，责令改正。": [("甲县养犬条例", None, "mentions")],
    "按照国务院令第707号公布的《甲县土地条例》办理。": [("甲县土地条例", "国务院令第707号", "basis")],
    "根据甲府发〔2016〕25号《关于乙的通知》要求办理。": [("关于乙的通知", "甲府发〔2016〕25号", "basis")],
    "《关于转发〈丙的通知〉的通知》（甲府发〔2016〕25号）": [
        ("关于转发〈丙的通知〉的通知", "甲府发〔2016〕25号", "mentions")
    ],
    "在《健康专栏》《人民日报》《健康365》上宣传，读《今世说》。": [],
    "在《山东省人民代表大会常务委员会公报》和《国务院公报》上刊载。": [],
    "见《中国共产党第十九届中央委员会第五次全体会议公报》。": [
        ("中国共产党第十九届中央委员会第五次全体会议公报", None, "mentions")
    ],
    "办好《健康巴士》等栏目，学习《党章》《条例》《准则》。": [],
    "以下简称《实施方案》。": [],
    "《未闭合的书名号根据《甲县工作方案》办理。": [("甲县工作方案", None, "basis")],
    "没有引用的句子，2018年第5期，第18号。": [],
}


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES.items())
def test_a_sentence_says_what_becomes_of_what_it_cites(
    sentence: str, expected: list[tuple[str | None, str | None, str]]
) -> None:
    assert read(sentence) == expected


def test_a_list_of_repealed_documents_repeals_each_of_them() -> None:
    found = read(
        "县政府决定，下列文件予以废止：",
        "一、《甲县绿化方案》（甲府发〔2001〕3号）",
        "二、甲县人民政府关于乙的通知（甲府发〔2002〕8号）",
        "本决定自公布之日起施行，《甲县工作规则》继续有效。",
    )
    assert [(n, r) for _, n, r in found] == [
        ("甲府发〔2001〕3号", "repeals"),
        ("甲府发〔2002〕8号", "repeals"),
        (None, "mentions"),
    ]


def test_a_heading_says_what_becomes_of_a_list_below_it() -> None:
    found = read(
        Block("废止的规范性文件目录", "attachment"),
        Block("《甲县绿化方案》（甲府发〔2001〕3号）", "cell"),
        Block("继续有效的规范性文件目录", "attachment"),
        Block("《甲县造林方案》（甲府发〔2001〕4号）", "cell"),
        title="甲县人民政府关于公布废止文件的决定",
    )
    assert [(n, r) for _, n, r in found] == [
        ("甲府发〔2001〕3号", "repeals"),
        ("甲府发〔2001〕4号", "mentions"),
    ]


def test_an_entry_of_a_list_needs_no_marks_round_its_title() -> None:
    found = read("下列文件予以废止：", "1．甲县人民政府关于乙的通知（试行）（甲府发〔2002〕8号）")
    assert found == [("甲县人民政府关于乙的通知（试行）", "甲府发〔2002〕8号", "repeals")]


def test_a_masked_number_is_kept_as_printed_and_identifies_nothing() -> None:
    found = find([Block("一是抓好浙委办发(2020)x号文件贯彻落实。")])
    assert [(r.number, r.masked, r.relation) for r in found] == [(None, "浙委办发〔2020〕x号", "basis")]


def test_the_sentence_and_the_place_in_it_are_the_evidence() -> None:
    text = "　　本办法自印发之日起施行。原《甲区办法》（甲府办发〔2013〕78号）同时废止。"
    reference = find([Block(text, id="t5")])[0]
    assert reference.block == "t5"
    assert reference.sentence == "原《甲区办法》（甲府办发〔2013〕78号）同时废止。"
    assert reference.sentence[reference.start : reference.end] == "《甲区办法》（甲府办发〔2013〕78号）"
    assert reference.rule == "repealed-after"


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("根据中共中央、国务院《关于乙的决定》（中发〔2006〕22号）精神", "中共中央、国务院"),
        ("严格按照区政府办公室《关于乙的通知》（甲府办发〔2017〕45号）要求", "区政府办公室"),
        ("按照《关于乙的通知》要求", None),
    ],
)
def test_the_issuer_before_a_title_is_told(text: str, issuer: str | None) -> None:
    assert find([Block(text)])[0].issuer == issuer


PIECES = st.lists(
    st.sampled_from(
        [*"《》（）()；。！？〔〕，、 ", "甲府发", "2018", "号", "国务院令", "第707号", "通知", "令", "废止"]
    ),
    max_size=24,
)


@example(["《", ")", "；", "令", "》"])
@given(PIECES)
def test_the_place_of_a_reference_lies_in_its_sentence(pieces: list[str]) -> None:
    text = "".join(pieces)
    for found in find([Block(text)], frozenset({"甲府发"})):
        assert 0 <= found.start < found.end <= len(found.sentence)
        assert found.sentence in text
        assert (found.title or "") in found.sentence[found.start : found.end]


def test_a_row_of_commas_between_two_titles_takes_no_time() -> None:
    # Each two of them could be read in two ways: forty in as many as there are seconds in a thousand years.
    assert len(read(f"依据《甲县管理办法》{'、' * 4000}1《乙县管理办法》，制定本办法。")) == 2
