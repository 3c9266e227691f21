"""A made-up archive whose sources have pages: an issue of a bulletin and a document, both set as PDF and ingested."""

import shutil
from pathlib import Path
from typing import NamedTuple

from gongbao.ingest import command
from gongbao.workshop.build import build_into

from tests.ingest.read.sheet import LEFT, RIGHT, TOP, Sheet

ISSUE, DOCUMENT = "枫林公报2024-02.pdf", "汛期通知.pdf"
GRAIN = [
    "为进一步做好全县秋粮收购工作，切实保护种粮农民利益，现就有关事项通知如下，请认真贯彻执行。",
    "一、压实收购责任",
    "各乡镇人民政府要把秋粮收购作为当前的重要工作，主要负责人亲自抓，分管负责人具体抓，层层落实责任，确保农民交粮不排长队、"
    "售粮款不拖欠。县粮食局要会同有关部门备足仓容、资金和运力，合理布设收购网点，把惠农政策落到实处。",
    "二、加强市场监管",
    "县市场监管局要加强对收购主体的监督检查，依法查处压级压价、缺斤短两、拖欠粮款等行为，维护良好的收购秩序。",
]
WATER = [
    "为保证城区居民饮水安全，经县人民政府研究，决定对青溪水库实行封闭管理，现将有关事项通告如下。",
    "一、自公布之日起，禁止在水库库区内游泳、垂钓、洗涤和倾倒垃圾，禁止新建与供水设施无关的项目。",
    "二、县水利局负责库区日常巡查，发现违反本通告的行为应当及时制止，并依照有关法律法规处理。",
]
FLOOD = [
    "入汛以来我县降雨偏多，各单位要立足防大汛、抢大险，提前做好各项准备工作，现就有关事项通知如下。",
    "一、严格值班制度，实行领导带班和二十四小时值班，重要情况随时报告。",
    "二、全面排查水库、山塘、河堤和地质灾害点，对险情要逐处登记，落实责任人和避险路线。",
]


class Paper(NamedTuple):
    """A document as it is set: number, title, recipients ("" for none), body, date, agency."""

    number: str
    title: str
    recipients: str
    body: list[str]
    date: str
    agency: str = "枫林县人民政府"

    def put(self, sheet: Sheet, page: int) -> None:
        """Set it on a page of its own."""
        sheet.middle(TOP, self.title, 20)
        sheet.middle(TOP - 36, self.number, 14)
        at = TOP - 80
        if self.recipients:
            sheet.put(LEFT, at, self.recipients)
            at -= 28
        at = sheet.column(LEFT, at, RIGHT - LEFT, self.body) - 28
        sheet.put(RIGHT - 160, at, self.agency)
        sheet.put(RIGHT - 150, at - 28, self.date)
        sheet.middle(60, f"— {page} —", 12)
        sheet.turn()


def issue() -> bytes:
    """Return an issue of four pages: cover, contents, two documents."""
    sheet = Sheet()
    sheet.middle(TOP - 100, "枫林县人民政府公报", 32)
    sheet.middle(TOP - 400, "2024年第2期（总第18期）", 18)
    sheet.turn()
    sheet.middle(TOP, "枫林县人民政府公报", 24)
    sheet.middle(TOP - 36, "2024年第2期（总第18期）", 14)
    sheet.middle(TOP - 60, "2024年9月30日出版", 14)
    sheet.middle(TOP - 100, "目　录", 20)
    sheet.put(LEFT, TOP - 140, "县政府文件", 14)
    sheet.put(LEFT, TOP - 170, "枫林县人民政府关于做好秋粮收购工作的通知……………………………… 1", 12)
    sheet.put(LEFT, TOP - 194, "枫林县人民政府关于青溪水库封闭管理的通告……………………………… 2", 12)
    sheet.put(LEFT, TOP - 260, "主办单位：枫林县人民政府办公室", 12)
    sheet.put(LEFT, TOP - 284, "编辑出版：枫林县人民政府公报编辑部", 12)
    sheet.turn()
    Paper(
        "枫府发〔2024〕12号",
        "枫林县人民政府关于做好秋粮收购工作的通知",
        "各乡镇人民政府，县级有关部门：",
        GRAIN,
        "2024年9月10日",
    ).put(sheet, 1)
    Paper("枫府发〔2024〕13号", "枫林县人民政府关于青溪水库封闭管理的通告", "", WATER, "2024年9月18日").put(
        sheet, 2
    )
    return sheet.data()


def single() -> bytes:
    """Return a document of one page."""
    sheet = Sheet()
    title = "枫林县人民政府办公室关于做好防汛工作的通知"
    agency = "枫林县人民政府办公室"
    Paper("枫府办发〔2024〕7号", title, "各乡镇人民政府：", FLOOD, "2024年6月3日", agency).put(sheet, 1)
    return sheet.data()


def make(folder: Path) -> Path:
    """Write sources/ into a folder, ingest them into content/; return content/."""
    sources, content = folder / "sources", folder / "content"
    sources.mkdir(parents=True)
    for name, data in ((ISSUE, issue()), (DOCUMENT, single())):
        (sources / name).write_bytes(data)
        assert command.run(sources / name, content, processes=1) == 0
    return content


def build(folder: Path, **settings: object) -> Path:
    """Build the site of an archive in a folder; return its output."""
    output = folder / "output"
    shutil.rmtree(output, ignore_errors=True)
    build_into(
        output, folder / "content", {"BUILD_CACHE": str(folder / "cache" / "results.sqlite"), **settings}
    )
    return output
