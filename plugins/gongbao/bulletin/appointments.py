"""Appointments and removals (任免) that a text announces, read from its own words and nothing else."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Protocol

from .fold import HAN
from .names import COMMON, COMPOUND

# What a document or its section is called that announces them; elsewhere 任 says too many other things.
_ANNOUNCES = re.compile(r"任免|任职|免职|任命|免去|辞去|辞职|聘任|职务")
# Names of persons in office that the common surnames do not cover; on a line of its own, a word could begin so.
_SURNAMES = "".join(sorted(COMMON | frozenset("丘仁占原帅帖库战户才扎敏敬於旦暨格母税粟苑谌贲达郤钭鹿")))
_COMPOUND = f"{COMPOUND}|百里|呼延"
# A name: two or three characters with a blank between for setting, a compound one, or one of several parts (买买提·艾力).
_ONE = (
    rf"(?:[{HAN}]{{1,12}}(?:[·•][{HAN}]{{1,12}}){{1,3}}|(?:{_COMPOUND})[{HAN}]{{1,2}}"
    rf"|[{_SURNAMES}][\s\u3000]*[{HAN}](?:[\s\u3000]*[{HAN}])??)"
)
# （女）, （女，苗族）, （挂职）: said of the person, no part of the name.
_ASIDE = r"(?:[（(][^（）()]{1,12}[）)])?"
_PERSONS = rf"(?P<names>{_ONE}{_ASIDE}(?:[、，]{_ONE}{_ASIDE})*)"
_NAMES = rf"{_PERSONS}(?:同志)?"
# Without one of these between them nobody can tell where the name ends and the post begins.
_NAMES_OF = rf"{_PERSONS}(?:同志(?:担任)?的?|担任的?|的)"
_POST = r"(?P<post>[^，。；;]{3,60}?)"
_END = r"(?=$|[，。；;])"
_TERM = re.compile(r"[（(](?P<term>[^（）()]*(?:试用期|任期|聘期|挂职|正式|自\d)[^（）()]*)[）)]")
_CUT = re.compile(r"(?<=[。；;])")
_OPENING = re.compile(
    r"^(?:经[^，,：:]{0,60}?(?:研究|决定|通过|讨论|同意|批准|商得)[^，：:]{0,30}[，：:])?(?:现?决定)?[：:，]?"
)


class Block(Protocol):
    """A stretch of a text."""

    id: str
    kind: str
    text: str


@dataclass(frozen=True)
class Rule:
    """A way of saying it: what it does, its words as a pattern, and an example (the words, the names, the post)."""

    name: str
    action: str
    words: str
    example: tuple[str, tuple[str, ...], str]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Return the pattern; compiled when it is asked for, since it takes longer than most builds read of texts."""
        return re.compile(self.words)


APPOINTED, REMOVED, RESIGNED = "任", "免", "辞"
# The first that fits a clause from its beginning decides.
RULES = (
    Rule(
        "removed-of", REMOVED,
        rf"(?:免去|撤销|解聘|罢免|免除){_NAMES_OF}{_POST}(?:的?职务|一职)?{_END}",
        ("免去周大勇的市水库管理中心主任职务", ("周大勇",), "市水库管理中心主任"),
    ),
    Rule(
        "removed-from", REMOVED,
        rf"{_NAMES}不再(?:担任|兼任|任|挂任){_POST}(?:的?职务|一职)?{_END}",
        ("何静同志不再担任县审计局局长职务", ("何静",), "县审计局局长"),
    ),
    Rule(
        "removed-his", REMOVED,
        rf"(?P<his>(?:同时)?(?:免去|不再担任|撤销)其?(?:担任)?的?){_POST}(?:的?职务|一职)?{_END}",
        ("免去其县统计局副局长职务", (), "县统计局副局长"),
    ),
    Rule(
        "resigned", RESIGNED,
        rf"(?:接受|同意){_NAMES}(?:提出的)?(?:关于)?(?:请求)?辞去{_POST}(?:职务)?的?(?:请求|申请|报告)?{_END}",
        ("接受王磊辞去岚川县副县长职务的请求", ("王磊",), "岚川县副县长"),
    ),
    Rule(
        "named", APPOINTED,
        rf"(?:任命|聘任|聘请|聘用|选举|补选|增补|委任){_NAMES}(?:担任|任|为){_POST}(?:职务)?{_END}",
        ("任命李晓峰为县审计局局长", ("李晓峰",), "县审计局局长"),
    ),
    Rule(
        "takes", APPOINTED,
        rf"{_NAMES}(?:兼任|挂任|升任|担任|提任|晋升为|任|为){_POST}(?:职务)?{_END}",
        ("李晓峰、郑玉兰任县审计局副局长", ("李晓峰", "郑玉兰"), "县审计局副局长"),
    ),
)  # fmt: skip
# 任命：／免去： before a list: what stands below says no verb of its own.
_LISTS = {"任命": APPOINTED, "聘任": APPOINTED, "任": APPOINTED, "免去": REMOVED, "免": REMOVED}
_LIST = re.compile(
    r"(?:^|[，。；])(?:决定)?(?P<verb>任命|聘任|免去)(?:以下|下列)?(?:同志|人员)?(?:的?职务)?[：:]$"
)


@cache
def _listed() -> re.Pattern[str]:
    """Return the pattern of a line of a list, compiled when it is asked for as those of the rules are."""
    return re.compile(rf"^{_NAMES}(?:为|的|任|\s|\u3000)+{_POST}(?:职务)?{_END}")


@dataclass(frozen=True)
class Appointment:
    """A person appointed to a post or removed from it; the sentence and the block that say so, by which rule.

    action: 任, 免 or 辞. note: what the text adds in brackets (试用期一年), "" if nothing.
    """

    person: str
    post: str
    action: str
    sentence: str
    block: str
    rule: str
    note: str = ""


def announces(title: str, section: str | None) -> bool:
    """Tell whether a document is one that appoints or removes, by its title or the section it stands in."""
    return bool(_ANNOUNCES.search(title) or (section and _ANNOUNCES.search(section)))


def find(blocks: Iterable[Block]) -> tuple[Appointment, ...]:
    """Return what the blocks of such a document announce, in their order; what no rule reads is left out."""
    found: dict[tuple[str, str, str], Appointment] = {}
    listed = ""
    for block in blocks:
        if block.kind not in ("paragraph", "list-item", "heading"):
            continue
        text = block.text.strip()
        if opened := _LIST.search(text):
            listed = _LISTS[opened["verb"]]
            continue
        for sentence in _CUT.split(text):
            for one in _of_sentence(sentence.strip(), block.id, listed):
                found.setdefault((one.person, one.post, one.action), one)
    return tuple(found.values())


def _of_sentence(sentence: str, block: str, listed: str) -> list[Appointment]:
    """Return what a sentence announces: its clauses one after the other, 其 being who was named last."""
    rest = _OPENING.sub("", sentence, count=1)
    found: list[Appointment] = []
    last: tuple[str, ...] = ()
    while rest:
        rest = rest.lstrip("，；;。、 \u3000")
        match, action, rule = _clause(rest, listed)
        if match is None:
            # What no rule reads ends at the next comma; what follows may be read again.
            _, _, rest = rest.partition("，")
            continue
        groups = match.groupdict()
        names = _split(groups["names"]) if groups.get("names") else last
        last = names or last
        post, note = _post(match["post"])
        found += [Appointment(n, post, action, sentence, block, rule, note) for n in names if post]
        rest = rest[match.end() :]
    return found


def _clause(text: str, listed: str) -> tuple[re.Match[str] | None, str, str]:
    for rule in RULES:
        if match := rule.pattern.match(text):
            return match, rule.action, rule.name
    if listed and (match := _listed().match(text)):
        return match, listed, "listed"
    return None, "", ""


def _split(names: str) -> tuple[str, ...]:
    bare = re.sub(r"[（(][^（）()]*[）)]", "", names)
    return tuple(re.sub(r"[\s\u3000]+", "", name) for name in re.split("[、，]", bare) if name.strip())


def _post(text: str) -> tuple[str, str]:
    """Return a post and what is added to it in brackets."""
    term = _TERM.search(text)
    bare = _TERM.sub("", text)
    return re.sub(r"[\s\u3000]+", "", bare).removesuffix("职务").strip("的"), term["term"] if term else ""
