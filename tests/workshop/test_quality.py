"""The checks refuse to pass what they have not seen."""

from pathlib import Path

import pytest
from gongbao.workshop import Failure, quality, server


@pytest.mark.parametrize("task", [lambda conf: quality.check_links(conf.parent / "output"), server.serve])
def test_without_a_site_the_person_is_told_to_build_one(blog: Path, task) -> None:
    with pytest.raises(Failure, match=r"output/ holds no site yet — run `inv build` first"):
        task(blog / "conf.py")


def test_a_tool_that_is_not_installed_is_named_with_the_command_that_installs_it() -> None:
    with pytest.raises(
        Failure, match=r"no_such_tool not installed — run: .*--require-hashes -r requirements/dev\.txt"
    ):
        quality.require("pytest", "no_such_tool")


def test_broken_links_are_listed_up_to_fifty(tmp_path: Path) -> None:
    links = "".join(f"<a href='{number}.html'>x</a>" for number in range(60))
    (tmp_path / "index.html").write_text(links, encoding="utf-8")
    with pytest.raises(Failure) as error:
        quality.check_links(tmp_path)
    lines = str(error.value).splitlines()
    assert lines[0].startswith("60 broken links in ")
    assert lines[1] == "index.html: '0.html' leads to no file"
    assert lines[-1] == "… and 10 more"
