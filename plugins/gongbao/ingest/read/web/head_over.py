"""What stands over the title of a document on its page: its own red head, or the name of the site over a row of links."""

from collections.abc import Sequence

from gongbao.bulletin import agency, number

from .core import only_leads_away
from .heading import numbered_title
from .lines import PageLine

_MOST_AGENCIES = 20
# So far down a page laid out without elements of its own the row of links may stand.
_MOST_OF_BANNER = 5
_OF_HEAD = "文件"


def red_head(lines: Sequence[PageLine], title: int) -> set[int]:
    """Return the lines right over the title that are a red head: the number, and above it who issued the document, of several
    one of them perhaps with 文件 behind."""
    above = [at for at in range(title - 1, -1, -1) if not lines[at].drop][: _MOST_AGENCIES + 1]
    if not above or not _is_plain(lines[above[0]]) or number.parse(lines[above[0]].text.strip()) is None:
        return set()
    found = {above[0]}
    for at in above[1:]:
        name = "".join(lines[at].text.split()).removesuffix(_OF_HEAD)
        if not (_is_plain(lines[at]) and agency.split_joint(name)):
            break
        found.add(at)
    return found if len(found) > 1 else set()


def banner(lines: Sequence[PageLine], inside: Sequence[int]) -> set[int]:
    """Return the lines at the top of a page over and with the first row of links, where a whole title over its number stands below:
    a page without elements parts the name of the site by nothing from the text."""
    shown = [at for at in inside if not lines[at].drop]
    for count, at in enumerate(shown[:_MOST_OF_BANNER], start=1):
        if lines[at].linked and only_leads_away(lines[at]):
            return set(shown[:count]) if numbered_title(lines, shown[count:]) else set()
    return set()


def _is_plain(line: PageLine) -> bool:
    return not (line.cells or line.linked)
