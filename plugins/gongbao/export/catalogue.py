"""The catalogue of the whole archive: catalogue.json, catalogue.csv, and the schema that both keep."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gongbao.export import record
from gongbao.export.tables import BOM
from gongbao.export.text import to_json

SCHEMA = Path(__file__).with_name("catalogue.schema.json")


def to_catalogue(title: str, records: Sequence[dict[str, Any]]) -> str:
    """Return catalogue.json."""
    data = {"$schema": SCHEMA.name, "title": title, "count": len(records), "articles": list(records)}
    return to_json(data, lines="articles")


def to_csv(records: Sequence[dict[str, Any]]) -> str:
    """Return catalogue.csv: one row an article, the columns of record.COLUMNS."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(record.COLUMNS)
    writer.writerows(record.row(r) for r in records)
    return BOM + file.getvalue()
