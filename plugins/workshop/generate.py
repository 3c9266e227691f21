"""`python -m plugins.workshop.generate`, as it was called before the package had its name: gongbao.workshop.generate."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from gongbao.workshop.generate import main

if __name__ == "__main__":
    sys.exit(main())
