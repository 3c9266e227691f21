"""Random input a hundred times as often as the tests have it: `inv bench fuzz`, or with -a 5000 for so many cases each."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CASES = 100_000


def main(arguments: list[str]) -> int:
    """Run the tests of tests/fuzz with so many cases each; return pytest's code."""
    cases = int(arguments[0]) if arguments else CASES
    command = [sys.executable, "-m", "pytest", "tests/fuzz", "-q", "-n", "0", "--durations=20"]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, "FUZZ_CASES": str(cases)}, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
