"""What Gongbao costs, beside a peer or a baseline in the same run; `inv bench list` names the benchmarks."""

import os
import sys
from pathlib import Path

# Benchmarks, and the processes that they start, find the package.
_SOURCE = str(Path(__file__).resolve().parents[1] / "plugins")
sys.path.insert(0, _SOURCE)
os.environ["PYTHONPATH"] = os.pathsep.join([_SOURCE, *filter(None, [os.environ.get("PYTHONPATH")])])
