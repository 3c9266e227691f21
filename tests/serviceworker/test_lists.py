"""The lists name every file that can be saved, with its bytes, and are the same for the same site."""

import hashlib
import json
from pathlib import Path
from typing import Any

from gongbao.search import text_locations
from gongbao.serviceworker import groups, lists
from gongbao.workshop import checksums


def read(site: Path) -> dict[str, Any]:
    return json.loads((site / "offline" / "build.json").read_text(encoding="utf-8"))


def listed(site: Path) -> dict[str, list[list[Any]]]:
    """Return the files of the shell and of each group."""
    build = read(site)
    found = {"": build["shell"]}
    for group in build["groups"]:
        path = site / "offline" / f"{group['list']}.json"
        assert lists.digest(path.read_bytes()) == group["list"]
        own = json.loads(path.read_text(encoding="utf-8"))["files"]
        found[group["id"]] = own + [row for name in group["shared"] for row in build["shared"][name]]
    return found


def test_every_file_is_listed_with_its_hash_and_its_size(archive_site: Path) -> None:
    for rows in listed(archive_site).values():
        for path, digest, size in rows:
            data = (archive_site / path).read_bytes()
            assert (digest, size) == (hashlib.sha256(data).hexdigest()[:32], len(data)), path


def test_every_page_can_be_saved_but_the_hosts_own(archive_site: Path) -> None:
    pages = {p.relative_to(archive_site).as_posix() for p in archive_site.rglob("*.html")}
    known = {path for rows in listed(archive_site).values() for path, _, _ in rows}
    assert pages - known == {"404.html"}
    scripts = {p.relative_to(archive_site).as_posix() for p in (archive_site / "search").glob("*.js")}
    assert scripts <= known and "service-worker.js" not in known


def test_an_issue_has_all_its_pages_and_the_texts_of_its_documents(archive_site: Path) -> None:
    build = read(archive_site)
    index = text_locations.documents(archive_site / "search")
    issue = next(group for group in build["groups"] if group["url"] == "yunling-gongbao/2024/03/index.html")
    rows = {path for path, _, _ in listed(archive_site)[issue["id"]]}
    pages = {p.relative_to(archive_site).as_posix() for p in (archive_site / issue["id"]).rglob("*.html")}
    assert pages | {"yunling-gongbao/index.html"} <= rows
    documents = {url: found for url, found in index.items() if url.startswith(issue["id"])}
    assert len(documents) > 1
    content = json.loads((archive_site / "offline" / f"{issue['list']}.json").read_text(encoding="utf-8"))
    assert content["documents"] == sorted(found.number for found in documents.values())
    assert {f"search/{name}.js" for found in documents.values() for name in found.scripts} <= rows
    tables = text_locations.tables(archive_site / "search")
    assert {f"search/{tables[found.table]}.js" for found in documents.values()} <= rows
    assert "2024年第3期" in issue["title"]


def test_sizes_count_equal_contents_once(archive_site: Path) -> None:
    build = read(archive_site)
    every = listed(archive_site)
    for group in build["groups"]:
        assert group["bytes"] == sum({d: s for _, d, s in every[group["id"]]}.values())
        assert group["files"] == len(every[group["id"]])
    assert build["bytes"] == sum({d: s for rows in every.values() for _, d, s in rows}.values())


def test_the_name_of_a_build_is_that_of_all_its_bytes(archive_site: Path, tmp_path: Path) -> None:
    paths = [path.relative_to(archive_site).as_posix() for path in archive_site.rglob("*") if path.is_file()]
    site = lists.entries(archive_site, groups.saved_paths(paths))
    shell, *found = groups.sort(site, archive_site.joinpath, "theme", [])
    same = lists.files(*groups.sort(site, archive_site.joinpath, "theme", []))
    assert lists.files(shell, *found) == same
    before = json.loads(same["build.json"])["build"]
    changed = [lists.Entry(e.path, "0" * 32 if e.path == "index.html" else e.digest, e.size) for e in shell]
    assert json.loads(lists.files(changed, *found)["build.json"])["build"] != before


def test_a_correction_renames_the_list_of_its_own_issue_alone() -> None:
    """A table of the index is made anew with each correction; it stands in no group's own list."""
    first = {group["id"]: group["list"] for group in _build("a")["groups"]}
    second = {group["id"]: group["list"] for group in _build("b")["groups"]}
    assert {name for name in first if first[name] != second[name]} == {"bulletin/2024/01"}


def _build(digest: str) -> dict[str, Any]:
    table = (lists.Entry("search/table.js", f"{digest}0" * 16, 10),)
    page = lists.Entry("bulletin/2024/01/text.html", digest * 32, 20)
    other = lists.Entry("bulletin/2024/02/text.html", "c" * 32, 20)
    found = [
        lists.Group("bulletin/2024/01", "issue", "一", "", (page,), (0,), ("table 0",)),
        lists.Group("bulletin/2024/02", "issue", "二", "", (other,), (1,), ("table 0",)),
    ]
    build: dict[str, Any] = json.loads(lists.files([], found, {"table 0": table})["build.json"])
    assert [group["bytes"] for group in build["groups"]] == [30, 30]
    return build


def test_the_sums_of_the_site_cover_the_worker_and_its_lists(archive_site: Path) -> None:
    sums = checksums.read((archive_site / checksums.NAME).read_bytes(), archive_site)
    names = {f"offline/{p.name}" for p in (archive_site / "offline").iterdir()}
    assert names | {"service-worker.js"} <= sums.keys()
    assert checksums.verify(archive_site).whole


def test_a_site_without_the_worker_says_nothing_of_it(small_site: Any) -> None:
    site = small_site({}, archive=True, SERVICE_WORKER=False)
    assert not (site / "service-worker.js").exists() and not (site / "offline.html").exists()
    assert not (site / "offline").exists()
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "offline.js" not in text and "offline.html" not in text and "data-offline" not in text, page
