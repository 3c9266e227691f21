"""A benchmark is a script of benchmarks/, run by name."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from gongbao.workshop import Failure, bench

from benchmarks import build


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


def test_the_last_run_of_builds_is_put_in_the_place_of_the_one_before_and_nowhere_else(
    tmp_path: Path,
) -> None:
    page = tmp_path / "build.md"
    build.put_down(page, "run", "nothing")
    assert not page.exists()
    text = "# Builds\n\n<!-- last run -->\n{}<!-- end of last run -->\n\nBefore.\n"
    page.write_text(text.format("\nold\n\n"), encoding="utf-8")
    build.put_down(page, "growth", "other")
    build.put_down(page, "run", "new")
    assert page.read_text(encoding="utf-8") == text.format("\nnew\n\n")
    assert all(
        f"<!-- last {name} -->" in build.PAGE.read_text(encoding="utf-8") for name in ("run", "growth")
    )


def test_a_run_of_builds_says_what_is_aimed_at() -> None:
    def cost(wall: float, processor: float) -> list[build.Cost]:
        return [build.Cost(wall, processor, 100, 1_000, 12.5)]

    costs = {
        build.FIRST: cost(40, 60), "one comma in one article": cost(2, 3), build.PELICAN: cost(31, 30),
        build.HUGO: cost(5, 5), build.PAGEFIND: cost(45, 50),
    }  # fmt: skip
    said = build.report(5368, 1, costs)
    assert "| one comma in one article | 2.0 | 0.05 | 3.00 | 0.05 | 100 | 1,000 | 12.5 |" in said
    assert said.endswith(
        "2.00 times the processor of plain Pelican, and 0.80 times as long as Hugo and Pagefind together."
    )
