"""What a person decided about issuing codes, in a small TOML file beside the articles."""

import re
from pathlib import Path
from typing import Any

from gongbao.bulletin.handwritten import HandwrittenError, is_reserved, read_toml
from gongbao.messages import N_, _, few
from gongbao.numbers.register import CodeOverride

FILE = "codes.toml"
_HOW = N_('write ["甲府发"], below it agency = "…" and slug = "…"')
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# As long as what is made of names; a folder's name has 255 bytes at most, and Windows' paths 260 characters.
_LONGEST = 60


class OverrideError(HandwrittenError):
    """A codes.toml that cannot be used; str() says what is wrong and how to write it."""


def load(folder: Path) -> dict[str, CodeOverride]:
    """Read codes.toml of the content folder, {} if there is none.

    ["甲府发"]
    agency = "甲县人民政府"
    slug = "jia-fufa"
    """
    path = folder / FILE
    if not path.is_file():
        return {}
    overrides: dict[str, CodeOverride] = {}
    taken: dict[str, str] = {}
    for code, table in read_toml(path, _(_HOW)).items():
        where = f"{path}: [{code}]"
        override = _override(where, table)
        if override.slug and (other := taken.setdefault(override.slug, code)) != code:
            raise OverrideError(
                _(
                    "{where}: slug = {slug!r} is that of [{other}] already — choose another",
                    where=where,
                    slug=override.slug,
                    other=other,
                )
            )
        overrides[code] = override
    return overrides


def _override(where: str, table: Any) -> CodeOverride:
    if not isinstance(table, dict):
        raise OverrideError(_("{where} is no table — {how}", where=where, how=_(_HOW)))
    if unknown := sorted(set(table) - {"agency", "slug"}):
        raise OverrideError(
            _(
                "{where}: {names} — only agency and slug may stand there",
                where=where,
                names=few(unknown),
            )
        )
    for key, value in table.items():
        if not isinstance(value, str) or not value.strip():
            raise OverrideError(
                _("{where}: {key} is no text in quotation marks — {how}", where=where, key=key, how=_(_HOW))
            )
    slug = table.get("slug")
    if slug and (not _SLUG.fullmatch(slug) or len(slug) > _LONGEST):
        raise OverrideError(
            _(
                "{where}: slug: small letters, digits and hyphens only, {most} at most",
                where=where,
                most=_LONGEST,
            )
        )
    if slug and is_reserved(slug):
        raise OverrideError(
            _(
                "{where}: slug: {slug!r} is a name that Windows keeps to itself — choose another",
                where=where,
                slug=slug,
            )
        )
    return CodeOverride(table.get("agency"), slug)
