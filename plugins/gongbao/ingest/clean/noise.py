"""The noise rules in their order: what stands in a source and is no content.

A new rule is one object in one of the lists: of characters (characters.py), of forms (forms.py), of lines (chrome.py,
furniture.py, page_numbers.py, fax_lines.py, converter_marks.py); a line that web pages have is one entry in
words/chrome.toml. tests/ingest/test_noise.py runs the examples of all.
"""

from dataclasses import replace

from gongbao.workshop import extensions

from ..model.lines import Drop, Line
from . import broken_chrome, characters, chrome, converter_marks, fax_lines, forms, furniture, page_numbers
from .rule import Rule, drop_characters

_AT_PAGE_BREAKS = {
    rule.name
    for rule in (
        furniture.RUNNING_HEADS,
        page_numbers.PAGE_NUMBERS,
        fax_lines.FAX_LINES,
        converter_marks.PAGE_MARKS,
    )
}
# Lines apart by so many blank ones stand on pages of their own.
_GAP_OF_PAGES = 3
RULES: tuple[Rule, ...] = (
    chrome.RELATED,
    *characters.RULES,
    *forms.RULES,
    fax_lines.FAX_LINES,
    converter_marks.PAGE_MARKS,
    furniture.RUNNING_HEADS,
    *broken_chrome.RULES,
    chrome.FURNITURE,
    page_numbers.PAGE_NUMBERS,
)


def of_archive() -> tuple[Rule, ...]:
    """Return the program's rules, then those that others add (docs/extending.md)."""
    return (*RULES, *extensions.found("noise").values())


def clean(lines: list[Line], rules: tuple[Rule, ...] = RULES) -> tuple[list[Line], list[Drop]]:
    """Apply the noise rules in order; return what stays and what was dropped by which rule."""
    drops: list[Drop] = []
    rule_of: dict[int, str] = {}
    at_end = [rule for rule in rules if rule.scope == "lines" and rule is not chrome.RELATED]
    for rule in rules:
        if rule in at_end:
            continue
        lines, dropped = _apply(rule, lines)
        drops += dropped
        if rule.parts and dropped:
            lines = _parted(lines)
    # Lines that are dropped whole are told of by all rules first, since one knows its lines by those of another.
    lines = [line if "\t" in line.text else line.strip() for line in lines if line.text.strip()]
    for rule in at_end:
        if rule.lines:
            rule_of.update(dict.fromkeys(rule.lines(lines, rule_of), rule.name))
    kept, dropped = _without(lines, rule_of)
    return kept, drops + dropped


def _parted(lines: list[Line]) -> list[Line]:
    """Return the lines that have text; those below a line of signs, of which nothing is left, are parted by it."""
    kept: list[Line] = []
    gap, parted = 0, False
    for line in lines:
        if line.text.strip():
            kept.append(replace(line, gap=max(gap, line.gap), parted=True) if parted else line)
            gap, parted = 0, False
        else:
            gap, parted = max(gap, line.gap), True
    return kept


def wrong_examples(rule: Rule) -> list[str]:
    """Return the examples of a rule that it does not do right: what it must drop and does not, or the other way round."""
    pairs = [(example.text, example.left) for example in rule.fires]
    pairs += [(text, text) for text in rule.leaves]
    return [text for text, left in pairs if _left(rule, text).strip("\n") != left]


def _left(rule: Rule, text: str) -> str:
    lines = [Line(n, line, tuple(range(len(line)))) for n, line in enumerate(text.split("\n"), start=1)]
    return "\n".join(line.text for line in _apply(rule, lines)[0])


def _apply(rule: Rule, lines: list[Line]) -> tuple[list[Line], list[Drop]]:
    if rule.characters:
        return drop_characters(rule, lines)
    if rule.form:
        return rule.form([line for line in lines if line.text.strip()])
    gone = set(rule.lines(lines, {})) if rule.lines else set()
    kept = [line for at, line in enumerate(lines) if at not in gone]
    return kept, [Drop(rule.name, lines[at]) for at in sorted(gone)]


def _without(lines: list[Line], rule_of: dict[int, str]) -> tuple[list[Line], list[Drop]]:
    """Drop the lines that rules have told of; what stood around dropped furniture stands at a page break."""
    kept: list[Line] = []
    drops: list[Drop] = []
    gap, broken = 0, False
    for at, line in enumerate(lines):
        if at in rule_of:
            drops.append(Drop(rule_of[at], line))
            gap = max(gap, line.gap)
            broken = broken or rule_of[at] in _AT_PAGE_BREAKS or line.page_break
        else:
            apart = line.page_break or broken or line.gap >= _GAP_OF_PAGES
            kept.append(replace(line, gap=max(gap, line.gap), page_break=apart))
            gap, broken = 0, False
    return kept, drops
