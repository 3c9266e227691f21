"""The targets that publishconf.py names: PUBLISH = {"name": {"kind": "rsync", …}}."""

import inspect
from collections.abc import Callable, Mapping
from typing import Any

from gongbao.messages import N_, _
from gongbao.workshop import Failure, extensions

from .branch import Branch
from .folder import Folder
from .rsync import Rsync
from .storage import Storage
from .target import Limits, Target

KINDS: Mapping[str, Callable[..., Target]] = {
    "folder": Folder,
    "branch": Branch,
    "rsync": Rsync,
    "s3": Storage,
}
_EXAMPLES = {
    str: N_("a text in quotes"),
    int: N_("a number without quotes"),
    bool: N_("True or False"),
}
_LIMITS = ("files", "file_bytes", "total_bytes")


def find(settings: Mapping[str, Any], name: str) -> Target:
    """Return a target by its name; refuse what is not known, so that a slip of the pen is not ignored."""
    row = _row(settings, name)
    kind = row.pop("kind", None)
    kinds: Mapping[str, Callable[..., Target]] = {**KINDS, **extensions.found("publish")}
    if kind not in kinds:
        raise Failure(
            _(
                "PUBLISH[{name!r}] has the kind {kind!r} — write one of {kinds}",
                name=name,
                kind=kind,
                kinds=", ".join(kinds),
            )
        )
    limits = row.pop("limits", {})
    takes = inspect.signature(kinds[kind]).parameters
    required = {p.name for p in takes.values() if p.default is p.empty and p.name != "limits"}
    if wrong := (set(row) - set(takes)) | (set(limits) - set(_LIMITS)) | (required - set(row)):
        keys = ", ".join(p for p in takes)
        raise Failure(
            _(
                "PUBLISH[{name!r}]: {wrong} unknown or missing — a {kind} takes {keys}",
                name=name,
                wrong=", ".join(sorted(wrong)),
                kind=kind,
                keys=keys,
            )
        )
    for key, value in row.items():
        wanted = takes[key].annotation
        # A number for a word, or the other way round; what is longer (options) is looked at where it is used.
        if wanted in (str, int, bool) and not isinstance(value, wanted):
            raise Failure(
                _(
                    "PUBLISH[{name!r}]: {key} is {value!r} — write {example}",
                    name=name,
                    key=key,
                    value=value,
                    example=_(_EXAMPLES[wanted]),
                )
            )
    return kinds[kind](**row, limits=Limits(**limits))


def _row(settings: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return what PUBLISH says of a target; raise Failure where it says nothing, or no keys with values."""
    given = settings.get("PUBLISH") or {}
    if name not in given:
        if not given:
            raise Failure(
                _(
                    "publishconf.py names no target yet, so there is no {name!r} — write one into it, say "
                    "PUBLISH = {{{name!r}: {{'kind': 'folder', 'path': '/srv/www/gongbao'}}}}; "
                    "`gongbao manual publish` lists all kinds",
                    name=name,
                )
            )
        known = _(", ").join(sorted(given))
        raise Failure(_("PUBLISH in publishconf.py has no {name!r} — known: {known}", name=name, known=known))
    if not isinstance(given[name], Mapping):
        raise Failure(
            _(
                "PUBLISH[{name!r}] is {given!r} — write {{'kind': 'folder', 'path': …}}, say",
                name=name,
                given=given[name],
            )
        )
    return dict(given[name])
