"""The libraries that set type are found, and the command that brings them is told where they are not."""

import os
import sys

import pytest
from gongbao.offline import extras
from gongbao.workshop import pango


def test_the_libraries_are_here() -> None:
    assert not pango.missing()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="names of Linux")
def test_a_missing_library_is_told_with_the_command_that_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pango, "_LIBRARIES", ("libpango-1.0.so.0", "libnosuch-1.0.so.9"))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert pango.missing()
    monkeypatch.setattr(pango.shutil, "which", lambda name: f"/usr/bin/{name}")
    command = (
        "sudo apt-get update && sudo apt-get install -y --no-install-recommends "
        "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    )
    with pytest.raises(pango.PangoMissing) as told:
        pango.ensure()
    assert str(told.value) == f"the Pango libraries are missing — run: {command}"
    assert extras.missing("PDF") == (
        f"PDF is left out, since the Pango libraries are missing — to have it, run: {command}"
    )
