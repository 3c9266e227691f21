"""Parse a web compilation: pieces of many hands under one collection title, often masked. A source of low trust."""

import re
from difflib import SequenceMatcher

from gongbao.bulletin import headings
from gongbao.bulletin.fold import HAN, fold
from gongbao.bulletin.numerals import to_int
from gongbao.messages import Message

from ..layout.blocks import Assembler
from ..model.lines import Drop, Line, tidy
from ..model.record import Block, Flag, Record

_COUNT = re.compile(
    r"[（(](?P<kind>[^（()）\d一二三四五六七八九十]{0,6})(?P<n>[\d一二三四五六七八九十]+)\s*篇[)）]"
)
_SITE_LINE = re.compile(r"^(?:时间|发布时间|日期|更新时间|作者|来源|编辑|发布|点击)[:：].*")
_INTRODUCTION = re.compile(
    r"小编|供大家参考|仅供参考|范文|欢迎(?:阅读|参考|借鉴)|希望(?:对|能).{0,12}帮助|下面是|以下是"
)
_NUMBERED = re.compile(
    r"^[【\[（(]?(?:第?[一二三四五六七八九十\d]+篇|篇[一二三四五六七八九十\d]+)[】\])）]?[\s:：、]*|[（(]?(?:篇[一二三四五六七八九十\d]+|[一二三四五六七八九十\d]+篇)[)）]?$"
)
_ORDINAL = re.compile(r"^[【\[（(]?(?:篇|第)[一二三四五六七八九十\d]+篇?[】\])）]?[\s:：、]+(?=\S{4})")
_WORD = re.compile(
    r"总结|计划|报告|方案|讲话|心得|体会|思路|要点|汇报|材料|通知|意见|办法|制度|规定|模板|范文|发言|倡议|演讲"
)
_MASK = re.compile(r"[xX×]{2,}|\*{2,}|○{2,}|[xX]年|[xX]月|-市|20-")
_LAST = re.compile(r"[。！？；：:;,，、.!?]$")


def parse(lines: list[Line]) -> tuple[list[Record], list[Line], list[Drop], list[Flag]]:
    """Return the pieces, the lines of the collection's own title, what was dropped, and flags."""
    drops: list[Drop] = []
    flags: list[Flag] = []
    title = lines[0]
    name = tidy(title.text)
    rest: list[Line] = []
    first_piece = next((n for n, line in enumerate(lines[1:], 1) if _is_separator(line, name)), len(lines))
    for n, line in enumerate(lines[1:], 1):
        if _SITE_LINE.match(line.text.strip()) and n < max(first_piece, 6):
            drops.append(Drop("site-line", line))
        elif n < first_piece and _INTRODUCTION.search(line.text) and len(line.text) < 300:
            drops.append(Drop("site-introduction", line))
        else:
            rest.append(line)
    groups: list[tuple[Line | None, list[Line]]] = []
    for line in rest:
        if _is_separator(line, name):
            groups.append((line, []))
        elif groups:
            groups[-1][1].append(line)
        else:
            groups.append((None, [line]))
    records = [_piece(head, body, n, name) for n, (head, body) in enumerate(groups, 1)]
    announced = _COUNT.search(title.text)
    if announced and to_int(announced["n"]) != len(records):
        flags.append(
            Flag(
                title.number,
                name,
                Message(
                    "the title announces {announced} pieces, {found} were found",
                    announced=announced["n"],
                    found=len(records),
                ),
                "count-against-title",
            )
        )
    return records, [title], drops, flags


def _is_separator(line: Line, collection: str) -> bool:
    """Tell whether a line is the title of a piece: short, alone, no end mark, in the words of the collection's title."""
    text = line.text.strip()
    if not 5 <= len(text) <= 40 or _LAST.search(text):
        return False
    if _NUMBERED.search(text):
        return True
    if headings.marker(text):
        return False
    if not _WORD.search(text) or re.search(r"[，。；,;]", text):
        return False
    bare = _COUNT.sub("", fold(collection))
    blocks = [
        b.size
        for b in SequenceMatcher(None, fold(text), bare, autojunk=False).get_matching_blocks()
        if b.size > 1
    ]
    return (
        bool(blocks)
        and max(blocks) >= 4
        and sum(blocks) >= 0.5 * len(fold(text))
        and bool(re.search(f"[{HAN}]", text))
    )


def _piece(head: Line | None, body: list[Line], order: int, collection: str) -> Record:
    record = Record(fields={"kind": "piece", "order": order, "column": collection})
    if head is not None:
        if match := _ORDINAL.match(head.text):
            record.drops.append(Drop("piece-number", head.cut(0, match.end())))
            head = head.cut(match.end())
        record.claims.append(head)
        record.set("title", tidy(head.text), head)
    else:
        record.fields["title"] = collection
    # Lines stand as they were found: who masked and cut this text also cut its sentences, and no rule can tell where.
    assembler = Assembler(join=False)
    record.blocks = assembler.assemble(body)
    record.drops += assembler.drops
    notes = ["网络汇编，非原件"]
    if sum(len(_MASK.findall(line.text)) for line in body) >= 3:
        notes.append("原文有遮蔽（x、* 等）")
    if _restarts(record.blocks):
        notes.append("疑由多篇拼合")
        first = body[0].number if body else 0
        record.flags.append(
            Flag(
                first,
                str(record.fields["title"]),
                Message("numbering starts again: several texts run on under one title"),
                "mixed",
            )
        )
    record.fields["note"] = "；".join(notes)
    return record


def _restarts(blocks: list[Block]) -> bool:
    """Tell whether several texts run on: 一、 comes again, or （一） again and again with no level above it."""
    marks = [
        found[1].strip("（）()、")
        for block in blocks
        if (found := headings.marker(block.text)) and found[0] <= 2
    ]
    firsts = [
        found[0]
        for block in blocks
        if (found := headings.marker(block.text)) and found[0] <= 2 and found[1].strip("（）()、") == "一"
    ]
    return firsts.count(1) > 1 or (not firsts.count(1) and firsts.count(2) > 4 and len(marks) > 20)
