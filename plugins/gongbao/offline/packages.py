"""The packages that were made: what each is, its size, its sum, and which state of the archive they hold."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

from gongbao.bulletin import archive, pictures
from gongbao.messages.site import W_, words

LIST = "packages.json"
KINDS = {
    "zip": W_("网页包（zip）"),
    "epub": W_("电子书（EPUB）"),
    "pdf": W_("打印版（PDF）"),
    "zim": W_("Kiwix 离线库（ZIM）"),
}
# The endings of what a site is made of.
_READ = {".md", ".json", ".toml", ".txt", *pictures.SUFFIXES}
ARCHIVE, YEAR, ISSUE = "archive", "year", "issue"


@dataclass(frozen=True)
class Package:
    """A file to take away: it spans the archive, a year or an issue; page is the address of that in the site."""

    name: str
    kind: str
    span: str
    page: str
    label: str
    size: int
    sha256: str
    # What a form that others add is called.
    form: str = ""

    @property
    def url(self) -> str:
        """Return its address in the site."""
        return f"downloads/{self.name}"

    @property
    def kind_label(self) -> str:
        """Return what it is, for people."""
        return self.form or words(KINDS[self.kind])

    @property
    def size_label(self) -> str:
        """Return its size as people write it."""
        if self.size < 1_000_000:
            return f"{max(1, round(self.size / 1000))} KB"
        return f"{self.size / 1_000_000:.1f} MB"


@dataclass(frozen=True)
class Packages:
    """All packages of one run of `inv offline`; state is the fingerprint of the archive that they hold."""

    state: str
    packages: tuple[Package, ...]

    @property
    def whole(self) -> tuple[Package, ...]:
        """Return those of the whole archive."""
        return tuple(p for p in self.packages if p.span == ARCHIVE)

    def of_issue(self, url: str) -> tuple[Package, ...]:
        """Return those of an issue."""
        return self._of(ISSUE, url)

    def of_year(self, publication: str, year: int) -> tuple[Package, ...]:
        """Return those of a year of a bulletin."""
        return self._of(YEAR, year_page(publication, year))

    @property
    def years(self) -> tuple[tuple[str, tuple[Package, ...]], ...]:
        """Return the addresses of the years, each with its packages, in the order of the list."""
        return self._grouped(YEAR)

    @property
    def issues(self) -> tuple[tuple[str, tuple[Package, ...]], ...]:
        """Return the addresses of the issues, each with its packages, in the order of the list."""
        return self._grouped(ISSUE)

    @cached_property
    def _places(self) -> dict[tuple[str, str], list[Package]]:
        places: dict[tuple[str, str], list[Package]] = {}
        for package in self.packages:
            places.setdefault((package.span, package.page), []).append(package)
        return places

    def _of(self, span: str, page: str) -> tuple[Package, ...]:
        return tuple(self._places.get((span, page), ()))

    def _grouped(self, span: str) -> tuple[tuple[str, tuple[Package, ...]], ...]:
        return tuple((page, tuple(group)) for (of, page), group in self._places.items() if of == span)


def issue_name(publication: str, year: int, path: str) -> str:
    """Return the name of the packages of an issue, without ending."""
    return f"{publication}-{year}-{path}"


def year_name(publication: str, year: int) -> str:
    """Return the name of the packages of a year, without ending."""
    return f"{publication}-{year}"


def year_title(bulletin: str, year: int) -> str:
    """Return what the book of a year is called."""
    return words("{bulletin}{year}年合订本", bulletin=bulletin, year=year)


def year_page(publication: str, year: int) -> str:
    """Return the address of a year of a bulletin."""
    return f"{publication}/index.html#y{year}"


def read(folder: Path) -> Packages | None:
    """Read the list of a folder of packages; None where there is none to be read, or a package of it is missing."""
    path = folder / LIST
    if not path.is_file():
        return None
    try:
        listing = json.loads(path.read_text(encoding="utf-8"))
        packages = tuple(Package(**each) for each in listing["packages"])
        state = str(listing["state"])
    except (ValueError, KeyError, TypeError):  # damaged, or an earlier version of this program wrote it
        return None
    if not all((folder / p.name).is_file() and (folder / p.name).stat().st_size == p.size for p in packages):
        return None
    return Packages(state, packages)


def listed(folder: Path) -> set[str]:
    """Return the names that the list of a folder has, whether its packages are there or not."""
    try:
        return {
            str(each["name"]) for each in json.loads((folder / LIST).read_text(encoding="utf-8"))["packages"]
        }
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def write(folder: Path, state: str, packages: Iterable[Package]) -> None:
    """Write the list."""
    listing = {"state": state, "packages": [asdict(p) for p in packages]}
    text = json.dumps(listing, ensure_ascii=False, indent=1) + "\n"
    (folder / LIST).write_text(text, encoding="utf-8")


def fingerprint(content: Path) -> str:
    """Return what tells one state of the archive's texts from another."""
    digest = hashlib.sha256()
    # Both grow with every publishing and change no text, nor does a copy that an editor left.
    found = {path.relative_to(content).as_posix(): path for path in archive.files(content)}
    for name_shown, path in sorted(found.items()):
        if path.suffix not in _READ or name_shown in ("addresses.txt", "added.txt"):
            continue
        name = name_shown.encode()
        data = path.read_bytes()
        digest.update(b"%d %d " % (len(name), len(data)) + name + data)
    return digest.hexdigest()
