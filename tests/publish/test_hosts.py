"""A dry run says which known hosts take the site, and until when."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from gongbao.publish import hosts
from gongbao.publish.hosts import Host, Pace, Size

TODAY = date(2026, 11, 27)
SMALL = Size(files=1_000, folders=100, total=50_000_000, largest=2_000_000, largest_name="data/2020.jsonl.gz")


def records(**years: int) -> list[dict[str, Any]]:
    return [{"year": int(year[1:]), "date": None} for year, count in years.items() for _ in range(count)]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (records(y2020=10), None),
        (records(y2020=10, y2021=3), Pace(13, 10.0, 2020, 2020)),
        # The last year is not over; a year without documents counts; what lies further back does not.
        (records(y2001=500, y2020=10, y2021=20, y2023=30, y2024=40, y2025=1), Pace(601, 20.0, 2020, 2024)),
        ([{"year": None, "date": "2019-05-01"}, {"year": 2020, "date": None}, {"year": None, "date": None}], Pace(3, 1.0, 2019, 2019)),
    ],
)  # fmt: skip
def test_the_pace_is_that_of_the_last_whole_years(given: list[dict[str, Any]], expected: Pace | None) -> None:
    assert hosts.pace(given) == expected


GROWN = Pace(documents=500, yearly=50, first=2021, last=2025)


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        (Host("a", files=999), "does not fit: 1,000 files, and it takes 999"),
        (Host("a", files=1_050, folders_count=True), "does not fit: 1,100 files, and it takes 1,050"),
        (Host("a", total_bytes=40_000_000), "does not fit: 50 MB, and it takes 40"),
        (Host("a", file_bytes=1_000_000), "does not fit: data/2020.jsonl.gz has 2.0 MB, and it takes 1.0 a file"),
        # 2 files and 100 kB a document: 500 documents more are ten years, 250 are five.
        (Host("a", files=2_000), "fits, until about 2036"),
        (Host("a", files=2_000, total_bytes=75_000_000), "fits, until about 2031"),
        (Host("a", files=20_000), "fits, for more than 50 years"),
        (Host("a", file_bytes=5_000_000), "fits; it sets no bound to a whole site"),
        (Host("a", files=2_000, confirmed=False), "fits, until about 2036 (its limits are not confirmed — ask)"),
    ],
)  # fmt: skip
def test_a_host_says_whether_the_site_fits_and_until_when(host: Host, expected: str) -> None:
    assert hosts.says(host, SMALL, GROWN, TODAY) == expected


def test_without_a_pace_nothing_is_foretold() -> None:
    assert hosts.says(Host("a", files=2_000), SMALL, None, TODAY) == "fits"


def test_the_report_measures_the_files_and_names_every_known_host(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "c.html").write_bytes(bytes(3_000_000))
    listed = {"articles": records(y2020=1, y2021=1)}
    (tmp_path / "catalogue.json").write_text(json.dumps(listed), encoding="utf-8")
    files = {p.relative_to(tmp_path).as_posix(): p for p in tmp_path.rglob("*") if p.is_file()}
    lines = hosts.report(files, tmp_path, TODAY)
    assert lines[0] == "2 files, 3.0 MB; the largest is a/b/c.html (3.0 MB)"
    assert lines[1] == "1 documents a year from 2020 to 2020; at that pace:"
    assert [line.split(":")[0].strip() for line in lines[2:]] == [host.name for host in hosts.known()]
    assert Size.of(files).folders == 2
