"""Read a bundle: a zip or a folder that is one document with its attachments (附件1.doc, 附件2.xls …)."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import PurePosixPath

from gongbao.bulletin.fold import fold
from gongbao.bulletin.number import find_all
from gongbao.messages import LEDGER, _, speaking
from gongbao.workshop.office import OfficeMissing

from ..model.source import Source, SourceError, SourceLine, SourceObject
from . import following_pages, page_frames, page_selection
from .encoding import WITHIN, files_of
from .forms import read_bytes
from .index_page import as_text, with_index_first
from .mail import open_mail
from .members import (
    ARCHIVES,
    ATTACHED,
    PICTURE_ENDINGS,
    UNPACK,
    Member,
    arranged,
    folders,
    is_pages,
    sum_of,
)
from .office import Job, prepare
from .scan import read_pictures
from .sniff import form_of, modern
from .web.pictures import found

# Where a form of print and one of text hold the same words, these are alike by so much: print has its page numbers.
Numbers = set[tuple[int | None, int]]
_FORMS_OF_PRINT, _ALIKE = ("pdf", "ofd", "scan"), 0.9


def read_bundle(
    members: Sequence[Member],
    name: str,
    encoding: str | None,
    digest: str = "",
    pages: page_selection.Pages | None = None,
    above: Sequence[SourceLine] = (),
) -> Source:
    """Read a bundle's files as one source: the lines of the document, then those of each attachment.

    above: lines that stand before all of them.
    """
    readable = [m for m in members if m.may_hold_text]
    if not readable and is_pages([m.path for m in members]):
        made = read_pictures([(m.path, m.data) for m in members], name, pages)
        scan = Source(name, "scan", "", digest or sum_of(members), made.lines, objects=made.objects)
        return _below(above, scan)
    if pages is not None:
        page_selection.refuse("bundle", name)
    if not readable:
        inner = [m.name for m in members if m.suffix in ARCHIVES]
        if inner:
            raise SourceError(
                _(
                    "{name}: an archive that holds only an archive ({inner}); {unpack}",
                    name=name,
                    inner=inner[0],
                    unpack=_(UNPACK),
                )
            )
        raise SourceError(
            _("{name}: a bundle without a text that is read; {unpack}", name=name, unpack=_(UNPACK))
        )
    _convert(readable)
    parts: list[Source] = []
    objects: list[SourceObject] = []
    try:
        with files_of(name):
            for group in folders(members):
                parts += _read_group(group, encoding, objects)
    except SourceError as error:
        if not any(str(error).startswith(f"{member.name}:") for member in readable):
            raise
        raise SourceError(f"{name}{WITHIN}{error}") from error.__cause__
    if parts:
        parts[0] = _below(above, parts[0])
    return _joined(name, digest or sum_of(members), parts, objects)


def read_mail(
    data: bytes, name: str, encoding: str | None, digest: str, pages: page_selection.Pages | None = None
) -> Source:
    """Read a mail as the bundle of its files; its head, and the words that go with the files, are dropped by rule."""
    mail = open_mail(data, name)
    said = [(line, "mail-head") for line in mail.head] + [(line, "mail-text") for line in mail.words]
    above = [SourceLine(at, text, drop) for at, (text, drop) in enumerate(said, start=1)]
    return read_bundle(mail.members, name, encoding, digest, pages, above)


def _read_group(members: Sequence[Member], encoding: str | None, objects: list[SourceObject]) -> list[Source]:
    """Read documents and the attachments behind them; what is not read is added to `objects`."""
    readable = [m for m in members if m.may_hold_text]
    documents, attached = arranged(readable)
    further = following_pages.of_members(documents)
    behind = {page.path for pages in further.values() for page in pages}
    index, documents = with_index_first([m for m in documents if m.path not in behind])
    parts = []
    for m in documents:
        part = _read_index(m, encoding, documents) if m is index else _read(m, encoding, members)
        pages = [(page.path, _read(page, encoding, members)) for page in further.get(m.path, ())]
        parts.append(following_pages.joined(part, pages))
    parts = page_frames.without(parts)
    parts, copies = _without_copies(documents, parts)
    objects += [SourceObject("copy", 0, path, rule="page-copy") for path in copies]
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
        if member.suffix in PICTURE_ENDINGS and ATTACHED.match(member.stem):
            parts.append(_picture(member))
        else:
            rule = "archive-in-an-archive" if member.suffix in ARCHIVES else "unread-file"
            objects.append(SourceObject("attachment", 0, member.path, rule=rule))
    return parts


def _without_copies(members: Sequence[Member], parts: Sequence[Source]) -> tuple[list[Source], list[str]]:
    """Return parts without those that are another once more in another form (通知.docx, 通知.pdf), and their paths.

    Of both, the form is kept that says more of its text than where it stands.
    """
    kept: dict[PurePosixPath, tuple[Source, str, Numbers]] = {}
    copies: list[str] = []
    order = sorted(zip(members, parts, strict=True), key=lambda pair: pair[1].form in _FORMS_OF_PRINT)
    for member, part in order:
        stem = PurePosixPath(member.path).with_suffix("")
        words = "".join(line.text for line in part.lines if not line.drop)
        # Print breaks a number's code over lines; year and serial are enough to tell two apart.
        text, numbers = fold(words), {(one.number.year, one.number.serial) for one in find_all(words)}
        if stem in kept and _is_copy(text, numbers, *kept[stem][1:]):
            copies.append(member.path)
        else:
            kept.setdefault(stem if stem not in kept else PurePosixPath(member.path), (part, text, numbers))
    left = {id(part) for part, _text, _numbers in kept.values()}
    return [part for part in parts if id(part) in left], copies


def _is_copy(text: str, numbers: Numbers, kept: str, kept_numbers: Numbers) -> bool:
    """Tell whether a text is one that is kept: the same words, and no document number that this has not."""
    return (
        numbers <= kept_numbers and SequenceMatcher(None, kept, text, autojunk=False).quick_ratio() > _ALIKE
    )


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


def _read(member: Member, encoding: str | None, members: Sequence[Member]) -> Source:
    """Read a file of a bundle; its pictures are sought among the others."""
    form = form_of(member.data, member.name, member.suffix)
    if form == "bundle":
        raise SourceError(
            _("{member}: an archive in the archive; {unpack}", member=member.name, unpack=_(UNPACK))
        )
    made = read_bytes(member.data, member.name, form, encoding, None)
    if form not in ("html", "markdown"):
        return made
    folder = PurePosixPath(member.path).parent
    beside = {_relative(m.path, folder): m.data for m in members if m.suffix in PICTURE_ENDINGS}
    missing = [replace(o, rule="") if o.rule == "picture-not-there" else o for o in made.objects]
    objects, files = found(missing, {**made.files, **beside}, None)
    return replace(made, objects=objects, files=files)


def _read_index(member: Member, encoding: str | None, documents: Sequence[Member]) -> Source:
    """Read the page that lists the documents of a bundle: their contents."""
    made = read_bytes(as_text(member, documents), member.name, "html", encoding, None)
    return replace(made, sha256=hashlib.sha256(member.data).hexdigest())


def _relative(path: str, folder: PurePosixPath) -> str:
    try:
        return PurePosixPath(path).relative_to(folder).as_posix()
    except ValueError:
        return path


def _titled(part: Source, stem: str) -> Source:
    """Put the name of its file before the lines of an attachment; it says which attachment it is."""
    return _below([SourceLine(1, stem, "", "part")], part)


def _below(above: Sequence[SourceLine], part: Source) -> Source:
    """Put lines before those of a part."""
    more = len(above)
    lines = (*above, *(replace(line, number=line.number + more) for line in part.lines))
    objects = tuple(replace(item, line=item.line + more) if item.line else item for item in part.objects)
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
