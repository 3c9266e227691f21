"""Runs of signs at which no line may break are given places, and say the same as before."""

import re

import pytest
from gongbao.issues.bare_text import bare
from gongbao.issues.breaks import breakable
from gongbao.issues.markup import Renderer

TEXTS = [
    "，" * 2000,
    "[" * 3000,
    "a" * 501,
    "1%" * 900,
    "&" * 2000,
    "\u2028".join(["=" * 700] * 3),
    "甲" * 3000 + "-" * 1200 + "乙",
]


def text_of(html: str) -> str:
    return re.sub(r"<[^>]*>", "", html).replace("&amp;", "&").strip()


@pytest.mark.parametrize("text", TEXTS)
def test_no_run_is_longer_and_no_sign_is_lost(text: str) -> None:
    for made in (Renderer().render(text), bare(text)):
        assert text_of(made.html) == text
        assert "<wbr>" in made.html
        assert max(map(len, re.split(r"<[^>]*>|[\s甲乙]", made.html.replace("&amp;", "&")))) <= 500
        assert made.blocks[0].text == text


@pytest.mark.parametrize(
    "text", ["甲" * 5000, "a" * 500, "<" * 3, "word " * 500, "https://a.example/" + "x" * 400]
)
def test_what_can_be_broken_stays_as_it_is(text: str) -> None:
    assert "<wbr>" not in Renderer().render(text).html


def test_signs_of_html_are_not_cut() -> None:
    html = f'<p id="{"x" * 900}">{"&lt;" * 600}</p>'
    made = breakable(html)
    assert made.replace("<wbr>", "") == html
    assert made.startswith(f'<p id="{"x" * 900}">') and set(re.split(r"<[^>]*>", made)[1:-1]) <= {
        "&lt;" * 500,
        "&lt;" * 100,
    }
