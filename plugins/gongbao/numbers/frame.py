"""A page's frame (head, navigation, foot), rendered once and filled many times.

Most of what a template costs is the same on every page of one depth. Number pages are as many as the articles, so
their frame is rendered once, with signs where the pages differ; what fills them is escaped as the template would.
"""

import re
from collections.abc import Mapping
from typing import Any

from markupsafe import escape
from pelican.utils import get_relative_path, path_to_url

from gongbao.cache import keys

_SIGN = re.compile("@@frame-([a-z]+)@@")


class Frame:
    """The frame of pages that lie equally deep in the archive."""

    def __init__(self, template: Any, context: Mapping[str, Any], address: str, relative: bool) -> None:
        """Render a template whose variable `page` has the fields title, description and body.

        address: that of any such page; each one's own is filled in as `url`.
        """
        shown = {**context, "output_file": "@@frame-url@@", "page_url": address}
        if relative:
            shown["SITEURL"] = shown["localsiteurl"] = path_to_url(get_relative_path(address))
        self.root: str = shown["SITEURL"]
        signs = {name: f"@@frame-{name}@@" for name in ("title", "description", "body")}
        self._pieces = tuple(_SIGN.split(template.render({**shown, "page": signs})))
        # Of all that it adds to a page.
        self.key = keys.digest(*self._pieces)

    def fill(self, **values: str) -> str:
        """Return a page; values are escaped unless they are Markup."""
        pieces = list(self._pieces)
        pieces[1::2] = [str(escape(values[name])) for name in pieces[1::2]]
        return "".join(pieces)
