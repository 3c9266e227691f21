"""The register of document numbers."""

from dataclasses import dataclass
from typing import Any

from gongbao.bulletin.article import ArticleMeta
from gongbao.bulletin.gaps import Span
from gongbao.bulletin.number import DocumentNumber, parse
from gongbao.numbers.addresses import assign, fingerprint
from gongbao.numbers.lookup import entries
from gongbao.numbers.register import CodeOverride, Register, build, learn_agencies


@dataclass
class Article:
    bulletin: ArticleMeta
    url: str


def held(
    number: str, title: str = "通知", agency: tuple[str, ...] = ("甲县人民政府",), **more: object
) -> Article:
    slug = f"a{abs(hash((number, title, str(more)))) % 10**8}"
    return Article(
        ArticleMeta(title, slug, doc_number=number, agency=agency, **more), f"g/2018/05/{slug}.html"
    )  # type: ignore[arg-type]


def number(text: str) -> DocumentNumber:
    parsed = parse(text)
    assert parsed
    return parsed


def test_each_number_has_a_page_sorted_by_serial_as_a_number() -> None:
    register = build([held(f"綦江府办发〔2018〕{n}号") for n in (38, 9, 27, 100)])
    assert [e.url for e in register.entries.values()] == [
        f"number/qijiang-fubanfa/2018/{n}.html" for n in (9, 27, 38, 100)
    ]


def test_gaps_stand_in_their_place_and_cited_numbers_split_them() -> None:
    register = build(
        [held(f"綦江府办发〔2018〕{n}号") for n in (27, 28, 34, 35, 36, 38)],
        cited=[number("綦江府办发〔2018〕31号"), number("綦江府办发〔2018〕50号")],
    )
    year = register.codes[0].years[0]
    rows = [str(r) if isinstance(r, Span) else r.number.serial for r in year.rows]
    assert rows == [27, 28, "29–30", 31, "32–33", 34, 35, 36, "37", 38, 50]
    assert [str(s) for s in year.missing] == ["29–33", "37"]
    assert (register.codes[0].held, register.codes[0].missing, register.codes[0].cited_only) == (6, 6, 2)


def test_spellings_of_one_number_are_two_printings_of_one_document() -> None:
    first, second = (
        held("綦江府发〔2018〕18号", date="2018-05-16"),
        held("綦江府发[2018] 18 号", date="2018-06-16"),
    )
    register = build([second, first])
    entry = register.find("綦江府发（2018）第18号")
    assert entry is not None
    assert entry.printings == (first, second)
    assert not entry.titles_differ


def test_one_number_with_two_titles_is_told() -> None:
    register = build([held("甲府发〔2018〕1号", "甲"), held("甲府发〔2018〕1号", "乙")])
    entry = register.find("甲府发〔2018〕1号")
    assert entry is not None and entry.titles_differ


def test_orders_stand_under_year_zero() -> None:
    register = build([held("国务院令第707号"), held("海关总署公告2018年第5号")])
    assert {e.url for e in register.entries.values()} == {
        "number/guowuyuan-ling/0/707.html",
        "number/haiguanzongshu-gonggao/2018/5.html",
    }


def test_codes_that_sound_alike_do_not_collide_and_the_held_one_keeps_the_plain_address() -> None:
    register = build([held("前府发〔2018〕1号")], cited=[number("黔府发〔2018〕1号")])
    held_code, cited_code = register.code("前府发"), register.code("黔府发")
    assert held_code is not None and cited_code is not None
    assert held_code.slug == "qianfufa"
    assert cited_code.slug.startswith("qianfufa-")
    assert len({e.url for e in register.entries.values()}) == 2


def test_a_slug_that_a_person_fixed_wins() -> None:
    register = build(
        [held("前府发〔2018〕1号"), held("黔府发〔2018〕1号")],
        overrides={"黔府发": CodeOverride(slug="qianfufa")},
    )
    assert register.code("黔府发").slug == "qianfufa"  # type: ignore[union-attr]
    assert register.code("前府发").slug.startswith("qianfufa-")  # type: ignore[union-attr]


def test_slugs_do_not_depend_on_what_else_sounds_alike() -> None:
    two = assign(["甲", "贾"], lambda _: "jia")
    three = assign(["甲", "佳", "贾"], lambda _: "jia")
    assert three["贾"] == two["贾"]
    assert len(set(three.values())) == 3


def test_a_code_belongs_to_the_agency_that_its_documents_name() -> None:
    def meta(*agency: str) -> ArticleMeta:
        return ArticleMeta("t", "t", agency=agency)

    learned = learn_agencies(
        [
            ("甲府发", meta("甲县人民政府")),
            ("甲府发", meta("甲县监委", "甲县人民政府")),
            ("乙发", meta("乙一")),
            ("乙发", meta("乙二")),
        ]
    )
    assert learned == {"甲府发": "甲县人民政府"}


def test_a_person_overrides_the_agency() -> None:
    register = build([held("甲府发〔2018〕1号")], overrides={"甲府发": CodeOverride(agency="甲县政府")})
    assert register.codes[0].agency == "甲县政府"


def test_the_look_up_lists_held_and_cited_numbers() -> None:
    register = build(
        [held("甲府发〔2018〕10号"), held("甲府发〔2018〕9号", "九")], cited=[number("国发〔2016〕25号")]
    )
    assert [tuple(e) for e in entries({"numbers": register})] == [
        ("国发/2016/25", "国发〔2016〕25号", "number/guofa/2016/25.html", "", False),
        ("甲府发/2018/9", "甲府发〔2018〕9号", "number/jiafufa/2018/9.html", "九", True),
        ("甲府发/2018/10", "甲府发〔2018〕10号", "number/jiafufa/2018/10.html", "通知", True),
    ]


def shown(register: Register) -> list[str]:
    """Write all that a register tells, a line a code, year and number."""
    lines = []
    for code in register.codes:
        assert register.code(code.code) is code and code.is_held == bool(code.held)
        lines.append(f"{code.url} {code.agency} {code.held}+{code.cited_only}-{code.missing}")
        for year in code.years:
            rows = " ".join(str(r if isinstance(r, Span) else r.number.serial) for r in year.rows)
            lines.append(f" {year.year}: {rows} missing {[str(span) for span in year.missing]}")
            for entry in year.entries:
                assert register.find(str(entry.number)) is entry
                around = "/".join(
                    near.url.rpartition("/")[2] if near else "" for near in register.around(entry)
                )
                printed = [printing.url for printing in entry.printings]
                lines.append(f"  {entry.sort_text} {entry.url} {entry.title} {printed} {around}")
    return lines


def test_a_whole_register() -> None:
    """Orders without a year, files whose serials leave no gaps, codes without an agency, numbers that are cited alone."""

    def printed(
        text: str | None, url: str, agency: tuple[str, ...] = ("甲县人民政府",), **more: Any
    ) -> Article:
        return Article(
            ArticleMeta(more.pop("title", "通知"), url, doc_number=text, agency=agency, **more), url
        )

    articles = [
        printed("甲府发〔2018〕7号", "7", published="2018-06-01", date="2018-05-01"),
        printed("甲府发[2018]7号", "7-before", title="通 知", published="2018-05-30", date="2018-05-02"),
        printed("甲府发〔2018〕3号", "3", date="2018-01-01"),
        printed("甲府发〔2018〕3号", "3-undated"),
        printed("甲府发〔2018〕2号", "2"),
        printed("甲府发〔2017〕5号", "5"),
        printed("甲县人民政府令第5号", "o5", ()),
        printed("甲县人民政府令第8号", "o8", ()),
        printed("（2019）岭0110民初3号", "c3", ("甲县", "乙县")),
        printed("（2019）岭0110民初9号", "c9", ("乙县",)),
        printed("丁发〔2020〕1号", "d1"),
        printed(None, "none"),
    ]
    cited = [1, 5, 7, 9]
    register = build(articles, [*(number(f"甲府发〔2018〕{n}号") for n in cited), number("乙发〔2018〕4号")])
    assert shown(register) == [
        "number/jiafufa/index.html 甲县人民政府 4+3-3",
        " 2018: 1 2 3 4 5 6 7 9 missing ['4–6']",
        "  甲府发 2018 00001 number/jiafufa/2018/1.html None [] /2.html",
        "  甲府发 2018 00002 number/jiafufa/2018/2.html 通知 ['2'] 1.html/3.html",
        "  甲府发 2018 00003 number/jiafufa/2018/3.html 通知 ['3', '3-undated'] 2.html/5.html",
        "  甲府发 2018 00005 number/jiafufa/2018/5.html None [] 3.html/7.html",
        "  甲府发 2018 00007 number/jiafufa/2018/7.html 通 知 ['7-before', '7'] 5.html/9.html",
        "  甲府发 2018 00009 number/jiafufa/2018/9.html None [] 7.html/",
        " 2017: 5 missing []",
        "  甲府发 2017 00005 number/jiafufa/2017/5.html 通知 ['5'] /",
        "number/jiaxianrenminzhengfu-ling/index.html None 2+0-2",
        " None: 5 6–7 8 missing ['6–7']",
        "  甲县人民政府令 0000 00005 number/jiaxianrenminzhengfu-ling/0/5.html 通知 ['o5'] /8.html",
        "  甲县人民政府令 0000 00008 number/jiaxianrenminzhengfu-ling/0/8.html 通知 ['o8'] 5.html/",
        "number/ling0110-minchu/index.html 乙县 2+0-0",
        " 2019: 3 9 missing []",
        "  岭0110民初 2019 00003 number/ling0110-minchu/2019/3.html 通知 ['c3'] /9.html",
        "  岭0110民初 2019 00009 number/ling0110-minchu/2019/9.html 通知 ['c9'] 3.html/",
        "number/dingfa/index.html 甲县人民政府 1+0-0",
        " 2020: 1 missing []",
        "  丁发 2020 00001 number/dingfa/2020/1.html 通知 ['d1'] /",
        "number/yifa/index.html None 0+1-0",
        " 2018: 4 missing []",
        "  乙发 2018 00004 number/yifa/2018/4.html None [] /",
    ]
    seven = register.find("甲府发〔2018〕7号")
    assert seven is not None and not seven.titles_differ
    assert register.find(None) is None and register.find("甲府发〔2018〕77号") is None
    assert register.of(articles[-1].bulletin) is None and register.of(articles[0].bulletin) is seven
    assert register.code("丙发") is None
    assert Register().around(seven) == (None, None)


def test_a_slug_that_windows_keeps_gets_a_suffix_and_one_that_is_fixed_stays() -> None:
    given = {"甲": "con", "乙": "yi", "丙": "bing", "Index": "index"}
    made = assign(["甲", "乙", "甲", "丙", "Index"], given.get, {"丙": "yi"})  # type: ignore[arg-type]
    named = {name: f"{given[name]}-{fingerprint(name)}" for name in ("甲", "乙", "Index")}
    assert made == {**named, "丙": "yi"}
    assert fingerprint("甲") == "33e358"
