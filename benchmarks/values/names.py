"""Names of files and folders, what lies where a file is expected, and names that are one for some systems."""

import contextlib
import os
import random
import stat
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

from gongbao.messages.shown import shown

from . import archive
from .texts import NAMES
from .tries import Try

_ODD = (
    "a b", " a", "a ", "a.", ".a", "..a", "-a", "--help", "a\nb", "a\tb", "a:b", "a*b", "a?b", "a|b", 'a"b', "a'b", "a<b>", "a&b", "a#b",
    "a%2fb", "a%", "a;b", "a,b", "a=b", "a@b", "a[b]", "a{b}", "$a", "`a`", "~$a", "a~", "#a#", "CON", "nul.txt.md", "com1",
    "lpt9", "conin$",
    "甲" * 84, "a" * 251, "é", "e\u0301", "İ", "ß", "ﬀ", "١", "２", "\u202ea", "a\u200b", "\ud83d\ude00".encode("utf-16",
    "surrogatepass").decode("utf-16"),
    "Thumbs.db", "desktop.ini", "index", "index.html", "print", "issue", "a.source", "a.compare.b", "404", "search", "theme",
    "number", "data", "con.html",
    "a\x7f", "a\x01", "\udcff", "a\udce4", "甲\udc80", "__pycache__", "node_modules", ".git", "output", "content",
)  # fmt: skip
_TEXT = "Title: 关于{0}的通知\nSlug: c\nDate: 2024-05-06\n\n{0}。\n".replace("{0}", "丙")
_SOURCE = "甲县人民政府关于做好防汛工作的通知\n甲府发〔2024〕1号\n各乡镇人民政府：\n现就防汛工作通知如下。\n甲县人民政府\n2024年5月16日\n"
_BOTH = (("ingest", "sources"), ("build",))


def tries(chance: random.Random) -> Iterator[Try]:
    """Give all tries in an order by chance."""
    found = [*_names(), *_things(), *_pairs()]
    chance.shuffle(found)
    yield from found


def _names() -> Iterator[Try]:
    for name in dict.fromkeys((*_ODD, *NAMES)):
        if "/" in name or "\0" in name or name in (".", "..", ""):
            continue
        for where, tasks in {
            "content/documents/{}/c.md": (("build",),),
            "content/{}/2024-05/c.md": (("build",),),
            "content/jia-gongbao/{}/c.md": (("build",),),
            "content/documents/c/{}.md": (("build",),),
            "content/documents/c/{}": (("build",),),
            "content/jia-gongbao/2024-05/{}.png": (("build",),),
            "content/{}.toml": (("build",),),
            "content/pages/{}.md": (("build",),),
            "files/{}": (("build",),),
            "sources/{}.txt": _BOTH,
            "sources/{}/c.txt": _BOTH,
            "sources/{}": _BOTH,
            "theme/static/{}.css": (("build",),),
        }.items():
            path = where.replace("{}", name)
            data = _SOURCE if path.startswith("sources") else _TEXT
            yield Try(
                "names",
                path,
                {},
                (_shown(name), ascii(name)[1:-1], shown(name), "c.md", "c.txt"),
                tasks,
                _written(path, data.encode()),
            )


def _shown(name: str) -> str:
    return name.strip()[:20] or name


def _written(path: str, data: bytes) -> Callable[[Path], None]:
    def lay(home: Path) -> None:
        with contextlib.suppress(OSError, UnicodeError):  # a name that this system has no room for
            (home / path).parent.mkdir(parents=True, exist_ok=True)
            (home / path).write_bytes(data)

    return lay


def _folder(path: Path) -> None:
    path.mkdir()
    (path / "x.md").write_text(_TEXT, encoding="utf-8")


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _to(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


def _sibling(path: Path) -> Path:
    """Return somebody's folder beside the archive: no link of a try leads to what the machine itself lives on."""
    return next(up / "sibling" for up in path.parents if (up / "sibling").is_dir())


def _letter(path: Path) -> None:
    path.symlink_to(_sibling(path) / "letter.txt")


def _device(minor: int) -> Callable[[Path], None]:
    """Return what leads to a device like those of the machine, or to a pipe where none can be made."""

    def make(path: Path) -> None:
        device = _sibling(path) / "device"
        device.unlink(missing_ok=True)
        try:
            os.mknod(device, stat.S_IFCHR | 0o600, os.makedev(1, minor))
        except (PermissionError, AttributeError):
            os.mkfifo(device)
        path.symlink_to(device)

    return make


def _outside(path: Path) -> None:
    """Lead to somebody's old files."""
    folder = _sibling(path)
    letters = folder / "letters"
    letters.mkdir()
    old = letters / "old.txt"
    old.write_text("somebody's\n", encoding="utf-8")
    for one in (old, letters, *folder.iterdir()):
        os.utime(one, (0, 0))
    path.symlink_to(folder)


def _locked(path: Path) -> None:
    path.write_bytes(b"x")
    path.chmod(0)


_THINGS: dict[str, Callable[[Path], None]] = {
    "a folder": lambda path: path.mkdir(),
    "a folder with a file": _folder,
    "a pipe": _pipe,
    "a link out": _letter,
    "a link to a neighbour": _to("../../sibling/letter.txt"),
    "a link to a folder out": _outside,
    "a link to nothing": _to("nowhere"),
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a link to a device": _device(5),
    "a link to random": _device(9),
    "a link to its folder": _to("."),
    "a link up": _to("../.."),
    "unreadable": _locked,
    "nothing in it": Path.touch,
}
_PLACES = (
    "pelicanconf.py", "content", "sources", "output", "files", "theme", ".cache", "content/codes.toml", "content/synonyms.toml",
    "content/redirects.txt",
    "content/addresses.txt", "content/validity.toml", f"{archive.PLACE}/issue.md", f"{archive.PLACE}/a.md", archive.PLACE,
    "content/documents",
    f"{archive.PLACE}/ingest.json", f"{archive.PLACE}/original.txt", f"{archive.PLACE}/decisions.toml",
    f"{archive.PLACE}/a.picture-1.png", "content/documents/b/c.md",
    "sources/a.txt", "sources/c.txt", "sources/c.docx", "sources/c.pdf", "sources/c.toml", "sources/c.zip", "sources/c",
    "files/x", "files/CNAME", "theme/static",
    "theme/templates", "theme/templates/article.html", "theme/static/css", "content/pages", "content/pages/x.md",
    ".cache/results.sqlite", ".cache/locks", ".cache/builds",
    ".cache/segments", ".cache/fault.txt", "output/index.html", "output/SHA256SUMS", "output/documents", "dist", "dist/packages.json",
)  # fmt: skip


def _things() -> Iterator[Try]:
    for place in _PLACES:
        for what, make in _THINGS.items():
            yield Try(
                "names",
                f"{place} is {what}",
                {},
                # What a link leads to is named where it is, an output by its setting.
                (place.rpartition("/")[2], place, "sources", "letter.txt", "sibling/device", "OUTPUT_PATH"),
                _BOTH,
                _put(place, make),
            )


def _put(place: str, make: Callable[[Path], None]) -> Callable[[Path], None]:
    def lay(home: Path) -> None:
        path = home / place
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() or path.is_symlink():
            path.rename(home.parent / "away")
        make(path)

    return lay


def _pairs() -> Iterator[Try]:
    """Give names that are one name on some systems."""
    for one, other in (
        ("a", "A"),
        ("é", unicodedata.normalize("NFD", "é")),
        ("ß", "ss"),
        ("ﬁ", "fi"),
        ("c", "c."),
        ("İ", "i"),
        ("か\u3099", "が"),
    ):
        for where in (
            "content/documents/{}/c.md",
            "sources/{}.txt",
            "sources/{}/c.txt",
            "files/{}.txt",
            "content/documents/c/{}.md",
            "content/{}/2024-05/c.md",
        ):

            def lay(home: Path, where: str = where, both: tuple[str, str] = (one, other)) -> None:
                for n, name in enumerate(both):
                    text = (
                        _SOURCE.replace("1号", f"{n + 5}号")
                        if where.startswith("sources")
                        else _TEXT.replace("Slug: c", f"Slug: {n}-c")
                    )
                    _written(where.replace("{}", name), text.encode())(home)

            yield Try(
                "names", f"{where} as {one!a} and {other!a}", {}, (one, other, "c.md", "c.txt"), _BOTH, lay
            )
