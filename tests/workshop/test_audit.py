"""The packages of the locks are asked about; without a net a person learns how old the last answer is; a release is billed."""

import json
import re
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import pytest
from gongbao.archives import sbom
from gongbao.workshop import ROOT, Failure, advisories, audit

ANSWER = {
    "dependencies": [
        {
            "name": "one",
            "version": "1.0",
            "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1", "2.0"], "aliases": []}],
        },
        {"name": "two", "version": "2.0", "vulns": []},
        {"name": "three", "skip_reason": "not on the index"},
    ]
}


@pytest.fixture
def offline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a lock, where every way out leads to a port that nothing listens at."""
    for name in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "")
    lock = "filelock==3.0.0 --hash=sha256:" + "0" * 64 + "\n"
    (tmp_path / "dev.txt").write_text(lock, encoding="utf-8")
    return tmp_path


def test_what_pip_audit_answers_is_read() -> None:
    assert audit.read(ANSWER, date(2026, 11, 1)) == audit.Answer(
        "2026-11-01",
        (("one", "1.0"), ("two", "2.0")),
        (audit.Weakness("one", "1.0", "PYSEC-1", ("1.1", "2.0")),),
    )
    assert audit.read({"dependencies": ANSWER["dependencies"][2:]}, date(2026, 11, 1)) is None


def test_without_a_net_and_an_earlier_answer_that_is_said(
    offline: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(
        Failure, match=r"^not checked: nobody could be asked about the 1 packages of dev\.txt"
    ):
        audit.audit(offline)
    assert capsys.readouterr().out == ""
    assert not (offline / audit.FILE).exists()


@pytest.mark.parametrize("known", [0, 1, 2])
def test_packages_that_nobody_knows_are_not_said_to_be_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], known: int
) -> None:
    rows = [{"name": name, "version": "1", "vulns": []} for name in ("one", "two")[:known]]
    rows += [{"name": name, "skip_reason": "not on the index"} for name in ("one", "two")[known:]]
    (tmp_path / "dev.txt").write_text("one==1\ntwo==1\n", encoding="utf-8")

    def asked(command: list[str], **_options: object) -> None:
        Path(command[command.index("--output") + 1]).write_text(json.dumps({"dependencies": rows}))

    monkeypatch.setattr(audit.subprocess, "run", asked)
    if known:
        audit.audit(tmp_path)
    else:
        with pytest.raises(Failure, match="not checked: nobody"):
            audit.audit(tmp_path)
    said = capsys.readouterr().out
    assert ("no known weakness" in said) == bool(known)
    assert ("nothing could be learned about two" in said) == (known == 1)
    assert (tmp_path / audit.FILE).exists() == bool(known)


@pytest.mark.parametrize("version", ["3.0.0", "2.9"])
def test_without_a_net_the_last_answer_is_told_with_its_day_and_what_changed_since(
    offline: Path, capsys: pytest.CaptureFixture[str], version: str
) -> None:
    weak = {"package": "filelock", "version": "2.9", "name": "PYSEC-1", "mended": ["3.0"]}
    row = {"day": "2026-11-01", "packages": [f"filelock {version}"], "weaknesses": [weak]}
    (offline / audit.FILE).write_text(json.dumps(row), encoding="utf-8")
    audit.audit(offline)
    said = capsys.readouterr().out.splitlines()
    count = int(version == "3.0.0")
    assert said[1] == (
        f"the answer of 2026-11-01 was about {count} of the 1 locked packages at the versions that are locked now"
    )
    assert said[2:] == ["changed since, and not asked about: filelock 2.9 → 3.0.0"] * (1 - count)


def test_a_weakness_that_is_known_stays_one_without_a_net(offline: Path) -> None:
    weak = {"package": "filelock", "version": "3.0.0", "name": "PYSEC-1", "mended": ["3.1"]}
    row = {"day": "2026-11-01", "packages": ["filelock 3.0.0"], "weaknesses": [weak]}
    (offline / audit.FILE).write_text(json.dumps(row), encoding="utf-8")
    with pytest.raises(Failure, match=r"filelock 3\.0\.0: PYSEC-1 \(3\.1\)"):
        audit.audit(offline)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ('[mended.filelock]\n"3" = ["CVE-1"]\n"2.9.9" = ["CVE-2"]\n', 0),
        ('[mended.filelock]\n"3.0.1" = ["CVE-1"]\n"2.9.9" = ["CVE-2"]\n', 1),
        ('[unmended.filelock]\n"3.0" = ["CVE-1"]\n[mended.other]\n"9" = ["CVE-2"]\n', 1),
        ('[unmended.filelock]\n"2.10" = ["CVE-1"]\n[mended.other]\n"9" = ["CVE-2"]\n', 0),
    ],
)
def test_without_a_net_the_lock_is_compared_with_a_dated_list(
    offline: Path, capsys: pytest.CaptureFixture[str], rows: str, found: int
) -> None:
    listed = offline / "advisories.toml"
    listed.write_text(f"day = 2026-11-28\nnewest = 2026-11-13\n{rows}", encoding="utf-8")
    with (offline / "dev.txt").open("a", encoding="utf-8") as lock:
        lock.write("unheard-of==1.0 --hash=sha256:00\n")
    with pytest.raises(Failure, match="CVE-1") if found else nullcontext():
        audit.audit(offline)
    said = capsys.readouterr().out
    assert "of 2026-11-28 (its youngest advisory is of 2026-11-13) names 2 weaknesses of 1 of the 2" in said
    assert f"in the versions that are locked are {found} of them" in said
    assert "nothing is known of unheard-of; ask again" in said
    with listed.open("a", encoding="utf-8") as text:
        text.write('[unreached]\nCVE-1 = "never called"\n')
    audit.audit(offline)
    reason = "filelock 3.0.0 has CVE-1, which nothing here reaches: never called"
    assert (reason in capsys.readouterr().out) == bool(found)


def test_the_list_of_the_clone_is_read_and_knows_no_weakness_that_is_reached() -> None:
    known = advisories.read(ROOT / "requirements" / advisories.FILE)
    assert known
    locked = re.findall(
        r"^([a-z0-9.-]+)==([^\s;]+)", (ROOT / "requirements" / "dev.txt").read_text("utf-8"), re.M
    )
    assert known.packages <= {name for name, _version in locked}
    assert [weakness for weakness in known.of(locked) if not weakness.unreached] == []
    assert known.newest <= known.day <= date.today()


def test_the_bill_names_every_package_that_is_installed_with_the_program(tmp_path: Path) -> None:
    (tmp_path / "requirements").mkdir()
    for lock in (ROOT / "requirements").glob("*.txt"):
        (tmp_path / "requirements" / lock.name).write_bytes(lock.read_bytes())
    count = sbom.write(tmp_path, "1.2.3", date(2026, 11, 27))
    text = (tmp_path / "requirements" / sbom.FILE).read_text(encoding="utf-8")
    bill = json.loads(text)
    assert bill["bomFormat"] == "CycloneDX"
    assert bill["metadata"]["component"]["version"] == "1.2.3"
    names = {part["name"] for part in bill["components"]}
    assert {"pelican", "lxml", "starlette", "boto3"} <= names
    assert "pytest" not in names
    assert len(bill["components"]) == count
    assert all(part["hashes"] and part["purl"].startswith("pkg:pypi/") for part in bill["components"])
    sbom.write(tmp_path, "1.2.3", date(2026, 11, 27))
    assert (tmp_path / "requirements" / sbom.FILE).read_text(encoding="utf-8") == text
