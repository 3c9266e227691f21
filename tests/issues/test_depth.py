"""However deep a body nests, its page is flat enough for a browser, no word is lost, and the keeper is told."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from gongbao.issues.markup import Renderer

RENDERER = Renderer()
N = 562
BODIES = {
    "quotations": "> " * N + "甲乙",
    "quotations without blanks": ">" * N + "甲乙",
    "lists": "\n".join("    " * n + "- 甲乙" for n in range(N)),
    "lists on a line": "- " * N + "甲乙",
    "numbers": "\n".join("\t" * n + "1. 甲乙" for n in range(N)),
    "lists in quotations": "> " * 4 + "    " * N + "- 甲乙",
    "emphasis": "*甲 **丙 " * N + "甲乙" + "** 丁*" * N,
    "more emphasis": "*甲 **丙 " * (4 * N) + "甲乙" + "** 丁*" * (4 * N),
    "marks": "^{甲_{丙" * N + "甲乙" + "}}" * N,
    "parts": "\n\n".join(f"{'#' * (1 + n % 6)} 甲乙 {{: .attachment }}" for n in range(N)),
}


def deepest(html: str) -> int:
    depth = most = 0
    for tag in re.finditer(r"<(/?)(\w+)[^>]*>", html):
        if tag[2] not in ("br", "hr", "img"):
            depth += -1 if tag[1] else 1
            most = max(most, depth)
    return most


@pytest.mark.parametrize("kind", BODIES)
def test_a_page_is_never_deep(kind: str) -> None:
    made = RENDERER.render(BODIES[kind] + "\n")
    assert deepest(made.html) <= 45
    assert re.sub(r"<[^>]*>", "", made.html).count("甲乙") == BODIES[kind].count("甲乙")


@pytest.mark.parametrize("kind", [kind for kind in BODIES if kind not in ("marks", "parts")])
def test_the_keeper_is_told_where(kind: str) -> None:
    assert RENDERER.render(BODIES[kind] + "\n").too_deep


@pytest.mark.parametrize(
    "body",
    [
        "> 甲\n>\n> > 乙",
        "- 甲\n    - 乙\n        - 丙",
        " " * 60 + "甲县人民政府",
        "1. 甲\n2. 乙",
        "**甲** *乙*",
    ],
)
def test_what_people_write_is_not_touched(body: str) -> None:
    assert RENDERER.render(body + "\n").too_deep == ""


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("[甲](javascript:alert(1))", "甲"), ("[甲]( JaVaScript:a)", "甲"), ("[甲](java\tscript:a)", "甲"),
        ("[甲]()", "甲"), ("[甲](#)", "甲"), ("[甲](data:text/html,a)", "甲"), ("[甲](vbscript:a)", "甲"),
        ("[甲](//evil.example/a)", "甲"), ("[甲](http://a b)", "甲"), ("乙[甲 **丙**](javascript:a)丁", "乙甲 <strong>丙</strong>丁"),
        ("[甲](a.html)", '<a href="a.html">甲</a>'), ("[甲](https://a.example/)", '<a href="https://a.example/">甲</a>'),
        ("[甲](#t1)", '<a href="#t1">甲</a>'), ("[甲](a.html?a:b)", '<a href="a.html?a:b">甲</a>'),
    ],
)  # fmt: skip
def test_a_link_that_leads_nowhere_is_none(link: str, shown: str) -> None:
    assert re.sub(r"^<p[^>]*>|</p>\s*$", "", RENDERER.render(link + "\n").html) == shown


def test_the_build_goes_on_and_names_the_file(
    small_site: Callable[..., Path], capfd: pytest.CaptureFixture[str]
) -> None:
    site = small_site({"documents/x/a.md": f"Title: 关于防汛的通知\nSlug: a\n\n{BODIES['quotations']}\n"})
    assert "甲乙" in (site / "documents/a.html").read_text(encoding="utf-8")
