"""What builds missed is kept beside what else is known of an output, said in each language, and forgotten when asked."""

from pathlib import Path

import pytest
from gongbao import messages
from gongbao.messages import Message
from gongbao.workshop import missed, quality
from gongbao.workshop.build import clean
from gongbao.workshop.settings import folders

WHAT = (
    "{source} is not there any more, of which {folder} was made: what the site showed of it went with it "
    "({address}) — bring the file back"
)


def test_it_is_said_until_it_is_forgotten(blog: Path, capfd: pytest.CaptureFixture[str]) -> None:
    conf = str(blog / "conf.py")
    place = folders(conf)
    said = {
        f"{n}.html": Message(WHAT, source="甲.txt", folder="content/jia", address=f"{n}.html")
        for n in range(22)
    }
    missed.save(place, said)
    assert missed.load(place.home, place.output) == said
    lines = missed.said(said)
    assert len(lines) == 22 and lines[20].startswith("… and 2 more") and "inv clean" in lines[21]
    with messages.speaking("zh_CN"):
        assert missed.said(said)[0].startswith("甲.txt 已不在原处")
    place.output.mkdir()
    (place.output / "index.html").write_text("<!doctype html><title>甲</title>", encoding="utf-8")
    quality.check_site(conf)
    told = capfd.readouterr()
    assert told.err.startswith("warning: 甲.txt is not there any more") and told.out == "All in order.\n"
    (place.output / "index.html").unlink()
    clean(conf)
    assert missed.load(place.home, place.output) == {}


@pytest.mark.parametrize("text", ["", "[]", "{1", '{"a": 1}', '{"a": {"x": 1}}', "\udc80"])
def test_what_is_damaged_is_nothing(blog: Path, text: str) -> None:
    place = folders(str(blog / "conf.py"))
    missed.save(place, {"a.html": Message("甲")})
    note = next((blog / ".cache" / "builds").glob("*.missed"))
    note.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert missed.load(place.home, place.output) == {}
