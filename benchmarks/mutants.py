"""Do the tests notice when the program is wrong? `inv bench mutants -a "MODULE TESTS…"`.

As in: gongbao/ingest/check/ledger tests/ingest/test_ledger_sums.py tests/ingest/test_ledger.py.

One place of the module at a time is made wrong (a comparison turned, a border moved by one, `and` for `or`, a constant
changed, a result negated, a statement left out), in a copy of the repository, and the tests run, in an order by chance
(--seed) and for so many --minutes. Prints each that lived: whether it is an error that a test should find, a person says.
"""

import argparse
import ast
import copy
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import hypothesis.strategies  # noqa: F401 - so that no run of the tests loads it
import pytest

ROOT = Path(__file__).resolve().parents[1]
_TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip


def main(arguments: list[str]) -> int:
    """Try mutants of a module; return 1 if one lived."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("module", help="below plugins/, without .py")
    parser.add_argument("tests", nargs="+")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--seconds", type=float, default=120, help="a run of the tests that takes longer has noticed"
    )
    given = parser.parse_args(arguments)
    lived = tried = 0
    until = time.monotonic() + given.minutes * 60
    with tempfile.TemporaryDirectory(prefix="mutants-") as temporary:
        home = Path(temporary)
        for name in ("plugins", "tests", "theme", "requirements", "content", "sources", "docs", "benchmarks"):
            shutil.copytree(ROOT / name, home / name, ignore=shutil.ignore_patterns("__pycache__"))
        for path in ROOT.glob("*.*"):
            if path.is_file():
                shutil.copy2(path, home)
        file = home / "plugins" / f"{given.module}.py"
        tree = ast.parse(file.read_text(encoding="utf-8"))
        found = list(mutants(tree))
        random.Random(given.seed).shuffle(found)
        file.write_text(ast.unparse(tree), encoding="utf-8")
        if not _passes(home, given.module, given.tests, given.seconds):
            print("the tests fail without a mutant")
            return 1
        for what, mutant in found:
            if time.monotonic() > until:
                break
            file.write_text(mutant, encoding="utf-8")
            tried += 1
            if _passes(home, given.module, given.tests, given.seconds):
                lived += 1
                print(f"lived: {what}", flush=True)
    print(f"| {given.module} | {tried} of {len(found)} tried | {lived} lived |", flush=True)
    return int(bool(lived))


def mutants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield each mutant of a module: where it is wrong, and its source."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    words = {
        id(n.body[0].value)
        for n in ast.walk(tree)
        if isinstance(n, documented) and isinstance(n.body[0], ast.Expr)
    }
    for at, node in enumerate(ast.walk(tree)):
        if id(node) in words:
            continue
        for n in range(_ways(node)):
            wrong = copy.deepcopy(tree)
            place = next(other for m, other in enumerate(ast.walk(wrong)) if m == at)
            before = ast.unparse(node).split("\n")[0]
            _spoil(place, n)
            after = ast.unparse(place).split("\n")[0]
            yield (
                f"line {getattr(node, 'lineno', 0)}: {before[:90]} → {after[:90]}",
                ast.unparse(ast.fix_missing_locations(wrong)),
            )


def _ways(node: ast.AST) -> int:
    if isinstance(node, ast.Compare):
        return len(node.ops)
    if isinstance(node, ast.Constant):
        return int(isinstance(node.value, (bool, int)) or (isinstance(node.value, str) and bool(node.value)))
    if isinstance(node, (ast.BoolOp, ast.If, ast.IfExp, ast.While)):
        return 1
    if isinstance(node, ast.BinOp):
        return int(isinstance(node.op, (ast.Add, ast.Sub)))
    if isinstance(node, ast.Return):
        return int(node.value is not None)
    return int(
        isinstance(node, (ast.Assign, ast.AugAssign))
        or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call))
    )


def _spoil(node: ast.AST, which: int) -> None:
    if isinstance(node, ast.Compare):
        node.ops[which] = _TURNED[type(node.ops[which])]()
    elif isinstance(node, ast.Constant):
        value = node.value
        node.value = (
            not value if isinstance(value, bool) else value + 1 if isinstance(value, int) else f"{value}x"
        )  # type: ignore[operator]
    elif isinstance(node, ast.BoolOp):
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    elif isinstance(node, (ast.If, ast.IfExp, ast.While)):
        node.test = ast.UnaryOp(ast.Not(), node.test)
    elif isinstance(node, ast.BinOp):
        node.op = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
    elif isinstance(node, (ast.Return, ast.Assign, ast.AugAssign, ast.Expr)):
        node.value = ast.Constant(None)


def _passes(home: Path, module: str, tests: list[str], seconds: float) -> bool:
    """Run the tests in a copy of this process, which has their libraries in memory and nothing of the program."""
    # All modules but this one are compiled once: of two mutants of one size and second, Python would take the first for both.
    for compiled in (home / "compiled").rglob(f"{Path(module).name}.*.pyc"):
        compiled.unlink()
    child = os.fork()
    if not child:
        os.setsid()
        os.chdir(home)
        sys.path[:0] = [str(home), str(home / "plugins")]
        os.environ["PYTHONPATH"], sys.pycache_prefix = str(home / "plugins"), str(home / "compiled")
        for stream in (1, 2):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
        loaded = "ignore::pytest.PytestAssertRewriteWarning"  # what is in memory is rewritten no more, and has no asserts of ours
        how = ["-q", "-x", "-n", "0", "-p", "no:cacheprovider", "-W", loaded]
        os._exit(int(pytest.main([*how, *tests])))
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status) == 0
        time.sleep(0.05)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
