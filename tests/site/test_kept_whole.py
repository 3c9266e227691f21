"""What a stage made of all articles is read instead of made as long as all that it sees is as it was, and only then."""

import re
import sqlite3
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from gongbao.bulletin.article import ArticleMeta
from gongbao.cache import keys
from gongbao.cache.derived import Derived
from gongbao.cache.store import Store
from gongbao.cache.whole import Whole
from gongbao.citations.declared import Declarations
from gongbao.citations.generator import cited
from gongbao.citations.reference_cache import KeptReferences, KeptTerms
from gongbao.issues.rendered import Block

from tests.site.test_cache import Archive


@dataclass
class Article:
    """An article with what a stage may look at, and nothing else."""

    url: str
    words: str = ""


def stage(store: Store, articles: list[Article], seen: list[str], made: list[Any]) -> Any:
    """Do a stage that leads from article to article, and count how often."""

    def make() -> Any:
        made.append(len(articles))
        return list(pairwise(articles))

    return Whole(store, "stage", articles).of(seen, make)


def test_it_is_made_again_when_something_that_it_sees_is_not_as_it_was(tmp_path: Path) -> None:
    made: list[Any] = []
    for count, (urls, seen) in enumerate(
        [
            ("abc", ["a", "b", "c", "more"]),
            ("abcd", ["a", "b", "c", "d", "more"]),
            ("abcd", ["a", "b", "c", "d", "other"]),
            ("adbc", ["a", "d", "b", "c", "other"]),
            ("ab", ["a", "bother"]),
            ("ab", ["ab", "other"]),
        ],
        1,
    ):
        for words in ("first", "corrected"):
            store = Store(tmp_path / "results.sqlite")
            articles = [Article(url, words) for url in urls]
            found = stage(store, articles, seen, made)
            store.close()
            assert len(made) == count
            # The articles of this build, as they are read now, and each of them once.
            assert all(
                one is articles[at] and after is articles[at + 1] for at, (one, after) in enumerate(found)
            )
            assert len(found) == len(urls) - 1


def test_what_cannot_be_told_is_made_each_time_and_kept_nowhere(tmp_path: Path) -> None:
    made: list[Any] = []
    for urls, seen in (("ab", ["a", ""]), ("aa", ["a", "a"])):
        for _ in range(2):
            store = Store(tmp_path / "results.sqlite")
            stage(store, [Article(url) for url in urls], seen, made)
            store.close()
    assert len(made) == 4


def text(number: int, words: str, *attachments: Block) -> Any:
    """Return an article with no more than citations say that they see: whatever else they asked for would raise."""
    meta = ArticleMeta(
        f"甲县关于第{number}件事的通知", f"s{number}", date=f"2020-01-0{number}", kind="document"
    )
    return SimpleNamespace(
        bulletin=meta,
        url=f"documents/s{number}.html",
        card=keys.digest(f"s{number}", meta),
        attachments=attachments,
        blocks=(Block("p1", "paragraph", words), *attachments),
        text_key=keys.digest(words),
    )


def test_citations_look_at_no_more_of_an_article_than_their_key_is_made_of(tmp_path: Path) -> None:
    store = Store(tmp_path / "results.sqlite")
    terms = KeptTerms(store)
    references = KeptReferences(store, 0, terms)
    articles = [
        text(1, "本办法自2020年2月1日起施行，有效期五年。"),
        text(2, "废止《甲县关于第1件事的通知》。", Block("fj1", "attachment", "附件名称")),
        text(3, "依据《甲县关于第2件事的通知》和《附件名称》（乙府发〔2019〕3号）。"),
    ]
    keys_before = references.text_keys(articles, frozenset())
    for one in articles:
        del one.blocks
    found = cited(articles, references, Declarations(), terms)
    assert [len(cites) for cites, _by, _status in found.of_articles] == [0, 1, 2]
    # A comma where nothing is cited changes nothing of what is told; another document cited does.
    articles[1] = text(2, "废止《甲县关于第1件事的通知》。")
    articles[1].blocks = (*articles[1].blocks, Block("p2", "paragraph", "特此通知，"))
    articles[1].text_key = keys.digest("a comma more")
    articles[2] = text(3, "依据《甲县关于第1件事的通知》和《附件名称》（乙府发〔2019〕3号）。")
    again = KeptReferences(store, 0, terms).text_keys(articles, frozenset())
    assert (again[:2], again[2] != keys_before[2]) == (keys_before[:2], True)
    store.close()


def test_results_that_nobody_asked_for_stay_while_they_are_of_use(tmp_path: Path) -> None:
    names = [keys.digest(number) for number in range(400)]
    for run in range(30):
        store = Store(tmp_path / "results.sqlite")
        kept = Derived(store, "kind")
        if not run:
            kept.all(names, lambda at: at)
        else:
            kept.put(keys.digest("new", run), run)
            kept.use(names)
        kept.save()
        store.close()
    store = Store(tmp_path / "results.sqlite")
    assert list(map(Derived(store, "kind").get, names)) == list(range(400))
    store.close()
    # And what none was of use for is dropped.
    for _ in range(30):
        Store(tmp_path / "results.sqlite").close()
    with sqlite3.connect(tmp_path / "results.sqlite") as file:
        left = file.execute("SELECT key FROM results UNION SELECT key FROM asked").fetchall()
    file.close()
    assert left == []


def test_what_is_kept_of_all_articles_at_once_is_made_anew_when_it_would_be_another(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    settings: dict[str, Any] = {}
    archive.check(settings)
    number = re.search(r"^Doc_number: (.+)$", archive.article(number=True).read_text("utf-8"), re.M)
    assert number
    # What an office declares of a document.
    said = f'documents = ["{number[1]}"]\noffice = "甲县人民政府"\ndate = "2031-01-10"\ntitle = "目录"\n'
    for status in ("失效", "废止"):
        text = f'[[list]]\nstatus = "{status}"\n{said}'
        (archive.content / "validity.toml").write_text(text, encoding="utf-8")
        archive.check(settings)
    # The place of a text in its issue, which others stand before and after.
    placed = next(p for p in sorted(archive.content.rglob("*.md")) if "\nOrder: " in p.read_text("utf-8"))
    archive.edit(placed, lambda text: re.sub(r"\nOrder: \d+", "\nOrder: 99", text, count=1))
    archive.check(settings)
    # A term that a document sets itself, and a second correction of it, read by the build after the next.
    for end in ("\n\n本通知自2020年1月1日起施行，有效期五年。\n", "，\n", "，\n"):
        archive.edit(archive.article(), lambda text, end=end: text.rstrip("\n") + end)
        archive.check(settings)
    # A title that others cite.
    archive.edit(placed, lambda text: text.replace("Title: ", "Title: 更正", 1))
    archive.check(settings)
    # Lists by a value of the archive's own.
    settings["LISTS"] = {"byline": {"value": "bulletin.genre", "label": "体裁"}}
    archive.edit(archive.conf, lambda text: text + f"LISTS = {settings['LISTS']!r}\n")
    archive.check(settings)
    archive.edit(placed, lambda text: text.replace("Title: 更正", "Title: ", 1))
    archive.check(settings)
