"""Read a bundle: a zip or a folder that is one document with its attachments (附件1.doc, 附件2.xls …)."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from gongbao.bulletin.fold import fold
from gongbao.bulletin.numerals import to_int
from gongbao.messages import LEDGER, N_, _, speaking
from gongbao.workshop.office import OfficeMissing

from ..model.source import Source, SourceError, SourceLine, SourceObject
from . import chosen
from .container import Container
from .forms import read_bytes
from .load import load
from .office import Job, prepare
from .scan import read_pictures
from .sniff import PICTURES, READABLE, form_of, modern
from .web.pictures import found

_UNPACK = N_("unpack it and ingest the files in it")
_MOST = 300
_LARGEST = 256 << 20
_UTF8_NAME = 0x800
_LITTER = re.compile(r"(?:^|/)(?:__MACOSX/|\.|~\$|Thumbs\.db$|desktop\.ini$)|~$|\.(?:tmp|bak)$", re.I)
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".tiff")
_ARCHIVES = (".zip", ".rar", ".7z", ".gz", ".tar")
_BESIDE = (".toml", ".json", ".css", ".js")
_NUMBER = r"(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})"
# 附件1.某表, 附件1 某表, 附件：某表, 附表二, 1附件：某表 – as people name the files.
_ATTACHED = re.compile(
    rf"^(?:\d{{1,2}}[.．、\s_-]*)?(?:附\s*[件表图录]|附(?=\s*[\d一二三四五六七八九十:：]))\s*[（(【]?\s*(?:之)?{_NUMBER}?\s*(?:号)?[）)】]?(?P<rest>.*)$"
)
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


def of_zip(data: bytes, name: str) -> list[Member]:
    """Return the files of a zip archive; refuse one that would burst, climb out, or has no file."""
    container = Container(data, name, ".zip", _(_UNPACK))
    entries = [entry for entry in container.entries if not entry.is_dir()]
    if not entries:
        raise SourceError(
            _(
                "{name}: an archive without a file in it; check that it was saved whole",
                name=name,
            )
        )
    if len(entries) > _MOST:
        raise SourceError(
            _(
                "{name}: {count} files, more than the {most} of one document; {unpack}",
                name=name,
                count=len(entries),
                most=_MOST,
                unpack=_(_UNPACK),
            )
        )
    if sum(entry.file_size for entry in entries) > _LARGEST:
        raise SourceError(
            _(
                "{name}: would unpack to more than {largest} MB; {unpack}",
                name=name,
                largest=_LARGEST >> 20,
                unpack=_(_UNPACK),
            )
        )
    members = []
    for entry in entries:
        path = _decoded(entry.filename, bool(entry.flag_bits & _UTF8_NAME))
        if not _LITTER.search(path):
            members.append(Member(path, container.read(entry) or b""))
    return members


def of_folder(path: Path) -> list[Member]:
    """Return the files of a folder, without what systems and editors leave there."""
    files = sorted(p for p in path.rglob("*") if p.is_file() and not p.is_symlink())
    named = [(p.relative_to(path).as_posix(), p) for p in files]
    kept = [(name, p) for name, p in named if not _LITTER.search(name) and p.suffix.lower() not in _BESIDE]
    if len(kept) > _MOST:
        raise SourceError(
            _(
                "{file}: {count} files, more than the {most} of one document; leave out --bundle",
                file=path.name,
                count=len(kept),
                most=_MOST,
            )
        )
    return [Member(name, load(p)) for name, p in kept]


def is_bundle(names: Sequence[str]) -> bool:
    """Tell whether files that lie together are a document and its attachments: all but one, pictures aside, say so."""
    stems = [PurePosixPath(n) for n in names if PurePosixPath(n).suffix.lower() not in (*_PICTURES, *_BESIDE)]
    attached = [p for p in stems if _ATTACHED.match(p.stem)]
    return bool(attached) and len(stems) == len(attached) + 1


def is_pages(names: Sequence[str]) -> bool:
    """Tell whether files are the pages of one text: nothing but pictures."""
    return bool(names) and all(PurePosixPath(n).suffix.lower() in PICTURES for n in names)


def read_bundle(
    members: Sequence[Member],
    name: str,
    encoding: str | None,
    digest: str = "",
    pages: chosen.Pages | None = None,
) -> Source:
    """Read a bundle's files as one source: the lines of the document, then those of each attachment."""
    readable = [m for m in members if m.suffix in READABLE - PICTURES and m.suffix != ".zip"]
    if not readable and is_pages([m.path for m in members]):
        made = read_pictures([(m.path, m.data) for m in members], name, pages)
        return Source(name, "scan", "", digest or sum_of(members), made.lines, objects=made.objects)
    if pages is not None:
        chosen.refuse("bundle", name)
    if not readable:
        inner = [m.name for m in members if m.suffix in _ARCHIVES]
        if inner:
            raise SourceError(
                _(
                    "{name}: an archive that holds only an archive ({inner}); {unpack}",
                    name=name,
                    inner=inner[0],
                    unpack=_(_UNPACK),
                )
            )
        raise SourceError(
            _("{name}: a bundle without a text that is read; {unpack}", name=name, unpack=_(_UNPACK))
        )
    _convert(readable)
    documents, attached = _arranged(readable)
    parts = [_read(m, encoding, members) for m in documents]
    objects: list[SourceObject] = []
    for member in attached:
        try:
            with speaking(LEDGER):
                parts.append(_titled(_read(member, encoding, members), member.stem))
        except SourceError as error:
            if isinstance(error.__cause__, OfficeMissing):
                _read(member, encoding, members)  # says the same to the person
                raise
            objects.append(SourceObject("attachment", 0, str(error), rule="unread-attachment"))
    taken = {id(m) for m in readable}
    used = {PurePosixPath(key).name for part in parts for key in part.files}
    for member in members:
        if id(member) in taken or member.name in used:
            continue
        if member.suffix in _PICTURES and _ATTACHED.match(member.stem):
            parts.append(_picture(member))
        else:
            rule = "archive-in-an-archive" if member.suffix in _ARCHIVES else "unread-file"
            objects.append(SourceObject("attachment", 0, member.path, rule=rule))
    return _joined(name, digest or sum_of(members), parts, objects)


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


def _convert(members: Iterable[Member]) -> None:
    """Let LibreOffice turn all files that need it in one start."""
    jobs = []
    for member in members:
        try:
            form = form_of(member.data, member.name, member.suffix)
        except SourceError:
            continue
        if form.startswith("."):
            jobs.append(Job(member.data, form, modern(form)))
    prepare(jobs)


def _arranged(members: Sequence[Member]) -> tuple[list[Member], list[Member]]:
    """Part documents from attachments, and put the attachments in their order."""
    attached = [m for m in members if _ATTACHED.match(m.stem) or _in_attachment_folder(m)]
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
        sheets = [m for m in documents if m.suffix in (".xls", ".xlsx", ".et", ".ods")]
        if len(sheets) == len(documents) - 1:
            documents, attached = [m for m in documents if m not in sheets], [*attached, *sheets]
    return documents, sorted(attached, key=_order)


def _in_attachment_folder(member: Member) -> bool:
    return any(re.fullmatch(r"附\s*件.{0,6}", part) for part in PurePosixPath(member.path).parts[:-1])


def _order(member: Member) -> tuple[int, str]:
    match = _ATTACHED.match(member.stem) or _PLAIN_NUMBER.match(member.stem)
    number = match["number"] if match else None
    value = (int(number) if number.isdigit() else to_int(number) or 0) if number else 0
    return value or 99, member.path


def _read(member: Member, encoding: str | None, members: Sequence[Member]) -> Source:
    """Read a file of a bundle; its pictures are sought among the others."""
    form = form_of(member.data, member.name, member.suffix)
    if form == "bundle":
        raise SourceError(
            _("{member}: an archive in the archive; {unpack}", member=member.name, unpack=_(_UNPACK))
        )
    made = read_bytes(member.data, member.name, form, encoding, None)
    if form not in ("html", "markdown"):
        return made
    folder = PurePosixPath(member.path).parent
    beside = {_relative(m.path, folder): m.data for m in members if m.suffix in _PICTURES}
    missing = [replace(o, rule="") if o.rule == "picture-not-there" else o for o in made.objects]
    objects, files = found(missing, {**made.files, **beside}, None)
    return replace(made, objects=objects, files=files)


def _relative(path: str, folder: PurePosixPath) -> str:
    try:
        return PurePosixPath(path).relative_to(folder).as_posix()
    except ValueError:
        return path


def _titled(part: Source, stem: str) -> Source:
    """Put the name of its file before the lines of an attachment; it says which attachment it is."""
    first = SourceLine(1, stem, "", "part")
    lines = (first, *(replace(line, number=line.number + 1) for line in part.lines))
    objects = tuple(replace(item, line=item.line + 1) if item.line else item for item in part.objects)
    return replace(part, lines=lines, objects=objects)


def _picture(member: Member) -> Source:
    """Return an attachment that is a picture: its name, and the picture below it."""
    line = SourceLine(1, member.stem, "", "part")
    item = SourceObject("picture", 2, member.stem, file=member.path)
    digest = hashlib.sha256(member.data).hexdigest()
    return Source(
        member.name, "picture", "", digest, (line,), objects=(item,), files={member.path: member.data}
    )


def _joined(name: str, digest: str, parts: Sequence[Source], objects: list[SourceObject]) -> Source:
    """Return one source of the parts, their lines numbered on from one to the next."""
    renumbered: list[Source] = []
    lines: list[SourceLine] = []
    files: dict[str, bytes] = {}
    for at, part in enumerate(parts, start=1):
        offset = len(lines)
        keys = {key: f"{at}/{key}" for key in part.files}
        own = tuple(replace(line, number=line.number + offset, page=None) for line in part.lines)
        own_objects = tuple(
            replace(item, line=item.line and item.line + offset, file=keys.get(item.file, item.file))
            for item in part.objects
        )
        own_files = {keys[key]: content for key, content in part.files.items()}
        renumbered.append(replace(part, lines=own, objects=own_objects, files=own_files))
        lines += own
        objects += own_objects
        files |= own_files
    return Source(
        name, "bundle", "", digest, tuple(lines), objects=tuple(objects), files=files, parts=tuple(renumbered)
    )


def sum_of(members: Sequence[Member]) -> str:
    """Return the sum of a bundle: that of its files' names and sums, whatever they are packed in."""
    total = hashlib.sha256()
    for member in sorted(members, key=lambda member: fold(member.path)):
        total.update(f"{member.path}\0{hashlib.sha256(member.data).hexdigest()}\n".encode())
    return total.hexdigest()
