"""What stands beside the index: stretches of titles, sounds, synonyms, names of pages."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from gongbao.cache.derived import Derived
from gongbao.cache.store import Store
from gongbao.numbers.direct import called, entries, said
from gongbao.search import direct, nearby, shapes, sounds, synonyms, text_locations
from gongbao.search.codes import decode_all
from gongbao.search.folding import Folder
from gongbao.search.shards import Scripts
from gongbao.workshop import ROOT

from benchmarks.search import natural

FOLDER = Folder({"區": "区"})


def test_stretches_are_three_characters_in_a_row_and_the_last_two() -> None:
    assert nearby.stretches(["云岭區办法，18号", "令"], FOLDER) == {"云岭区", "岭区办", "区办法", "办法"}


def test_a_tree_lists_what_follows_a_character_and_what_is_read_as_letters(tmp_path: Path) -> None:
    scripts = Scripts(tmp_path)
    written = nearby.write(["重庆盐业"], FOLDER, scripts, 4_000)
    assert set(written) == {"following", "initials", "sounds", "shapes"}
    tables = (written["sounds"], written["shapes"])
    rows = "\n".join(
        str(text_locations.data(tmp_path, name)) for name in scripts.names if name not in tables
    ).split("\n")
    assert "重 庆盐" in rows and "庆 盐业" in rows
    # 重 has two readings.
    assert "zqy 重庆盐" in rows and "cqy 重庆盐" in rows and "yy 盐业" in rows


def test_readings_that_an_earlier_build_needed_are_not_asked_of_the_dictionary_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def written(name: str, title: str) -> dict[str, object]:
        known = sounds.Sounds(Derived(Store(tmp_path / "results.sqlite"), "scripts"))
        made = nearby.write([title], FOLDER, Scripts(tmp_path / name), 4_000, known)
        known.keep()
        return made

    plain = nearby.write(["重庆盐业"], FOLDER, Scripts(tmp_path / "plain"), 4_000)
    assert written("first", "重庆盐业") == plain
    asked: list[str] = []
    read = sounds.readings
    monkeypatch.setattr(sounds, "readings", lambda character: asked.append(character) or read(character))
    assert written("second", "重庆盐业") == plain and not asked
    assert written("third", "重庆盐业鳧") != plain and asked == ["鳧"]


def test_the_table_of_sounds_is_the_same_for_every_archive_of_common_characters() -> None:
    table = sounds.Sounds().table("盐业")
    assert table == sounds.Sounds().table("")
    assert "盐" in table["yan"] and "重" in table["zhong"] and "重" in table["chong"]


def test_the_table_of_shapes_has_every_character_under_its_four_corner_code() -> None:
    characters, gaps = shapes.table("鳧")
    assert len(characters) == len(decode_all(gaps)) > 3_700 and "鳧" in characters
    code, codes = 0, {}
    for character, gap in zip(characters, decode_all(gaps), strict=True):
        code += gap
        codes[character] = f"{code:05}"
    assert codes["未"] == codes["末"] == shapes.code("未") and codes["体"] != codes["礼"]
    assert shapes.code("a") == ""


def test_the_list_of_synonyms_of_the_archive_is_one() -> None:
    groups = synonyms.read(ROOT / "content" / "synonyms.toml", FOLDER)
    assert any({"打疫苗", "预防接种"} <= set(group) for group in groups)
    words = [word for group in groups for word in group]
    assert len(words) == len(set(words)), "a word stands in two groups"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("groups = [", "write groups = "),
        ('groups = [["医保"]]', "needs two different words"),
        ('groups = [["医保", ""]]', "a word is needed"),
        ('groups = ["医保"]', "no list of words"),
        ('group = [["医保", "医疗保险"]]', "has no group"),
    ],
)
def test_a_mistake_in_the_list_is_told(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "synonyms.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(synonyms.SynonymError, match=r"synonyms\.toml") as raised:
        synonyms.read(path, FOLDER)
    assert message in str(raised.value)


def test_a_name_is_also_said_without_its_places() -> None:
    assert list(called("某省云岭县人民政府办公室")) == [
        "某省云岭县人民政府办公室",
        "云岭县人民政府办公室",
        "人民政府办公室",
    ]
    assert list(called("云岭县志")) == ["云岭县志"]


def test_an_agency_is_also_said_by_its_level_and_in_short() -> None:
    assert list(said("云岭县教育局")) == ["云岭县教育局", "县教育局"]
    assert list(said("云岭县人民政府办公室")) == [
        "云岭县人民政府办公室", "云岭县政府办公室", "云岭县政府办",
        "人民政府办公室", "政府办公室", "政府办",
        "县人民政府办公室", "县政府办公室", "县政府办",
    ]  # fmt: skip
    assert list(said("市场监督管理局")) == ["市场监督管理局"]


def test_issues_bulletins_agencies_and_sections_are_named(tmp_path: Path) -> None:
    meta = SimpleNamespace(title="云岭县人民政府公报", year=2018, total="75", label="2018年第5期（总第75期）")
    # So early that a number of the year is meant as well: only 总 tells them apart.
    early = SimpleNamespace(title="云岭县人民政府公报", year=2012, total="7", label="2012年第2期（总第7期）")
    context = {
        "publications": [SimpleNamespace(title=meta.title, url="yunling/index.html")],
        "issues": [
            SimpleNamespace(
                meta=meta, title="云岭县人民政府公报2018年第5期", url="yunling/2018/05/index.html"
            ),
            SimpleNamespace(
                meta=early, title="云岭县人民政府公报2012年第2期", url="yunling/2012/02/index.html"
            ),
        ],
        "agencies": [
            SimpleNamespace(
                name="云岭县教育局",
                label="云岭县教育局",
                articles=[1, 2],
                url="agency/a.html",
                feed="feeds/a.xml",
            )
        ],
    }
    rules = direct.Direct(entries, ("第", "年", "公报"))
    found: dict[str, list[str]] = {}
    for entry in entries(context):
        for name in entry.names:
            found.setdefault(rules.key(name, FOLDER), []).append(entry.url)
    issue = "yunling/2018/05/index.html"
    for typed in (
        "第5期", "第五期", "总第75期", "第75期", "第七十五期", "2018年5期公报", "2018年第5期", "二〇一八年第五期",
        "云岭县人民政府公报2018年第5期",
    ):  # fmt: skip
        assert issue in found[rules.key(typed, FOLDER)], typed
    assert "yunling/2012/02/index.html" in found[rules.key("总第7期", FOLDER)]
    assert rules.key("第7期", FOLDER) not in found
    assert found[rules.key("云岭县人民政府公报", FOLDER)] == ["yunling/index.html"]
    assert found[rules.key("云岭县教育局", FOLDER)] == ["agency/a.html"]
    scripts = Scripts(tmp_path)
    direct.write(rules, context, FOLDER, scripts, 4_000)
    rows = "\n".join(str(text_locations.data(tmp_path, name)) for name in scripts.names)
    assert "yljjyj [" in rows.replace("yunlingxianjiaoyuju", "") or "ylxjyj [" in rows
    assert "yunlingxianjiaoyuju [" in rows


def test_a_page_is_also_found_with_other_words_of_the_list_unless_another_page_has_that_name(
    tmp_path: Path,
) -> None:
    pages = [
        SimpleNamespace(names=(name,), kind="机关", title=name, url=name, feed="")
        for name in ("云岭县发展和改革委员会", "云岭县環保局", "云岭县生态环境局")
    ]
    rules = direct.Direct(lambda _: pages)
    scripts = Scripts(tmp_path)
    groups = [("发改委", "发展和改革委员会"), ("环保局", "生态环境局")]
    direct.write(rules, {}, Folder({"環": "环"}), scripts, 4_000, groups)
    rows = [line for name in scripts.names for line in str(text_locations.data(tmp_path, name)).split("\n")]
    found = {key: [line.split('"')[3] for line in rows if line.startswith(f"{key} ")] for key in (
        "云岭县发改委", "yunlingxianfagaiwei", "云岭县环保局", "云岭县生态环境局")}  # fmt: skip
    assert found == {
        "云岭县发改委": ["云岭县发展和改革委员会"],
        "yunlingxianfagaiwei": ["云岭县发展和改革委员会"],
        "云岭县环保局": ["云岭县環保局"],
        "云岭县生态环境局": ["云岭县生态环境局"],
    }


def test_natural_queries_are_drawn_alike_each_time_and_tell_their_document() -> None:
    titles = [
        "云岭县盐业体制改革方案",
        "云岭县河道保护管理办法",
        "青石市食盐专营办法",
        "青石市河道采砂管理条例",
    ]
    words = [["云岭县", "盐业", "体制", "改革", "方案"], ["云岭县", "河道", "保护", "管理", "办法"],
             ["青石市", "食盐", "专营", "办法"], ["青石市", "河道", "采砂", "管理", "条例"]]  # fmt: skip
    drawn = natural.draw(titles, words, 2, seed=1)
    assert drawn == natural.draw(titles, words, 2, seed=1)
    assert {query.kind for query in drawn} == set(natural.KINDS)
    for query in drawn:
        assert query.kind == "blank" or query.text not in titles[query.document]
    for query in (q for q in drawn if q.kind == "blank"):
        assert [all(w in t for w in query.text.split()) for t in titles].count(True) == 1


def test_figures_are_means_over_places() -> None:
    assert natural.figures([1, 2, 0, 20]) == natural.Figures((1 + 0.5 + 0.05) / 4, 0.25, 0.5, 0.25)
