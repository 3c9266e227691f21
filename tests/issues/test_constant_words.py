"""Words of templates without values are said when the template is compiled; with values, when the page is."""

import pytest
from gongbao.issues.constant_words import SaidOnce
from gongbao.issues.wording import gettext
from gongbao.messages import site
from jinja2 import Environment

TEMPLATES = [
    '<p>{{ _("跳到正文") }}</p>',
    '<a title="{{ _("全站") }}">{{ _("第%(page)s页", page=number) }}</a>',
    '{{ _("、") if number > 1 }}{{ (_("作者") ~ _("、"))|length }}',
    '{{ _("%(doubt)s。", doubt=_("日期不详")) }}{% for label, value in ((_("作者"), "<b>"),) %}{{ label }}{{ value }}{% endfor %}',
    '{% macro date(missing=_("日期不详")) %}{{ missing }}{% endmacro %}{{ date() }}{{ named._("甲&乙") }}',
]


class Named:
    def _(self, text: str) -> str:
        return f"<{text}>"


def rendered(template: str, *extensions: type) -> str:
    environment = Environment(autoescape=True, extensions=["jinja2.ext.i18n", *extensions])
    environment.install_gettext_translations(site.translations(), newstyle=True)  # type: ignore[attr-defined]
    environment.globals["gettext"] = environment.globals["_"] = gettext
    return environment.from_string(template).render(number=3, named=Named())


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("template", TEMPLATES)
def test_a_page_says_the_same_either_way(template: str, language: str) -> None:
    before = site.language()
    site.speak(language)
    try:
        assert rendered(template, SaidOnce) == rendered(template)
    finally:
        site.speak(before)


def test_nothing_is_looked_up_while_a_page_is_rendered() -> None:
    environment = Environment(autoescape=True, extensions=["jinja2.ext.i18n", SaidOnce])
    template = environment.from_string('<p>{{ _("跳到正文") }}</p>')
    assert template.render(_=None) == "<p>跳到正文</p>"
