"""The samples for hosts say what the pages, the storage target and the search need."""

import re
from pathlib import Path

import pytest
from gongbao.publish import web
from gongbao.workshop import ROOT

HOSTING = ROOT / "docs" / "hosting"
NGINX = (HOSTING / "nginx.conf").read_text(encoding="utf-8")
HEADERS = (HOSTING / "_headers").read_text(encoding="utf-8")


@pytest.mark.parametrize("sample", [NGINX, HEADERS], ids=["nginx.conf", "_headers"])
def test_the_policy_is_that_of_the_pages(sample: str) -> None:
    base = (ROOT / "theme" / "templates" / "base.html").read_text(encoding="utf-8")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', base)[1]
    # A header holds for every page: what one kind of page may do besides has to stand in it.
    issue = (ROOT / "theme" / "templates" / "issue_print.html").read_text(encoding="utf-8")
    more = re.search(r"{% block policy %}(.+?){% endblock %}", issue)[1]
    policy = policy.replace("{% block policy %}{% endblock %}", more)
    assert f"{policy}; frame-ancestors 'self'" in sample


def files(site: Path) -> list[str]:
    return [p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file()]


def test_nginx_keeps_for_good_what_storage_keeps_for_good(archive_site: Path) -> None:
    rules = re.findall(r'^\s+"~(\S+)"\s+"([^"]+)";$', NGINX, re.M)
    assert [value for _, value in rules] == [web.FOR_GOOD] * 2
    for name in files(archive_site):
        kept = any(re.search(pattern, f"/{name}") for pattern, _ in rules)
        assert kept is web.hashed(name), name


def kept_for_good(name: str) -> bool:
    """Read _headers as its host does: every rule that fits counts, in order; a line with ! takes a header away."""
    kept = False
    for rule in re.findall(r"^(/\S*)\n((?:  .*\n)+)", HEADERS, re.M):
        pattern = re.escape(rule[0]).replace(r"\*", ".*")
        if re.fullmatch(pattern, f"/{name}"):
            kept = kept or f"Cache-Control: {web.FOR_GOOD}" in rule[1]
            kept = kept and "! Cache-Control" not in rule[1]
    return kept


def test_headers_keep_for_good_what_storage_keeps_for_good(archive_site: Path) -> None:
    assert {name: kept_for_good(name) for name in files(archive_site)} == {
        name: web.hashed(name) for name in files(archive_site)
    }


def test_each_type_that_nginx_is_told_is_the_one_of_storage() -> None:
    told = re.findall(r"^ {8}(\S+/\S+)\s+(\w+);$", NGINX, re.M)
    assert len(told) > 5
    for kind, ending in told:
        name = f"feeds/x.{ending}" if kind == "application/atom+xml" else f"x.{ending}"
        assert web.content_type(name).split(";")[0] == kind
