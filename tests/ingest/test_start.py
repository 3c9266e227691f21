"""A small text is read without the libraries of other forms, which take longer to load than it to read."""

import subprocess
import sys

from gongbao.workshop import ROOT

HEAVY = ("bs4", "soupsieve", "docx", "PIL", "numpy", "pypdfium2", "rich")


def test_a_text_loads_no_library_of_another_form(tmp_path) -> None:
    source = tmp_path / "a.txt"
    source.write_text(
        "云岭县人民政府关于加强管理的通知\n\n各乡镇人民政府：\n请认真执行各项管理规定。\n\n2018年5月6日\n",
        encoding="utf-8",
    )
    program = (
        "import sys; from gongbao.ingest.command import run; code = run(sys.argv[1], sys.argv[2]);"
        f"print(*(name for name in {HEAVY!r} if name in sys.modules), file=sys.stderr); sys.exit(code)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, str(source), str(tmp_path / "content")],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert ran.stderr.strip() == ""
