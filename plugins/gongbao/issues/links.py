"""Links of a page to its own folder, written without the way up and down again: ../../a/b/c.html as c.html."""

from typing import Any

from jinja2 import Template


class ShortTemplate(Template):
    """A template whose pages have short links, whoever renders it: the project's writer or Pelican's own."""

    def render(self, *args: Any, **values: Any) -> str:
        """Render a page; what is no page of an output file stays as it is."""
        shown: dict[str, Any] = dict(*args, **values)
        return shorten(super().render(shown), str(shown.get("output_file") or ""), shown.get("SITEURL") or "")


def shorten(text: str, name: str, root: str) -> str:
    """Shorten the links of a page; name: its place below the root; root: the way up from it.

    Templates know no folder but the root's; on the pages of an issue that is most of a link.
    """
    folder = name.rpartition("/")[0]
    if not folder or root != "/".join([".."] * (folder.count("/") + 1)):
        return text
    own = f"{root}/{folder}/"
    return text.replace(f'href="{own}', 'href="').replace(f'src="{own}', 'src="')
