"""What `inv offline` costs: size and time of each form, for the project's own archive and for made-up ones.

    inv bench offline                                    the project's own archive
    inv bench offline --arguments "5000"                 a made-up archive of 5,000 documents (see derived.py)
    inv bench offline --arguments "5000" --corpus FILE   the same, of the texts of a file (JSON lines: title, body)
    inv bench offline --arguments "5000 --issues 20"     issues are made one by one; make only so many, and multiply

Times are processor seconds, which other work on the machine does not lengthen much: with two cores, `inv offline` takes
about half of their sum. Each form is made for itself.
"""

import argparse
import functools
import re
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from gongbao.bulletin import article
from gongbao.offline import inputs, packages, pdf, pool, site, zim, zips
from gongbao.workshop import ROOT
from gongbao.workshop.build import pelican
from gongbao.workshop.settings import Folders

from benchmarks import derived
from benchmarks.search import corpus

SETTINGS = ROOT / "pelicanconf.py"


def lay_out(home: Path, count: int, texts: Path | None) -> None:
    """Write an archive of so many documents; those of a file keep the heads of made-up ones."""
    derived.make(home / "content", count)
    if texts is None:
        return
    paths = sorted((home / "content").rglob("a-*.md"))
    for path, text in zip(paths, corpus.sized(corpus.read(texts), count), strict=True):
        meta, _ = article.load(path.read_text(encoding="utf-8"))
        body = "\n\n".join(re.sub(r"([\\`*_{}\[\]<>#|~+-])", r"\\\1", part) for part in text.paragraphs)
        path.write_text(article.dump(meta, body), encoding="utf-8")


def timed(work: Callable[[], object]) -> float:
    """Return the processor time of a call and of the processes that it waits for."""
    began = _spent()
    work()
    return _spent() - began


def _spent() -> float:
    here, below = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return here.ru_utime + here.ru_stime + below.ru_utime + below.ru_stime


def noted(note: str, function: Callable[..., None], *arguments: object) -> None:
    """Make a call and write down its processor time."""
    began = time.process_time()
    function(*arguments)
    Path(note).write_text(str(time.process_time() - began), encoding="utf-8")


def in_pool(jobs: list[pool.Job], log: Path) -> float:
    """Return the processor time of jobs, without that of loading the modules, which is spent once."""
    preload = [*site.PRELOAD, "gongbao.offline.pdf", "weasyprint"]
    notes = [log / f"{number}.time" for number in range(len(jobs))]
    watched = [
        pool.Job(job.label, noted, (str(note), job.function, *job.arguments))
        for job, note in zip(jobs, notes, strict=True)
    ]
    for _ in pool.run(watched, log, preload):
        pass
    return sum(float(note.read_text(encoding="utf-8")) for note in notes)


def row(form: str, count: int, made: list[Path], seconds: float, of: int = 0) -> None:
    """Print a row; of: how many there would be, where only some were made."""
    size = sum(path.stat().st_size for path in made) / 1e6
    share = (of or len(made)) / max(1, len(made))
    many = f"{of or len(made):,}" + (f" ({len(made)} made)" if share > 1 else "")
    print(f"| {count:,} | {form} | {many} | {size * share:,.1f} MB | {seconds * share:,.1f} s |", flush=True)


def measure(home: Path, work: Path, most: int) -> None:
    """Make every form of an archive and print a row of each."""
    count = sum(1 for path in (home / "content").rglob("*.md") if path.name != "issue.md")
    built, books, made = work / "site", work / "books", work / "made"
    for folder in (books, made, work / "log"):
        folder.mkdir()
    overrides = {**site.OVERRIDES, "PATH": str(home / "content"), "SOURCES_PATH": str(home / "sources")}
    build = functools.partial(pelican, SETTINGS, built, capture=True)
    plain = timed(lambda: build(overrides))
    print(f"| {count:,} | site, unpacked | 1 | {_size(built):,.1f} MB | {plain:,.1f} s |", flush=True)
    shutil.rmtree(built)
    seconds = timed(lambda: build({**overrides, "BOOKS_TO": str(books)}))
    site.finish(built)
    held = site.issues(home / "content")
    row(
        "EPUB of issues and years, beyond the site", count, sorted(books.iterdir()), max(0.0, seconds - plain)
    )
    whole = made / "archive.zip"
    row("zip", count, [whole], timed(lambda: zips.of_folder(built, whole)))
    kiwix = made / "archive.zim"
    about = zim.About("文库", "文库", "文库", "", "gongbao_zho_all")
    row("ZIM", count, [kiwix], in_pool([pool.Job("zim", zim.write, (built, about, kiwix))], work / "log"))
    some = held[:: max(1, len(held) // most)][:most]
    place = Folders(SETTINGS, home / "content", built, ROOT / "theme", ())
    jobs = [pool.Job(h.name, site.zip_only, (SETTINGS, h, place, work, made / f"{h.name}.zip")) for h in some]
    seconds = in_pool(jobs, work / "log")
    row("zip of an issue", count, [made / f"{h.name}.zip" for h in some], seconds, len(held))
    jobs = [
        pool.Job(
            h.name, pdf.write, (built / h.folder_url / "print.html", h.title, "", made / f"{h.name}.pdf")
        )
        for h in some
    ]
    seconds = in_pool(jobs, work / "log")
    row("PDF of an issue", count, [made / f"{h.name}.pdf" for h in some], seconds, len(held))

    def look() -> None:
        packages.fingerprint(home / "content")
        inputs.of_program(SETTINGS.name)
        for each in held:
            inputs.of_files(each.files(place))

    print(f"| {count:,} | finding that nothing changed | | | {timed(look):,.1f} s |", flush=True)


def _size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("counts", type=int, nargs="*", help="documents of made-up archives")
    parser.add_argument("--corpus", type=Path, help="texts for them")
    parser.add_argument("--issues", type=int, default=10_000, help="how many issues to make at most")
    given = parser.parse_args()
    print("| documents | form | how many | size | time |\n|---|---|---|---|---|")
    for count in given.counts or [0]:
        with tempfile.TemporaryDirectory(prefix="gongbao-bench-") as temporary:
            home, work = ROOT, Path(temporary, "work")
            work.mkdir()
            if count:
                home = Path(temporary, "home")
                (home / "sources").mkdir(parents=True)
                lay_out(home, count, given.corpus)
            measure(home, work, given.issues)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e3
    print(f"\nThe largest process took {peak:,.0f} MB.", file=sys.stderr)


if __name__ == "__main__":
    main()
