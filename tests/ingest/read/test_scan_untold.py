"""What recognises scans tells nobody that it does."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from gongbao.ingest.read import scan
from gongbao.places import importable

_LOADED = """
from gongbao.ingest.read.scan.engine import Engine
import numpy as np
Engine(1).lines(np.full((64, 64, 3), 255, np.uint8))
"""


@pytest.mark.skipif(not scan.is_installed(), reason="recognising scans is not installed")
def test_the_engine_leaves_no_number_of_itself_among_the_temporary_files(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": importable(), "TMPDIR": str(tmp_path)}
    environment.pop("ORT_DISABLE_TELEMETRY", None)
    subprocess.run([sys.executable, "-c", _LOADED], env=environment, check=True)
    assert list(tmp_path.iterdir()) == []
