"""Fields of Word: results, form fields, content controls, and EQ fields, which draw fractions and ringed figures."""

import re
from dataclasses import dataclass, field

from lxml import etree

from ...model.marks import marked
from ...model.source import SourceObject
from ..counting import numeral
from ..formulas import fraction
from .styles import is_on, value, w, whole

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_EQUATION = re.compile(r"^\s*eq\b", re.I)
_CONTENTS = re.compile(r"^\s*TOC\b", re.I)
_DEEPEST = 20
_RINGS = "○◯〇"
_SWITCH = re.compile(r"\\([a-z]+)\s*", re.I)
_FORMATTING = re.compile(r"\\\*\s*(?:\"[^\"]*\"|\S+)(?:\s*\"[^\"]*\")?")


@dataclass
class _Open:
    """A field that has begun: its instruction, and whether its result has begun too."""

    has_result: bool = False
    said: str = ""
    form: etree._Element | None = None


@dataclass
class Fields:
    """The fields that are open at a place of a paragraph."""

    _open: list[_Open] = field(default_factory=list)
    is_form: bool = False
    ends_elsewhere: bool = False
    holds_contents: bool = False

    @property
    def opens_contents(self) -> bool:
        """Tell whether a table of contents begins here and goes on in the next paragraphs."""
        return any(_CONTENTS.match(one.said) for one in self._open)

    @property
    def is_instruction(self) -> bool:
        """Tell whether text here is part of an instruction, and not shown."""
        return any(not one.has_result for one in self._open)

    def instruction(self, text: str) -> None:
        """Add to the instruction of the innermost field."""
        if self._open and not self._open[-1].has_result:
            self._open[-1].said += text
            self.holds_contents = self.holds_contents or self.opens_contents

    def step(self, element: etree._Element) -> str:
        """Take in the begin, separator or end of a field; return what the field itself draws."""
        kind = element.get(w("fldCharType"))
        if kind == "begin":
            self._open.append(_Open(form=element.find(w("ffData"))))
        elif kind == "separate" and self._open:
            self._open[-1].has_result = True
        elif kind == "end" and not self._open:
            self.ends_elsewhere = True
        elif kind == "end":
            ended = self._open.pop()
            if not self.is_instruction:
                return self._drawn(ended)
            # An equation inside another: part of its instruction.
            self._open[-1].said += _equation(ended.said) if _EQUATION.match(ended.said) else ""
        return ""

    def _drawn(self, ended: _Open) -> str:
        self.is_form = ended.form is not None
        if ended.form is not None:
            return _form_value(ended.form)
        if _EQUATION.match(ended.said) and not ended.has_result:
            return _equation(ended.said)
        return ""


def _form_value(data: etree._Element) -> str:
    """Return what a form field of the old kind shows: the tick of a box, the choice of a list; text is its result."""
    box = data.find(w("checkBox"))
    if box is not None:
        ticked = is_on(box, "checked") if box.find(w("checked")) is not None else is_on(box, "default")
        return "☑" if ticked else "☐"
    choices = data.find(w("ddList"))
    if choices is not None:
        entries = [entry.get(w("val"), "") for entry in choices.iter(w("listEntry"))]
        chosen = whole(value(choices, "result") or value(choices, "default"), 0)
        return entries[chosen] if 0 <= chosen < len(entries) else ""
    return ""


def content_control(element: etree._Element, objects: list[SourceObject]) -> list[etree._Element]:
    """Return what a content control shows; its prompt (单击此处输入文字) is none of the text."""
    properties, content = element.find(w("sdtPr")), element.find(w("sdtContent"))
    if content is None:
        return []
    words = "".join(text.text or "" for text in content.iter(w("t")))
    if is_on(properties, "showingPlcHdr") and (
        properties is None or properties.find(f"{_W14}checkbox") is None
    ):
        objects.append(SourceObject("form-value", text=words, rule="form-prompt"))
        return []
    kinds = [w(name) for name in "text comboBox dropDownList date picture".split()] + [f"{_W14}checkbox"]
    if properties is not None and any(properties.find(kind) is not None for kind in kinds) and words.strip():
        objects.append(SourceObject("form-value", text=words, kept="text"))
    return list(content)


def _equation(instruction: str) -> str:
    r"""Write an EQ field as one line: \f(1,2) is 1/2, \o\ac(○,3) is ③."""
    body = _FORMATTING.sub("", _EQUATION.sub("", instruction)).strip()
    return _arranged(body, 0)


def _arranged(text: str, depth: int) -> str:
    if depth > _DEEPEST:
        return text
    out, at = "", 0
    while at < len(text):
        switch = _SWITCH.match(text, at)
        if not switch:
            out += text[at]
            at += 1
            continue
        names = []
        while switch:
            names.append(switch[1].lower())
            at = switch.end()
            # Some switches take a number: \up 11.
            number = re.compile(r"\d+\s*").match(text, at)
            at = number.end() if number else at
            switch = _SWITCH.match(text, at)
        if text[at : at + 1] == "(":
            parts, at = _parts(text, at)
            out += _written(names, [_arranged(part, depth + 1) for part in parts])
    return out


def _parts(text: str, at: int) -> tuple[list[str], int]:
    """Return the arguments between brackets, and the place behind them."""
    parts, level = [""], 0
    for end in range(at, len(text)):
        char = text[end]
        level += {"(": 1, ")": -1}.get(char, 0)
        if char == ")" and level == 0:
            return [part.strip() for part in parts], end + 1
        if char in ",，;；" and level == 1:
            parts.append("")
        elif not (char == "(" and level == 1 and end == at):
            parts[-1] += char
    return [part.strip() for part in parts], len(text)


def _written(names: list[str], parts: list[str]) -> str:
    first = names[0]
    if first == "f" and len(parts) > 1:
        return fraction(parts[0], parts[1])
    if first == "r":
        return f"√({parts[-1]})" if len(parts[-1]) > 1 else f"√{parts[-1]}"
    if first == "s":
        return marked(parts[0], "lowered" if "do" in names else "raised")
    if first == "o":
        return _overlaid(parts)
    if first == "b":
        return f"({parts[0]})"
    if first == "i" and len(parts) > 2:
        return f"∫{marked(parts[0], 'lowered')}{marked(parts[1], 'raised')}{parts[2]}"
    if first == "a":
        return "；".join(parts)
    return "".join(parts)


def _overlaid(parts: list[str]) -> str:
    """Return signs set over each other: a figure in a ring has a sign of its own; of a word and its sound, the word."""
    inside = [part for part in parts if part not in _RINGS]
    if len(inside) < len(parts):
        figure = "".join(inside)
        ringed = numeral(int(figure), "decimalEnclosedCircle") if re.fullmatch(r"\d{1,2}", figure) else ""
        return ringed or f"({figure})"
    return parts[-1] if parts else ""
