"""The header of an article: what breaks it is told with what to do."""

import pytest

from plugins.bulletin import article

RIGHT = "Title: 甲\nSlug: jia\nDate: 2024-02-29\n\n正文。\n"


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("2024-02-29", "2024-02-30", "Date: '2024-02-30' is not a date — write it as 2018-05-16"),
        ("2024-02-29", "2024-13-01", "is not a date"),
        ("2024-02-29", "２０２４-02-29", "is not a date"),
        ("Date:", "Titel:", "Titel: is no field — did you mean Title:?"),
        ("Date:", "Author:", "Author: is no field — use one of Title, Subtitle"),
        ("Date: ", "Date：", "line 3: 'Date：2024-02-29' is no header line — write the colon as ':'"),
        ("Date: ", "作者：张三\nDate: ", "line 3: '作者：张三' is no header line — write the key as Byline:"),
        ("Date: ", "发文字号: 甲府发〔2024〕1号\nDate: ", "write the key as Doc_number:"),
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
    with pytest.raises(article.MetadataError) as error:
        article.load(RIGHT.replace(right, wrong, 1))
    assert told in str(error.value)
