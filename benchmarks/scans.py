"""How well and how fast scans are read, beside the bare engine in the same run.

    inv bench scans --corpus FOLDER [--arguments NAME …]

FOLDER holds items, a folder each: the scan (a PDF, or a folder of pictures) and truth.txt, its text in reading order,
a paragraph a line, cells of a table parted by tabs. The error rate is edits between the truth and all lines that are
read, over the length of the truth; blanks do not count, widths and brackets are unified. Seconds are processor seconds
a page of reading in one process, nothing kept from before; the bare engine gets the same pictures, and its lines are
put in order from top to bottom.

Doubts: how many signs are wrong, how many are flagged, how many are both. Where an item has boxes.yaml (a list of page,
starts, box), it is also told how many paragraphs stand where they are: their boxes share seven tenths of their area.
"""

import argparse
import os
import re
import sys
import tempfile
import time
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import yaml
from gongbao.ingest.model.source import Source
from gongbao.ingest.read import read
from gongbao.ingest.read.scan import work
from gongbao.ingest.read.scan.engine import Engine, Picture
from gongbao.ingest.read.scan.loose import drawn, natural

_DPI = 200
# Of two boxes together, so much both must have.
_ENOUGH = 0.7
_MARKS = str.maketrans({**dict.fromkeys("[{【〔", "("), **dict.fromkeys("]}】〕", ")")})


def folded(text: str) -> str:
    """Return what counts of a text: no blanks, no leaders, one width, one kind of bracket."""
    text = "".join(unicodedata.normalize("NFKC", text).split()).replace("^^", "").replace("<<", "")
    return re.sub(r"[.…·]{2,}", "", text.translate(_MARKS))


def edits(a: str, b: str) -> int:
    """Return the Levenshtein distance of two texts, row by row on arrays."""
    codes = np.array([ord(char) for char in b], np.int64)
    steps = np.arange(len(b) + 1)
    row = steps.copy()
    for n, char in enumerate(a, start=1):
        best = np.minimum(row[1:] + 1, row[:-1] + (codes != ord(char)))
        row = np.minimum.accumulate(np.concatenate(([n], best)) - steps) + steps
    return int(row[-1])


def doubts(made: Source, truth: str) -> tuple[int, int, int]:
    """Return how many signs of a source are wrong, how many are flagged as doubtful, and how many are both."""
    text, flagged = "", []
    for line in made.lines:
        if line.drop:
            continue
        marks = [False] * len(line.text)
        for item in made.objects:
            if item.kind == "doubt" and item.line == line.number:
                before, words, after = re.fullmatch(r"(.*?)\[(.*)\](.*)", item.text, re.S).groups()  # type: ignore[union-attr]
                at = line.text.find(before + words + after)
                at = line.text.find(words) if at < 0 else at + len(before)
                marks[at : at + len(words)] = [at >= 0] * len(marks[at : at + len(words)])
        for char, mark in zip(line.text, marks, strict=True):
            kept = folded(char)
            text += kept
            flagged += [mark] * len(kept)
    wrong = [True] * len(text)
    for block in SequenceMatcher(None, text, truth, autojunk=False).get_matching_blocks():
        wrong[block.a : block.a + block.size] = [False] * block.size
    both = sum(a and b for a, b in zip(wrong, flagged, strict=True))
    return sum(wrong), sum(flagged), both


def boxes(made: Source, item: Path) -> tuple[int, int]:
    """Return how many paragraphs of boxes.yaml stand where they are, and how many there are."""
    path = item / "boxes.yaml"
    wanted = yaml.safe_load(path.read_text(encoding="utf-8")) or [] if path.exists() else []
    right = 0
    for want in wanted:
        start = folded(want["starts"])[:10]
        right += any(
            _shared(want["box"], line.place.box) >= _ENOUGH
            for line in made.lines
            if line.place
            and line.place.box
            and line.place.page == want["page"]
            and start in folded(line.text)
        )
    return right, len(wanted)


def _shared(a: Sequence[float], b: Sequence[float]) -> float:
    """Return the part of the area of two boxes together that both have."""
    wide, high = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    both = max(wide, 0.0) * max(high, 0.0)
    return both / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - both)


def pictures(item: Path) -> Iterator[Picture]:
    """Give the pictures of an item as the reader gets them."""
    for path in sorted(item.iterdir(), key=lambda path: natural(path.name)):
        if path.suffix == ".pdf":
            for page in pdfium.PdfDocument(path):
                yield page.render(scale=_DPI / 72).to_numpy()
        elif path.is_dir():
            for file in sorted(path.iterdir(), key=lambda file: natural(file.name)):
                yield from (draw() for draw in drawn(file.read_bytes(), file.name))


def bare(item: Path, engine: Engine) -> tuple[str, float, int]:
    """Return what the engine alone reads, its seconds a page, and the number of pages."""
    texts, seconds, pages = [], 0.0, 0
    for picture in pictures(item):
        before = time.process_time()
        boxes = engine.lines(picture)
        found = [(*corners.min(axis=0), *corners.max(axis=0)) for corners in boxes]
        crops = [picture[int(y0) : int(y1) + 1, int(x0) : int(x1) + 1] for x0, y0, x1, y1 in found]
        words = ["".join(sign.text for sign in line) for line in engine.read(crops)]
        seconds += time.process_time() - before
        order = sorted(range(len(found)), key=lambda n: (round(found[n][1] / 20), found[n][0]))
        texts += [words[n] for n in order]
        pages += 1
    return "".join(texts), seconds, pages


def ours(item: Path) -> tuple[Source, float]:
    """Return what is read of an item, and processor seconds."""
    source = next(p for p in item.iterdir() if p.suffix == ".pdf" or p.is_dir())
    before = time.process_time()
    made = read(source)
    return made, time.process_time() - before


def main(arguments: list[str]) -> None:
    """Print a table."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("names", nargs="*", help="how an item's name begins")
    asked.add_argument("--corpus", type=Path, required=True)
    given = asked.parse_args(arguments)
    items = sorted(p.parent for p in given.corpus.resolve().glob("*/truth.txt"))
    items = [item for item in items if not given.names or item.name.startswith(tuple(given.names))]
    engine = Engine(1)
    print(
        "| item | pages | error rate | bare engine | processor s a page | bare engine | ratio | wrong | flagged | both | places |"
    )
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as place:
        os.chdir(place)
        work._processors = lambda: 1
        work._the_engine()
        for item in items:
            truth = folded((item / "truth.txt").read_text(encoding="utf-8"))
            alone, bare_seconds, pages = bare(item, engine)
            made, seconds = ours(item)
            text = "".join(line.text for line in made.lines if not line.drop)
            wrong = [edits(truth, folded(said)) / len(truth) for said in (text, alone)]
            a, b = seconds / pages, bare_seconds / pages
            doubted, (right, all_boxes) = doubts(made, truth), boxes(made, item)
            print(
                f"| {item.name} | {pages} | {wrong[0]:.4f} | {wrong[1]:.4f} | {a:.1f} | {b:.1f} | {a / b:.2f} "
                f"| {doubted[0]} | {doubted[1]} | {doubted[2]} | {right}/{all_boxes} |",
                flush=True,
            )


if __name__ == "__main__":
    main(sys.argv[1:])
