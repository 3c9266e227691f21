"""How much two texts have in common is worked out once, and again when one of them is another."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from gongbao.cache import keys, store
from gongbao.versions.generator import VersionsGenerator

WORDS = "各单位应当按照职责分工做好窨井盖的日常巡查维护工作并及时更换破损的井盖。"


class Article:
    """An article whose text counts how often it is read."""

    def __init__(self, name: str, day: str, text: str) -> None:
        self.url, self.text_key, self._text, self.read = f"{name}.html", keys.digest(name, text), text, 0
        self.bulletin = SimpleNamespace(
            title=f"某市{name}管理办法", withdrawn=None, date=day, issued=day, printed=None, published=day,
            doc_number=None, agency=(), publication="", year=None,
        )  # fmt: skip
        self.attachments: tuple[Any, ...] = ()
        self.sizes = (len(text),)
        self.references: tuple[Any, ...] = ()
        self.line: Any = None

    @property
    def blocks(self) -> list[Any]:
        self.read += 1
        return [SimpleNamespace(id="p1", kind="paragraph", text=self._text)]


def lines(kept: store.Store, *, later_text: str) -> tuple[Article, Article]:
    old, new = Article("窨井盖", "2018-05-01", WORDS * 30), Article("检查井盖", "2020-05-01", later_text)
    cited = SimpleNamespace(relation="repeals", place=SimpleNamespace(article=old))
    new.references = (SimpleNamespace(citations=(cited,)),)
    generator = SimpleNamespace(context={"articles": [old, new]}, settings={store.SETTING: kept})
    VersionsGenerator.prepare(generator)  # type: ignore[arg-type]
    return old, new


def test_texts_are_read_once_until_one_changes(tmp_path: Path) -> None:
    kept = store.Store(tmp_path / "results.sqlite")
    old, new = lines(kept, later_text=WORDS * 31)
    assert old.line and new.line and (old.read, new.read) == (1, 1)
    old, new = lines(kept, later_text=WORDS * 31)
    assert old.line and new.line and (old.read, new.read) == (0, 0)
    old, new = lines(
        kept, later_text="今年以来，全市农业生产形势良好，粮食种植面积稳中有增，畜牧业平稳发展。" * 30
    )
    assert not [step for step in (old.line.steps if old.line else ()) if "代替" in step.word]
    assert (old.read, new.read) == (1, 1)
