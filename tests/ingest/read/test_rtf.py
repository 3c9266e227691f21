"""Signs of the numbering that an export of Rich Text left out, read from what it shows before its paragraphs."""

import pytest
from gongbao.ingest.read.office.rtf import with_signs

_FILE = (
    r"{\rtf1\ansi{\*\listtable{\list\listtemplateid1"
    r"{\listlevel\levelnfc0{\leveltext \'02\'00.;}{\levelnumbers\'01;}}\listid1}"
    r"{\list\listtemplateid2"
    r"{\listlevel\levelnfc35{\leveltext \'02\'00%s;}{\levelnumbers\'01;}}"
    r"{\listlevel\levelnfc35{\leveltext \'03%s\'01%s;}{\levelnumbers\'02;}}\listid2}}"
    r"{\*\listoverridetable{\listoverride\listid1\listoverridecount0\ls1}"
    r"{\listoverride\listid2\listoverridecount0\ls2}}"
    r"\pard{\listtext\pard\plain 1.\tab}\ilvl0\ls1 a\par"
    r"\pard{\listtext\pard\plain \u19968\'3f\u12289\'3f\tab}\ilvl0\ls2 b\par"
    r"\pard{\listtext\pard\plain \u-248\'28\u19968\'3f\u-247\'29\tab}\ilvl1\ls2 c\par}"
)


def test_a_sign_that_is_lost_in_the_pattern_is_taken_from_a_paragraph() -> None:
    given = (_FILE % (r"\'3f", r"\'3f", r"\'3f")).encode()
    assert with_signs(given) == (_FILE % (r"\u12289\'3f", r"\u-248\'3f", r"\u-247\'3f")).encode()


@pytest.mark.parametrize(
    "given",
    [
        (_FILE % (r"\'a1\'a2", r"(", r")")).encode(),
        (_FILE % (r"\'3f", r"\'3f", r"\'3f")).replace("listtext", "other").encode(),
        rb"{\rtf1 what? {\leveltext \'02\'00?;}}",
        b"",
    ],
)
def test_what_lost_nothing_or_does_not_say_what_stays(given: bytes) -> None:
    assert with_signs(given) == given
