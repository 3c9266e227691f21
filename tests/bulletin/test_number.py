"""One number, however it is written."""

import itertools
import json
from pathlib import Path

import pytest
from gongbao.bulletin.number import DocumentNumber, find_all, parse
from gongbao.bulletin.number_text import find_masked

SPELLINGS = json.loads(Path(__file__).with_name("number_spellings.json").read_text(encoding="utf-8"))
CODES = (
    "綦江府发",
    "綦江府办发",
    "黔江卫发",
    "国发",
    "国办发明电",
    "鲁政字",
    "和政府办发",
    "渝府办发",
    "工作通知",
    "国卫医发",
)
ORDER_CODES = ("国务院令", "主席令", "国令", "甲县人民政府令", "国家发展改革委商务部令")
PUBLIC_CODES = ("海关总署公告", "国家税务总局公告", "甲县人民政府通告", "公告")


@pytest.mark.parametrize(("spelling", "canonical"), SPELLINGS)
def test_a_spelling_reads_as_its_number(spelling: str, canonical: str | None) -> None:
    number = parse(spelling)
    assert (str(number) if number else None) == canonical


def test_the_table_is_large_and_holds_what_is_no_number() -> None:
    assert len(SPELLINGS) >= 200
    assert sum(canonical is None for _, canonical in SPELLINGS) >= 40


def canonical_numbers() -> list[DocumentNumber]:
    serials = (*range(1, 61), 99, 100, 101, 110, 456, 707, 999, 1000, 12345, 99999)
    numbers = [DocumentNumber(*parts) for parts in itertools.product(CODES, range(1978, 2028), serials)]
    for code, serial in itertools.product(ORDER_CODES, serials):
        numbers.append(DocumentNumber(code, None, serial, "order"))
        numbers += [DocumentNumber(code, year, serial, "order") for year in (1999, 2018)]
    numbers += [
        DocumentNumber(*parts, "announcement")
        for parts in itertools.product(PUBLIC_CODES, range(2015, 2026), serials)
    ]
    return numbers


def test_38000_canonical_numbers_read_back_as_they_were() -> None:
    numbers = canonical_numbers()
    assert len(numbers) > 38_000
    wrong = [
        (n, str(n)) for n in numbers if (back := parse(str(n))) != n or back is None or str(back) != str(n)
    ]
    assert wrong == []


def test_38000_numbers_are_found_in_a_sentence_exactly_as_they_stand() -> None:
    wrong = []
    for n in canonical_numbers():
        # An announcement without issuer is named by nobody in a running text.
        if n.code == "公告":
            continue
        found = find_all(f"根据《某某办法》（{n}）精神，现予印发。")
        if [(f.number, f.raw) for f in found] != [(n, str(n))]:
            wrong.append((str(n), [str(f.number) for f in found]))
    assert wrong == []


def test_keys_are_all_different() -> None:
    numbers = canonical_numbers()
    assert len({n.key for n in numbers}) == len(set(numbers)) == len(numbers)


def test_serials_sort_as_numbers() -> None:
    texts = ["甲府发〔2018〕10号", "甲府发〔2017〕99号", "甲府发〔2018〕9号", "甲令第7号"]
    numbers = [n for n in map(parse, texts) if n]
    assert [str(n) for n in sorted(numbers)] == [
        "甲令第7号",
        "甲府发〔2017〕99号",
        "甲府发〔2018〕9号",
        "甲府发〔2018〕10号",
    ]


def test_the_way_of_writing_is_no_part_of_the_identity() -> None:
    assert parse("海关总署公告2018年第5号") == parse("海关总署公告〔2018〕5号")
    assert str(parse("海关总署公告2018年第5号")) == "海关总署公告2018年第5号"
    assert parse("中华人民共和国国务院令第707号") == parse("国务院令第707号")
    assert str(parse("中华人民共和国国务院令第707号")) == "中华人民共和国国务院令第707号"


IN_TEXT = {
    "根据国发〔2016〕25号文件精神": ["国发〔2016〕25号"],
    "按照渝府发〔2016〕65号要求，": ["渝府发〔2016〕65号"],
    "（国发〔2016〕25号）和《乙》（渝府发〔2016〕65号）": ["国发〔2016〕25号", "渝府发〔2016〕65号"],
    "国发〔2016〕25号和渝府发〔2016〕65号": ["国发〔2016〕25号", "渝府发〔2016〕65号"],
    "国务院办公厅国办发〔2018〕23号通知": ["国办发〔2018〕23号"],
    "云岭县人民政府办公室云府办发〔2018〕3号": ["云府办发〔2018〕3号"],
    "《通知》（工作通知〔2018〕14 号）要求": ["工作通知〔2018〕14号"],
    "原綦江府发〔2015〕3号同时废止": ["綦江府发〔2015〕3号"],
    "（原政发〔2018〕5号）": ["原政发〔2018〕5号"],
    "2009年5月1日甲市人民政府令第17号": ["甲市人民政府令第17号"],
    "对外贸易部令第6号（以下简称甲缓堵函〔2017〕3号）": ["对外贸易部令第6号", "甲缓堵函〔2017〕3号"],
    "我院以法发〔1998〕86号": ["法发〔1998〕86号"],
    "（见国发[2016]25号）": ["国发〔2016〕25号"],
    "《条例》（国务院令第707号）": ["国务院令第707号"],
    "依照国务院第707号令": ["国务院令第707号"],
    "按海关总署2018年第5号公告办理": ["海关总署公告2018年第5号"],
    "按国家税务总局公告2018年第28号办理": ["国家税务总局公告2018年第28号"],
    "甲府发 〔2018〕 3 号": ["甲府发〔2018〕3号"],
    "（中发[2006]22号）": ["中发〔2006〕22号"],
    "浙委办发(2020)x号文件": [],
    "本次会议（2018）共5个": [],
    "防治规划（2016）3个": [],
    "2018年第5期": [],
    "全区（2018年）10号楼": [],
}


@pytest.mark.parametrize(("text", "expected"), IN_TEXT.items())
def test_numbers_are_found_in_running_text(text: str, expected: list[str]) -> None:
    assert [str(f.number) for f in find_all(text)] == expected


BEFORE = (
    "按照 根据 依据 依照 遵照 参照 对照 贯彻 落实 执行 转发 印发 下发 发布 公布 颁布 颁发 废止 修订 修改 制定 出台 文件 通知中 以及 "
    "同时 详见 参见 另见 包括 现将 关于 其中 原有 符合 规定的 发文字号 文号为 字号为 编号为 文号 编号 精神 要求 涉及 的 了 是 为 "
    "在 将 把 被 抓好 做好 如 依 以下简称 简称 作出 以 对 我省 本委 国务院 人民政府 办公厅 办公室 委员会 市委 县政府 常委会 教育部 "
    "财政部 税务总局 总署"
)


def test_no_word_before_a_number_is_part_of_it() -> None:
    found = {word: [str(f.number) for f in find_all(f"某{word}甲府发〔2024〕3号")] for word in BEFORE.split()}
    assert found == {key: ["甲府发〔2024〕3号"] for key in BEFORE.split()}
    letters = "按据照见及与以由经原即因从并或至到等"
    found = {letter: [str(f.number) for f in find_all(f"{letter}甲府发〔2024〕3号")] for letter in letters}
    assert found == {key: ["甲府发〔2024〕3号"] for key in letters}


def test_a_code_that_is_known_for_certain_tells_where_it_begins() -> None:
    text = "经区安办请示綦安委办〔2018〕3号"
    assert [f.number.code for f in find_all(text, frozenset({"綦安委办"}))] == ["綦安委办"]


def test_find_says_where_the_number_stands() -> None:
    text = "根据国发〔2016〕25号，"
    found = find_all(text)[0]
    assert text[found.start : found.end] == found.raw == "国发〔2016〕25号"


def test_numbers_of_cases_are_found_in_running_text() -> None:
    text = "不服（2019）岭0110民初123号判决，本院以(2020)岭01民终45号维持；另见岭府发〔2019〕3号。"
    found = find_all(text)
    assert [str(one.number) for one in found] == [
        "（2019）岭0110民初123号",
        "（2020）岭01民终45号",
        "岭府发〔2019〕3号",
    ]
    assert [text[one.start : one.end] for one in found] == [one.raw for one in found]


@pytest.mark.parametrize(
    "text", ["（2019）城区3号楼", "（2020）第3号", "全区（2018年）10号楼", "房产证（2019）岭字123号"]
)
def test_houses_and_certificates_are_no_cases(text: str) -> None:
    assert not [one for one in find_all(text) if one.number.style == "filed"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("维持作出的海公（建）行罚决字〔2021〕321号行政处罚决定", ["海公（建）行罚决字〔2021〕321号"]),
        ("对其作出甲县公(东城)行罚决字〔2020〕88号", ["甲县公（东城）行罚决字〔2020〕88号"]),
        ("作出的（沪）应急罚〔2024〕7号", ["（沪）应急罚〔2024〕7号"]),
        ("依据豫0923环罚决字〔2024〕7号", ["豫0923环罚决字〔2024〕7号"]),
        ("发出（2022）浙27司建4号司法建议书", ["（2022）浙27司建4号"]),
        ("关于印发实施方案（草案）国办发〔2020〕1号", ["国办发〔2020〕1号"]),
        ("现将通知（附后）川教字〔2020〕1号", ["川教字〔2020〕1号"]),
        ("作出处理决定（附件）甲环罚〔2020〕3号", ["甲环罚〔2020〕3号"]),
    ],
)
def test_an_office_in_brackets_or_a_place_s_number_is_part_of_the_code(text: str, numbers: list[str]) -> None:
    found = find_all(text)
    assert [str(one.number) for one in found] == numbers
    assert all(parse(one.raw) == one.number for one in found)


def test_a_number_of_taiwan_written_sign_by_sign_is_the_same() -> None:
    signs, figures = parse("翠府農字第一一二〇〇四五八三七號"), parse("翠府農字第1120045837號")
    assert signs is not None
    assert signs == figures
    assert str(signs) == "翠府農字第一一二〇〇四五八三七號"


# What a number is made of, in each of its forms: code, year, serial, style, identity, canonical form.
PARTS = {
    "甲府发〔2018〕18号": ("甲府发", 2018, 18, "standard", "甲府发/2018/18", "甲府发〔2018〕18号"),
    "国发〔98〕12号": ("国发", 1998, 12, "standard", "国发/1998/12", "国发〔1998〕12号"),
    "(85)国函字第12号": ("国函字", 1985, 12, "standard", "国函字/1985/12", "国函字〔1985〕12号"),
    "（五三）府粮字第一一二号": ("府粮字", 1953, 112, "standard", "府粮字/1953/112", "府粮字〔1953〕112号"),
    "国务院令第707号": ("国务院令", None, 707, "order", "国务院令/0/707", "国务院令第707号"),
    "国务院第707号令": ("国务院令", None, 707, "order", "国务院令/0/707", "国务院令第707号"),
    "第707号国务院令": ("国务院令", None, 707, "order", "国务院令/0/707", "国务院令第707号"),
    "甲县人民政府令2018年第3号": ("甲县人民政府令", 2018, 3, "order", "甲县人民政府令/2018/3", "甲县人民政府令〔2018〕第3号"),
    "海关总署公告2018年第5号": ("海关总署公告", 2018, 5, "announcement", "海关总署公告/2018/5", "海关总署公告2018年第5号"),
    "海关总署2018年第5号公告": ("海关总署公告", 2018, 5, "announcement", "海关总署公告/2018/5", "海关总署公告2018年第5号"),
    "甲县人民政府公告第7号": ("甲县人民政府公告", None, 7, "order", "甲县人民政府公告/0/7", "甲县人民政府公告第7号"),
    "甲政令〔2023〕1号": ("甲政令", 2023, 1, "standard", "甲政令/2023/1", "甲政令〔2023〕1号"),
    "海公（建）行罚决字〔2021〕321号": ("海公（建）行罚决字", 2021, 321, "standard", "海公（建）行罚决字/2021/321", "海公（建）行罚决字〔2021〕321号"),
    "（沪）应急罚〔2024〕7号": ("（沪）应急罚", 2024, 7, "standard", "（沪）应急罚/2024/7", "（沪）应急罚〔2024〕7号"),
    "豫0923环罚决字〔2024〕7号": ("豫0923环罚决字", 2024, 7, "standard", "豫0923环罚决字/2024/7", "豫0923环罚决字〔2024〕7号"),
    "（2019）岭0110民初123号": ("岭0110民初", 2019, 123, "filed", "岭0110民初/2019/123", "（2019）岭0110民初123号"),
    "（2022）岭01执字第318号之一": None,
    "（2022）东执字第318号之十一": ("东执字", 2022, 31811, "filed", "东执字/2022/31811", "（2022）东执字第318号之十一"),
    "（2022）岭0524行初12号之2": ("岭0524行初", 2022, 1202, "filed", "岭0524行初/2022/1202", "（2022）岭0524行初12号之2"),
    "府教學字第1130012345號": ("府教學字", 2024, 1234500, "filed", "府教學字/2024/1234500", "府教學字第1130012345號"),
    "府教學字第1130012345A號": ("府教學字", 2024, 1234501, "filed", "府教學字/2024/1234501", "府教學字第1130012345A號"),
    "府農字第6812345號": ("府農字", 1979, 1234500, "filed", "府農字/1979/1234500", "府農字第6812345號"),
    "府農字第一一二〇〇四五八號": None,
    "第12/2024號行政法規": ("行政法規", 2024, 12, "filed", "行政法規/2024/12", "第12/2024號行政法規"),
    "第12/2024/M號法令": ("法令", 2024, 12, "filed", "法令/2024/12", "第12/2024/M號法令"),
    "2024年第45號法律公告": ("法律公告", 2024, 45, "filed", "法律公告/2024/45", "2024年第45號法律公告"),
    "第2471號公告": ("公告", None, 2471, "filed", "公告/0/2471", "第2471號公告"),
    "府民字第三十一號": ("府民字", None, 31, "filed", "府民字/0/31", "府民字第三十一號"),
    "府民字第12号": ("府民字", None, 12, "filed", "府民字/0/12", "府民字第12号"),
    "甲省人民代表大会常务委员会公告（十三届）第21号": ("甲省人民代表大会常务委员会公告（十三届）", None, 21, "order", "甲省人民代表大会常务委员会公告（十三届）/0/21", "甲省人民代表大会常务委员会公告（十三届）第21号"),
    "【甲府发〔2018〕18号】": ("甲府发", 2018, 18, "standard", "甲府发/2018/18", "甲府发〔2018〕18号"),
    "文号：甲府发〔2018〕2O号": ("甲府发", 2018, 20, "standard", "甲府发/2018/20", "甲府发〔2018〕20号"),
    "甲府发〔一三二五〕1号": None,
    "甲府发〔2018〕0号": None,
    "甲府发〔2018〕100000号": None,
    "甲府发〔18〕1号": None,
    "第1号": None,
    "": None,
    "甲府发": None,
    "关于发展核桃产业的意见　甲府发〔2018〕18号": None,
    "中华人民共和国国务院令第707号": ("中华人民共和国国务院令", None, 707, "order", "国务院令/0/707", "中华人民共和国国务院令第707号"),
    "甲县人民政府令〔2018〕3号": ("甲县人民政府令", 2018, 3, "order", "甲县人民政府令/2018/3", "甲县人民政府令〔2018〕第3号"),
    "中共甲县委 甲县人民政府公告〔2018〕5号": ("中共甲县委甲县人民政府公告", 2018, 5, "announcement", "中共甲县委甲县人民政府公告/2018/5", "中共甲县委甲县人民政府公告2018年第5号"),
}  # fmt: skip


def test_the_parts_of_a_number_in_each_of_its_forms() -> None:
    found = {text: parse(text) for text in PARTS}
    assert {
        text: n and (n.code, n.year, n.serial, n.style, n.key, str(n)) for text, n in found.items()
    } == PARTS
    long = [f"{'甲' * count}令第1号" for count in (80, 81, 94, 95)]
    assert [n and len(n.code) for n in map(parse, long)] == [81, None, None, None]
    assert [bool(parse(f"{'甲' * count}发〔2018〕1号")) for count in (23, 24)] == [True, False]
    assert DocumentNumber("甲", 2018, 1) != "甲/2018/1" and len({n for n in found.values() if n}) == 27


def test_the_state_before_an_office_and_a_term_are_no_part_of_what_identifies_and_counts() -> None:
    codes = (
        "中华人民共和国甲令",
        "中华人民共和国令",
        "甲令",
        "甲公告（十三届）",
        "甲公告（试行）",
        "甲（十三届）公告",
    )
    found = [DocumentNumber(code, None, 1, "order") for code in codes]
    assert [(n.base, n.series) for n in found] == [
        ("甲令", "中华人民共和国甲令"),
        ("中华人民共和国令", "中华人民共和国令"),
        ("甲令", "甲令"),
        ("甲公告（十三届）", "甲公告"),
        ("甲公告（试行）", "甲公告（试行）"),
        ("甲（十三届）公告", "甲（十三届）公告"),
    ]


def test_numbers_whose_digits_are_masked_are_found_and_identify_nothing() -> None:
    text = "据甲府发〔20××〕×号、依据乙缓函〔2018〕××号和丙函〔2018〕3号，〔20××〕×号；根据某府发〔××××〕 xx 号文"
    found = find_masked(text)
    assert [(form, text[start:end]) for form, start, end in found] == [
        ("甲府发〔20××〕×号", "甲府发〔20××〕×号"),
        ("乙缓函〔2018〕××号", "乙缓函〔2018〕××号"),
        ("某府发〔××××〕xx号", "某府发〔××××〕 xx 号"),
    ]
