"""A file of several issues: each has a folder, and each line of the file its place in one of them."""

import json
import shutil
from pathlib import Path

import pytest
from gongbao.desk.reingest import Order, retake
from gongbao.ingest import command
from gongbao.ingest.model import decisions

KINDS = Path(__file__).parent / "shapes" / "kinds"
NAMES = ("bound-volume-of-three-issues.txt", "bound-volume-over-the-turn-of-a-year.txt")


def ingested(name: str, to: Path) -> tuple[Path, list[Path]]:
    """Return the source as it lies in an archive, and the folders that came of it."""
    source = to / "sources" / name
    source.parent.mkdir()
    shutil.copy(KINDS / name, source)
    assert command.run(source, to / "content") == 0
    return source, sorted(path.parent for path in to.rglob("ingest.json"))


@pytest.mark.parametrize("name", NAMES)
def test_each_character_has_a_place_in_one_issue(name: str, tmp_path: Path) -> None:
    source, folders = ingested(name, tmp_path)
    ledgers = [json.loads((folder / "ingest.json").read_text(encoding="utf-8")) for folder in folders]
    held = sum(ledger["source"]["characters"] for ledger in ledgers)
    assert held == len("".join(source.read_text(encoding="utf-8").split()))
    assert all([flag["rule"] for flag in ledger["flags"]].count("another-issue") == 1 for ledger in ledgers)


@pytest.mark.parametrize("name", NAMES)
def test_a_volume_that_is_taken_in_again_leaves_all_as_it_is(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, folders = ingested(name, tmp_path)
    capsys.readouterr()
    assert command.run(source, tmp_path / "content") == 0
    assert capsys.readouterr().out.count("unchanged, nothing written") == len(folders)


def test_what_is_decided_of_two_issues_of_a_volume_holds_for_both(tmp_path: Path) -> None:
    source, folders = ingested(NAMES[0], tmp_path)
    content = tmp_path / "content"
    for folder, line, text in (
        (folders[0], 28, "县政府同意将白鹤滩等4处湿地列入县级名录。"),
        (folders[1], 55, "第二条　公租房租金实行政府定价。"),
    ):
        held = decisions.Decisions(source.name, [decisions.LineDecision(line, text, decisions.FURNITURE)])
        done = retake(Order(content, source, folder.relative_to(content).as_posix(), held))
        assert (done.fault, done.without_line) == ("", ())
    assert len(decisions.known(content).of_source[source.name].lines) == 2
    assert command.run(source, content) == 0
    texts = "".join(path.read_text(encoding="utf-8") for path in content.rglob("*.md"))
    assert "白鹤滩" not in texts
    assert "实行政府定价" not in texts
    assert "全力抗旱保苗。" in texts
