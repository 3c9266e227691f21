"""The small archive that each try changes in one place, and what must be as it was after it."""

import hashlib
import os
from pathlib import Path

SETTINGS = "from gongbao.defaults import *\n"
HEAD: dict[str, str] = {
    "Title": "甲县人民政府关于做好养护工作的通知",
    "Subtitle": "副题",
    "Slug": "a",
    "Date": "2024-05-06",
    "Kind": "document",
    "Publication": "jia-gongbao",
    "Year": "2024",
    "Issue": "5",
    "Total": "75",
    "Order": "1",
    "Section": "县政府文件",
    "Page": "3",
    "Doc_number": "甲府发〔2024〕3号",
    "Agency": "甲县人民政府",
    "Genre": "通知",
    "Recipients": "各乡镇人民政府",
    "CC": "县委办公室",
    "Printed_by": "甲县人民政府办公室",
    "Disclosure": "此件公开发布",
    "Issued": "2024-05-06",
    "Printed": "2024-05-06",
    "Published": "2024-06-01",
    "Byline": "某人",
    "Credit": "《甲县报》(2024年5月6日)",
    "Column": "一线见闻",
    "Given": "published",
    "Note": "原件第3页缺失",
    "Robots": "noindex",
    "Source": "a.txt",
    "Source_lines": "1-3",
}
ISSUE: dict[str, str] = {
    "Title": "甲县人民政府公报",
    "Publication": "jia-gongbao",
    "Year": "2024",
    "Issue": "5",
    "Total": "75",
    "Published": "2024-06-01",
    "Romanised": "JIAXIAN GONGBAO",
    "Source": "a.txt",
    "Source_lines": "1-3",
}
BODY = (
    "各乡镇：\n\n根据《甲县养护办法》（甲府发〔2023〕9号），现通知如下。\n\n## 一、加强领导\n\n要落实责任。\n\n"
    "| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n"
)
CONTENTS = (
    "## 版权页\n\n- 主办：甲县人民政府\n\n## 目录\n\n- 县政府文件\n- 甲县人民政府关于做好养护工作的通知 3\n"
)
PLACE = "content/jia-gongbao/2024-05"
OTHER = (
    "Title: 关于废止养护办法的决定\nSlug: b\nDate: 2024-07-01\nAgency: 甲县人民政府\nDoc_number: 甲府发〔2024〕9号\nIssued: 2024-07-01\n\n"
    "废止《甲县人民政府关于做好养护工作的通知》（甲府发〔2024〕3号）。\n"
)
LISTS: dict[str, str] = {
    "codes.toml": '["甲府发"]\nagency = "甲县人民政府"\nslug = "jia-fufa"\n',
    "synonyms.toml": 'groups = [["养护", "维护"]]\n',
    "redirects.txt": "old/a.html documents/b.html\n",
    "addresses.txt": "documents/b.html\n",
    "validity.toml": '[[list]]\nstatus = "继续有效"\noffice = "甲县人民政府办公室"\ndate = "2025-01-10"\ntitle = "清理结果"\n'
    'source = "https://a.example/x.html"\ndocuments = ["甲府发〔2024〕3号"]\n',
}  # fmt: skip


def head(fields: dict[str, str]) -> str:
    """Return the lines of a header."""
    return "".join(f"{key}: {value}\n" for key, value in fields.items())


def article(**changed: str) -> str:
    """Return the article, with some fields changed."""
    return f"{head({**HEAD, **changed})}\n{BODY}"


def issue(**changed: str) -> str:
    """Return the file of the issue, with some fields changed."""
    return f"{head({**ISSUE, **changed})}\n{CONTENTS}"


def files() -> dict[str, bytes]:
    """Return the files of the archive."""
    texts = {
        "pelicanconf.py": SETTINGS,
        f"{PLACE}/a.md": article(),
        f"{PLACE}/issue.md": issue(),
        "content/documents/b/b.md": OTHER,
        "sources/a.txt": "甲\n乙\n丙\n",
        "files/CNAME": "a.example\n",
        **{f"content/{name}": text for name, text in LISTS.items()},
    }
    return {name: text.encode() for name, text in texts.items()}


def lay(home: Path, changed: dict[str, bytes]) -> None:
    """Write the archive, with some files changed."""
    for name, data in {**files(), **changed}.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def sums(home: Path) -> dict[str, str]:
    """Return the sum of each file around the archive that no task may change."""
    found = {}
    for at, folders, names in os.walk(home):
        folders[:] = [name for name in folders if name not in (".cache", "output", "__pycache__")]
        for name in names:
            path = Path(at, name)
            data = str(path.readlink()).encode("utf-8", "surrogateescape") if path.is_symlink() else b""
            data = data or (path.read_bytes() if path.is_file() else b"")
            found[str(path.relative_to(home))] = hashlib.sha256(data).hexdigest()
    return found
