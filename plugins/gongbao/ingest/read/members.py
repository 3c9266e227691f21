"""The files of a bundle: which of them are documents, which attachments, and in which order."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from gongbao.below import files_below
from gongbao.bulletin.fold import fold
from gongbao.bulletin.numerals import to_int
from gongbao.messages import N_, _

from ..model.source import SourceError
from .container import Container
from .load import load
from .natural import natural
from .sniff import CALC, MAILS, PICTURES, READABLE, SEPARATED

UNPACK = N_("unpack it and ingest the files in it")
MOST = 300
_LARGEST = 256 << 20
_UTF8_NAME = 0x800
_LEFT_BY_SYSTEMS = r"__MACOSX/|~\$|Thumbs\.db$|desktop\.ini$"
_LITTER = re.compile(rf"(?:^|/)(?:{_LEFT_BY_SYSTEMS}|\.)|~$|\.(?:tmp|bak)$", re.I)
# What somebody else packed may begin with a dot and be a text all the same: those of systems and editors alone are litter.
_LITTER_IN_ZIPS = re.compile(
    rf"(?:^|/)(?:{_LEFT_BY_SYSTEMS}|\._|\.~|\.DS_Store$|\.(?:git|svn|hg|idea|vscode|trash[^/]*|spotlight[^/]*|fseventsd)/)"
    r"|~$|\.(?:tmp|bak)$",
    re.I,
)
PICTURE_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".tiff")
TEXTS = READABLE - PICTURES - MAILS - {".zip"}
ARCHIVES = (".zip", ".rar", ".7z", ".gz", ".tar")
_BESIDE = (".toml", ".json", ".css", ".js")
_NUMBER = r"(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})"
# 附件1.某表, 附件1 某表, 附件：某表, 附表二, 1附件：某表, （附件2）某表, 某通知-附件1.某表 – as people name the files.
ATTACHED = re.compile(
    rf"^(?:(?:\d{{1,2}}[.．、\s_-]*)?[（(【\[]?|.{{2,80}}[-—–_]\s*(?=附件\s*\d))(?:附\s*[件表图录]|附(?=\s*[\d一二三四五六七八九十:：]))\s*[（(【]?\s*(?:之)?{_NUMBER}?\s*(?:号)?[）)】]?(?P<rest>.*)$"
)
_ATTACHMENT_FOLDER = re.compile(r"附\s*件.{0,6}")
_PLAIN_NUMBER = re.compile(r"^(?P<number>\d{1,2})[.．、\s_-]+(?P<rest>\D.*)$")


@dataclass(frozen=True)
class Member:
    """A file of a bundle: its path in it, its bytes."""

    path: str
    data: bytes

    @property
    def name(self) -> str:
        """Return the name without folders."""
        return PurePosixPath(self.path).name

    @property
    def stem(self) -> str:
        """Return the name without folders and ending."""
        return PurePosixPath(self.path).stem

    @property
    def suffix(self) -> str:
        """Return the ending in small letters."""
        return PurePosixPath(self.path).suffix.lower()

    @property
    def may_hold_text(self) -> bool:
        """Tell whether it is of a form of texts, and not empty."""
        return self.suffix in TEXTS and bool(self.data.strip())


def of_zip(data: bytes, name: str) -> list[Member]:
    """Return the files of a zip archive; refuse one that would burst, climb out, or has no file."""
    container = Container(data, name, ".zip", _(UNPACK))
    entries = [entry for entry in container.entries if not entry.is_dir()]
    if not entries:
        raise SourceError(
            _(
                "{name}: an archive without a file in it; check that it was saved whole",
                name=name,
            )
        )
    if len(entries) > MOST:
        raise SourceError(
            _(
                "{name}: {count} files, more than the {most} of one document; {unpack}",
                name=name,
                count=len(entries),
                most=MOST,
                unpack=_(UNPACK),
            )
        )
    if sum(entry.file_size for entry in entries) > _LARGEST:
        raise SourceError(
            _(
                "{name}: would unpack to more than {largest} MB; {unpack}",
                name=name,
                largest=_LARGEST >> 20,
                unpack=_(UNPACK),
            )
        )
    members = []
    for entry in entries:
        path = _decoded(entry.filename, bool(entry.flag_bits & _UTF8_NAME))
        if not _LITTER_IN_ZIPS.search(path):
            members.append(Member(path, container.read(entry) or b""))
    return members


def of_folder(path: Path) -> list[Member]:
    """Return the files of a folder, without what systems and editors leave there."""
    files = sorted(p for p in files_below(path) if p.is_file() and not p.is_symlink())
    named = [(p.relative_to(path).as_posix(), p) for p in files]
    kept = [(name, p) for name, p in named if not _LITTER.search(name) and p.suffix.lower() not in _BESIDE]
    if len(kept) > MOST:
        raise SourceError(
            _(
                "{file}: {count} files, more than the {most} of one document; leave out --bundle",
                file=path.name,
                count=len(kept),
                most=MOST,
            )
        )
    return [Member(name, load(p)) for name, p in kept]


def is_bundle(names: Sequence[str]) -> bool:
    """Tell whether files that lie together are a document and its attachments: all but one, pictures aside, say so."""
    stems = [
        PurePosixPath(n) for n in names if PurePosixPath(n).suffix.lower() not in (*PICTURE_ENDINGS, *_BESIDE)
    ]
    attached = [p for p in stems if ATTACHED.match(p.stem)]
    return bool(attached) and len(stems) == len(attached) + 1


def is_pages(names: Sequence[str]) -> bool:
    """Tell whether files are the pages of one text: nothing but pictures."""
    return bool(names) and all(PurePosixPath(n).suffix.lower() in PICTURES for n in names)


def folders(members: Sequence[Member]) -> list[Sequence[Member]]:
    """Part the files of several documents that lie in a folder each; anything else is one group."""
    paths = [PurePosixPath(m.path).parts for m in members]
    depth = 0
    while all(len(path) > depth + 1 and path[depth] == paths[0][depth] for path in paths):
        depth += 1
    found: dict[str, list[Member]] = {}
    for member, path in zip(members, paths, strict=True):
        if len(path) < depth + 2 or _ATTACHMENT_FOLDER.fullmatch(path[depth]):
            return [members]
        found.setdefault(path[depth], []).append(member)
    groups = [found[name] for name in sorted(found, key=natural)]
    has_document = all(any(not is_attached(m) for m in group if m.suffix in TEXTS) for group in groups)
    return [*groups] if len(groups) > 1 and has_document else [members]


def _decoded(name: str, is_utf8: bool) -> str:
    """Return a name of a zip as it was written: Windows writes GBK and says nothing of it."""
    if is_utf8:
        return name
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for codec in ("utf-8", "gb18030"):
        try:
            return raw.decode(codec).replace("\\", "/")
        except UnicodeDecodeError:
            continue
    return name


def arranged(members: Sequence[Member]) -> tuple[list[Member], list[Member]]:
    """Part documents from attachments, and put the attachments in their order."""
    attached = [m for m in members if is_attached(m)]
    documents = [m for m in members if m not in attached]
    if not documents:
        # Nothing but attachments: the first one is the text, as far as there is one.
        return attached[:1], attached[1:]
    if len(documents) > 1 and not attached:
        numbered = [m for m in documents if _PLAIN_NUMBER.match(m.stem)]
        if len(numbered) == len(documents) - 1:
            documents, attached = [m for m in documents if m not in numbered], numbered
    if len(documents) > 1:
        # The text of a document has its own name among those of its tables and forms.
        sheets = [m for m in documents if m.suffix in CALC | SEPARATED | {".xlsx"}]
        if len(sheets) == len(documents) - 1:
            documents, attached = [m for m in documents if m not in sheets], [*attached, *sheets]
    return documents, sorted(attached, key=_order)


def is_attached(member: Member) -> bool:
    """Tell whether a file says that it is an attachment, by its name or by that of its folder."""
    folders = PurePosixPath(member.path).parts[:-1]
    return bool(ATTACHED.match(member.stem)) or any(_ATTACHMENT_FOLDER.fullmatch(part) for part in folders)


def _order(member: Member) -> tuple[int, str]:
    match = ATTACHED.match(member.stem) or _PLAIN_NUMBER.match(member.stem)
    number = match["number"] if match else None
    value = (int(number) if number.isdigit() else to_int(number) or 0) if number else 0
    return value or 99, member.path


def sum_of(members: Sequence[Member]) -> str:
    """Return the sum of a bundle: that of its files' names and sums, whatever they are packed in."""
    total = hashlib.sha256()
    for member in sorted(members, key=lambda member: fold(member.path)):
        total.update(f"{member.path}\0{hashlib.sha256(member.data).hexdigest()}\n".encode())
    return total.hexdigest()
