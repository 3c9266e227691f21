"""No pattern of a script takes long for a text that is made to be hard for it: a reader's browser would stand still."""

import json
import shutil
import subprocess
from pathlib import Path

from gongbao.workshop import ROOT

from tests.browser import validators

LENGTH = 4000
# Processor milliseconds, on a slow and busy machine.
MOST = 400


def asked(length: int, *scripts: Path) -> dict[str, object]:
    node = shutil.which("node")
    assert node, "node is not installed — run: apt-get install nodejs"
    library = validators.folder() / "typescript"
    tool = Path(__file__).parent / "js" / "patterns.mjs"
    command = [node, str(tool), str(library), str(length), str(MOST), *map(str, scripts)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_no_pattern_of_a_script_takes_long() -> None:
    scripts = [path for folder in ("theme", "plugins") for path in (ROOT / folder).rglob("*.js")]
    found = asked(LENGTH, *scripts)
    assert found["count"] > 50  # type: ignore[operator]
    assert found["slow"] == []


def test_a_hard_one_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "hard.js").write_text(
        "const a = /(a|a)*b/; const b = /(?:-+)+$/; const c = /x/;\n", encoding="utf-8"
    )
    found = asked(LENGTH, tmp_path / "hard.js")
    assert len(found["slow"]) == 2  # type: ignore[arg-type]
