"""The catalogue of the whole archive: catalogue.json, catalogue.csv, and the schema that both keep."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from gongbao.bulletin.own_fields import Fields
from gongbao.export import record
from gongbao.export.tables import BOM
from gongbao.export.text import to_json

SCHEMA = Path(__file__).with_name("catalogue.schema.json")


def to_catalogue(
    title: str, records: Sequence[dict[str, Any]], also: Sequence[Mapping[str, str]] = ()
) -> str:
    """Return catalogue.json. also: other data of the archive, each with name and address."""
    data: dict[str, Any] = {"$schema": SCHEMA.name, "title": title, "count": len(records)}
    if also:
        data["also"] = [dict(one) for one in also]
    data["articles"] = list(records)
    return to_json(data, lines="articles")


def schema(own: Fields = ()) -> str:
    """Return the schema, with the archive's own fields in it."""
    text = SCHEMA.read_text(encoding="utf-8")
    if not own:
        return text
    data = json.loads(text)
    article = data["$defs"]["article"]
    for field in own:
        one = (
            {"type": "array", "items": {"type": "string"}} if field.several else {"type": ["string", "null"]}
        )
        article["properties"][field.name] = {"description": field.label, **one}
        article["required"].append(field.name)
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def to_csv(records: Sequence[dict[str, Any]], own: Sequence[str] = ()) -> str:
    """Return catalogue.csv: one row an article, the columns of record.COLUMNS and the archive's own."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow((*record.COLUMNS, *own))
    writer.writerows(record.row(r, own) for r in records)
    return BOM + file.getvalue()
