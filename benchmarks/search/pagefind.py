"""Pagefind: installed from npm into a folder of its own, and run over the same pages."""

import gzip
import json
import shutil
import subprocess
from pathlib import Path

VERSION = "1.6.0"
PAGE = (
    '<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>t</title></head><body></body></html>\n'
)


class Missing(Exception):
    """Pagefind cannot be installed; str() says why."""


def install(folder: Path) -> list[str]:
    """Install Pagefind and return the command that runs it."""
    if not shutil.which("npm"):
        raise Missing("npm is not installed — run: apt-get install npm")
    folder.mkdir(parents=True, exist_ok=True)
    command = [
        "npm",
        "install",
        "--silent",
        "--no-audit",
        "--no-fund",
        "--prefix",
        str(folder),
        f"pagefind@{VERSION}",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    program = folder / "node_modules" / ".bin" / "pagefind"
    if done.returncode or not program.exists():
        raise Missing(f"npm could not install pagefind {VERSION}: {done.stderr.strip()[-400:]}")
    return [str(program)]


def write_page(site: Path) -> None:
    """Write the page that queries are asked on."""
    (site / "search.html").write_text(PAGE, encoding="utf-8")


def addresses(site: Path) -> dict[str, str]:
    """Return the page of each result id: a result names a fragment, and a fragment names its page."""
    found = {}
    for path in (site / "pagefind" / "fragment").glob("*.pf_fragment"):
        data = gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd")
        found[path.stem] = json.loads(data)["url"].lstrip("/")
    return found
