"""For Meilisearch: the settings of an index for Chinese, and documents as it takes them (NDJSON). Pure."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

SETTINGS, DOCUMENTS = "settings.json", "documents-{number}.ndjson"


def settings() -> dict[str, Any]:
    """Return the settings: what is searched, most telling first; what results are narrowed and sorted by; the language."""
    return {
        "searchableAttributes": [
            "doc_number",
            "title",
            "subtitle",
            "agency",
            "bulletin",
            "byline",
            "text",
            "notices",
        ],
        "filterableAttributes": [
            *(
                "agency",
                "genre",
                "kind",
                "section",
                "publication",
                "bulletin",
                "year",
                "issue",
                "status",
                "date",
            ),
        ],
        "sortableAttributes": ["date", "issued", "published", "year"],
        "localizedAttributes": [{"attributePatterns": ["*"], "locales": ["zho"]}],
        # A number is right or wrong; one figure off is another document.
        "typoTolerance": {"disableOnAttributes": ["doc_number"]},
    }


def lines(documents: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """Yield the line of each document."""
    for document in documents:
        yield (json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
