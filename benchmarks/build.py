"""What a build costs, first and after each kind of change, beside plain Pelican, Hugo and Pagefind on the same texts.

    inv bench build --arguments "500 --rounds 3" --corpus FILE   texts of a file (JSON lines: title, body)
    inv bench build --arguments "5000 --growth 20000" --corpus FILE   first builds alone, of both sizes

Fifteen texts make an issue. Each round begins without output and cache: the first build, one of which nothing changed,
one after a comma in one article, one with one issue of fifteen documents more. Then Pelican alone (its simple theme,
no plugin, no search) and, where it is installed, Hugo (one template, no search) build the same texts, and Pagefind,
where npm can install it, indexes Hugo's pages. Printed are the medians of the rounds; processor seconds are those of
all processes, the ratio is to the first build. Other work on the machine lengthens the wall seconds most. Beyond the size of
the corpus, texts are made of its paragraphs. Of 5,000 documents and more the table is put into benchmarks/build.md, too.
"""

import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import metadata
from pathlib import Path

from gongbao.bulletin import article

from benchmarks import archive
from benchmarks.search import pagefind
from benchmarks.search.corpus import Text

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "benchmarks" / "build.md"
# What fewer texts cost is printed, and not put down there.
WRITTEN_FROM = 5_000
FIRST, PELICAN, HUGO, PAGEFIND = "first build", "plain Pelican", "Hugo", "Pagefind over Hugo's pages"
BUILD = "import sys; from gongbao.workshop.begin import build; build(sys.argv[1])"
# A process counts the memory of the one that it began as a copy of: commands are started by one that holds no texts.
LAUNCH = """
import os, sys, time
began = time.monotonic()
child = os.fork()
if not child:
    os.dup2(2, 1)
    os.execv(sys.argv[1], sys.argv[1:])
_, status, used = os.wait4(child, 0)
print([time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss])
sys.exit(os.waitstatus_to_exitcode(status))
"""
CONF = """
import sys
sys.path.insert(0, {root!r})
from pelicanconf import *
PATH, OUTPUT_PATH, THEME, BUILD_CACHE = {content!r}, {output!r}, {theme!r}, {cache!r}
"""
PLAIN = """
SITENAME, TIMEZONE, DEFAULT_LANG, THEME = "Archive", "Asia/Shanghai", "zh", "simple"
PATH, OUTPUT_PATH, LOCALE = {content!r}, {output!r}, ["C"]
IGNORE_FILES = ["issue.md"]
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
"""
HUGO_CONF = 'baseURL = "https://archive.example/"\ntitle = "Archive"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n'
# Pagefind passes over pages without this element.
HUGO_PAGE = "<!doctype html><html lang=zh><title>{{ .Title }}</title><h1>{{ .Title }}</h1><p>{{ .Date }}</p>{{ .Content }}\n"
HUGO_LIST = (
    "<!doctype html><html lang=zh><title>{{ .Title }}</title>"
    "{{ range .RegularPages }}<p><a href={{ .RelPermalink }}>{{ .Title }}</a>{{ end }}\n"
)


@dataclass(frozen=True)
class Cost:
    """What one run took: wall and processor seconds, the memory of its largest process, files and bytes it left."""

    wall: float
    processor: float
    peak: float
    files: int
    size: float


def run(command: Sequence[str], output: Path, place: Path = ROOT) -> Cost:
    """Run a command to its end. place: where one stands; builds keep what they know there."""
    launched = [sys.executable, "-I", "-S", "-c", LAUNCH, *command]
    done = subprocess.run(launched, cwd=place, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed\n{done.stderr}")
    wall, processor, peak = json.loads(done.stdout.splitlines()[-1])
    sizes = [path.stat().st_size for path in output.rglob("*") if path.is_file()]
    return Cost(wall, processor, peak / 1024, len(sizes), sum(sizes) / 1_000_000)


def compiled(folder: Path, texts: Sequence[Text]) -> None:
    """Have Python compile what builds import, ours and plain Pelican's, as pip leaves it: no build pays for it.

    Who measures may have told Python to compile nothing for good.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
    below = folder / "compiled"
    below.mkdir()
    for program in (ours, peers):
        next(program(below, texts[: archive.PER_ISSUE], archive.PER_ISSUE))


def growth(folder: Path, texts: Sequence[Text], *counts: int) -> Iterator[tuple[str, Cost]]:
    """Yield what the first build of each size costs."""
    for count in counts:
        below = folder / str(count)
        below.mkdir()
        what, cost = next(ours(below, texts[:count], count))
        yield (what if count == counts[0] else f"{what}, {count:,} documents"), cost


def ours(folder: Path, texts: Sequence[Text], count: int) -> Iterator[tuple[str, Cost]]:
    """Yield what each build of one round costs."""
    content, output, conf = folder / "content", folder / "output", folder / "conf.py"
    places = {"content": str(content), "output": str(output), "cache": str(folder / "cache/results.sqlite")}
    conf.write_text(CONF.format(root=str(ROOT), theme=str(ROOT / "theme"), **places), encoding="utf-8")
    place = archive.write(content, texts[:count])
    command = [sys.executable, "-c", BUILD, str(conf)]
    time.sleep(0.1)  # a build trusts no file that changed in this moment
    yield FIRST, run(command, output, folder)
    yield "nothing changed", run(command, output, folder)
    changed = sorted(content.rglob("text-*.md"))[count // 4]
    changed.write_text(changed.read_text(encoding="utf-8").rstrip() + "，\n", encoding="utf-8")
    time.sleep(0.1)
    yield "one comma in one article", run(command, output, folder)
    archive.write(content, texts[count:], first=place)
    time.sleep(0.1)
    yield "one issue of 15 documents more", run(command, output, folder)


def peers(folder: Path, texts: Sequence[Text], count: int) -> Iterator[tuple[str, Cost]]:
    """Yield what others take for the same texts."""
    content, output, conf = folder / "plain", folder / "plain-output", folder / "plain.py"
    archive.write(content, texts[:count])
    conf.write_text(PLAIN.format(content=str(content), output=str(output)), encoding="utf-8")
    yield PELICAN, run([sys.executable, "-m", "pelican", "--settings", str(conf)], output)
    if hugo := shutil.which("hugo"):
        site = folder / "hugo"
        _for_hugo(content, site)
        yield HUGO, run([hugo, "--source", str(site), "--quiet"], site / "public")
        try:
            program = pagefind.install(folder / "pagefind")
        except pagefind.Missing as error:
            print(error, file=sys.stderr)
            return
        yield PAGEFIND, run([*program, "--site", str(site / "public")], site / "public")


def _for_hugo(content: Path, site: Path) -> None:
    layouts, pages = site / "layouts" / "_default", site / "content"
    layouts.mkdir(parents=True)
    pages.mkdir()
    (site / "config.toml").write_text(HUGO_CONF, encoding="utf-8")
    (layouts / "single.html").write_text(HUGO_PAGE, encoding="utf-8")
    (layouts / "list.html").write_text(HUGO_LIST, encoding="utf-8")
    for path in content.rglob("text-*.md"):
        meta, body = article.load(path.read_text(encoding="utf-8"))
        title = meta.title.replace("\\", "\\\\").replace('"', '\\"')
        head = f'+++\ntitle = "{title}"\ndate = {meta.date}\n+++\n'
        (pages / path.name).write_text(head + body, encoding="utf-8")


def machine() -> str:
    """Name the machine and the versions of what was measured."""
    try:
        cpu = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.M)
    except OSError:
        cpu = None
    said = [
        f"{os.cpu_count()} cores ({cpu[1] if cpu else platform.machine()})",
        f"Python {platform.python_version()}",
    ]
    said.append(f"Pelican {metadata.version('pelican')}")
    if hugo := shutil.which("hugo"):
        told = subprocess.run([hugo, "version"], capture_output=True, encoding="utf-8", check=False).stdout
        said += [f"Hugo {number}" for number in re.findall(r" v([0-9.]+)", told)[:1]]
    return ", ".join([*said, f"Pagefind {pagefind.VERSION}"])


def main() -> None:
    """Print a row for each build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=500, help="documents")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--growth", type=int, help="a larger size; of both, only first builds are measured")
    parser.add_argument("--corpus", type=Path, required=True, help="texts: JSON lines of title and body")
    given = parser.parse_args()
    texts = archive.texts(given.corpus, max(given.count, given.growth or 0) + archive.PER_ISSUE)
    alone = (given.count,)
    parts = [(growth, (*alone, given.growth))] if given.growth else [(ours, alone), (peers, alone)]
    costs: dict[str, list[Cost]] = {}
    with tempfile.TemporaryDirectory(prefix="gongbao-build-") as whole:
        compiled(Path(whole), texts)
        for _ in range(given.rounds):
            # Removed at the end: ext4 passes over files that were removed within minutes, one by one, wherever one is made.
            name = tempfile.mkdtemp(dir=whole)
            for part, sizes in parts:
                for what, cost in part(Path(name), texts, *sizes):
                    costs.setdefault(what, []).append(cost)
    table = report(given.count, given.rounds, costs)
    print(table)
    if given.count >= WRITTEN_FROM or given.growth:
        put_down(PAGE, "growth" if given.growth else "run", table)


def report(count: int, rounds: int, costs: Mapping[str, Sequence[Cost]]) -> str:
    """Return what was measured as Markdown: a row for each build, and the ratios that are aimed at."""

    def median(what: str, name: str) -> float:
        return statistics.median(getattr(cost, name) for cost in costs[what])

    first, first_wall = median(FIRST, "processor"), median(FIRST, "wall")
    lines = [
        f"{count} documents, medians of {rounds}; load {os.getloadavg()[0]:.1f} at the end, {date.today().isoformat()}",
        f"{machine()}\n",
        "| | wall s | × first | processor s | × first | peak MB | files | MB |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for what, rows in costs.items():
        wall, processor, peak = (median(what, name) for name in ("wall", "processor", "peak"))
        lines.append(
            f"| {what} | {wall:.1f} | {wall / first_wall:.2f} | {processor:.2f} | {processor / first:.2f} "
            f"| {peak:.0f} | {rows[-1].files:,} | {rows[-1].size:.1f} |"
        )
    if PELICAN in costs:
        lines.append(
            f"\nThe first build takes {first / median(PELICAN, 'processor'):.2f} times the processor of plain Pelican"
        )
        if {HUGO, PAGEFIND} <= costs.keys():
            both = median(HUGO, "wall") + median(PAGEFIND, "wall")
            lines[-1] += f", and {first_wall / both:.2f} times as long as Hugo and Pagefind together"
        lines[-1] += "."
    return "\n".join(lines)


def put_down(page: Path, name: str, table: str) -> None:
    """Put what was measured in the place of the last run of that name on a page, where the page has one."""
    text = page.read_text(encoding="utf-8") if page.is_file() else ""
    before, begin, rest = text.partition(f"<!-- last {name} -->\n")
    _old, end, after = rest.partition(f"<!-- end of last {name} -->\n")
    if begin and end:
        page.write_text(f"{before}{begin}\n{table}\n\n{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
