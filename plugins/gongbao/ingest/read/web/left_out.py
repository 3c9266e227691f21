"""Tell what of a page is left out though it says something and no rule knows it as furniture: a person may want it back."""

import re
from collections.abc import Collection, Sequence
from itertools import groupby

from gongbao.bulletin.fold import HAN

from ...model.source import SourceObject
from .chrome import is_chrome_line, may_stand_in_footer
from .info import info_line
from .lines import PageLine

_SENTENCE = re.compile(r"[。；！？]")
_HAN_SIGN = re.compile(f"[{HAN}]")
# A shorter one is a hint or a slogan.
_SHORTEST = 24
# Of what leads to other pages no more than this may be left out in silence.
_MOSTLY_LINKED = 0.5


def left_out(
    lines: Sequence[PageLine], known: Collection[int], unsure: Collection[int], rule: str
) -> list[SourceObject]:
    """Return an entry for each run of lines that were dropped by a rule of the page's build alone and have sentences.

    known: the lines that a rule knows for what they are.  unsure: those that are told without a sentence too.  The line of an
    entry is its index in `lines`.
    """
    found = []
    for is_out, run in groupby(range(len(lines)), key=lambda at: lines[at].drop == rule and at not in known):
        places = [at for at in run if is_out and _says_something(lines[at], at in unsure)]
        if places:
            words = "\n".join(lines[at].text for at in places)
            found.append(SourceObject("beside-the-text", places[0], words, "", rule))
    return found


def _says_something(line: PageLine, unsure: bool) -> bool:
    words = "".join(line.text.split())
    enough = len(_HAN_SIGN.findall(words)) >= _SHORTEST and _SENTENCE.search(words) is not None
    return (
        (enough or (unsure and _HAN_SIGN.search(words) is not None))
        and line.linked < _MOSTLY_LINKED * len(words)
        and not (is_chrome_line(line.text) or may_stand_in_footer(line.text) or info_line(line.text))
    )
