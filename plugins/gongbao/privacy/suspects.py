"""What in a text looks like personal data: identity numbers, telephones, home addresses. It suggests, a person decides."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])"
)
_OLD_IDENTITY = re.compile(r"(?:身份证|公民身份)[^0-9。；]{0,12}(?P<found>[1-9]\d{14})(?!\d)")
_MOBILE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")
_HOME = re.compile(
    r"(?:家庭住址|家庭地址|住址|现住|家住|户籍地址|住所地)(?:[：:为是于在])?(?P<found>[^，。；、\s|]{4,40})"
)
_BANK = re.compile(r"(?:银行账号|银行账户|银行卡号|卡号|账号)[^0-9。；]{0,8}(?P<found>\d[\d ]{14,22}\d)")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True)
class Suspect:
    """A place that looks like personal data: its line in the text (from 1), what it looks like, its words."""

    line: int
    what: str
    words: str


def find(text: str) -> Iterator[Suspect]:
    """Yield the suspects of a text, line by line, each stretch once."""
    for number, line in enumerate(text.split("\n"), 1):
        taken: list[tuple[int, int]] = []
        for what, start, end in _in_line(line):
            if not any(start < b and a < end for a, b in taken):
                taken.append((start, end))
                yield Suspect(number, what, line[start:end])


def _in_line(line: str) -> Iterator[tuple[str, int, int]]:
    for match in _IDENTITY.finditer(line):
        # A long number that is none has the right check digit once in eleven.
        if _checked(match.group()):
            yield "身份证号", match.start(), match.end()
    for what, pattern in (("身份证号", _OLD_IDENTITY), ("银行账号", _BANK), ("住址", _HOME)):
        for match in pattern.finditer(line):
            yield what, *match.span("found")
    for match in _MOBILE.finditer(line):
        yield "手机号码", match.start(), match.end()


def _checked(number: str) -> bool:
    """Tell whether the last digit of an identity number fits the others (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == number[-1].upper()
