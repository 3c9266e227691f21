"""The register of document numbers."""

from dataclasses import dataclass

from gongbao.bulletin.article import ArticleMeta
from gongbao.bulletin.gaps import Span
from gongbao.bulletin.number import DocumentNumber, parse
from gongbao.numbers.addresses import assign
from gongbao.numbers.lookup import entries
from gongbao.numbers.register import CodeOverride, build, learn_agencies


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
