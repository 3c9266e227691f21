"""Find lunr.js in an installed package, take the parts out that the client uses, and make them small."""

import re
from importlib.resources import files

from rjsmin import jsmin  # type: ignore[import-untyped]

from gongbao.messages import _

# Vectors and queries, and what they use; the rest reads and searches a whole index.
_PARTS = ("utils", "Vector", "Query")
_STATEMENT = re.compile(r"^lunr\.(\w+)(?=[.\w]* = )", re.M)


def lunr_source() -> str:
    """Return lunr.js as MkDocs carries it."""
    path = files("mkdocs") / "contrib" / "search" / "templates" / "search" / "lunr.js"
    return path.read_text(encoding="utf-8")


def lunr_script() -> str:
    """Return these parts of lunr.js without their comments; the licence's first line stays."""
    source = lunr_source()
    notice = source[: source.index("*/") + 2].replace("/**", "/*!", 1)
    found = list(_STATEMENT.finditer(source))
    ends = [*(match.start() for match in found[1:]), len(source)]
    kept = [(m[1], source[m.start() : end]) for m, end in zip(found, ends, strict=True) if m[1] in _PARTS]
    missing = set(_PARTS) - {name for name, _text in kept}
    if missing:
        raise ValueError(
            _(
                "lunr.js of this MkDocs has no lunr.{missing}: see {name}",
                missing=", lunr.".join(sorted(missing)),
                name=__name__,
            )
        )
    parts = jsmin("\n".join(text for _name, text in kept))
    return f"{notice}\n(function(){{var lunr={{}};{parts}\nwindow.lunr=lunr}})();\n"
