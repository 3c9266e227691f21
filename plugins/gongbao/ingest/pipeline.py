"""From a source to an edition: its lines go through the stages, a bundle's file by file.

To look at a step alone, run the ones before it: `run(edition, until="card")`.
"""

from collections import Counter
from dataclasses import replace
from functools import partial

from gongbao.bulletin.fold import fold
from gongbao.messages import _

from . import bound_volume
from .model.decisions import BOUNDS, OPENS, BulletinRules, Decisions, Known, LineDecision, resolved
from .model.edition import Edition
from .model.given import Given
from .model.lines import Drop
from .model.source import Source, SourceError
from .parse import attached, decided_fields
from .sort import contents, masthead
from .sort.masthead_numbers import ISSUE
from .stages import STAGES, tell_lost

_LEAST_FILES = 3


def run(edition: Edition, until: str = "", since: str = "") -> Edition:
    """Take an edition through the stages: from `since` on, and only those before `until`. Raise SourceError."""
    names = [stage.name for stage in STAGES]
    for stage in STAGES[names.index(since) if since else 0 : names.index(until) if until else None]:
        stage.run(edition)
    return edition


def make(
    source: Source,
    kind: str | None = None,
    publication: str | None = None,
    given: Given | None = None,
    known: Known | None = None,
) -> Edition:
    """Make the edition of a source. kind and publication override what the text says. Raise SourceError with what to do.

    known: what was decided in the archive, about this source and about its bulletin.
    """
    given, known = given or Given(), known or Known()
    asked = publication or given.file.get("publication", "")
    rules = [one for name, one in known.of_bulletin.items() if one.are_of(source, name, asked)]
    edition = Edition(
        source,
        kind or "",
        given=given,
        own=known.own,
        publication=publication or "",
        decisions=known.of_source.get(source.name, Decisions()),
        rules=rules[0] if len(rules) == 1 else BulletinRules(),
    )
    return _bundle(edition) if source.parts else _of_one_file(edition)


def _of_one_file(edition: Edition) -> Edition:
    """Make the edition of a file; of a bound volume that of its first issue, which has the others with it."""
    run(edition, until="records")
    volume = bound_volume.parted(edition, run) if edition.kind == "gazette" else None
    return volume or run(edition, since="records")


def _bundle(asked: Edition) -> Edition:
    """Make the edition of a bundle: its document, with the attachments that are files of their own."""
    source = asked.source
    whole: Edition | None = None
    # A decision names a line of the whole bundle, and is done in the part that has it.
    found, lost = resolved(asked.decisions, source)
    behind: list[LineDecision] = []
    opens = {one.line for one in found if one.what == OPENS}
    pieces = [piece for whole_part in source.parts for piece in attached.cut(whole_part, opens)]
    if issue := _issue_in_files(asked, pieces, found):
        tell_lost(issue, lost)
        return run(issue, since="kind")
    for part in pieces:
        numbers = {line.number for line in part.lines}
        of_part = Decisions(asked.decisions.source, [one for one in found if one.line in numbers])
        if whole is not None and attached.is_attachment(part):
            attached.add(whole, part, partial(_lines_of, decisions=of_part))
            behind += of_part.lines
            continue
        # What a part begins with needs no bound.
        first = next((line.number for line in part.lines if not line.drop), 0)
        of_part.lines = [one for one in of_part.lines if one.line != first or one.what != OPENS]
        one = run(_of_part(asked, part, of_part), until="fill")
        whole = one if whole is None else attached.joined(whole, one)
    if whole is None:
        raise SourceError(_("{file}: holds no document; check that it is the right file", file=source.name))
    # A file that came as an attachment stays one.
    lost += [one for one in behind if one.what in BOUNDS]
    whole.decided = [one for one in behind if one.what not in BOUNDS]
    decided_fields.apply(whole)
    tell_lost(whole, lost)
    run(whole, since="fill", until="pictures")
    whole.source = source
    return run(whole, since="pictures")


def _issue_in_files(asked: Edition, pieces: list[Source], found: list[LineDecision]) -> Edition | None:
    """Return the edition of an issue whose cover with the contents is one file and each text another, None for other bundles."""
    pieces = [attached.as_text(piece) for piece in pieces]
    if asked.kind not in {"", "gazette"} or len(pieces) < _LEAST_FILES:
        return None
    parts = []
    for piece in pieces:
        numbers = {line.number for line in piece.lines}
        decided = Decisions(asked.decisions.source, [one for one in found if one.line in numbers])
        try:
            parts.append(run(_of_part(asked, piece, decided), until="contents"))
        except SourceError:
            return None
    cover = next((at for at, part in enumerate(parts) if _is_cover(part)), None)
    if cover is None or any(part.carded for part in parts):
        return None
    _drop_feet([part for part in parts if part is not parts[cover]])
    whole = replace(asked, kind="gazette", lines=[], drops=[], flags=[], decided=[])
    # Wherever it stands among the files, the cover comes first.
    for part in [parts[cover], *parts[:cover], *parts[cover + 1 :]]:
        whole.lines += [replace(part.lines[0], page_break=True), *part.lines[1:]]
        whole.drops += part.drops
        whole.flags += part.flags
        whole.decided += part.decided
    whole.contents = contents.find(whole.lines)
    return whole


def _drop_feet(parts: list[Edition]) -> None:
    """Drop the line that says the issue at the end of the files of several of its texts."""
    feet = Counter(fold(part.lines[-1].text) for part in parts if part.lines)
    for part in parts:
        last = part.lines[-1] if len(part.lines) > 1 else None
        if last and feet[fold(last.text)] > 1 and ISSUE.search(last.text) and not last.text.endswith("。"):
            part.drops.append(Drop("running-head", part.lines.pop()))


def _is_cover(part: Edition) -> bool:
    """Tell whether a file of a bundle says which issue of a bulletin it is, and holds no more than what covers do."""
    head = masthead.parse(part.lines)
    texts = sum(line.text.rstrip().endswith("。") for line in part.lines)
    return bool(head.title and head.year and head.issue) and not texts


def _of_part(asked: Edition, part: Source, decided: Decisions) -> Edition:
    """Return the edition of a document of a bundle, with lists of its own."""
    return Edition(
        part,
        asked.kind,
        given=asked.given,
        own=asked.own,
        publication=asked.publication,
        decisions=decided,
        rules=asked.rules,
    )


def _lines_of(part: Source, decisions: Decisions) -> Edition:
    """Take an attachment of a bundle through the stages that make clean lines of it."""
    return run(Edition(part, "document", decisions=decisions), until="contents")
