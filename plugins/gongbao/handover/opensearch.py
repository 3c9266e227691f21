"""For OpenSearch (and Elasticsearch): an index with a mapping for Chinese, and documents as its _bulk takes them. Pure.

Only what every installation has is used: pairs of characters by `cjk_bigram`, no plugin. Single characters are indexed
too, and looked for where a query is one.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

INDEX, DOCUMENTS = "index.json", "documents-{number}.ndjson"
_DATE = {"type": "date", "format": "strict_date"}
_KEYWORD = {"type": "keyword", "ignore_above": 512}
_TEXT = {"type": "text", "analyzer": "chinese", "search_analyzer": "chinese_search"}
_BOTH = {**_TEXT, "fields": {"exact": _KEYWORD}}
_PROPERTIES: Mapping[str, Any] = {
    "id": _KEYWORD, "url": {"type": "keyword", "index": False}, "title": _BOTH, "subtitle": _TEXT, "doc_number": _BOTH,
    "agency": _BOTH, "genre": _KEYWORD, "kind": _KEYWORD, "section": _KEYWORD, "publication": _KEYWORD, "bulletin": _BOTH,
    "year": {"type": "integer"}, "issue": _KEYWORD, "issue_label": _KEYWORD, "page": _KEYWORD, "date": _DATE,
    "issued": _DATE, "printed": _DATE, "published": _DATE, "delivered": _DATE, "byline": _BOTH, "status": _KEYWORD,
    "notices": _TEXT, "expires": _DATE, "citation": {"type": "keyword", "index": False, "doc_values": False},
    "characters": {"type": "integer"}, "text": _TEXT,
    "anchors": {"type": "keyword", "index": False, "doc_values": False},
}  # fmt: skip


def index() -> dict[str, Any]:
    """Return what an index is made of: analysis and mapping. Fields of the archive's own become keywords."""
    same = ["cjk_width", "lowercase"]
    return {
        "settings": {
            "analysis": {
                "filter": {
                    "pairs": {"type": "cjk_bigram"},
                    "pairs_and_single": {"type": "cjk_bigram", "output_unigrams": True},
                },
                "analyzer": {
                    "chinese": {
                        "type": "custom",
                        "tokenizer": "standard",
                        "filter": [*same, "pairs_and_single"],
                    },
                    "chinese_search": {"type": "custom", "tokenizer": "standard", "filter": [*same, "pairs"]},
                },
            }
        },
        "mappings": {
            "dynamic_templates": [{"own": {"match_mapping_type": "string", "mapping": _KEYWORD}}],
            "properties": dict(_PROPERTIES),
        },
    }


def lines(documents: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """Yield the two lines of each document: what is to be done, and the document."""
    for document in documents:
        action = {"index": {"_id": document["id"]}}
        pair = (json.dumps(part, ensure_ascii=False, separators=(",", ":")) for part in (action, document))
        yield ("\n".join(pair) + "\n").encode()
