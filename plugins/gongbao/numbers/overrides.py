"""What a person decided about issuing codes, in a small TOML file beside the articles."""

import re
import tomllib
from pathlib import Path

from gongbao.messages import _
from gongbao.numbers.register import CodeOverride

FILE = "codes.toml"


class OverrideError(ValueError):
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
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise OverrideError(
            _(
                '{path}: {error} — write ["甲府发"], below it agency = "…" and slug = "…"',
                path=path,
                error=error,
            )
        ) from error
    overrides = {}
    for code, table in tables.items():
        unknown = sorted(set(table) - {"agency", "slug"}) if isinstance(table, dict) else [_("no table")]
        if unknown:
            raise OverrideError(
                _(
                    "{path}: [{code}]: {unknown} — only agency and slug may stand there",
                    path=path,
                    code=code,
                    unknown=", ".join(unknown),
                )
            )
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", table.get("slug", "x")):
            raise OverrideError(
                _("{path}: [{code}]: slug: small letters, digits and hyphens only", path=path, code=code)
            )
        overrides[code] = CodeOverride(table.get("agency"), table.get("slug"))
    return overrides
