"""Fields that an archive adds to those of every archive: 索引号, 主题分类. Read from its settings, kept in the header."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from gongbao.messages import _

_KEY = re.compile(r"[A-Z][a-z]+(?:_[a-z0-9]+)*")
_OPTIONS = {
    "label": str,
    "page": bool,
    "searchable": bool,
    "filter": bool,
    "list": bool,
    "data": bool,
    "several": bool,
    "pattern": str,
}


class OwnFieldError(ValueError):
    """A setting FIELDS that cannot be; str() says which field, what was expected and what to do."""


@dataclass(frozen=True)
class OwnField:
    """A field: its key in the header, what people call it, and where it shows.

    page: on the page of the document. searchable: the search looks into it. filter: results are narrowed by it.
    list: a list page for each of its values. data: in catalogue, CSV, JSON and schema. several: values parted by ;.
    pattern: what a value must look like.
    """

    key: str
    label: str
    page: bool = True
    searchable: bool = True
    filter: bool = False
    list: bool = False
    data: bool = True
    several: bool = False
    pattern: str = ""

    @property
    def name(self) -> str:
        """Return what it is called in data, settings and addresses."""
        return self.key.lower()

    @property
    def kind(self) -> str:
        """Return the folder of its lists."""
        return self.name.replace("_", "-")

    def values(self, text: str) -> tuple[str, ...]:
        """Return the values of a header line; raise ValueError with what was expected."""
        parts = re.split("[;；]", text) if self.several else [text]
        found = tuple(part.strip() for part in parts if part.strip())
        for value in found:
            if self.pattern and not re.fullmatch(self.pattern, value):
                raise ValueError(
                    _("{key}: {value!r} is not as the setting FIELDS wants it ({pattern})",
                      key=self.key, value=value, pattern=self.pattern)
                )  # fmt: skip
        return found


Fields = tuple[OwnField, ...]


def read(setting: Mapping[str, Mapping[str, object]] | None, taken: Mapping[str, str]) -> Fields:
    """Read the setting FIELDS, {key: {"label": …}}; taken: the keys and Chinese names that every archive has."""
    found: list[OwnField] = []
    names = {name.lower() for name in taken}
    for key, row in (setting or {}).items():
        if not _KEY.fullmatch(key):
            raise OwnFieldError(
                _("FIELDS: {key!r} — write a key as Index_number: a capital, small letters, _", key=key)
            )
        if not isinstance(row, Mapping) or not row.get("label"):
            raise OwnFieldError(_("FIELDS[{key!r}] has no label — write {{'label': '索引号'}}, say", key=key))
        for option, value in row.items():
            if option not in _OPTIONS or not isinstance(value, _OPTIONS[option]):
                raise OwnFieldError(
                    _("FIELDS[{key!r}]: {option!r}: {value!r} is not known — there are {known}",
                      key=key, option=option, value=value, known=", ".join(_OPTIONS))
                )  # fmt: skip
        field = OwnField(key, **dict(row))  # type: ignore[arg-type]
        try:
            re.compile(field.pattern)
        except re.error as error:
            raise OwnFieldError(_("FIELDS[{key!r}]: pattern: {error}", key=key, error=error)) from error
        for name in (key.lower(), field.label.lower()):
            if name in names:
                raise OwnFieldError(
                    _(
                        "FIELDS[{key!r}]: there is a field {name} already — use that, or another name",
                        key=key,
                        name=name,
                    )
                )
            names.add(name)
        found.append(field)
    return tuple(found)
