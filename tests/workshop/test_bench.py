"""A benchmark is a script of benchmarks/, run by name."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from gongbao.workshop import Failure, bench


def test_an_unknown_benchmark_is_told_with_those_that_there_are() -> None:
    with pytest.raises(Failure) as error:
        bench.run("nothing")
    assert (
        str(error.value) == f"'nothing': there is no such benchmark — give one of {', '.join(bench.names())}"
    )
    assert "search" in bench.names()


@pytest.mark.parametrize("name", ["../tasks", "", "README"])
def test_only_the_scripts_of_the_folder_are_run(name: str) -> None:
    with pytest.raises(Failure, match="there is no such benchmark"):
        bench.run(name)


@pytest.mark.parametrize("name", bench.names())
def test_each_benchmark_says_what_it_measures(name: str) -> None:
    script = bench.FOLDER / f"{name}.py"
    text = (script if script.exists() else bench.FOLDER / name / "__main__.py").read_text(encoding="utf-8")
    assert len(text.split('"""')[1]) > 40


@pytest.mark.parametrize("name", ["faults", "values", "damage"])
def test_what_breaks_things_runs_where_it_can_write_its_own_folder_alone(name: str) -> None:
    text = (bench.FOLDER / name / "__main__.py").read_text(encoding="utf-8")
    assert text.rstrip().endswith(f'sys.exit(_confined.run("benchmarks.{name}", main))')


@pytest.mark.skipif(
    not shutil.which("unshare")
    or subprocess.run(["unshare", "--mount", "true"], check=False).returncode != 0,
    reason="no mount namespaces here",
)
def test_nothing_but_that_folder_can_be_written(tmp_path: Path) -> None:
    theirs = [tmp_path / "x", bench.ROOT / "x", Path.home() / "x", Path("/etc/x"), Path("/dev/x")]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks._confined", *map(str, theirs), "/dev/null"],
        cwd=bench.ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == "/dev/null\n"
    assert not any(path.exists() for path in theirs)
