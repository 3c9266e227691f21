"""How an edition is laid out as files and told to a person: whole records, held as a whole."""

from dataclasses import replace
from pathlib import Path

from gongbao.bulletin.issue import IssueMeta
from gongbao.ingest.model.edition import Edition
from gongbao.ingest.model.lines import Drop, Line
from gongbao.ingest.model.record import Block, Flag, Inference, Join, Record
from gongbao.ingest.model.source import Source, SourceLine, SourceObject
from gongbao.ingest.write import files, report
from gongbao.ingest.write.duplicates import Holdings
from gongbao.ingest.write.writing import Written
from gongbao.messages import N_, Message

ISSUE = IssueMeta("jia-gongbao", "甲县公报", 2024, "5", published="2024-05-20")


def _line(number: int, text: str) -> Line:
    return Line(number, text, tuple(range(len(text))))


def _edition(form: str = "docx") -> Edition:
    texts = {1: "甲县公报", 2: "甲发〔2024〕1号", 3: "关于防汛的通知", 5: "做好防汛工作。", 7: "第1页"}
    lines = {n: _line(n, text) for n, text in texts.items()}
    record = Record(
        fields={"title": "关于防汛的通知", "doc_number": "甲发〔2024〕1号", "kind": "document", "note": "", "delivered": "2024-05-02",
                "published": "2024-05-20", "unknown": "x", "agency": ()},
        blocks=[Block("paragraph", "做好防汛工作。", lines=[lines[5]])], claims=[lines[2], lines[3]], own={"Topic": ("防汛",)},
    )  # fmt: skip
    source = Source("a.docx", form, "", "0" * 64, tuple(SourceLine(n, text) for n, text in texts.items()))
    return Edition(
        source, kind="gazette", records=[record], issue=ISSUE, masthead=[lines[1]], drops=[Drop("page-number", lines[7])]
    )  # fmt: skip


def test_an_edition_is_laid_out_as_its_issue_its_articles_and_what_was_read() -> None:
    edition = _edition()
    laid = files.lay(edition, ["a"])
    assert (laid.folder, laid.slugs, list(laid.files)) == (
        "jia-gongbao/2024-05", ["a"], ["issue.md", "a.md", "original.txt", "ingest.json"],
    )  # fmt: skip
    assert (
        laid.files["original.txt"] == "甲县公报\n甲发〔2024〕1号\n关于防汛的通知\n\n做好防汛工作。\n\n第1页\n"
    )
    assert laid.files["issue.md"] == (
        "Title: 甲县公报\nPublication: jia-gongbao\nYear: 2024\nIssue: 5\nPublished: 2024-05-20\nSource_lines: 1-1\n\n\n"
    )
    assert laid.files["a.md"] == (
        "Title: 关于防汛的通知\nSlug: a\nDate: 2024-05-02\nKind: document\nPublication: documents\nDoc_number: 甲发〔2024〕1号\n"
        "Published: 2024-05-20\nDelivered: 2024-05-02\nSource: a.docx\nSource_lines: 2-5\nTopic: 防汛\n\n做好防汛工作。\n"
    )
    for form in ("text", "markdown"):
        assert list(files.lay(_edition(form), ["a"]).files) == ["issue.md", "a.md", "ingest.json"]


def test_a_source_gets_its_folder_and_its_articles_their_slugs() -> None:
    edition = _edition()
    alone = replace(edition, issue=None, source=replace(edition.source, name="通知.2024.docx"))
    assert files.folder_of(alone) == "documents/tong-zhi-2024"
    assert files.base_slug(Record(fields={"doc_number": "2024年第5号", "title": "通知"})) == "tong-zhi"
    records = [
        Record(fields=dict(zip(("title", "doc_number", "kind"), values, strict=True)))
        for values in (
            ("通知", "", "document"), ("通知", "", "document"), ("政务要闻", "", "digest"), ("大事记", "", "diary"),
            ("别的", "甲发〔2024〕1号", "document"), ("别的", "甲发〔2024〕1号", "digest"), ("", "", "speech"),
        )
    ]  # fmt: skip
    assert files.slugs_for(replace(edition, records=records), None, {"tong-zhi"}) == [
        "tong-zhi-2", "tong-zhi-3", "zheng-wu-yao-wen-2024-05", "da-shi-ji-2024-05", "jiafa-2024-1", "jiafa-2024-1-2", "untitled",
    ]  # fmt: skip
    # By its number, then by its title, then by its place; what had none of them gets a new one that no other has.
    before = {
        "articles": [
            {"slug": "third", "order": 3, "title": "不同", "doc_number": None},
            {"slug": "by-number", "order": 9, "title": "旧", "doc_number": "甲发 〔2024〕1号"},
            {"slug": "tong-zhi", "order": 8, "title": "通 知", "doc_number": ""},
            {"slug": "untitled", "order": 12, "title": None},
        ]
    }
    assert files.slugs_for(replace(edition, records=records), before, {"da-shi-ji-2024-05"}) == [
        "tong-zhi", "tong-zhi-2", "third", "da-shi-ji-2024-05-2", "by-number", "jiafa-2024-1", "untitled",
    ]  # fmt: skip


LONG = "关于进一步做好全县防汛抗旱和山洪地质灾害防治等各项工作并切实加强值班值守工作的通知"


def _told() -> tuple[Edition, files.Laid, Written]:
    record = Record(
        fields={"title": LONG, "doc_number": "甲发〔2024〕1号", "kind": "document", "agency": ("甲县人民政府", "乙局"), "issued": "2024-05-06"},
        blocks=[
            Block("attachment", "附件名"), Block("annex", "附表"), Block("item", "一"), Block("item", "二"),
            Block("table", rows=[["甲"], ["乙"]]), Block("paragraph", "丙"),
        ],
        joins=[Join(3, 4, "乙丙", "no-end")],
        flags=[*(Flag(n, "甲" * 30, Message(N_("the date has no day")), "date-without-day") for n in range(2, 9)),
               Flag(1, "", Message(N_("no title was found")), "title-not-found")],
        inferred=[Inference("issued", "2024-05-06", "meeting")],
        where={"title": 2},
    )  # fmt: skip
    source = Source(
        "a.docx", "docx", "", "0" * 64, (SourceLine(1, "公报,第2期,甲"),),
        objects=(SourceObject("picture", kept="file a.png"), SourceObject("seal", rule="seal"), SourceObject("seal", rule="seal")),
    )  # fmt: skip
    edition = Edition(
        source, kind="gazette", records=[record], issue=ISSUE, drops=[Drop("blank-page", _line(1, "x"))]
    )
    return edition, files.Laid("folder", {}, ["a"]), Written(Path("content/folder"))


LOOK = [
    "  look at line 1: no title was found",
    f"  look at line 2, 3, 4, 5, 6, 7 … '{'甲' * 23}…': the date has no day",
]
COUNTS = [
    "  dropped: blank-page ×1, seal ×2",
    "  set wide: 2 marks beside Chinese text, such as ， for ,",
    "  kept beside the text: picture ×1",
]


def test_all_that_was_found_is_told() -> None:
    edition, _laid, outcome = _told()
    bare = Record(fields={"title": "关于防汛的通知", "kind": "document"}, blocks=[Block("paragraph", "甲")])
    both = replace(edition, records=[*edition.records, bare, Record()])
    assert report.details(both, files.Laid("folder", {}, ["a", "b", "c"]), outcome) == [
        "a.docx: gazette, 3 articles → content/folder",
        "  甲县公报 2024年第5期, published 2024-05-20",
        "",
        f"  a.md  {LONG}",
        "    发文字号  甲发〔2024〕1号",
        f"    标题  {LONG} (line 2)",
        "    发文机关  甲县人民政府；乙局",
        "    成文日期  2024-05-06 [inferred: meeting]",
        "    附件  附件名",
        "    附件  附表",
        "    2 items",
        "    table of 2 rows",
        "    joined lines 3 and 4: …乙丙…",
        "",
        "  b.md  关于防汛的通知",
        "    标题  关于防汛的通知",
        "    missing: 发文机关、成文日期",
        "",
        "  c.md  (no title)",
        "",
        *LOOK,
        *COUNTS,
    ]


def test_each_element_is_told_by_its_name() -> None:
    names = {
        "doc_number": "发文字号", "title": "标题", "agency": "发文机关", "recipients": "主送机关", "issued": "成文日期", "disclosure": "附注",
        "cc": "抄送机关", "printed_by": "印发机关", "printed": "印发日期", "byline": "署名", "credit": "出处", "section": "栏目", "page": "页码",
    }  # fmt: skip
    edition, laid, outcome = _told()
    one = replace(edition, records=[Record(fields=dict.fromkeys(names, "甲"))])
    assert report.details(one, laid, outcome)[4:17] == [f"    {label}  甲" for label in names.values()]


def test_a_summary_is_one_screen() -> None:
    edition, laid, outcome = _told()
    shown = f"{LONG[:39]}…  甲发〔2024〕1号 2024-05-06"
    head = ["a.docx: gazette, 1 article → content/folder", "  甲县公报 2024年第5期, published 2024-05-20"]
    assert report.summary(edition, laid, outcome) == [*head, f"  a.md  {shown}", *LOOK, *COUNTS]
    flags = [Flag(n, "乙", Message(N_("{count} items"), count=n), "doubled-word") for n in range(11)]
    bare = Record(fields={"title": "关于防汛的通知", "kind": "document"}, flags=flags)
    many = replace(
        edition, records=[bare, *(Record() for _n in range(9))], issue=replace(ISSUE, published=None), source=Source("a.txt", "text", "", "", ())
    )  # fmt: skip
    assert report.summary(many, files.Laid("folder", {}, list("abcdefghij")), outcome) == [
        "a.txt: gazette, 10 articles → content/folder",
        "  甲县公报 2024年第5期, day of publication unknown",
        "  a.md  关于防汛的通知  ; missing: 发文机关、成文日期",
        *(f"  {slug}.md  (no title)  " for slug in "bcdefgh"),
        "  … and 2 more articles: --details",
        *(f"  look at line {n} '乙': {n} items" for n in range(10)),
        "  … and 1 more doubts: --details",
        "  dropped: blank-page ×1",
    ]
    nothing = replace(many, records=[], issue=None, drops=[])
    assert report.summary(nothing, files.Laid("folder", {}, []), outcome) == [
        "a.txt: gazette, 0 articles → content/folder",
        "  dropped: nothing",
    ]


def _held(content: Path, name: str, header: str, body: str) -> Path:
    path = content / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{header}\n\n{body}\n", encoding="utf-8")
    return path


def test_a_document_is_held_by_its_number_or_its_text(tmp_path: Path) -> None:
    same = [f"第{n}段" for n in "一二三四五六七八九十"]
    body = "\n\n".join(same)
    _held(
        tmp_path,
        "documents/a/a.md",
        "Title: 通知\nDoc_number: 甲发〔2024〕1号\nAgency: 甲县委; 乙局\nSource: a.txt",
        "别的",
    )
    _held(tmp_path, "documents/b/b.md", "Title: 防汛 公告\nSource: b.txt", body)
    _held(tmp_path, "documents/c/c.md", "Title: 有号\nDoc_number: 丙发〔2024〕7号\nSource: c.txt", body)
    _held(tmp_path, "gazette/2024-05/issue.md", "Title: 防汛公告\nSource: i.txt", body)
    (tmp_path / "documents/b/d.md").write_bytes(b"Title: \xff")

    def held(
        title: str,
        written: str = "",
        parts: list[str] = same,
        agency: tuple[str, ...] = (),
        where: str = "n.txt documents/n",
    ) -> object:
        source, folder = where.split()
        fields = {"title": title, "doc_number": written, "agency": agency}
        record = Record(fields=fields, blocks=[Block("paragraph", part) for part in parts])  # type: ignore[arg-type]
        edition = Edition(Source(source, "text", "", "", ()), records=[record])
        (place,) = holdings.places(edition, folder)
        return place and (place.path, place.source, place.by)

    holdings = Holdings(tmp_path)
    by_number = ("documents/a/a.md", "a.txt", "the same number")
    by_text = ("documents/b/b.md", "b.txt", "the same text")
    assert [
        held("不同", "甲发〔2024〕1号", agency=("甲县委", "乙局")),
        held("不同", "甲发〔2024〕2号", agency=("甲县委", "乙局")),
        held("防汛公告"),
        held("防汛公告", parts=[*same[:9], "别的"]),  # nine of ten
        held("防汛公告", parts=[*same[:8], "别的", "又一段"]),
        held("防汛公告", parts=[*same, "甲", "乙"]),  # ten of twelve
        held("防汛公告", parts=[]),
        held("防汛公告", "丁发〔2024〕1号"),  # that one has no number
        held("有号", "丁发〔2024〕1号"),  # two numbers are two documents
        held("有号", "不是号"),
        held("防汛公告", where="b.txt documents/b"),  # the source itself, once more
        held("防汛公告", where="b.txt documents/other"),
        held("防汛公告", where="other.txt documents/b"),
        held("没有的"),
    ] == [
        by_number, None, by_text, by_text, None, None, None, by_text, None, ("documents/c/c.md", "c.txt", "the same text"),
        None, by_text, by_text, None,
    ]  # fmt: skip
    # A number whose code names no agency is one of who issued it.
    _held(
        tmp_path,
        "documents/f/f.md",
        "Title: 令\nDoc_number: 公告2024年第5号\nAgency: 甲县人民政府; 乙局\nSource: f.txt",
        "别的",
    )
    holdings = Holdings(tmp_path)
    assert [
        held("公告", "公告2024年第5号", agency=("甲县人民政府", "乙局")),
        held("公告", "公告2024年第5号", agency=("丙县人民政府",)),
        held("公告", "公告2024年第5号"),
    ] == [("documents/f/f.md", "f.txt", "the same number"), None, None]
    new = _held(tmp_path, "documents/e/e.md", "Title: 没有的\nSource: e.txt", body)
    holdings.add([new])
    assert held("没有的") == ("documents/e/e.md", "e.txt", "the same text")
    # What is told before anything was asked is not entered twice.
    late = Holdings(tmp_path)
    late.add([new])
    assert [len(paths) for paths in late._index[1].values()] == [1, 1, 1, 1, 1]
    assert Holdings(tmp_path / "nowhere").places(
        Edition(Source("n.txt", "text", "", "", ()), records=[Record()]), "n"
    ) == [None]
