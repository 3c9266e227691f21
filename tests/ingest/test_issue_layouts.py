"""The parts of a printed issue one by one: lines of the contents, columns, covers, running heads, what is told."""

import pytest
from gongbao.ingest import pipeline as edition
from gongbao.ingest.clean import noise as clean
from gongbao.ingest.layout import columns
from gongbao.ingest.model.lines import Line
from gongbao.ingest.model.source import Source, SourceLine
from gongbao.ingest.sort import masthead, paging


def line(text, number=1, gap=0):
    start = len(text) - len(text.lstrip())
    bare = text.strip()
    return Line(number, bare, tuple(range(start, start + len(bare))), gap)


def lines_of(text):
    out, gap = [], 0
    for number, raw in enumerate(text.strip("\n").split("\n"), start=1):
        if raw.strip():
            out.append(line(raw, number, gap))
            gap = 0
        else:
            gap += 1
    return out


def source_of(text):
    rows = tuple(SourceLine(n, row) for n, row in enumerate(text.strip("\n").split("\n"), start=1))
    return Source("issue.txt", "text", "utf-8", "0" * 64, rows)


def rules_of(made):
    return [flag.rule for flag in (*made.flags, *(f for record in made.records for f in record.flags))]


ENTRIES = [
    ("云岭县人民政府关于防汛的通知……………（１Ｏ）", "云岭县人民政府关于防汛的通知", "10"),
    ("关于《湿地条例（草案）》的说明………李长江（7）", "关于《湿地条例(草案)》的说明", "7"),
    ("防汛条例………………〔1204〕", "防汛条例", "1204"),
    ("防汛条例………………(5—8)", "防汛条例", "5"),
    ("关于防汛的通知\t云政发〔2014〕4号\t第3页", "关于防汛的通知", "3"),
    ("关于保护古迹的布告…………（十二）", "关于保护古迹的布告", "12"),
    ("关于防汛的通知(1)", "关于防汛的通知", "1"),
    ("关于防汛的通知 / 6", "关于防汛的通知", "6"),
]


@pytest.mark.parametrize(("text", "title", "page"), ENTRIES)
def test_a_line_of_the_contents_gives_its_title_and_page(text, title, page):
    found = paging.read(line(text))
    assert (found.title, found.page) == (title, page)


@pytest.mark.parametrize(
    "text",
    [
        "（总号：137）",
        "（85）云政字第12号",
        "云政发〔2018〕3号",
        "2018年第5期 总第75期",
        "电话：5550101",
        "省级文物保护单位名单（2018）",
        "1\t取水许可\t县水务局",
        "第三条　本办法自2018年5月1日起施行。 12",
    ],
)
def test_a_line_that_is_no_entry_has_no_page(text):
    assert paging.read(line(text)) is None


def test_two_columns_are_read_one_below_the_other():
    text = """
    为了保护耕地，现将有关事项通知如          二、加强监督检查，对违反规定占用耕
下：                                          地的行为，要依法严肃处理。
    一、压实保护责任，层层签订责任书          三、广泛开展宣传教育，营造保护耕地
到每一个行政村和村民小组。                    的良好氛围。
"""
    said = "".join(one.text for one in columns.unfold(lines_of(text)))
    assert (
        said.index("村民小组") < said.index("二、加强") < said.index("依法严肃处理") < said.index("三、广泛")
    )


@pytest.mark.parametrize(
    "text",
    [
        "指标名称          单位        完成数\n生产总值          亿元        43.2\n财政收入          万元        32150",
        "姓名          职务\n张远峰        县水务局局长\n李长江        县农业局局长\n王建国        县教育局局长",
        "张　敏　　云岭县实验小学教师          李　洁　　云岭县特殊教育学校教师\n王　强　　云岭县第一中学教师          赵　红　　云岭县第二幼儿园教师\n周　明　　云岭县第三中学校长          吴　芳　　云岭县中心小学副校长",
        "云岭县教育局          云岭县公安局\n2018年3月5日",
    ],
)
def test_tables_and_names_side_by_side_are_no_columns_of_text(text):
    lines = lines_of(text)
    assert columns.unfold(lines) == lines


COVERS = [
    (
        "云岭省人民代表大会\n常务委员会公报\n2021年第3号（总号：215）\n6月15日出版",
        ("云岭省人民代表大会常务委员会公报", 2021, "3", "215", "2021-06-15"),
    ),
    ("云岭县公报\n2018年7月30日　　第21号（总号：1632）", ("云岭县公报", 2018, "21", "1632", "2018-07-30")),
    (
        "云岭省人民政府公报\n2008年第7—8期（总第207～208期）",
        ("云岭省人民政府公报", 2008, "7-8", "207-208", None),
    ),
    ("国家粮食总行文告\n２００８年第６号", ("国家粮食总行文告", 2008, "6", None, None)),
    (
        "云岭县人民政府公报\n第9卷　第2期　2014年2月28日\n云岭县人民政府主办",
        ("云岭县人民政府公报", 2014, "2", None, "2014-02-28"),
    ),
]


@pytest.mark.parametrize(("text", "said"), COVERS)
def test_a_cover_says_which_issue_it_is(text, said):
    head = masthead.parse(lines_of(text))
    assert (head.title, head.year, head.issue, head.total, head.published) == said


ISSUE = """
云岭县人民政府公报
2018年第2期（总第12期）

云岭县第九届人民代表大会第三次会议纪要

云岭县第九届人民代表大会第三次会议于2018年3月5日在县城举行，会期两天。
会议听取和审议了县人民政府工作报告，并作出了相应的决议。

云岭县人民政府关于做好防汛工作的通知
云政发〔2018〕3号
各乡镇人民政府：
为做好防汛工作，现将有关事项通知如下：
一、落实责任。{turn}
二、加强值守。
云岭县人民政府
2018年3月20日
"""


def test_a_text_without_a_head_that_opens_an_issue_is_kept_as_an_article_and_told():
    made = edition.make(source_of(ISSUE.format(turn="")))
    assert [record.fields["title"] for record in made.records] == [
        "云岭县第九届人民代表大会第三次会议纪要",
        "云岭县人民政府关于做好防汛工作的通知",
    ]
    assert rules_of(made) == ["opening-by-position"]


def test_a_statement_on_the_cover_is_no_article():
    text = "本公报刊载的规章和规范性文件文本为标准文本，与正式文件具有同等法律效力。\n\n云岭县人民政府关于"
    made = edition.make(
        source_of(ISSUE.format(turn="").replace("云岭县人民政府关于", text, 1).replace("会议纪要\n\n", ""))
    )
    assert all("标准文本" not in block.text for record in made.records for block in record.blocks)


@pytest.mark.parametrize(
    ("turn", "told"),
    [
        ("\n（下转第9页）", True),
        ("\n（下转第9页）\n- 8 -\n（上接第8页）", False),
    ],
)
def test_a_text_that_goes_on_elsewhere_is_told(turn, told):
    made = edition.make(source_of(ISSUE.format(turn=turn)))
    assert ("continued-elsewhere" in rules_of(made)) is told
    assert all("第9页" not in block.text for record in made.records for block in record.blocks)


HEADS = [
    "云岭县人民政府公报 2018年第2期",
    "2018·2　　　　·县政府文件·",
    "县政府文件　　　　云岭县人民政府公报 2018年第2期　　　　3",
]


@pytest.mark.parametrize("head", HEADS)
def test_a_running_head_with_the_issues_numbers_is_dropped(head):
    text = ISSUE.format(turn=f"\n{head}").replace("二、加强值守。", f"二、加强值守。\n{head}")
    kept, drops = clean.clean(lines_of(text))
    assert [drop.rule for drop in drops] == ["running-head", "running-head"]
    assert not any(head.split()[0] == one.text.split()[0] for one in kept[3:])


def test_a_sentence_that_names_the_bulletin_is_no_running_head():
    sentence = "《云岭县人民政府公报》2018年第2期已经出版，请各单位及时领取。"
    kept, drops = clean.clean(lines_of(ISSUE.format(turn=f"\n{sentence}\n{sentence}")))
    assert not drops and sum(one.text == sentence for one in kept) == 2


def test_what_the_contents_announce_and_the_text_lacks_is_told_at_its_line_of_the_contents() -> None:
    text = """云岭县人民政府公报
2021年第2期

目　录
云岭县人民政府关于防汛的通知……1
云岭县人民政府关于防火的通知……4
云岭县人民政府关于植树的通知……6

云岭县人民政府关于防汛的通知
各乡镇人民政府：
现就防汛通知如下，请认真执行。
云岭县人民政府
2021年4月1日

云岭县人民政府关于植树的通知
各乡镇人民政府：
现就植树通知如下，请认真执行。
云岭县人民政府
2021年4月2日
"""
    made = edition.make(source_of(text))
    told = [(flag.line, flag.text) for flag in made.flags if flag.rule == "contents-without-heading"]
    assert told == [(6, "云岭县人民政府关于防火的通知")]
