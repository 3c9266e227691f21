"""The worked example of docs/extending.md, in an archive made by gongbao new, with nothing of the program touched."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from gongbao.workshop import ROOT

PAGE = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
SOURCE = """云岭县人民政府办公室关于做好春季造林工作的通知
云岭府办发〔2023〕4号

各镇人民政府：
现将春季造林有关事项通知如下。
一、任务
全县造林三千亩。
〖本页空白〗
二、要求
各镇要抓紧。

云岭县人民政府办公室
2023年2月20日
"""


FILED = """云岭档案 2023/7
云岭县人民政府办公室关于做好春灌工作的通知

各镇人民政府：
春灌时节已到，请各镇抓紧检修渠道，保证灌溉用水，有关事项通知如下。
一、检修渠道。各镇在三月底以前检修完毕。
二、统一调度。用水由县水务局统一调度。

云岭县人民政府办公室
2023年3月1日

张贴地点：村务公开栏
"""
CARD = """<html><head><title>关于做好森林防火工作的通知</title></head><body>
<table><tr><td>索引号：</td><td>009876543/2023-00023</td><td>发文机关：</td><td>云岭县人民政府办公室</td></tr>
<tr><td>标题：</td><td>关于做好森林防火工作的通知</td><td>主题分类：</td><td>农业、林业</td></tr>
<tr><td>发文字号：</td><td>云岭府办发〔2023〕9号</td><td>成文日期：</td><td>2023年3月9日</td></tr></table>
<h1>关于做好森林防火工作的通知</h1><div class="content"><p>各镇人民政府：</p>
<p>春季风大物燥，火险等级升高，各镇要加强巡护，严格管理野外用火，落实值班制度，做好扑救准备。</p>
<p>云岭县人民政府办公室</p><p>2023年3月9日</p></div></body></html>
"""


def article_of(home: Path, subject: str) -> Path:
    """Return the article whose title names a subject."""
    found = (home / "content" / "documents").rglob("*.md")
    (article,) = [path for path in found if subject in path.read_text(encoding="utf-8").partition("\n\n")[0]]
    return article


def example(beginning: str) -> str:
    """Return the code block of the page that begins so."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", PAGE, re.M | re.S)
    return next(block for block in blocks if block.startswith(beginning))


def gongbao(home: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "gongbao", *arguments],
        cwd=home,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("own") / "云岭 公报"
    gongbao(folder.parent, "new", str(folder), "--name", "云岭县公报文库", "--yes")
    with (folder / "pelicanconf.py").open("a", encoding="utf-8") as file:
        file.write(example("EXTENSIONS = {") + example("FIELDS = {") + example("LISTS = {"))
    (folder / "ours.py").write_text(example('"""What the archive of'), encoding="utf-8")
    (folder / "sources" / "造林.txt").write_text(SOURCE, encoding="utf-8")
    (folder / "sources" / "灌溉.txt").write_text(FILED, encoding="utf-8")
    (folder / "sources" / "灌溉.toml").write_text('"索引号" = "009876543/2023-00022"\n', encoding="utf-8")
    (folder / "sources" / "防火.html").write_text(CARD, encoding="utf-8")
    gongbao(folder, "ingest", "sources")
    article = article_of(folder, "造林")
    header, _sign, body = article.read_text(encoding="utf-8").partition("\n\n")
    article.write_text(f"{header}\n{example('Index_number: ').rstrip()}\n\n{body}", encoding="utf-8")
    with (folder / "publishconf.py").open("a", encoding="utf-8") as file:
        file.write(f"PUBLISH = {{'box': {{'kind': 'letterbox', 'path': {str(folder.parent / 'box')!r}}}}}\n")
    return folder


def test_a_field_a_list_and_a_target_of_ones_own_need_nothing_of_the_program(home: Path) -> None:
    gongbao(home, "publish", "--to", "box")
    box = home.parent / "box"
    page = next((box / "documents").glob("*2023-4.html")).read_text(encoding="utf-8")
    assert "<dt>索引号</dt><dd>009876543/2023-00021</dd>" in page
    assert "造林" in (box / "topic" / "nong-ye-lin-ye.html").read_text(encoding="utf-8")
    assert (box / "author" / "index.html").is_file()
    assert "holds this site already" in gongbao(home, "publish", "--to", "box")


def test_a_noise_rule_of_ones_own_drops_its_line_and_the_ledger_names_it(home: Path) -> None:
    article = article_of(home, "造林")
    assert "本页空白" not in article.read_text(encoding="utf-8")
    assert "page-left-blank" in (article.parent / "ingest.json").read_text(encoding="utf-8")
    assert "in order" in gongbao(home, "doctor")


def test_the_doctor_tries_the_examples_of_ones_own_rules(tmp_path: Path) -> None:
    gongbao(tmp_path, "new", "a", "--yes")
    with (tmp_path / "a" / "pelicanconf.py").open("a", encoding="utf-8") as file:
        file.write(example("EXTENSIONS = {"))
    ours = example('"""What the archive of').replace('matches("^〖本页空白〗$")', 'matches("本页空白")')
    (tmp_path / "a" / "ours.py").write_text(ours, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "gongbao", "doctor"],
        cwd=tmp_path / "a",
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "page-left-blank does not do as its example says" in done.stdout
    assert done.returncode == 1


def test_a_head_and_a_foot_of_ones_own_are_read(home: Path) -> None:
    text = article_of(home, "春灌").read_text(encoding="utf-8")
    assert "Doc_number: 云岭档〔2023〕7号" in text
    header, _sign, body = text.partition("\n\n")
    assert "张贴地点：村务公开栏" in header
    assert "张贴地点" not in body


def test_a_sidecar_and_a_card_fill_fields_of_ones_own(home: Path) -> None:
    assert "Index_number: 009876543/2023-00022" in article_of(home, "春灌").read_text(encoding="utf-8")
    carded = article_of(home, "森林防火").read_text(encoding="utf-8")
    assert "Index_number: 009876543/2023-00023" in carded
    assert "Topic: 农业、林业" in carded


def test_words_of_ones_own_are_read(home: Path) -> None:
    code = "from gongbao.ingest.words import card_fields; print(card_fields()['云岭文号'])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=home, capture_output=True, encoding="utf-8", check=False
    )
    assert done.stdout.strip() == "doc_number", done.stderr


def test_a_form_of_ones_own_is_made_and_offered(home: Path) -> None:
    gongbao(home, "offline")
    assert "造林" in (home / "dist" / "archive.txt").read_text(encoding="utf-8")
    assert "目录（文本）" in (home / "output" / "downloads.html").read_text(encoding="utf-8")
    assert "nothing changed" in gongbao(home, "offline")


def test_a_package_adds_by_entry_points(tmp_path: Path) -> None:
    info = tmp_path / "packages" / "ours-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: ours\nVersion: 1.0\n", encoding="utf-8")
    group = re.search(
        r'^\[project\.entry-points\."(.*?)"\]\n(\w+) = "(.*?)"', example("[project.entry-points"), re.M
    )
    assert group
    (info / "entry_points.txt").write_text(f"[{group[1]}]\n{group[2]} = {group[3]}\n", encoding="utf-8")
    (tmp_path / "packages" / "ours.py").write_text(example('"""What the archive of'), encoding="utf-8")
    code = f"import sys; sys.path.append({str(tmp_path / 'packages')!r})\n"
    code += "from gongbao.publish import targets\n"
    code += "print(targets.find({'PUBLISH': {'x': {'kind': 'letterbox', 'path': '/x'}}}, 'x'))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
    )
    assert "ours.Letterbox" in done.stdout, done.stderr


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("EXTENSIONS = {'publish': {'x': 'nothing:X'}}", "extension nothing:X cannot be loaded"),
        ("EXTENSIONS = {'publsh': {}}", "has no group 'publsh'"),
    ],
)
def test_an_extension_that_is_not_there_is_told(tmp_path: Path, line: str, said: str) -> None:
    gongbao(tmp_path, "new", "a", "--yes")
    with (tmp_path / "a" / "pelicanconf.py").open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    with (tmp_path / "a" / "publishconf.py").open("a", encoding="utf-8") as file:
        file.write("PUBLISH = {'x': {'kind': 'x'}}\n")
    done = subprocess.run(
        [sys.executable, "-m", "gongbao", "publish", "--to", "x"],
        cwd=tmp_path / "a", capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
