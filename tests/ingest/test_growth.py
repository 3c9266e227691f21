"""What is done for every line grows with its length and no faster: a page may be one line of a hundred thousand characters."""

import time
from collections.abc import Callable

import pytest
from gongbao.ingest.model.blanks import close_title
from gongbao.ingest.model.lines import tidy

SMALL, TIMES = 2_000, 16
# What grows with the square of the length takes 256 times as long for 16 times the length.
MOST = TIMES * 5

LINES: dict[str, Callable[[int], str]] = {
    "spaced letters": lambda n: " ".join("云岭水田"[i % 4] for i in range(n)),
    "letters spaced by two": lambda n: "".join("甲 乙　" for _ in range(n // 2)),
    "spaced words": lambda n: "　".join("云岭县" for _ in range(n)),
    "names": lambda n: "　".join("王磊赵丽"[i % 4] for i in range(n)),
    "one word and a mark": lambda n: f"{'云' * n}，　{'岭' * n}。",
    "marks": lambda n: "云 , " * n,
    "brackets in brackets": lambda n: "(" * n + "a" + ")" * n,
    "brackets": lambda n: "(0571) 云" * n,
    "Chinese before an address": lambda n: "a云" * n + "@",
    "addresses": lambda n: "a@b.cn, 云: " * n,
}


def _seconds(work: Callable[[str], str], text: str) -> float:
    taken = []
    for _ in range(3):
        start = time.process_time()
        work(text)
        taken.append(time.process_time() - start)
    return max(min(taken), 1e-4)


@pytest.mark.parametrize("work", [tidy, close_title])
@pytest.mark.parametrize("kind", LINES)
def test_the_work_on_a_line_grows_with_its_length(kind: str, work: Callable[[str], str]) -> None:
    small, large = LINES[kind](SMALL), LINES[kind](SMALL * TIMES)
    assert _seconds(work, large) < MOST * _seconds(work, small)
