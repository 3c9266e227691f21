"""Those who make a bulletin, as its masthead names them: roles, and persons' names behind or below each."""

import re

from gongbao.bulletin.fold import HAN

from ..forms.elements import squeeze
from ..words import table

_ROLE: list[str] = sorted(table("masthead")["roles"], key=len, reverse=True)
# 主编：王德民　副主编：刘　芳: several roles on a line, each with its names.
_ROLES = re.compile(
    "(?:^|(?<=[\\s\u3000]))(?P<role>"
    + "|".join(r"[\s\u3000]*".join(role) for role in _ROLE)
    + ")[\\s\u3000]*[:：]"
)


_OTHER_LABEL = re.compile(rf"[\s\u3000]+([{HAN}]{{2,8}})[:：]")


def role_line(text: str) -> tuple[str, list[str]] | None:
    """Read a line that opens with a role: the role and the names behind it; None if it has anything else."""
    bare = squeeze(text)
    for role in _ROLE:
        if bare.startswith(role):
            pattern = r"[\s\u3000]*".join(role)
            rest = re.sub(rf"^{pattern}[\s\u3000]*[:：]?", "", text).strip()
            rest = re.sub(r"^[（(][^（()）]*(?:为序|排序|排列)[)）]", "", rest).strip()
            names = names_of(rest)
            if names or not rest:
                return role, names
    return None


def names_of(text: str) -> list[str]:
    """Return the persons' names of a text, or [] if it holds anything else. A blank inside a two-letter name is closed."""
    text = re.sub(rf"(?<![{HAN}])([{HAN}])[\s\u3000]+([{HAN}])(?![{HAN}])", r"\1\2", text)
    parts = [p for p in re.split(r"[\s\u3000、，,]+", text.strip()) if p]
    return (
        parts
        if parts and all(re.fullmatch(rf"[{HAN}]{{2,4}}(?:[（(][^()（）]*[)）])?", p) for p in parts)
        else []
    )


def roles_of(text: str) -> list[tuple[str, list[str], str]]:
    """Read several roles on one line: role, names, and as printed what a role has that is no name; [] if they are none."""
    found = list(_ROLES.finditer(text))
    if len(found) < 2 or found[0].start() > 0:
        return []
    ends = [*(match.start() for match in found[1:]), len(text)]
    out = []
    for match, end in zip(found, ends, strict=True):
        # 校对：马　林　印数：四百份: what no person does stands behind the roles.
        value, *others = _OTHER_LABEL.split(text[match.end() : end].strip())
        names = names_of(value)
        out.append((squeeze(match["role"]), names, "" if names else value))
        out += [
            (squeeze(label), [], rest.strip()) for label, rest in zip(others[::2], others[1::2], strict=True)
        ]
    return out


def read_grid(editors: list[tuple[str, list[str]]], text: str, columns: dict[int, str]) -> dict[int, str]:
    """Read a row of the editors' grid: a role, then names; an empty role cell goes on with the one above."""
    columns = dict(columns)
    role = ""
    for at, cell in enumerate(text.split("\t")):
        bare = squeeze(cell)
        if bare in _ROLE:
            role = bare
            continue
        names = names_of(cell.strip())
        if not names:
            # An empty cell ends what the role before it holds.
            role = role if bare or at == 0 else ""
            continue
        role = role or columns.get(at, "")
        if not role:
            continue
        columns[at] = role
        row = next((entry for entry in editors if entry[0] == role), None)
        if row is None:
            row = (role, [])
            editors.append(row)
        row[1].extend(names)
    return columns
