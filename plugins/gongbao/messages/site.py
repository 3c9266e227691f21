"""The site's own words, in the language of its readers (the setting DEFAULT_LANG), whatever the program speaks.

The source is Chinese, as the texts of an archive are, so a Chinese site needs no catalogue and its bytes depend on none;
other languages stand in locale/<language>/LC_MESSAGES/site.po. Templates say `_("收录 %(count)s 件", count=…)` through
Jinja's own extension for gettext, Python says `words("收录 {count} 件", count=…)`, and the words of scripts are put in
when they are copied (`in_script`), since a script that looks its words up would make each page heavier.
"""

import gettext
import re
from collections.abc import Mapping
from contextvars import ContextVar

from . import catalogue

DOMAIN = "site"
SOURCE = "zh"
_CODE = re.compile("[a-z]{2,8}")
_HAN = re.compile("[\u3400-\u9fff、，。：；（）]")
# A literal of a script: a pattern (which may hold a quotation mark, and stays), a text in quotation marks, a template.
_LITERAL = re.compile(
    r"(?:(?<=[(,=:\[!&|?{};])|(?<=return))/(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/"
    r"|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`"
)

_chosen: ContextVar[str] = ContextVar("site_language", default=SOURCE)


def speak(language: str) -> None:
    """Write the site in a language from now on, given as zh-CN, en or en-GB; one without a catalogue is Chinese."""
    _chosen.set(_code(language) or SOURCE)


def language() -> str:
    """Return the language that the site is written in."""
    return _chosen.get()


def is_chinese() -> bool:
    """Say whether the site speaks the language of its texts."""
    return _chosen.get() == SOURCE


def known(language: str) -> bool:
    """Say whether the site can be written in a language."""
    name = _code(language)
    source = catalogue.po(name, DOMAIN)
    return name == SOURCE or (bool(name) and (source.exists() or source.with_suffix(".mo").exists()))


def _code(language: str) -> str:
    """Return en of en-GB; "" of what is no language, since it becomes a part of a path."""
    name = language.replace("_", "-").split("-")[0].lower()
    return name if _CODE.fullmatch(name) else ""


def translations() -> gettext.NullTranslations:
    """Return the catalogue of the language that was chosen, for Jinja; the Chinese one says all as it stands."""
    return catalogue.translations(_chosen.get(), DOMAIN)


def translated(text: str, values: Mapping[str, object]) -> str:
    """Return a text of the site before its values are filled in.

    The first whole number among them is what is counted: where the catalogue has a text in the singular and the plural
    (msgid_plural, the same Chinese once more), that chooses. Chinese has one form, so that the code need not say which.
    """
    if is_chinese():
        return text
    known_words = translations()
    counts = (value for value in values.values() if isinstance(value, int))
    number = next(counts, None)
    if number is not None and (form := known_words.ngettext(text, text, number)) != text:
        return form
    return known_words.gettext(text)


def words(text: str, /, **values: object) -> str:
    """Word a text of the site; values fill its braces."""
    worded = translated(text, values) if text else ""
    return worded.format(**values) if values else worded


def W_(text: str, /) -> str:  # noqa: N802 - like N_, the mark that tools look for
    """Mark a text of the site that is worded later, by `words`: in a table at the top of a module, say."""
    return text


def literals(code: str) -> list[str]:
    """Return the literals of a script without comments that hold Chinese."""
    return [literal[1:-1] for literal in _LITERAL.findall(code) if _is_said(literal)]


def _is_said(literal: str) -> bool:
    return not literal.startswith("/") and bool(_HAN.search(literal))


def in_script(code: str) -> str:
    """Return a script without comments with its Chinese literals in the language that was chosen.

    Those that are data (what a number or a date is told by) stand in the catalogue as they are.
    """
    if is_chinese():
        return code
    say = translations().gettext

    def put(literal: re.Match[str]) -> str:
        text = literal[0][1:-1]
        return f"{literal[0][0]}{say(text)}{literal[0][0]}" if _is_said(literal[0]) else literal[0]

    return _LITERAL.sub(put, code)


_MONTHS = (
    W_("一月"), W_("二月"), W_("三月"), W_("四月"), W_("五月"), W_("六月"),
    W_("七月"), W_("八月"), W_("九月"), W_("十月"), W_("十一月"), W_("十二月"),
)  # fmt: skip


def month(iso: str) -> str:
    """Return 2018年5月 for 2018-05."""
    number = int(iso[5:7])
    return words("{year}年{month}月", year=iso[:4], month=number, name=words(_MONTHS[number - 1]))


_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def day(iso: str | None) -> str:
    """Return 2018年5月16日 for 2018-05-16; what is no whole date as it is, an empty text for None."""
    match = _ISO.fullmatch(iso or "")
    if not match or not 1 <= int(match[2]) <= len(_MONTHS):
        return iso or ""
    year, month, number = map(int, match.groups())
    return words(
        "{year}年{month}月{day}日", year=year, month=month, day=number, name=words(_MONTHS[month - 1])
    )
