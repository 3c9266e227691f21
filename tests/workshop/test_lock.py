"""One run at a time changes a folder."""

import subprocess
import sys
import time
from pathlib import Path

from gongbao.workshop import ROOT
from gongbao.workshop.lock import exclusive


def test_a_build_waits_for_another_and_says_so(blog: Path) -> None:
    code = f"from gongbao.workshop.build import build; build({str(blog / 'conf.py')!r})"
    command = [sys.executable, "-c", code]
    with exclusive(blog / "output"):
        running = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
        assert running.stderr
        assert running.stderr.readline() == "output/: another task is at work there — waiting for it …\n"
        time.sleep(0.5)
        assert running.poll() is None
        assert not (blog / "output").exists()
    assert running.wait(60) == 0
    running.stderr.close()
    assert (blog / "output" / "index.html").is_file()


def test_a_lock_ends_with_the_program_that_had_it(blog: Path) -> None:
    code = f"import os; from pathlib import Path; from gongbao.workshop.lock import exclusive\nwith exclusive(Path({str(blog)!r})): os.abort()"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode < 0
    with exclusive(blog):
        pass
