"""A benchmark is a script of benchmarks/, run by name."""

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
