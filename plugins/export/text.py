"""Write JSON the same way every time."""

import json
from typing import Any


def to_json(data: Any) -> str:
    """Return JSON as people can read it, Chinese as such, one trailing line end."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
