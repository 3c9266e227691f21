"""What two versions of one text have in common in their titles, and which stage a draft is at. Pure."""

from gongbao.bulletin.fold import fold
from gongbao.patterns import late

# What drafts are called, at the end of their titles or in the name of the text that is put up for opinions.
_STAGE = (
    r"(?:公开|征求|征集|社会|公众|意见|审议|讨论|送审|报审|报批|修订|修改|修正|草案|第[一二三]次|[初二三审])*"
    r"(?:草案|稿)"
)
_DRAFT = late(rf"[(（](?P<stage>{_STAGE})[^()（）]{{0,12}}[)）]$")
# （试行）, （2023年修订）, （修订版）: what tells versions of one text apart.
_MARK = late(r"[(（\[〔](?:试行|暂行|修订|修正|修改|(?:19|20)\d\d年)[^()（）\[\]〔〕]{0,12}[)）\]〕]$")
_TRIAL = late(r"(?<=[一-鿿]{4})(?:试行|暂行)(?=[一-鿿]{2}$)")
_ISSUER = late(r"^[一-鿿]{2,30}?(?:人民政府|委员会|厅|局|部|委|办)(?:办公厅|办公室)?(?=关于)")
_YEAR_END = late(r"(?:19|20)\d\d年?(?:修订|修正)?版?$")


def stage(title: str) -> str:
    """Return what a draft calls itself (征求意见稿, 草案 …), "" for a text that is none."""
    found = _DRAFT.search(fold(title).rstrip("》"))
    return found["stage"] if found else ""


def stem(title: str) -> str:
    """Return what stays the same in the titles of all versions of a text."""
    bare = fold(title).strip("《》")
    while True:
        shorter = _YEAR_END.sub("", _MARK.sub("", _DRAFT.sub("", bare)))
        if shorter == bare or len(shorter) < 4:
            break
        bare = shorter
    return _ISSUER.sub("", _TRIAL.sub("", bare))
