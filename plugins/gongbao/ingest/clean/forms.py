"""Noise rules that bring lines into one form: entities, tabs, figures set apart, marks of Markdown."""

import html
import re
from dataclasses import replace

from gongbao.bulletin.fold import HAN

from ..model.lines import Drop, Line
from .page_numbers import DECORATED
from .rule import Example, Rule

Done = tuple[list[Line], list[Drop]]
_NAMED_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6});")
_NUMBERED_TAB = re.compile(
    rf"^\s*+(?:#{{1,6}}\s*+)?(?:第[{HAN}\d]{{1,5}}[编篇章节条]|[（(]?[{HAN}\d]{{1,3}}[)）、.．])\t[^\t]+$"
)
# 2 0 1 6年 7月 1 2日: recognition has set each figure apart.
_FIGURES = re.compile(r"(?<![0-9A-Za-z.])\d(?: [.\d](?![0-9A-Za-z.]))+")
_AFTER_FIGURES = re.compile(r" ?[年月日号]")
_PIPES = re.compile(r"^\s*\|.*\|\s*$")
_HASHES = re.compile(r"^(?P<level>#{1,6})\s+")
_DATABASE_MARK = re.compile(
    r"^\s*(?:【题注】|【(?:编名|章名|节名)】)[\s\u3000]*(?=[（(]|第[一二三四五六七八九十百\d]{1,4}[编章节])"
)
_DASH = re.compile(r"^[-*+•]\s+(?=\S)")
_BOLD = re.compile(r"\*\*(?P<inner>[^*\n]+?)\*\*")
# A lead set bold opens its line, or stands behind its numbering, and is short; a mask (张**于**年) stands anywhere.
_BEFORE_LEAD = re.compile(r"[\W\d一二三四五六七八九十第条章节]{0,6}")
# **文号**: …, behind a bar too.
_IS_LABEL = re.compile(r"\s?[:：]")
_LEAD_ENDS, _MOSTLY = 60, 0.6


def _entities(lines: list[Line]) -> Done:
    """Set the sign that an entity stands for (&ldquo; → “) in its first place; the rest of it is dropped."""
    out: list[Line] = []
    drops: list[Drop] = []
    for line in lines:
        found = [m for m in _NAMED_ENTITY.finditer(line.text) if len(html.unescape(m.group())) == 1]
        chars = list(line.text)
        for match in found:
            chars[match.start()] = html.unescape(match.group())
            drops.append(Drop("broken-entity", line.cut(match.start() + 1, match.end())))
        whole = replace(line, text="".join(chars)) if found else line
        out.append(whole.without([(m.start() + 1, m.end()) for m in found]) if found else line)
    return out, drops


def _figures(lines: list[Line]) -> Done:
    """Close up a number whose figures stand one by one; a run of two only where it is part of a date or number."""
    out: list[Line] = []
    for line in lines:
        if "\t" in line.text or "  " in line.text.strip():
            out.append(line)
            continue
        found = [
            match
            for match in _FIGURES.finditer(line.text)
            if len(match.group()) > 4 or _AFTER_FIGURES.match(line.text, match.end())
        ]
        blanks = [n for match in found for n in range(*match.span()) if line.text[n] == " "]
        out.append(line.without((n, n + 1) for n in blanks) if blanks else line)
    return out, []


def _tabs(lines: list[Line]) -> Done:
    """Take the tab behind a numbering (第五章→其他规定) for the blank that it is; in a table there are more."""
    out: list[Line] = []
    for at, line in enumerate(lines):
        beside = [lines[n].text for n in (at - 1, at + 1) if 0 <= n < len(lines)]
        match = _NUMBERED_TAB.match(line.text)
        if match and line.hint != "table" and not any("\t" in text for text in beside):
            line = replace(line, text=line.text.replace("\t", "\u3000")).strip()
        out.append(line)
    return out, []


def _pipes(lines: list[Line]) -> Done:
    """Read the rows of a Markdown table as cells parted by tabs; pipes, and the rule of dashes, are dropped."""
    out: list[Line] = []
    drops: list[Drop] = []
    for line in lines:
        if not _PIPES.match(line.text):
            out.append(line)
        elif re.fullmatch(r"[|\s:-]+", line.text.strip()):
            drops.append(Drop("markdown-mark", line))
        else:
            pipes = [n for n, c in enumerate(line.text) if c == "|" and line.text[n - 1 : n] != "\\"]
            drops += [Drop("markdown-mark", line.cut(n, n + 1)) for n in pipes]
            places = set(pipes)
            text = "".join("\t" if n in places else c for n, c in enumerate(line.text))
            row = replace(line, text=text, hint="table").cut(pipes[0] + 1, pipes[-1])
            out += [row] if row.text.strip() else []
    return out, drops


def _openings(lines: list[Line]) -> Done:
    """Take off the mark that opens a line: # of a heading, the dash of a list."""
    out: list[Line] = []
    drops: list[Drop] = []
    for line in lines:
        if line.hint == "table":
            out.append(line)
        elif match := _HASHES.match(line.text):
            drops.append(Drop("markdown-mark", line.cut(0, match.end())))
            out.append(replace(line.cut(match.end()), hint=f"h{len(match['level'])}"))
        elif (match := _DASH.match(line.text)) and not DECORATED.fullmatch(line.text.strip()):
            drops.append(Drop("list-mark", line.cut(0, match.end())))
            out.append(replace(line.cut(match.end()), dash=True))
        else:
            out.append(line)
    return out, drops


def _bold(lines: list[Line]) -> Done:
    """Take the stars off words set bold; where ** masks digits (**年**月) it is text and stays."""
    pairs = [(line.text, m) for line in lines for m in _BOLD.finditer(line.text)]
    leads = sum(
        1
        for text, m in pairs
        if (_BEFORE_LEAD.fullmatch(text[: m.start()].strip()) and len(m["inner"]) <= _LEAD_ENDS)
        or _IS_LABEL.match(text, m.end())
    )
    if not pairs or leads < _MOSTLY * len(pairs):
        return lines, []
    out: list[Line] = []
    drops: list[Drop] = []
    for line in lines:
        found = list(_BOLD.finditer(line.text))
        marks = [s for m in found for s in ((m.start(), m.start() + 2), (m.end() - 2, m.end()))]
        drops += [Drop("markdown-mark", line.cut(a, b)) for a, b in marks]
        out.append(line.without(marks) if marks else line)
    return out, drops


def _database_marks(lines: list[Line]) -> Done:
    """Take off what a database of laws sets before a line to say which field it is: 【题注】, 【章名】."""
    out: list[Line] = []
    drops: list[Drop] = []
    for line in lines:
        match = _DATABASE_MARK.match(line.text)
        if match:
            drops.append(Drop("mark-of-database", line.cut(0, match.end())))
        out.append(line.cut(match.end()) if match else line)
    return out, drops


RULES = (
    Rule(
        "mark-of-database",
        "what a database of laws sets before a line: 【题注】, 【章名】",
        (
            Example("【章名】 第一章 总则", "第一章 总则"),
            Example("【题注】（2001年6月3日批准）", "（2001年6月3日批准）"),
        ),
        ("【题注】", "【章名】一栏填写"),
        form=_database_marks,
    ),
    Rule(
        "broken-entity",
        "an entity of HTML: the sign that it stands for takes its place",
        (Example("&ldquo;放管服&rdquo;改革", "“放管服”改革"),),
        ("甲&乙;丙", "R&D投入"),
        form=_entities,
    ),
    Rule(
        "figures-apart",
        "figures that recognition has set apart are closed up; only blanks go",
        (Example("2 0 1 6年", "2016年"),),
        ("1 2 ，", "3 5 万元"),
        form=_figures,
    ),
    Rule(
        "tab-of-numbering",
        "the tab behind a numbering is a blank",
        (Example("第五章\t其他规定", "第五章\u3000其他规定"),),
        ("1\t甲\n2\t乙", "序号\t名称"),
        form=_tabs,
    ),
    Rule(
        "markdown-mark",
        "the pipes of a Markdown table, and its line of dashes",
        (Example("| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |", " 甲 \t 乙 \n 1 \t 2 "),),
        ("|甲", "甲|乙"),
        form=_pipes,
    ),
    Rule(
        "markdown-mark",
        "# of a heading, and the dash of a list (list-mark)",
        (Example("## 一、总则", "一、总则"), Example("- 甲", "甲")),
        ("#1楼", "-甲", "- 3 -"),
        form=_openings,
    ),
    Rule(
        "markdown-mark",
        "the stars around words set bold, where most of them open their lines",
        (Example("**一是加强领导。**各县", "一是加强领导。各县"),),
        ("张**于**年**月", "自2020年起张**任职，李**离职，**不再"),
        form=_bold,
    ),
)
