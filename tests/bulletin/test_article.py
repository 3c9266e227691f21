"""The header of an article: what breaks it is told with what to do."""

import pytest
from gongbao.bulletin import article, article_fields

RIGHT = "Title: 甲\nSlug: jia\nDate: 2024-02-29\n\n正文。\n"


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("2024-02-29", "2024-02-30", "Date: '2024-02-30' is not a date — write it as 2018-05-16"),
        ("2024-02-29", "2024-13-01", "is not a date"),
        ("2024-02-29", "2024年2月", "line 3: Date: '2024年2月' is not a date"),
        (
            "2024-02-29",
            "2024-02-29\nIssued: 2024-03-01",
            "line 3: Date: 2024-02-29 is the day that sorts the article, and Issued: 2024-03-01 is another",
        ),
        (
            "2024-02-29",
            "2024-02-29\nGenre: 方案",
            "line 4: Genre: '方案' is no genre (文种) — write one of 决议",
        ),
        (
            "2024-02-29",
            "2024-02-29\nAgency: 甲县教育局、甲县财政局",
            "line 4: Agency: '甲县教育局、甲县财政局' are 2 agencies — write 甲县教育局; 甲县财政局",
        ),
        ("Date:", "Titel:", "Titel: is no field — did you mean Title:?"),
        ("Date:", "Author:", "Author: is no field — use one of Title, Subtitle"),
        ("Date: ", "演讲人：张三\nDate: ", "line 3: '演讲人：张三' is no header line"),
        (
            "Date: ",
            "发文字号: 甲府发〔2024〕1号\nDoc_number: 甲府发〔2024〕2号\nDate: ",
            "line 4: Doc_number stands twice",
        ),
        ("Title", "---\nTitle", "line 1: '---' is no header line — take the lines '---' out"),
        ("\n\n正", "\n  乙\n\n正", "line 4: '  乙' is no header line — put a value on the line of its key"),
        ("Slug: jia", "Slug: con", "a name that Windows keeps to itself"),
        ("Slug: jia", f"Slug: {'a' * 151}", "has 151 characters — use 150 at most"),
        (
            "正文",
            "正\x07文",
            "line 5: behind '正' stands a character that cannot be shown (U+0007) — delete it",
        ),
        ("甲", "甲\x0b乙", "line 1: behind 'Title: 甲' stands a character that cannot be shown (U+000B)"),
    ],
)
def test_a_slip_of_the_pen_is_told_with_its_remedy(right: str, wrong: str, told: str) -> None:
    article.load(RIGHT)
    with pytest.raises(article_fields.MetadataError) as error:
        article.load(RIGHT.replace(right, wrong, 1))
    assert told in str(error.value)


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("Issued: 2024年2月29日", "issued", "2024-02-29"),
        ("Issued: 2024.2.29", "issued", "2024-02-29"),
        ("Issued: 2024/2/29", "issued", "2024-02-29"),
        ("Issued: 二〇二四年二月二十九日", "issued", "2024-02-29"),
        ("Issued：２０２４-02-29", "issued", "2024-02-29"),
        ("成文日期：2024年2月29日", "issued", "2024-02-29"),
        ("栏目：县政府文件", "section", "县政府文件"),
        ("发文字号： 甲府发〔2024〕1号", "doc_number", "甲府发〔2024〕1号"),
        ("发文机关：甲县教育局；甲县财政局", "agency", ("甲县教育局", "甲县财政局")),
        ("Agency: 甲县文化、体育和旅游局", "agency", ("甲县文化、体育和旅游局",)),
        ("页码：第19页", "page", "19"),
        ("Page: 第 19 页", "page", "19"),
        ("Year: 2024年", "year", 2024),
        ("期：第5-6期", "issue", "5-6"),
        ("Total: 总第75期", "total", "75"),
        ("Genre: 命令（令）", "genre", "命令（令）"),
        ("作者：张三", "byline", "张三"),
    ],
)
def test_what_a_clerk_writes_is_understood(line: str, name: str, value: object) -> None:
    meta, body = article.load(f"标题：甲\nSlug: jia\n{line}\n\n正文。\n")
    assert meta.title == "甲"
    assert getattr(meta, name) == value
    assert body == "正文。\n"
