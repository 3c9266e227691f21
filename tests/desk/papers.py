"""What lies in a clerk's drawer: two issues of a bulletin in Word, a scan, a saved page. The places are made up."""

import io
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium

from tests.ingest.forms import as_html, from_text
from tests.ingest.made import word
from tests.ingest.read.sheet import LEFT, RIGHT, TOP, Sheet

BULLETIN = "云溪市人民政府公报"
# A line of this bulletin that no general rule knows.
HABIT = "◇ 本栏责任编辑 周小满 第{issue}期 ◇"
SPLIT_TITLE = "关于调整市防汛指挥部成员的说明"
PAGE_TITLE = "白水镇人民政府关于开展春季植树活动的通知"
SCAN_TITLE = "枫林县人民政府关于做好秋粮收购工作的通知"


@dataclass(frozen=True)
class Text:
    """A text of an issue: what it is about, its serial, its day, a table's rows, an attachment, what follows unheaded."""

    subject: str
    serial: int
    day: str
    lines: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    attachment: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    recipients: str = "各乡镇人民政府，市政府各部门："

    @property
    def title(self) -> str:
        """Return the title as the contents name it."""
        return f"云溪市人民政府关于{self.subject}的通知"


_SUBJECTS = (
    ("加强河道保洁工作", "清理河面漂浮物", "市水利局"),
    ("做好冬季供暖保障", "检修供热管网", "市住房城乡建设局"),
    ("开展农村公路养护", "修补破损路面", "市交通运输局"),
    ("规范集贸市场管理", "划定摊位区域", "市市场监督管理局"),
    ("推进老旧小区改造", "更换老化管线", "市住房城乡建设局"),
    ("加强森林防火巡护", "落实巡护责任", "市林业局"),
    ("做好中小学校车安全管理", "核查车辆状况", "市教育局"),
    ("开展食品小作坊整治", "登记生产场所", "市市场监督管理局"),
    ("加强地下水资源保护", "封填报废水井", "市水利局"),
    ("做好全市档案移交工作", "清点归档文件", "市档案馆"),
    ("推广秸秆还田技术", "组织农机作业", "市农业农村局"),
    ("加强城区停车秩序管理", "施划停车泊位", "市公安局"),
)


def _texts(issue: int) -> list[Text]:
    found = []
    for number, (subject, task, office) in enumerate(_SUBJECTS, start=1):
        serial = number + 12 * (issue - 1)
        lines = (
            f"为{subject}，经市政府同意，现就有关事项通知如下。",
            "一、明确任务",
            f"各乡镇要在本年度内{task}，专人负责，按月检查，做到件件有记录。",
            "二、加强检查",
            f"{office}每季度组织一次检查，检查结果在全市通报。",
        )
        found.append(
            Text(
                subject if issue == 1 else f"进一步{subject}",
                serial,
                f"20{20 + issue}年{number}月{number + 3}日",
                lines,
            )
        )
    return found


def issue_one() -> bytes:
    """Return the first issue: twelve texts of which the contents name eleven, with errors of print and of the office."""
    texts = _texts(1)
    texts[1] = _with(
        texts[1], lines=(*texts[1].lines[:-1], "市住房城乡建设局每季度组织组织一次检查，结果在全市通报。")
    )
    texts[2] = _with(
        texts[2],
        recipients="全市各乡镇",
        rows=(("路段", "里程（公里）"), ("云溪至白水", "12.5"), ("白水至石桥", "8.4")),
    )
    texts[4] = _with(
        texts[4],
        attachment=(
            "附件",
            "老旧小区改造任务表",
            "一、东关小区，改造住房120套。",
            "二、西河小区，改造住房86套。",
        ),
    )
    texts[6] = _with(texts[6], recipients="全市各中小学")
    texts[9] = _with(
        texts[9],
        behind=(
            SPLIT_TITLE,
            "因工作变动，市防汛指挥部成员作相应调整，现予说明。",
            "指挥长由分管副市长担任，副指挥长由市水利局局长担任。",
        ),
    )
    texts = [*texts[:10], *texts[11:]]
    return _issue(1, 2021, texts)


def issue_two() -> bytes:
    """Return the second issue: the same habits, with fewer errors."""
    texts = _texts(2)
    texts[3] = _with(texts[3], recipients="全市各乡镇")
    return _issue(2, 2022, texts)


def _with(text: Text, **changed: object) -> Text:
    return Text(**{**text.__dict__, **changed})


def _issue(issue: int, year: int, texts: list[Text]) -> bytes:
    parts: list[object] = [
        BULLETIN,
        f"{year}年第{issue}期（总第{issue + 40}期）",
        f"{year}年12月31日出版",
        "目　录",
        "市政府文件",
    ]
    parts += [
        f"{text.title}（云溪府发〔{year}〕{text.serial}号）……{3 + at * 2}" for at, text in enumerate(texts)
    ]
    for at, text in enumerate(texts):
        parts += [
            "云溪市人民政府文件",
            f"云溪府发〔{year}〕{text.serial}号",
            "云溪市人民政府",
            f"关于{text.subject}的通知",
        ]
        parts += [text.recipients, *text.lines]
        if text.rows:
            parts.append([list(row) for row in text.rows])
        parts += ["云溪市人民政府", text.day, *text.attachment]
        parts += [f"云溪市人民政府办公室 {text.day}印发"]
        parts += text.behind
        if at % 4 == 3:
            parts.append(HABIT.format(issue=issue))
    return word(parts)


def saved_page() -> bytes:
    """Return a page of a government site as a browser saves it."""
    text = f"""{PAGE_TITLE}
各村民委员会：
定于三月开展春季植树活动，请认真组织，按时完成。
一、植树地点
河堤两侧和村道两旁。
白水镇人民政府
2022年3月1日"""
    return as_html(from_text(text, PAGE_TITLE, {"发文字号": "白水府发〔2022〕3号", "发布日期": "2022-03-02"}))


def scan() -> bytes:
    """Return a page as a scanner takes it."""
    sheet = Sheet()
    sheet.middle(TOP, "枫林县人民政府", 22)
    sheet.middle(TOP - 34, "关于做好秋粮收购工作的通知", 22)
    sheet.middle(TOP - 62, "枫林府发〔2024〕15号")
    sheet.put(LEFT, TOP - 96, "各乡镇人民政府：")
    body = [
        "为进一步做好全县秋粮收购工作，切实保护种粮农民利益，现就有关事项通知如下，请认真贯彻执行。",
        "一、压实收购责任",
        "各乡镇要落实收购网点，公布收购价格。",
    ]
    sheet.column(LEFT, TOP - 126, RIGHT - LEFT, body)
    sheet.put(RIGHT - 160, TOP - 330, "枫林县人民政府")
    sheet.put(RIGHT - 150, TOP - 358, "2024年9月10日")
    page = pdfium.PdfDocument(sheet.data())[0]
    out = io.BytesIO()
    page.render(scale=150 / 72).to_pil().convert("L").save(out, "PNG", dpi=(150, 150))
    return out.getvalue()


def drawer(folder: Path) -> dict[str, Path]:
    """Put the papers into a folder; return where each lies."""
    made = {
        "云溪公报2021年第1期.docx": issue_one(),
        "云溪公报2022年第2期.docx": issue_two(),
        "秋粮收购.png": scan(),
        "春季植树.html": saved_page(),
    }
    for name, data in made.items():
        (folder / name).write_bytes(data)
    return {name: folder / name for name in made}
