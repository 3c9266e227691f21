"""Compiled templates are kept for the next build, never across a change of what is compiled into them."""

from pathlib import Path
from typing import Any

import pytest
from gongbao.cache.store import Store
from gongbao.cache.templates import CompiledTemplates
from gongbao.issues.wording import FILTERS
from jinja2 import Environment, FileSystemLoader, TemplateSyntaxError


class Compiling(Environment):
    """An environment that notes what it compiles."""

    compiled: list[str]

    def _generate(self, source: Any, name: Any, filename: Any, defer_init: bool = False) -> str:
        self.compiled.append(name)
        return super()._generate(source, name, filename, defer_init)


class Theme:
    """A folder of templates, each build of which renders page.html."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.compiled = folder / "templates", list[str]()
        self.store = folder / "results.sqlite"
        self.folder.mkdir()
        self.write("page.html", "{% include 'foot.html' %} {{ '2018-03-05' | han_date }}")
        self.write("foot.html", "one")
        self.settings: dict[str, Any] = {
            "THEME": str(folder), "JINJA_FILTERS": FILTERS, "JINJA_TESTS": {}, "JINJA_ENVIRONMENT": {"extensions": []},
        }  # fmt: skip

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def build(self) -> tuple[str, list[str]]:
        """Return the page, and which templates had to be compiled."""
        store = Store(self.store)
        compiled = CompiledTemplates(store, self.settings)
        environment = Compiling(loader=FileSystemLoader(self.folder), bytecode_cache=compiled)
        environment.compiled = []
        environment.filters.update(self.settings["JINJA_FILTERS"])
        compiled.complete(environment, sorted(path.name for path in self.folder.iterdir()))
        text = environment.get_template("page.html").render()
        store.close()
        return text, environment.compiled


@pytest.fixture
def theme(tmp_path: Path) -> Theme:
    return Theme(tmp_path)


def test_a_template_is_compiled_once(theme: Theme) -> None:
    first, compiled = theme.build()
    assert sorted(compiled) == ["foot.html", "page.html"]
    assert theme.build() == (first, [])


def test_a_changed_template_is_compiled_anew_and_no_other(theme: Theme) -> None:
    theme.build()
    theme.write("foot.html", "two")
    text, compiled = theme.build()
    assert text.startswith("two")
    assert compiled == ["foot.html"]
    assert theme.build() == (text, [])


def test_nothing_is_kept_with_filters_whose_code_no_key_knows(theme: Theme) -> None:
    # What a filter makes of a constant stands in the compiled code.
    theme.settings["JINJA_FILTERS"] = {**FILTERS, "han_date": lambda text: "first"}
    assert theme.build()[0].endswith("first")
    theme.settings["JINJA_FILTERS"] = {**FILTERS, "han_date": lambda text: "second"}
    text, compiled = theme.build()
    assert text.endswith("second")
    assert len(compiled) == 2


def test_other_settings_of_the_environment_ask_for_other_code(theme: Theme) -> None:
    theme.build()
    theme.settings["JINJA_ENVIRONMENT"] = {"extensions": [], "trim_blocks": True}
    assert len(theme.build()[1]) == 2


def test_a_broken_template_is_told_by_the_page_that_needs_it(theme: Theme) -> None:
    theme.write("unused.html", "{% if %}")
    assert theme.build()[0].startswith("one")
    theme.write("foot.html", "{% if %}")
    with pytest.raises(TemplateSyntaxError):
        theme.build()
