"""A fault is told with its place, in the project's own terms."""

from collections.abc import Callable
from pathlib import Path

import jinja2
import pytest
from gongbao.bulletin.article_fields import MetadataError
from gongbao.workshop import ROOT, unexpected_errors
from gongbao.workshop.problems import from_exception


def raised(call: Callable[[], object]) -> BaseException:
    with pytest.raises(Exception) as caught:
        call()
    return caught.value


def metadata_error() -> None:
    raise MetadataError("line 3: 'Agency' is no header line")


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (metadata_error, "line 3: 'Agency' is no header line"),
        (b"a\nb\xff".decode, "line 2 is not UTF-8 — save the file as UTF-8 (UTF-8 编码)"),
        ((ROOT / "content" / "gone.md").read_text, "content/gone.md: No such file or directory"),
        (
            lambda: jinja2.Environment(autoescape=True).from_string("\n{% if %}"),
            "template ? line 2: Expected an expression, got 'end of statement block'",
        ),
    ],
)
def test_an_exception_is_told_in_words(call: Callable[[], object], text: str) -> None:
    assert from_exception(raised(call)) == text


def test_a_fault_in_a_template_names_the_template_and_its_line(tmp_path) -> None:
    (tmp_path / "page.html").write_text("<p>\n{{ article.title.gone.gone }}\n", encoding="utf-8")
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(tmp_path), autoescape=True)
    error = raised(lambda: environment.get_template("page.html").render(article={"title": "x"}))
    assert from_exception(error).startswith(f"template {tmp_path / 'page.html'} line 2: ")


def test_a_fault_of_the_program_is_one_line_and_its_trace_lies_in_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unexpected_errors.places, "cache", tmp_path.joinpath)
    # This file lies in the archive that tests stand in: what it raises would be a fault of that one's own code.
    monkeypatch.setattr(unexpected_errors.places, "archive", lambda: tmp_path)

    def fault() -> None:
        raise TypeError("two\nlines")

    said = from_exception(raised(fault))
    assert said.startswith("a fault of the program (TypeError: two lines); please report it with ")
    assert "\n" not in said
    assert "in fault\n" in (tmp_path / unexpected_errors.TRACE).read_text(encoding="utf-8")
