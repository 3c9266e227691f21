"""Tell the form of a file by its bytes, and only where they do not show it by its name."""

import io
import re
import zipfile

from gongbao.messages import N_, _

from ..model.source import SourceError
from .encoding import decode, plausibility
from .office import ole
from .refused import refuse_known_form, refuse_suffix

MARKDOWN = frozenset({".md", ".markdown"})
TEXT = frozenset({".txt", ".text"}) | MARKDOWN
HTML = frozenset({".html", ".htm", ".xhtml", ".shtml"})
SAVED_PAGE = frozenset({".mht", ".mhtml"})
WRITER = frozenset({".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt", ".fodt", ".uof", ".uot"})
CALC = frozenset({".xls", ".et", ".ods"})
SEPARATED = frozenset({".csv", ".tsv"})
MAILS = frozenset({".eml"})
ZIPPED = frozenset({".docx", ".docm", ".xlsx", ".xlsm", ".ofd", ".epub", ".zip", ".pptx"})

PICTURES = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".bmp"})

READABLE = TEXT | PICTURES | HTML | SAVED_PAGE | WRITER | CALC | SEPARATED | ZIPPED | MAILS | {".pdf"}

_HTML_OPENS = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|table|div)\b", re.I)
# What may stand before the first tag of a page, each with its end.
_BEFORE_HTML = ((b"<?", b">"), (b"<!--", b"-->"))
_PICTURE_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*", b"BM")
_BOM = b"\xef\xbb\xbf"
_HEAD = 4096
_SAVED_PAGE_START = re.compile(
    rb"\s*(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){0,12}?Content-Type:\s*multipart/related", re.I
)
_OFFICE_XML = re.compile(rb"progid=\"(Word\.Document|Excel\.Sheet)\"|<(w:wordDocument|Workbook)\b")
# A text of the Uniform Office Format (标文通), and one of OpenDocument without its zip.
_TEXTS_AS_XML = (
    (b'mimetype="vnd.uof.text"', ".uof"),
    (b'mimetype="application/vnd.oasis.opendocument.text"', ".fodt"),
)
_FLAT = b"http://schemas.microsoft.com/office/2006/xmlPackage"
_SAMPLE, _READS_AS_TEXT = 1 << 16, 0.85
_UNICODE = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": ".odt",
    b"application/vnd.oasis.opendocument.spreadsheet": ".ods",
}
_MAIN_PARTS = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("OFD.xml", "ofd"),
    ("ppt/presentation.xml", "pptx"),
)
_MACROS = re.compile(r"(?:^|/)vbaProject\.bin$|^Basic/(?!.*script-lc\.xml$).|^Scripts/", re.I)
_HAS_MACROS = N_(
    "{name}: has macros, programs that run when it is opened; open it in Word or WPS, save it as .docx or .xlsx "
    "(另存为, which holds none) and ingest that"
)
_OTHER = N_("an office file")
_NAMED = {
    ".docx": N_("a Word document"),
    ".doc": N_("a Word document"),
    ".pdf": N_("a PDF"),
    ".xlsx": N_("a spreadsheet"),
    ".ofd": N_("an OFD document"),
    ".epub": N_("an e-book"),
    ".pptx": N_("a presentation"),
    ".zip": N_("an archive"),
    **dict.fromkeys(PICTURES, N_("a picture")),
}
_PROTECTED = N_(
    "{name}: protected with a password; open it in Word or WPS, take the password off (文件 → 信息 → 保护文档), "
    "save it and ingest that"
)


def form_of(data: bytes, name: str, suffix: str) -> str:
    """Return text, markdown, html, mhtml, docx, flat (a .docx as one XML file), xlsx, pptx, csv, ofd, epub, pdf, bundle, mail, or
    a suffix that LibreOffice reads.

    Raise SourceError with what to do for a form that nothing reads.
    """
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data, name, suffix)
    if data.startswith(ole.MAGIC):
        return _old_office(data, name, suffix)
    if data.startswith(b"{\\rtf"):
        return ".rtf"
    if suffix in MAILS:
        return "mail"
    head = _plain(data[:_HEAD])
    if _SAVED_PAGE_START.match(head):
        return "mhtml"
    if form := _office_xml(head):
        return form
    if opens_as_html(head):
        return "html"
    if is_picture(data):
        return "picture"
    refuse_known_form(data, name, suffix)
    if suffix in WRITER and _is_text(data, name):
        return "text"
    if suffix in WRITER | CALC | ZIPPED | PICTURES | {".pdf"}:
        raise SourceError(
            _(
                "{name}: not {form}, whatever its name says (damaged, cut off, or renamed); export it again",
                name=name,
                form=_(_NAMED.get(suffix, _OTHER)),
            )
        )
    return _by_name(suffix)


def _office_xml(head: bytes) -> str:
    """Return the form of a document of an office program that was saved as one XML file, "" for anything else."""
    if not head.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<?xml"):
        return ""
    if form := next((form for kind, form in _TEXTS_AS_XML if kind in head), ""):
        return form
    marker = _OFFICE_XML.search(head)
    if marker is None:
        return ""
    if _FLAT in head:
        return "flat"
    return ".xml" if b"ord" in marker[0] else ".ss.xml"


def _by_name(suffix: str) -> str:
    """Return the form of a text whose bytes do not show it."""
    if suffix in SAVED_PAGE:
        return "mhtml"
    if suffix in HTML:
        return "html"
    if suffix in SEPARATED:
        return "csv"
    return "markdown" if suffix in MARKDOWN else "text"


def is_picture(data: bytes) -> bool:
    """Tell whether bytes begin as a picture of a page may."""
    return data.startswith(_PICTURE_STARTS) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


def opens_as_html(data: bytes) -> bool:
    """Tell whether bytes begin as a web page does, whatever comments stand before its first tag."""
    head = data[:_HEAD].removeprefix(_BOM).lstrip()
    while opened := next((pair for pair in _BEFORE_HTML if head.startswith(pair[0])), None):
        _before, closed, head = head[len(opened[0]) :].partition(opened[1])
        if not closed:
            return False
        head = head.lstrip()
    return _HTML_OPENS.match(head) is not None


def modern(form: str) -> str:
    """Return what LibreOffice turns a form that it reads into: docx or xlsx."""
    return "xlsx" if form in CALC or form == ".ss.xml" else "docx"


def _is_text(data: bytes, name: str) -> bool:
    """Tell whether a file is a plain text, whatever program its name stands for."""
    try:
        return b"\0" not in data and plausibility(decode(data, name)[0][:_SAMPLE]) >= _READS_AS_TEXT
    except SourceError:
        return False


def _plain(head: bytes) -> bytes:
    codec = next((codec for mark, codec in _UNICODE if head.startswith(mark)), None)
    return head[2:].decode(codec, "ignore").encode() if codec else head


def _zipped(data: bytes, name: str, suffix: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            kind = archive.open("mimetype").read(200).strip() if "mimetype" in names else b""
            manifest = "META-INF/manifest.xml"
            has_macros = any(_MACROS.search(part) for part in names)
            locked = manifest in names and b"encryption-data" in archive.open(manifest).read(1 << 20)
    except Exception as error:  # zlib, lzma and zipfile each raise their own
        if suffix in (".docx", ".docm"):
            return "docx"  # whose reader says what is wrong
        form = suffix if suffix in ZIPPED else "zip"
        raise SourceError(
            _(
                "{name}: damaged or cut off, not a whole {form} file; get the file again",
                name=name,
                form=form.lstrip("."),
            )
        ) from error
    by_part = next((form for part, form in _MAIN_PARTS if part in names), "")
    if has_macros and (by_part or kind in _OPEN_DOCUMENT):
        raise SourceError(_(_HAS_MACROS, name=name))
    if kind in _OPEN_DOCUMENT:
        if locked:
            raise SourceError(_(_PROTECTED, name=name))
        return _OPEN_DOCUMENT[kind]
    if by_part:
        return by_part
    if kind == b"application/epub+zip":
        return "epub"
    refuse_suffix(suffix, name)
    # The main part of a Word document may have any name: its own relations say.
    return "docx" if suffix in (".docx", ".docm") or "[Content_Types].xml" in names else "bundle"


def _old_office(data: bytes, name: str, suffix: str) -> str:
    if suffix == ".msg":
        refuse_suffix(suffix, name)
    form = ole.form_of(data)
    if form == "protected":
        raise SourceError(_(_PROTECTED, name=name))
    if form == "macros":
        raise SourceError(_(_HAS_MACROS, name=name))
    if form == ".ppt":
        refuse_suffix(".ppt", name)

    if form:
        return form
    raise SourceError(
        _(
            "{name}: a container of old office programs whose content is not known; open it in Word "
            "or WPS, save it as .docx (另存为 .docx) and ingest that",
            name=name,
        )
    )
