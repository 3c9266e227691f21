"""Made-up documents and issues: pieces of official texts put together at random, in orders that nobody would write."""

import random
from collections.abc import Callable

_PLACES = ("云岭县", "青溪市", "南麓区", "白石镇")
_BODIES = ("人民政府", "人民政府办公室", "教育局", "民政局", "委员会", "财政局")
_GENRES = ("通知", "意见", "决定", "公告", "通告", "批复", "函", "令", "通报", "纪要", "方案", "办法")
_NAMES = ("王磊", "赵丽", "陈小明", "周　立")
_MARKS = (
    "{: .date }",
    "{:.evil}",
    "==",
    "=-",
    "~~",
    "^^",
    "|",
    "---",
    "<b>",
    "&amp;",
    "#",
    "* 甲",
    "> 甲",
    "![a](b)",
    "\\",
    "《》",
    "《)；令》",
    "\u200b",
    "……",
)


def _agency(r: random.Random) -> str:
    return r.choice(_PLACES) + r.choice(_BODIES)


def _title(r: random.Random) -> str:
    about = r.choice(("关于印发", "关于做好", "关于转发", "关于废止", "关于同意"))
    return f"{_agency(r)}{about}《{r.choice(_PLACES)}道路养护{r.choice(_GENRES)}》的{r.choice(_GENRES)}"


def _number(r: random.Random) -> str:
    opening, closing = r.choice(("〔〕", "[]", "（）", "【】", "()"))
    return f"{r.choice(('云政发', '青府办函', '南教'))}{opening}{r.randint(1990, 2026)}{closing}{r.choice(('', '第'))}{r.randint(0, 300)}号"


def _date(r: random.Random) -> str:
    year, month, day = r.randint(1990, 2026), r.randint(0, 13), r.randint(0, 32)
    return r.choice(
        (
            f"{year}年{month}月{day}日",
            "二〇一八年五月十六日",
            f"{year}-{month:02}-{day:02}",
            f"（{year}年{month}月{day}日）",
        )
    )


def _prose(r: random.Random) -> str:
    parts = (
        "为做好工作",
        "经研究决定",
        "请认真组织实施",
        f"根据{_title(r)}",
        f"（{_number(r)}）",
        r.choice(_MARKS),
        "各单位要加强领导",
        "自发布之日起施行",
    )
    return "，".join(r.choice(parts) for _ in range(r.randint(1, 5))) + r.choice("。；：")


def _numbered(r: random.Random) -> str:
    mark = r.choice(("一、", "（二）", "3.", "第四条　", "（五)", "第一章　", "①", "1）"))
    return mark + r.choice((_prose(r), "总体要求", "组织领导", ""))


def _table(r: random.Random) -> str:
    cells = ("1", "甲", "-3.2", "==", "=-", "=1+1", "{: .date }", "", "^^", "<<", "|", "@甲")
    sign = r.choice(("\t", "|", "　　", " | "))
    wide = r.randint(1, 5)
    return "\n".join(sign.join(r.choice(cells) for _ in range(wide)) for _ in range(r.randint(1, 6)))


def _attached(r: random.Random) -> str:
    return r.choice(("附件", "附件1", "附件：", "附件：1.名单", "附件2\n", "附：", "附表1")) + r.choice(
        ("", _title(r), "名单")
    )


_PIECES: tuple[Callable[[random.Random], str], ...] = (
    _agency, _title, _title, _number, _number, _date, _date, _prose, _prose, _prose, _numbered, _numbered, _table, _attached,
    lambda r: r.choice(("各乡镇人民政府：", "县政府各部门：", "各位代表：", "王磊同志：")),
    lambda r: r.choice(_NAMES),
    lambda r: r.choice(("县长", "主任", "本报记者")) + "　" + r.choice(_NAMES),
    lambda r: f"（{_date(r)}{r.choice(_PLACES)}第十次会议通过）",
    lambda r: r.choice(("（此件公开发布）", "抄送：县委办公室。", f"云岭县人民政府办公室　{_date(r)}印发", "主题词：道路 养护", "注：以上为万元。")),
    lambda r: r.choice(("目　录", "政府文件", "【领导讲话】", "大事记", "人事任免", f"{_title(r)}（{r.randint(1, 60)}）", f"{_title(r)}……{r.randint(1, 60)}")),
    lambda r: r.choice(("云岭县人民政府公报", "2024年第5期（总第75期）", "5月2日", "5月3日，召开会议。", "— 3 —", "第 4 页")),
    lambda r: r.choice(_MARKS),
    lambda _: "",
)  # fmt: skip


def text(seed: int) -> str:
    """Return the made-up text of a number; the same for the same number."""
    r = random.Random(seed)
    return "\n".join(r.choice(_PIECES)(r) for _ in range(r.randint(1, 40)))
