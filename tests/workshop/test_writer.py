"""A page whose template does not end stops the build with its place, and does not hang it."""

import os
from pathlib import Path
from types import SimpleNamespace

import jinja2
import pytest
from gongbao import limit
from gongbao.workshop import build, problems, writer


@pytest.mark.skipif(os.name == "nt", reason="no alarm there")
# Where Python calls back just then, it is said again.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_template_without_an_end_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "article.html").write_text(
        "<p>\n{% for n in range(10**9) %}\n{{ n }}\n{% endfor %}", encoding="utf-8"
    )
    template = jinja2.Environment(loader=jinja2.FileSystemLoader(tmp_path), autoescape=True).get_template(
        "article.html"
    )
    page = ("a.html", template, {}, {"localsiteurl": "."}, "")
    with pytest.raises(writer.PageTooLong) as told:
        writer._made(SimpleNamespace(made=None), page, 0.3)
    said = problems.from_exception(told.value)
    assert said.startswith("a.html: was not put together within 0 s, at template ")
    assert "article.html line" in said
    assert not isinstance(told.value, limit.TooLongError)


@pytest.mark.parametrize(
    ("code", "says"), [(1, ""), (130, ""), (-9, "signal 9"), (5, "exit status 5"), (-11, "signal 11")]
)
def test_how_the_process_of_the_pages_ended_is_said_where_it_could_not_say_it(
    code: int, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    build._tell_end(code)
    said = capsys.readouterr().err
    assert (says in said and "was ended" in said) if says else not said
