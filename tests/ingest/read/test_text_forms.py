"""Texts with a form of their own: front matter, containers, drawn tables, tags, heads of programs, wrong readings."""

from pathlib import Path

import pytest
from gongbao.ingest.model.lines import of_source
from gongbao.ingest.model.source import Source
from gongbao.ingest.read import read

TITLE = "青溪县人民政府关于加强节水的通告"
BODY = ["各乡镇人民政府：", "现就加强节水通告如下，请遵照执行。", "青溪县人民政府", "2024年3月18日"]


def written(tmp_path: Path, text: str, name: str = "文.md") -> Source:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return read(file)


def kept(source: Source) -> list[str]:
    return [line.text.strip() for line in of_source(source)[0] if line.hint != "card"]


def count(source: Source) -> int:
    lines, drops = of_source(source)
    return sum(len("".join(line.text.split())) for line in [*lines, *(drop.line for drop in drops)])


HEADS = [
    (f'---\ntitle: "{TITLE}"\ndoc_number: 青政发〔2024〕7号\ntags: [水, 通告]\n---\n', {"标题": TITLE, "文号": "青政发〔2024〕7号"}),
    ("---\n标题: 关于某事的通告\n文号: 青政发〔2024〕7号\n层级: 县级\n官方链接: https://www.example.gov.cn/1\n---\n", {"标题": "关于某事的通告", "文号": "青政发〔2024〕7号"}),
    ("+++\nauthor = '青溪县水务局'\ndate = 2024-03-20\ncategories = ['甲']\n+++\n", {"发文机关": "青溪县水务局", "date": "2024-03-20"}),
    ("\ufeff---\nauthor: 张三\ntag:\n  - 水\n  - 土\n---\n", {}),
    (f"---\ntags: {'[' * 3000}{']' * 3000}\n---\n", {}),
]  # fmt: skip


@pytest.mark.parametrize(("head", "card"), HEADS)
def test_front_matter_is_no_text_and_states_what_a_card_states(
    tmp_path: Path, head: str, card: dict[str, str]
) -> None:
    source = written(tmp_path, head + "\n# " + TITLE + "\n\n" + "\n\n".join(BODY) + "\n")
    assert source.card == card
    assert kept(source) == ["# " + TITLE, *BODY]


def test_a_rule_at_the_head_is_no_front_matter(tmp_path: Path) -> None:
    assert kept(written(tmp_path, "---\n" + "\n".join(BODY) + "\n---\n后文。\n", "文.txt"))[1:-2] == BODY


CONTAINERS = {
    "a note of the site": "::: tip 原文链接\n[某局网站](https://www.example.gov.cn/1)\n:::\n",
    "a mark of contents": "[[toc]]\n",
    "contents that fold": "::: details 目录\n::: tabs\n@tab 章节\n[[toc]]\n- [1](#t1)&emsp;[2](#t2)\n:::\n",
    "a quote of the site": "> 本文由脚本自官方页面提取，仅供查阅。\n",
    "a comment over lines": "<!-- 草稿\n待核\n-->\n",
}


@pytest.mark.parametrize("mark", CONTAINERS.values(), ids=CONTAINERS.keys())
def test_what_a_wiki_sets_around_words_is_no_text(tmp_path: Path, mark: str) -> None:
    text = f"{mark}\n::: center\n# {TITLE}\n:::\n\n{BODY[0]}\n\n&emsp;&emsp;{BODY[1]}\n\n::: right\n{BODY[2]}\n\n{BODY[3]}\n:::\n"
    source = written(tmp_path, text)
    assert kept(source) == ["# " + TITLE, *BODY]
    assert count(source) == len("".join(text.split()))


def test_containers_with_words_of_the_document_keep_them(tmp_path: Path) -> None:
    source = written(
        tmp_path, '::: warning\n逾期不报的，不予受理。\n:::\n\n第三条&emsp;本办法{align="center"}\n'
    )
    assert kept(source) == ["逾期不报的，不予受理。", "第三条　本办法"]


DRAWN = [
    ("┌──┬────┐\n│序号│水库    │\n├──┼────┤\n│1   │龙潭水库│\n└──┴────┘", ["序号\t水库", "1\t龙潭水库"]),
    ("+----+--------+\n| 年 | 收入   |\n+====+========+\n| 22 | 12.5   |\n+----+--------+", ["年\t收入", "22\t12.5"]),
    ("┏━━┳━━━━┓\n┃类别┃项目    ┃\n┣━━╋━━━━┫\n┃停车┃小型车  ┃\n┃    ┣━━━━┫\n┃    ┃大型车  ┃\n┗━━┻━━━━┛", ["类别\t项目", "停车\t小型车", "^^\t大型车"]),
    ("┌──┬────┐\n│单位│职责    │\n├──┼────┤\n│水务│做好停水│\n│    │工作。  │\n├──┴────┤\n│合计两家        │\n└───────┘", ["单位\t职责", "水务\t做好停水工作。", "合计两家\t<<"]),
    ("<table><tr><td>月份</td><td>余额</td></tr>\n<tr><td>1月</td><td>5210</td></tr></table>", ["月份\t余额", "1月\t5210"]),
    ("前<table border=1><tr><td>月份</td><td>余额</td></tr><tr><td rowspan=2>1月</td><td>5</td></tr><tr><td>6</td></tr></table>后", ["前", "月份\t余额", "1月\t5", "^^\t6", "后"]),
    ("<table>\n<tr>\n<td>月份</td>\n<td>余额</td>\n</tr>\n<tr>\n<td>1月</td>\n<td>5</td>\n</tr>\n</table>", ["月份\t余额", "1月\t5"]),
]  # fmt: skip


@pytest.mark.parametrize(("table", "rows"), DRAWN)
def test_tables_that_are_drawn_or_tagged_are_tables(tmp_path: Path, table: str, rows: list[str]) -> None:
    source = written(tmp_path, f"{TITLE}\n\n{table}\n\n2024年3月18日\n", "文.txt")
    assert kept(source) == [TITLE, *rows, "2024年3月18日"]
    assert {line.hint for line in of_source(source)[0] if "\t" in line.text} == {"table"}


INLINE = [
    ("面积2.4×10<sup>3</sup>m<sup>2</sup>，H<sub>2</sub>O。", "面积2.4×10³m²，H₂O。"),
    ("首小时~~三元~~五元，<del>21时</del>20时。", "首小时\ufdd4三元\ufdd5五元，\ufdd421时\ufdd520时。"),
    ("第三条&emsp;凡&nbsp;在册者。", "第三条　凡 在册者。"),
]


@pytest.mark.parametrize(("code", "text"), INLINE)
def test_tags_within_lines_are_marks_and_the_ledger_sums_to_the_file(
    tmp_path: Path, code: str, text: str
) -> None:
    source = written(tmp_path, f"{TITLE}\n\n{code}\n", "文.txt")
    assert kept(source) == [TITLE, text]
    assert source.lines[2].text == code


SCRAPED = [
    f"栏目: 公告\n标题: {TITLE}\n文号: 青政发〔2024〕7号\n原文链接: https://www.example.gov.cn/1\n======== 正文 ========\n",
    f"标题\t{TITLE}\n发文字号\t青政发〔2024〕7号\n抓取时间\t2024-06-05 11:52:01\n正文\t",
    f"标题：{TITLE}\n文号：青政发〔2024〕7号\n采集时间：2024-06-05\n\n",
]


@pytest.mark.parametrize("head", SCRAPED)
def test_a_head_that_a_program_wrote_is_a_card(tmp_path: Path, head: str) -> None:
    source = written(tmp_path, head + "\n".join(BODY) + "\n", "文.txt")
    assert {source.card.get("文号"), source.card.get("发文字号")} - {None} == {"青政发〔2024〕7号"}
    assert kept(source) == BODY


def test_labels_of_a_document_s_own_are_left_alone(tmp_path: Path) -> None:
    text = "标题：甲\n文号：青政发〔2024〕7号\n附件：乙\n"
    assert written(tmp_path, text, "文.txt").card == {}


WRONG = [("gb18030", "latin-1"), ("gb18030", "cp1252"), ("utf-8", "latin-1"), ("utf-8", "gb18030")]


@pytest.mark.parametrize(("right", "wrong"), WRONG)
def test_a_wrong_reading_is_undone_and_told(tmp_path: Path, right: str, wrong: str) -> None:
    lines = [TITLE, *BODY[1:]]
    garbled = []
    for line in lines:
        try:
            garbled.append(line.encode(right).decode(wrong))
        except UnicodeDecodeError:
            # Bytes that the wrong reading has no sign for are lost; such a line cannot be told here.
            garbled.append("")
    source = written(tmp_path, "\n".join(garbled), "文.txt")
    assert kept(source) == [line for line, bad in zip(lines, garbled, strict=True) if bad]
    assert [one.kind for one in source.objects] == ["repaired"] or not any(garbled)


def test_radicals_are_read_as_the_characters_that_they_look_like(tmp_path: Path) -> None:
    source = written(tmp_path, "青溪县⼈⺠政府⽂件\n⻋辆应当清洁，⾦额不限。\n", "文.txt")
    assert kept(source) == ["青溪县人民政府文件", "车辆应当清洁，金额不限。"]
    assert [one.kind for one in source.objects] == ["repaired"]


def test_a_text_that_is_right_is_left_alone(tmp_path: Path) -> None:
    source = written(tmp_path, "Émile Zola à Paris, café über naïve.\n嗄粳犇骉彧龘鱻。\n" + TITLE, "文.txt")
    assert kept(source)[0].startswith("Émile")
    assert source.objects == ()


def test_leaders_on_a_line_without_chinese_are_no_wrong_reading(tmp_path: Path) -> None:
    source = written(tmp_path, f"Order No. 47 ········ 3\n{TITLE}", "文.txt")
    assert kept(source)[0] == "Order No. 47 ········ 3"
