"""The contract between ingest and site, on every shape of the test suite: what ingest writes, the site takes."""

import contextlib
import io
from pathlib import Path

import pytest
from gongbao.bulletin import article, markup
from gongbao.ingest import command
from gongbao.issues.markup import Renderer
from gongbao.issues.structure import MarkupError
from gongbao.workshop import ROOT
from gongbao.workshop.build import build_into

SHAPES = ROOT / "tests" / "ingest" / "shapes"


def test_every_shape_that_ingest_reads_builds(tmp_path: Path) -> None:
    content, output = tmp_path / "content", tmp_path / "output"
    with (
        contextlib.redirect_stdout(io.StringIO()) as said,
        contextlib.redirect_stderr(io.StringIO()) as wrong,
    ):
        for folder in ("documents", "issues"):
            command.run(SHAPES / folder, content, processes=1)
    # Two shapes of one bulletin's issue want one folder; all else is written.
    refused = [line for line in wrong.getvalue().splitlines() if line.startswith("error:")]
    assert [line for line in refused if "already holds" not in line] == []
    assert said.getvalue()
    written = [path for path in content.rglob("*.md") if path.name != "issue.md"]
    assert len(written) > 400
    build_into(output, content)
    pages = {path.stem for path in output.rglob("*.html")}
    assert {article.load(path.read_text(encoding="utf-8"))[0].slug for path in written} <= pages


@pytest.mark.parametrize("known", markup.CLASSES, ids=lambda known: known.name)
def test_every_class_is_taken_where_it_may_stand_and_refused_elsewhere(known: markup.Class) -> None:
    mark = markup.attribute(known.name)
    heading, paragraph = f"## 甲 {mark}\n\n乙", f"甲\n{mark}"
    right, wrong = (heading, paragraph) if known.on == markup.HEADING else (paragraph, heading)
    assert f'class="{known.name}"' in Renderer().render(right).html
    with pytest.raises(MarkupError, match=f"has the class .{known.name}"):
        Renderer().render(wrong)
