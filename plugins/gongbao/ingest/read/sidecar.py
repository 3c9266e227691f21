"""What an archivist knows and the text does not say: NAME.toml beside the source NAME.txt.

Its facts are marked as given, not read. They fill what is missing, and never replace what the text says.
"""

import datetime
import os
import re
from pathlib import Path

from gongbao.bulletin import number
from gongbao.bulletin.article_fields import MetadataError, parse_field
from gongbao.bulletin.article_header import in_one_line
from gongbao.bulletin.handwritten import CONTROL, HandwrittenError, read_toml
from gongbao.bulletin.own_fields import Fields
from gongbao.messages import _

from ..model.given import Given
from ..model.source import SourceError

# Facts about the file, and facts about each article in it.
FILE_KEYS = ("kind", "encoding", "publication", "bulletin", "year", "issue", "total", "published")
ARTICLE_KEYS = (
    "title",
    "doc_number",
    "agency",
    "issued",
    "section",
    "page",
    "byline",
    "credit",
    "genre",
    "recipients",
    "note",
)


def read(source: Path, own: Fields = ()) -> Given:
    """Read the sidecar of a source; empty if there is none. Raise SourceError with file, key and what to write.

    own: the fields that the archive adds, given by their name or label.
    """
    path = source.with_suffix(".toml")
    if not path.is_file():
        if os.path.lexists(path):
            raise SourceError(
                _(
                    "{file} is a folder, or a link that leads to no file — make it a file, or take it away",
                    file=path.name,
                )
            )
        return Given()
    try:
        data = read_toml(path, _("write lines such as year = 2018"))
    except HandwrittenError as error:
        raise SourceError(str(error)) from error
    by_order: dict[int, dict[str, str]] = {}
    of_articles = (*ARTICLE_KEYS, *(field.name for field in own))
    articles = data.pop("article", {})
    if not isinstance(articles, dict):
        raise SourceError(_("{file}: write [article.1], [article.2] … for single articles", file=path.name))
    for order, facts in articles.items():
        if not re.fullmatch("[0-9]{1,5}", order) or not isinstance(facts, dict):
            raise SourceError(
                _(
                    "{file}: [article.{order}] — write [article.1] for the first article of the file",
                    file=path.name,
                    order=order,
                )
            )
        by_order[int(order)] = _values(path, facts, of_articles, own)
    values = _values(path, data, (*FILE_KEYS, *of_articles), own)
    return Given(
        {key: value for key, value in values.items() if key in FILE_KEYS},
        {key: value for key, value in values.items() if key in of_articles},
        by_order,
    )


def _values(path: Path, facts: dict[str, object], known: tuple[str, ...], own: Fields) -> dict[str, str]:
    """Return facts by the names of their fields, as text that their fields take."""
    names = {field.label: field.name for field in own} | {field.key: field.name for field in own}
    values = {
        name: _value(path, name, value, known)
        for key, value in facts.items()
        for name in [names.get(key, key)]
    }
    for field in own:
        try:
            field.values(values.get(field.name, ""))
        except ValueError as error:
            raise SourceError(_("{file}: {error}", file=path.name, error=error)) from error
    return values


def _value(path: Path, key: str, value: object, known: tuple[str, ...]) -> str:
    if key not in known:
        raise SourceError(
            _(
                "{file}: {key} is no fact that can be given; known are {known}",
                file=path.name,
                key=key,
                known=", ".join(known),
            )
        )
    if isinstance(value, list):
        text = "; ".join(str(part) for part in value)
    elif isinstance(value, datetime.datetime):
        text = value.date().isoformat()
    elif isinstance(value, datetime.date | str | int) and not isinstance(value, bool):
        text = str(value).strip()
    else:
        raise SourceError(_("{file}: {key} — write a text, a number or a date", file=path.name, key=key))
    text = in_one_line(text)
    if CONTROL.search(text):
        raise SourceError(
            _("{file}: {key} holds a character that cannot be shown — delete it", file=path.name, key=key)
        )
    if key == "doc_number":
        found = number.parse(text)
        if not found:
            raise SourceError(
                _(
                    "{file}: doc_number {text!r} is no document number; write it as 某府发〔2018〕18号",
                    file=path.name,
                    text=text,
                )
            )
        return str(found)
    if key in {"issued", "published", "year", "issue"}:
        try:
            parse_field(key, text)
        except MetadataError as error:
            raise SourceError(_("{file}: {error}", file=path.name, error=error)) from error
    return text
