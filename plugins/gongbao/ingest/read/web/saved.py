"""Open a page that a browser or Word saved as one file (.mht, .mhtml): the page and what it shows."""

from dataclasses import dataclass
from email.message import Message
from urllib.parse import urljoin

from gongbao.messages import _

from ...model.source import SourceError
from .. import mime
from ..encoding import charset

_MOST_PARTS = 2_000
_PAGE = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True)
class Saved:
    """A page that was saved with what it shows: its bytes, the encoding that it is said to be in, its own address, its pictures
    and the pages in its frames, both by the addresses that name them."""

    page: bytes
    encoding: str | None
    pictures: dict[str, bytes]
    frames: dict[str, tuple[bytes, str | None]]
    address: str

    def frame(self, address: str) -> tuple[bytes, str | None] | None:
        """Return a page that this one shows in a frame, by its address as it is written."""
        try:
            return self.frames.get(address) or self.frames.get(urljoin(self.address, address))
        except ValueError:
            return None


def open_saved(data: bytes, name: str) -> Saved:
    """Take a page, its pictures and the pages in its frames out of a web archive."""
    try:
        message, parts = mime.open_message(data)
    except RecursionError as error:
        raise SourceError(
            _(
                "{name}: parts nested too deeply; open it in a browser, save it as .html and ingest that",
                name=name,
            )
        ) from error
    if len(parts) > _MOST_PARTS:
        raise SourceError(
            _(
                "{name}: {count} parts, more than a page has; save the page again as .html and ingest that",
                name=name,
                count=len(parts),
            )
        )
    pages = [part for part in parts if part.get_content_type() in _PAGE]
    root = next((page for page in pages if _is_root(page, message)), pages[0] if pages else None)
    page = mime.content(root) if root is not None else b""
    if root is None or not page.strip():
        raise SourceError(
            _(
                "{name}: a web archive without a page in it (damaged or cut off); open it in a browser, "
                "save it as .html and ingest that",
                name=name,
            )
        )
    pictures: dict[str, bytes] = {}
    frames: dict[str, tuple[bytes, str | None]] = {}
    for part in parts:
        if part.get_content_maintype() == "image":
            pictures |= dict.fromkeys(_addresses(part), mime.content(part))
        elif part is not root and part.get_content_type() in _PAGE:
            frames |= dict.fromkeys(_addresses(part), (mime.content(part), _charset_of(part)))
    base = str(root.get("Content-Location", "")).strip()
    if base:
        # A page may name what it shows from its own address.
        folder = base.rsplit("/", 1)[0] + "/"
        pictures |= {key[len(folder) :]: value for key, value in pictures.items() if key.startswith(folder)}
    return Saved(page, _charset_of(root), pictures, frames, base)


def _addresses(part: Message) -> list[str]:
    """Return the addresses by which a page names a part."""
    location = str(part.get("Content-Location", "")).strip()
    key = str(part.get("Content-ID", "")).strip().strip("<>")
    return [*([location] if location else []), *([f"cid:{key}"] if key else [])]


def _is_root(part: Message, message: Message) -> bool:
    start = message.get_param("start")
    return isinstance(start, str) and bool(start) and str(part.get("Content-ID", "")).strip() == start


def _charset_of(part: Message) -> str | None:
    """Return the encoding that a part says it is in; None where it names none that there is."""
    try:
        stated = part.get_content_charset()
    except ValueError:  # a NUL in it
        return None
    return charset(stated) if stated else None
