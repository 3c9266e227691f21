"""Build the site: Pelican into a folder beside the output, then only what changed is put into the output."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pelican.settings import read_settings

from . import ROOT
from .mirror import Changes, mirror

STAGING_PREFIX = "output-building-"


class BuildError(Exception):
    """A build that failed; the output is as it was. str() is every problem, a line each."""


def build(settings: str = "pelicanconf.py", debug: bool = False) -> Changes:
    """Build the site into the settings' output folder and say what changed."""
    began = time.monotonic()
    conf = read_settings(str(ROOT / settings))
    output = Path(conf["OUTPUT_PATH"])
    if output == ROOT or output in ROOT.parents or Path(conf["PATH"]).is_relative_to(output):
        raise BuildError(
            f"OUTPUT_PATH is {output}, which holds the project itself — set it to a folder of its own"
        )
    output.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=STAGING_PREFIX, dir=output.parent))
    try:
        run = pelican(ROOT / settings, staging, debug=debug)
        if run.returncode:
            raise BuildError(
                f"the archive was not built, and {output.name}/ is as it was — mend the errors above"
            )
        changes = mirror(staging, output, keep=conf["OUTPUT_RETENTION"])
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    print(
        f"{output.name}/: {len(changes.written)} files written, {len(changes.removed)} removed, "
        f"{changes.unchanged} unchanged, in {time.monotonic() - began:.1f} s"
    )
    return changes


def build_into(
    output: Path,
    content: Path,
    overrides: Mapping[str, Any] | None = None,
    settings: Path = ROOT / "pelicanconf.py",
) -> str:
    """Build an archive into a new folder, as tests and tools want it; return what Pelican printed."""
    run = pelican(settings, output, {"PATH": str(content), **(overrides or {})}, capture=True)
    if run.returncode:
        raise BuildError(run.stderr)
    return run.stdout + run.stderr


def pelican(
    settings: Path,
    output: Path,
    overrides: Mapping[str, Any] | None = None,
    debug: bool = False,
    capture: bool = False,
) -> "subprocess.CompletedProcess[str]":
    """Run Pelican in a new process, so that plugins are read anew and none of its caches lives on."""
    given = {"OUTPUT_PATH": str(output), **(overrides or {})}
    command = [
        sys.executable,
        "-m",
        "plugins.workshop.generate",
        str(settings),
        "--overrides",
        json.dumps(given),
    ]
    return subprocess.run(
        command + ["--debug"] * debug,
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=capture,
        encoding="utf-8",
        check=False,
    )


def clean(settings: str = "pelicanconf.py") -> None:
    """Remove what builds made: the output, and staging folders of builds that were killed."""
    output = Path(read_settings(str(ROOT / settings))["OUTPUT_PATH"])
    if output == ROOT or output in ROOT.parents:
        raise BuildError(f"OUTPUT_PATH is {output}, which holds the project itself — nothing was removed")
    for folder in [output, *output.parent.glob(STAGING_PREFIX + "*")]:
        shutil.rmtree(folder, ignore_errors=True)
