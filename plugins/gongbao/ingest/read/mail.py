"""Open a mail (.eml): its attached files, or what it says itself where that is the document."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from pathlib import PurePosixPath

import lxml.html
from lxml import etree

from gongbao.messages import _

from ..model.source import SourceError
from . import mime
from .encoding import charset, decode
from .members import MOST, TEXTS, Member, is_attached, of_zip

_HEADS = (("Subject", "主题"), ("From", "发件人"), ("To", "收件人"), ("Cc", "抄送"), ("Date", "日期"))
_BODIES = {"text/html": "正文.html", "text/plain": "正文.txt"}
# Below so many signs a mail says what it sends (现将通知发给你们，见附件); it is no document itself.
_LEAST_DOCUMENT = 200
_MOST_OF_PAGE = 0.5


@dataclass
class Mail:
    """The files of a mail, as those of a bundle; what else it says: its head, and the words that go with the files."""

    members: list[Member]
    head: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


def open_mail(data: bytes, name: str) -> Mail:
    """Return the files of a mail; what it says is one of them where no attached file is the document."""
    try:
        message, parts = mime.open_message(data)
    except RecursionError as error:
        raise SourceError(
            _("{name}: parts nested too deeply; save its attachments and ingest those", name=name)
        ) from error
    if len(parts) > MOST:
        raise SourceError(
            _(
                "{name}: {count} parts, more than the {most} of one document; save its attachments and ingest those",
                name=name,
                count=len(parts),
                most=MOST,
            )
        )
    bodies = dict.fromkeys(_BODIES, "")
    files: list[Member] = []
    for part in parts:
        form = part.get_content_type()
        if part.get_filename() is None and form in bodies:
            bodies[form] = bodies[form] or _text(part, name)
        else:
            files += _files(part, len(files) + 1, name)
    if not files and not any(text.strip() for text in bodies.values()):
        raise SourceError(
            _(
                "{name}: a mail without a word or a file in it; save it again from your mail program",
                name=name,
            )
        )
    head = [f"{label}：{value}" for key, label in _HEADS if (value := _decoded(str(message.get(key, ""))))]
    form, lines = _body(bodies)
    documents = [m for m in files if m.suffix in TEXTS and not is_attached(m)]
    says_document = sum(map(len, lines)) >= _LEAST_DOCUMENT or not any(m.suffix in TEXTS for m in files)
    if documents or not (lines and says_document):
        return Mail(files, head, lines)
    # A mark of order, which counts before what a page says of its encoding.
    own = Member(_BODIES[form], b"\xef\xbb\xbf" + bodies[form].encode())
    return Mail([own, *files], head)


def _body(bodies: dict[str, str]) -> tuple[str, list[str]]:
    """Return the form of what a mail says that is to be read, and its lines: the page where it has a table, or says more."""
    plain = [line.strip() for line in bodies["text/plain"].splitlines() if line.strip()]
    page = [line.strip() for line in _words(bodies["text/html"]).splitlines() if line.strip()]
    # 请查看HTML版本: what programs say that show no pages.
    whole = sum(map(len, plain)) >= _MOST_OF_PAGE * sum(map(len, page))
    if plain and whole and "<table" not in bodies["text/html"].lower():
        return "text/plain", plain
    return ("text/html", page) if page else ("text/plain", plain)


def _words(page: str) -> str:
    try:
        root = lxml.html.document_fromstring(page.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        return ""
    etree.strip_elements(root, "script", "style", "head", with_tail=False)
    for block in root.iter("p", "div", "br", "tr", "li"):
        block.tail = "\n" + (block.tail or "")
    return "".join(root.itertext())


def _text(part: Message, name: str) -> str:
    """Return the words of a part in the encoding that it says, or else in which they read best."""
    data = mime.content(part)
    try:
        stated = charset(part.get_content_charset() or "")
        return data.decode(stated) if stated else decode(data, name)[0]
    except ValueError:  # a NUL in its name, or signs that it has not
        return decode(data, name)[0] if data.strip() else ""


def _files(part: Message, count: int, mail: str) -> Iterator[Member]:
    """Give an attached file, or those of an attached archive."""
    data = mime.content(part)
    name = PurePosixPath(_decoded(part.get_filename() or "").replace("\\", "/")).name
    name = name or f"{count}.{part.get_content_subtype()}"
    if name.lower().endswith(".zip"):
        yield from of_zip(data, f"{mail}: {name}")
    elif data:
        yield Member(name, data)


def _decoded(value: str) -> str:
    """Return a value of a mail's head as people read it, whatever its words were coded in."""
    try:
        pieces = decode_header(value)
    except (HeaderParseError, ValueError):
        return " ".join(value.split())
    text = ""
    for piece, said in pieces:
        if isinstance(piece, str):
            # Bytes that the standard does not allow, as old programs write them.
            piece = piece.encode("utf-8", "surrogateescape")
        try:
            text += piece.decode((said and charset(said)) or "utf-8")
        except UnicodeDecodeError:
            text += piece.decode("gb18030", "replace")
    return " ".join(text.split())
