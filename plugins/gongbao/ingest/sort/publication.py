"""The ASCII id of a publication, from its name: 重庆市綦江区人民政府公报 → qijiang-gongbao."""

import re

from gongbao.romanise import slug

_KIND = re.compile(r"(?P<kind>公报|政报)(?:[（(].*[)）])?$")
_ORGAN = re.compile(r"(?:人民政府|政府)(?:办公厅|办公室)?$")
_UNIT = re.compile(r"[^省市区县州盟旗]+?(?:自治区|特别行政区|自治州|自治县|省|市|区|县|州|盟|旗)")


def publication_id(name: str) -> str:
    """Return the id of a publication: the last place of its name and gongbao."""
    bare = re.sub(r"\s", "", name).removeprefix("中华人民共和国")
    match = _KIND.search(bare)
    kind = match["kind"] if match else ""
    issuer = _ORGAN.sub("", bare[: match.start()] if match else bare)
    units = _UNIT.findall(issuer)
    place = units[-1] if units and "".join(units) == issuer else issuer
    # 綦江区 is known as 綦江; a name of two characters (忠县) stays whole.
    short = re.sub(
        r"(?:[壮回藏苗侗彝傣满蒙]族|维吾尔)?(?:自治区|特别行政区|自治州|自治县)$|(?:省|市|区|县|州|盟|旗)$",
        "",
        place,
    )
    words = [
        slug(short if len(short) >= 2 else place).replace("-", ""),
        slug(kind).replace("-", "") if kind else "",
    ]
    return "-".join(word for word in words if word)
