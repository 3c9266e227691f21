"""The catalogue of the whole archive: catalogue.json, catalogue.csv, and the schema that both keep."""

import csv
import io
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from gongbao.bulletin.own_fields import Fields
from gongbao.export import record
from gongbao.export.tables import BOM
from gongbao.export.text import BETWEEN, to_json, with_lines

# What a program that reads the catalogue must know: since 2, a field that is empty or not known is left out (it was null).
VERSION = 2
# About so many articles' lines are kept together.
_TOGETHER = 16
SCHEMA = Path(__file__).with_name("catalogue.schema.json")


def grouped(articles: Iterable[Any]) -> list[list[Any]]:
    """Part articles, in the order of their addresses, into groups whose lines are kept together.

    An address alone decides whether a group begins with it, so that a new article changes one group.
    """
    groups: list[list[Any]] = []
    for article in articles:
        if not groups or zlib.crc32(article.url.encode("utf-8", "surrogatepass")) % _TOGETHER == 0:
            groups.append([])
        groups[-1].append(article)
    return groups


def to_catalogue(title: str, count: int, made: Sequence[str], also: Sequence[Mapping[str, str]] = ()) -> str:
    """Return catalogue.json.

    made: the lines of its articles, of several each; also: other data of the archive, each with name and address.
    """
    data: dict[str, Any] = {"$schema": SCHEMA.name, "version": VERSION, "title": title, "count": count}
    if also:
        data["also"] = [dict(one) for one in also]
    return with_lines(data, "articles", made)


def lines(records: Iterable[Mapping[str, Any]]) -> str:
    """Return the lines of some articles in catalogue.json."""
    return BETWEEN.join(to_json(record).rstrip("\n") for record in records)


def schema(own: Fields = ()) -> str:
    """Return the schema, with the archive's own fields in it."""
    text = SCHEMA.read_text(encoding="utf-8")
    if not own:
        return text
    data = json.loads(text)
    article = data["$defs"]["article"]
    for field in own:
        one = {"type": "array", "items": {"type": "string"}} if field.several else {"type": "string"}
        article["properties"][field.name] = {"description": field.label, **one}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def to_csv(rows: Sequence[str], own: Sequence[str] = ()) -> str:
    """Return catalogue.csv: one row an article, the columns of record.COLUMNS and the archive's own."""
    return "".join([BOM, _csv((*record.COLUMNS, *own)), *rows])


def row(of: Mapping[str, Any], own: Sequence[str] = ()) -> str:
    """Return an article's row in catalogue.csv."""
    return _csv(record.row(of, own))


def _csv(cells: Sequence[str]) -> str:
    file = io.StringIO()
    csv.writer(file, lineterminator="\r\n").writerow(cells)
    return file.getvalue()
