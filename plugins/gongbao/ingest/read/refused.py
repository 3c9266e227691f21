"""Say what to do with the forms of files that no reader reads."""

from gongbao.messages import N_, _

from ..model.source import SourceError

_SAVE_AS_PDF = N_("open it in its reader, export it as .docx or as a PDF with a text layer, and ingest that")
_OCR = N_("recognise its text first (OCR), proofread that, save it as .txt and ingest the .txt")
_UNPACK = N_("unpack it, pack its files as a .zip and ingest that")

_BY_SUFFIX = {
    ".ceb": (N_("a CEB document"), _SAVE_AS_PDF),
    ".ppt": (
        N_("an old presentation"),
        N_("open it in PowerPoint or WPS, save it as .pptx (另存为 .pptx) and ingest that"),
    ),
    ".msg": (N_("a mail of Outlook"), N_("save it as .eml, or save its attachments, and ingest that")),
    ".gif": (N_("an image"), _OCR),
    ".djvu": (N_("a scanned document"), _OCR),
    ".rar": (N_("an archive"), _UNPACK),
    ".7z": (N_("an archive"), _UNPACK),
    ".gz": (N_("an archive"), _UNPACK),
}
# What a file is by its first bytes, whatever its name says.
_BY_MAGIC = (
    (b"GIF87a", ".gif"),
    (b"GIF89a", ".gif"),
    (b"AT&TFORM", ".djvu"),
    (b"Rar!\x1a\x07", ".rar"),
    (b"7z\xbc\xaf\x27\x1c", ".7z"),
    (b"\x1f\x8b\x08", ".gz"),
)
REFUSED = frozenset(_BY_SUFFIX)


def refuse_known_form(data: bytes, name: str, suffix: str) -> None:
    """Raise SourceError with what to do when the first bytes, or else the suffix, show such a form."""
    form = next((form for magic, form in _BY_MAGIC if data.startswith(magic)), None)
    refuse_suffix(form or suffix, name)


def refuse_suffix(suffix: str, name: str) -> None:
    """Raise SourceError with what to do when files with this suffix are not read."""
    if suffix in _BY_SUFFIX:
        what, advice = _BY_SUFFIX[suffix]
        raise SourceError(
            _("{name}: {what}, which is not read; {advice}", name=name, what=_(what), advice=_(advice))
        )
