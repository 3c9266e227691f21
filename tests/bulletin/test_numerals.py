"""Chinese numerals are read, whatever signs they are written in, and written."""

import pytest
from gongbao.bulletin.numerals import figures, to_han, to_int

_FORMAL = dict(zip("壹贰叁肆伍陆柒捌玖", range(1, 10), strict=True))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *((f"二{zero}一八", 2018) for zero in "〇○零OoＯ０0◯"),
        *((f"{sign}拾", value * 10) for sign, value in _FORMAL.items()),
        *((f"十{sign}", 10 + value) for sign, value in _FORMAL.items()),
        ("一二三四五六七八九", 123456789), ("两百", 200), ("元", 1), ("百", 100), ("千", 1000), ("叁佰", 300), ("贰仟", 2000),
        ("七十六", 76), ("一百十二", 112), ("一百零七", 107), ("九千九百九十九", 9999), ("廿一", 21), ("卅", 30), ("卅二", 32), ("廿", 20), ("○", 0), ("零", 0),
        ("12", 12), ("１２", 12), (" 七 ", 7), ("0" * 39 + "7", 7), ("一" * 40, int("1" * 40)),
        ("", None), (" ", None), ("甲", None), ("十甲", None), ("1十", None), ("0" * 41, None), ("一" * 41, None), ("-1", None), ("²", None),
    ],
)  # fmt: skip
def test_a_numeral_is_read(text: str, value: int | None) -> None:
    assert to_int(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("0", 0), ("２０１８", 2018), ("9" * 40, int("9" * 40)), ("9" * 41, None), ("一", None), ("", None), (None, None), ("1 ", None)],
)  # fmt: skip
def test_figures_are_read_and_nothing_else(text: str | None, value: int | None) -> None:
    assert figures(text) == value


def test_what_is_written_is_read() -> None:
    assert [to_int(to_han(value)) for value in range(1, 100)] == list(range(1, 100))
    assert [to_han(value) for value in (1, 9, 10, 11, 20, 21, 99)] == [
        "一",
        "九",
        "十",
        "十一",
        "二十",
        "二十一",
        "九十九",
    ]
    for value in (0, -1, 100):
        with pytest.raises(ValueError, match=f"^{value} is not between 1 and 99$"):
            to_han(value)
