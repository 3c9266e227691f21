"""What numbers, citations and data cost: the whole build with and without their plugins, on made-up archives.

    python benchmarks/derived.py 1250 5000 20000

Bodies are paragraphs of the sample archive in random order, as long as one of its articles (4,700 characters on
average), with two references more; twelve articles make an issue. Both builds run in processes of their own; the
difference is what the plugins cost, in processor seconds.
"""

import random
import resource
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from gongbao.bulletin import article, issue  # noqa: E402
from gongbao.bulletin.article import ArticleMeta  # noqa: E402
from gongbao.workshop.build import build_into  # noqa: E402

DERIVED = ["gongbao.numbers", "gongbao.citations", "gongbao.export"]
OTHERS = ["gongbao.issues", "gongbao.search"]
PER_ISSUE = 12
AGENCIES = tuple(f"{place}县人民政府{part}" for place in "甲乙丙丁戊己庚辛" for part in ("", "办公室"))


def paragraphs() -> list[str]:
    """Return the plain paragraphs of the sample archive."""
    found = []
    for path in sorted((ROOT / "content").rglob("*.md")):
        if path.name != "issue.md":
            _, body = article.load(path.read_text(encoding="utf-8"))
            found += [
                p for p in body.split("\n\n") if 40 < len(p) < 600 and p[0] not in "#|{" and "{:" not in p
            ]
    return found


def lengths() -> list[int]:
    """Return how many characters each article of the sample archive has."""
    paths = sorted(path for path in (ROOT / "content").rglob("*.md") if path.name != "issue.md")
    return [len(article.load(path.read_text(encoding="utf-8"))[1]) for path in paths]


def number(at: int) -> str:
    """Return the document number of the article at a place of the archive; every tenth serial is missing."""
    agency = at % len(AGENCIES)
    serial = at // len(AGENCIES)
    return f"{AGENCIES[agency][0]}府{'办' if agency % 2 else ''}发〔{2000 + serial // 90}〕{serial % 90 * 10 // 9 + 1}号"


def make(folder: Path, count: int) -> None:
    """Write an archive of so many articles."""
    chance = random.Random(count)
    texts, sizes = paragraphs(), lengths()
    for at in range(count):
        number_of_issue = at // PER_ISSUE
        year, nn = 2000 + number_of_issue // 24, str(number_of_issue % 24 + 1)
        place = folder / "jia-gongbao" / f"{year}-{nn.zfill(2)}"
        if at % PER_ISSUE == 0:
            place.mkdir(parents=True)
            meta = issue.IssueMeta(
                "jia-gongbao", "甲县人民政府公报", year, nn, str(number_of_issue + 1), f"{year}-12-28"
            )
            (place / "issue.md").write_text(issue.dump(meta), encoding="utf-8")
        body: list[str] = []
        size = chance.choice(sizes)
        while sum(map(len, body)) < size:
            body.append(chance.choice(texts))
        other = number(chance.randrange(max(at, 1)))
        body.insert(
            0, f"为贯彻落实《{chance.choice(AGENCIES)}关于某项工作的意见》（{other}）精神，现通知如下。"
        )
        body.append(
            f"本通知自印发之日起施行，有效期5年。《某项工作暂行办法》（{number(chance.randrange(max(at, 1)))}）同时废止。"
        )
        agency = AGENCIES[at % len(AGENCIES)]
        meta_of = ArticleMeta(
            f"{agency}关于第{at}项工作的通知", f"a-{at}", date=f"{year}-{at % 12 + 1:02d}-15",
            issued=f"{year}-{at % 12 + 1:02d}-15", publication="jia-gongbao", year=year, issue=nn,
            total=str(number_of_issue + 1), order=at % PER_ISSUE + 1, section="县政府文件", page=str(at % PER_ISSUE * 3 + 1),
            doc_number=number(at), agency=(agency,), genre="通知", published=f"{year}-12-28",
        )  # fmt: skip
        (place / f"a-{at}.md").write_text(article.dump(meta_of, "\n\n".join(body)), encoding="utf-8")


def seconds(content: Path, output: Path, plugins: list[str]) -> float:
    """Build an archive and return the processor time it took, which other work on the machine does not lengthen."""
    shutil.rmtree(output, ignore_errors=True)
    began = _spent()
    build_into(output, content, {"PLUGINS": plugins})
    return _spent() - began


def _spent() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def main() -> None:
    """Print a row for each number of articles."""
    print("| articles | whole build | without | these plugins | share | each article |")
    print("|---|---|---|---|---|---|")
    for count in [int(argument) for argument in sys.argv[1:]] or [1250, 5000]:
        with tempfile.TemporaryDirectory(prefix="gongbao-derived-") as folder:
            content, output = Path(folder, "content"), Path(folder, "output")
            make(content, count)
            without = seconds(content, output, OTHERS)
            whole = seconds(content, output, [OTHERS[0], *DERIVED, OTHERS[1]])
            cost = whole - without
            print(
                f"| {count:,} | {whole:.1f} s | {without:.1f} s | {cost:.1f} s "
                f"| {cost / whole:.0%} | {cost / count * 1000:.2f} ms |",
                flush=True,
            )


if __name__ == "__main__":
    main()
