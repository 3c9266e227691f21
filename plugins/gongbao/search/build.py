"""Build the search index of some documents: its segments, and the manifest that holds them together."""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from gongbao.messages import _

from .document import Document, Schema
from .segment import DESCRIPTION, Segment, build_segment, read_segment, segment_name, sizes
from .shards import Scripts
from .variants import coded, needed

VERSION = 2
MANIFEST = "manifest"
_KEPT_FOR = 30 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of an index, printed at the end of a build."""

    documents: int
    segments: int
    built: int
    scripts: int
    bytes: int

    def __str__(self) -> str:
        """Return one line."""
        return _(
            "search: {documents} documents in {segments} segments, {built} of them built anew, {scripts} scripts, "
            "{size:.2f} MB",
            documents=self.documents,
            segments=self.segments,
            built=self.built,
            scripts=self.scripts,
            size=self.bytes / 1e6,
        )


def build(
    documents: Sequence[Document],
    schema: Schema,
    scripts: Scripts,
    variants: Mapping[str, str],
    *,
    extra: Mapping[str, object] | None = None,
    kept: Path | None = None,
    progress: Callable[[int], None] = lambda done: None,
) -> Report:
    """Write the index of the documents; `extra` goes into the manifest as it is.

    `kept` is a folder in which segments are kept from build to build, by name; with it and without it the index is the
    same, byte for byte. Several indexes may share it; what none of them used for a month is removed.
    """
    segments: list[Segment] = []
    built = done = 0
    with tempfile.TemporaryDirectory() as temporary:
        home = kept or Path(temporary)
        home.mkdir(parents=True, exist_ok=True)
        for size in sizes(len(documents), schema.tuning.segment_documents):
            part = documents[done : done + size]
            name = segment_name(part, schema, variants)
            if not (home / name / DESCRIPTION).is_file():
                _build_whole(name, part, schema, variants, home)
                built += 1
            segments.append(read_segment(home / name))
            os.utime(home / name)
            for path in sorted((home / name).glob("*.js")):
                scripts.take(f"{name}/{path.stem}", path.read_bytes())
            done += size
            progress(done)
        for folder in [f for f in home.iterdir() if f.stat().st_mtime < time.time() - _KEPT_FOR]:
            shutil.rmtree(folder, ignore_errors=True)
    totals = np.array([s.lengths for s in segments] or [(0,) * len(schema.fields)]).sum(axis=0).tolist()
    characters = set("".join(s.characters for s in segments))
    scripts.put(
        MANIFEST,
        {
            "version": VERSION,
            "documents": len(documents),
            "fields": [
                {"name": f.name, "boost": f.boost, "label": f.label, "terms": total}
                for f, total in zip(schema.fields, totals, strict=True)
            ],
            "filters": [{"name": f.name, "label": f.label, "hidden": f.hidden} for f in schema.filters],
            "sorts": [{"name": s.name, "label": s.label, "descending": s.descending} for s in schema.sorts],
            "display": schema.display,
            "rows": schema.tuning.table_documents,
            "segments": [s.entry() for s in segments],
            "variants": scripts.add(coded(needed(variants, characters))),
            **(extra or {}),
        },
    )
    return Report(len(documents), len(segments), built, len(scripts.names), scripts.bytes)


def _build_whole(
    name: str, documents: Sequence[Document], schema: Schema, variants: Mapping[str, str], home: Path
) -> None:
    """Build a segment beside its place and move it there, so that what is in place is whole."""
    with tempfile.TemporaryDirectory(dir=home) as beside:
        build_segment(name, documents, schema, variants, Path(beside) / name)
        try:
            (Path(beside) / name).rename(home / name)
        except OSError:
            # Another build was quicker: the same name holds the same scripts.
            if not (home / name / DESCRIPTION).is_file():
                raise
