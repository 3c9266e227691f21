"""Fields that an archive adds (FIELDS): what of them is searched, narrows results, and has list pages."""

from typing import Any

from pelican import signals

from gongbao.bulletin import article


def take(pelican: Any) -> None:
    """Add the archive's own fields to the settings of search and lists; the reader and the data take them by themselves."""
    settings = pelican.settings
    own = article.own_fields(settings.get("FIELDS"))
    if search := settings.get("SEARCH"):
        fields = {f.name: {"value": f"own.{f.name}", "label": f.label} for f in own if f.searchable}
        filters = {f.name: {"value": f"own.{f.name}", "label": f.label} for f in own if f.filter}
        settings["SEARCH"] = {
            **search,
            "fields": {**search["fields"], **fields},
            "filters": {**search.get("filters", {}), **filters},
        }
    lists = {f.kind: {"value": f"own.{f.name}", "label": f.label} for f in own if f.list}
    settings["LISTS"] = {**(settings.get("LISTS") or {}), **lists}
    foot = [(f"按{row['label']}", f"{kind}/index.html") for kind, row in settings["LISTS"].items()]
    settings["FOOT_MENUITEMS"] = [*(settings.get("FOOT_MENUITEMS") or []), *foot]


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(take)
