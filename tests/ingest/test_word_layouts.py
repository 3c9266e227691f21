"""Word documents whose layout says what their text is: boxes, mastheads set as tables, lines copied from a page."""

from pathlib import Path
from typing import Any

import pytest
from gongbao.ingest import command

from tests.ingest import made
from tests.ingest.record import faults


def read(tmp_path: Path, parts: list[object]) -> Path:
    (tmp_path / "文件.docx").write_bytes(made.word(parts))
    assert command.run(tmp_path / "文件.docx", tmp_path / "content") == 0
    return tmp_path / "content"


def document(agency: str, title: str, number: str, text: str, day: str) -> list[object]:
    """Return a document with its red head and its foot as tables, as offices print them."""
    return [
        [[f"{agency}文件"]],
        number,
        agency,
        title,
        "各乡镇人民政府，县直各部门：",
        text,
        agency,
        day,
        [["抄送：县委办公室。", ""], ["云台县人民政府办公室", f"{day}印发"]],
    ]


ISSUE: list[object] = [
    [["云台县人民政府公报", ""], ["2018年第9期（总第40期）", "2018年9月30日出版"]],
    "县政府文件",
    *document(
        "云台县人民政府",
        "关于加强耕地保护工作的意见",
        "云政发〔2018〕41号",
        "现提出以下意见。",
        "2018年9月6日",
    ),
    "县政府办公室文件",
    *document(
        "云台县人民政府办公室",
        "关于做好值班工作的通知",
        "云政办发〔2018〕77号",
        "现通知如下。",
        "2018年9月12日",
    ),
    "《云台县人民政府公报》编辑委员会",
    "主　任：张伯年",
    "主　编：方　舟",
]
# What an office printed, copied into Word: each printed line a paragraph.
COPIED: list[object] = [
    "梧桐县人民政府",
    "关于规范农村宅基地审批管理的通知",
    "梧政规〔2022〕3号",
    "各乡镇人民政府：",
    "　　为规范农村宅基地审批，切实保障农村村民建房合理需求，根据",
    "《中华人民共和国土地管理法》等有关规定，现就有关事项通知如下：",
    "　　农村村民一户只能拥有一处宅基地，每户宅基地面积不得超过140",
    "平方米；占用荒山、荒坡等未利用土地的，不得超过210平方米。",
    "　　宅基地申请由村民小组讨论通过并公示后，报村级组织审查，审查",
    "通过的，报乡镇人民政府审批。",
    "梧桐县人民政府",
    "2022年8月17日",
]
LABELLED = [
    ["附件", "<<", "<<"],
    ["渔业资源保护任务分解表", "<<", "<<"],
    ["单位：万尾", "<<", "<<"],
    ["序号", "任务", "数量"],
    ["1", "增殖放流", "20"],
]
PEOPLE = [
    "周明远　县委常委、副县长，负责统筹协调全面工作及督查考核",
    "何清　县文化和旅游局局长，负责景区规划以及旅游宣传推介",
    "万小川　县财政局副局长，负责项目资金筹措、拨付和监督管理",
    "罗丹　县交通运输局副局长，负责景区道路、公交线路建设养护",
]
# Neither contents nor page breaks: what is set as the titles of documents are opens a text of its own.
BREAKLESS: list[object] = [
    ("青崖县人民政府公报", 40),
    ("2021年第3期（总第51期）", 16),
    ("青崖县教育局关于推荐优秀教师的通知", 22),
    ("青教函〔2021〕9号", 16),
    "各学校：",
    "请于6月10日前报送下表。",
    [["姓名", "学校", "备注"], ["", "", ""], ["", "", ""], ["校长签字", "<<", ""]],
    "青崖县教育局",
    "2021年5月8日",
    ("县内三家企业获评省级绿色工厂", 22),
    "近日，省工业和信息化厅公布了省级绿色工厂名单，县内三家企业榜上有名。",
    ("2021年5月大事记", 22),
    "5月6日，县长调研春耕生产。",
    ("青崖县人民政府关于王秀兰任职的通知", 22),
    ("青政任〔2021〕6号", 16),
    "各乡镇人民政府：",
    "任命王秀兰为县水利局副局长。",
    "青崖县人民政府",
    "2021年6月2日",
    ("欢迎订阅《青崖县人民政府公报》", 26),
    "《青崖县人民政府公报》由县人民政府主办，免费赠阅。",
    "青崖水泵厂　专业生产水泵",
]


@pytest.mark.parametrize(
    ("parts", "wanted"),
    [
        pytest.param(
            BREAKLESS,
            {
                "issue": {"year": "2021", "issue": "3", "has": ["欢迎订阅", "青崖水泵厂"]},
                "articles": [
                    {
                        "title": "青崖县教育局关于推荐优秀教师的通知",
                        "issued": "2021-05-08",
                        "tables": [[4, 3]],
                        "body_has": ["|  |  |  |\n|  |  |  |\n| 校长签字 |"],
                        "body_lacks": ["绿色工厂"],
                    },
                    {"title": "县内三家企业获评省级绿色工厂", "body_lacks": ["5月6日"]},
                    {"title": "2021年5月大事记", "body_lacks": ["任职"]},
                    {
                        "title": "青崖县人民政府关于王秀兰任职的通知",
                        "doc_number": "青政任〔2021〕6号",
                        "body_lacks": ["订阅", "水泵"],
                    },
                ],
            },
            id="titles-told-by-their-type-empty-rows-and-a-notice-of-the-bulletin",
        ),
        pytest.param(
            ISSUE,
            {
                "issue": {
                    "year": "2018",
                    "issue": "9",
                    "total": "40",
                    "published": "2018-09-30",
                    "has": ["张伯年"],
                },
                "articles": [
                    {
                        "title": "云台县人民政府关于加强耕地保护工作的意见",
                        "section": "县政府文件",
                        "printed": "2018-09-06",
                        "tables": [],
                    },
                    {
                        "title": "云台县人民政府办公室关于做好值班工作的通知",
                        "section": "县政府办公室文件",
                        "printed": "2018-09-12",
                        "body_lacks": ["attachment", "张伯年"],
                    },
                ],
            },
            id="masthead-red-heads-and-feet-as-tables",
        ),
        pytest.param(
            COPIED,
            {
                "articles": [
                    {
                        "doc_number": "梧政规〔2022〕3号",
                        "recipients": "各乡镇人民政府",
                        "issued": "2022-08-17",
                        "body_has": [
                            "根据《中华人民共和国土地管理法》等有关规定，现就有关事项通知如下：",
                            "面积不得超过140平方米；占用荒山",
                            "审查通过的，报乡镇人民政府审批。",
                        ],
                    }
                ]
            },
            id="lines-copied-from-a-page",
        ),
        pytest.param(
            ["关于成立工作专班的通知", "各乡镇人民政府：", "组成人员如下：", *PEOPLE],
            {"articles": [{"body_has": [f"{person}\n" for person in PEOPLE[:3]]}]},
            id="a-list-of-people-is-no-broken-paragraph",
        ),
        pytest.param(
            [
                "和墨县教育局",
                "ئۇقتۇرۇش",
                "关于元旦放假的通知",
                "各学校：",
                "元旦放假1天。",
                "和墨县教育局",
                "2023年12月25日",
            ],
            {
                "articles": [{"title": "关于元旦放假的通知", "note": "ئۇقتۇرۇش", "recipients": "各学校"}],
                "unflagged": ["taken for the page's own"],
            },
            id="what-no-rule-knows-above-the-title-is-kept",
        ),
        pytest.param(
            [
                "青滩县综合交通运输发展规划",
                "“十三五”期间，全县公路总里程增长较快。",
                [["专栏1　主要指标"], ["公路总里程增加到2860公里。\n建制村通客车率提高到100%。"]],
                "路网结构有待优化。",
            ],
            {
                "articles": [
                    {
                        "tables": [],
                        "body_has": ["\n\n公路总里程增加到2860公里。\n\n建制村通客车率提高到100%。\n\n"],
                    }
                ]
            },
            id="a-box-keeps-its-paragraphs",
        ),
        pytest.param(
            [
                *document(
                    "松溪县人民政府",
                    "关于任务分解的通知",
                    "松政发〔2021〕12号",
                    "现印发给你们。",
                    "2021年3月16日",
                ),
                LABELLED,
            ],
            {
                "articles": [
                    {
                        "tables": [[2, 3]],
                        "body_has": [
                            "附件\n{: .label }\n\n## 渔业资源保护任务分解表 {: .attachment }\n\n单位：万尾",
                            "| 序号 | 任务 | 数量 |",
                        ],
                    }
                ]
            },
            id="label-title-and-unit-of-an-attachment-in-rows-of-its-table",
        ),
    ],
)
def test_the_layout_of_a_word_document_is_understood(
    tmp_path: Path, parts: list[object], wanted: dict[str, Any]
) -> None:
    assert faults(wanted, read(tmp_path, parts)) == []
