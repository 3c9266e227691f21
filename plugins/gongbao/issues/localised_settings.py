"""Put the settings of a site into its language: menus, and the labels of search."""

from typing import Any

from gongbao.messages.site import words


def put(settings: dict[str, Any]) -> None:
    """Word the program's own menus and labels; what the keeper wrote and no catalogue knows stays as it is."""
    for name in ("MENUITEMS", "FOOT_MENUITEMS"):
        settings[name] = [(words(title), url) for title, url in settings.get(name) or ()]
    search = settings.get("SEARCH")
    if not search:
        return
    worded = dict(search)
    for part in ("fields", "filters", "sorts"):
        worded[part] = {name: _worded(one) for name, one in search.get(part, {}).items()}
    if "last" in search:
        worded["last"] = {**search["last"], "values": [words(value) for value in search["last"]["values"]]}
    settings["SEARCH"] = worded


def _worded(one: dict[str, Any]) -> dict[str, Any]:
    translated: dict[str, Any] = {key: words(one[key]) for key in ("label", "missing") if key in one}
    if "names" in one:
        translated["names"] = {value: words(name) for value, name in one["names"].items()}
    return {**one, **translated}
