"""The core needs no extra: ingest and a build run with every package of the extras out of reach."""

import os
import subprocess
import sys
from pathlib import Path

from gongbao.workshop import SOURCE

# What the packages of the extras are called in code; jinja2 and Pillow are of the core, too.
EXTRAS = (
    "pypdfium2 pypdf rapidocr onnxruntime cv2 starlette uvicorn multipart python_multipart ebooklib weasyprint libzim "
    "ghp_import boto3 botocore brotli minisign"
).split()
BLOCK = f"""
import sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {EXTRAS!r}:
            raise ModuleNotFoundError("out of reach: " + name, name=name)
sys.meta_path.insert(0, Blocked())
"""
TEXT = "云岭县人民政府关于做好防汛工作的通知\n云政发〔2024〕3号\n各乡镇人民政府：\n现就防汛工作通知如下。\n云岭县人民政府\n2024年5月16日\n"


def run(folder: Path, *command: str) -> "subprocess.CompletedProcess[str]":
    path = os.pathsep.join([str(folder / "blocked"), str(SOURCE)])
    return subprocess.run(
        [sys.executable, "-m", "gongbao", *command],
        cwd=folder, env={**os.environ, "PYTHONPATH": path, "GONGBAO_LANG": "en"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_ingest_and_build_need_no_extra(tmp_path: Path) -> None:
    (tmp_path / "blocked").mkdir()
    (tmp_path / "blocked" / "sitecustomize.py").write_text(BLOCK, encoding="utf-8")
    (tmp_path / "pelicanconf.py").write_text("from gongbao.defaults import *\n", encoding="utf-8")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "3.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "sources" / "4.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    ingested = run(tmp_path, "ingest", "sources/3.txt")
    assert (ingested.returncode, ingested.stderr) == (0, "")
    refused = run(tmp_path, "ingest", "sources/4.pdf")
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
    built = run(tmp_path, "build")
    assert built.returncode == 0, built.stderr
    assert "防汛" in (tmp_path / "output" / "index.html").read_text(encoding="utf-8")
    desk = run(tmp_path, "desk")
    assert desk.returncode == 1
    assert "which is not installed" in desk.stderr
