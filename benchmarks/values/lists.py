"""What a keeper or the program writes beside the articles, and beside the sources."""

import random
from collections.abc import Iterator

from . import archive
from .texts import TEXTS
from .tries import Try

_VALUES = (
    "3", "-1", "1.5", "nan", "inf", "true", "[]", "[[]]", "{}", '""', '"x"', "[1]", '["a", 1]', "2024-05-06", "2024-05-06T10:00:00Z",
    "10:00:00", "9" * 400, '"javascript:alert(1)"', '"<script>alert(1)</script>"', '"../../x"', '"con"', '"a\\u0000b"',
    '"\\u202e"', "[" * 500 + "]" * 500, "{a={a={a=1}}}", '[["a", "b"]] ', '"' + "甲" * 100_000 + '"', "'''\n甲\n'''",
    "{" + "a={" * 300 + "}" * 301, "{" + "a." * 3000 + "b=1}", "0x7fffffffffffffff", "-0.0", "0000-01-01", "9999-12-31T23:59:60Z",
    "[{}, [], 1, \"甲\", {a=[]}]", '["甲", "甲"]', '{"" = ""}', '{"../x" = "a"}', '{"__proto__" = 1}', "[" + '"a",' * 50_000 + "]",
)  # fmt: skip
_TABLES = {
    "codes.toml": ('["甲府发"]\nagency = {}\n', '["甲府发"]\nslug = {}\n', '["甲府发"]\nx = {}\n', '"甲府发" = {}\n', "[甲]\n{}",
    '[{}]\nslug = "a"\n'),
    "synonyms.toml": ("groups = {}\n", "groups = [{}]\n", "groups = [[{0}, {0}]]\n", 'groups = [["甲", {}]]\n', "x = {}\n"),
    "validity.toml": (
        "list = {}\n", "list = [{}]\n",
        *(archive.LISTS["validity.toml"].replace(f"{key} = ", f"{key} = {{}} #") for key in ("status", "office", "date", "title",
        "source", "documents")),
        archive.LISTS["validity.toml"].replace('["甲府发〔2024〕3号"]', "[{}]"),
    ),
    "documents/b/decisions.toml": (
        "source = {}\n", "line = {}\n", "[[line]]\nline = {}\ntext = '甲'\nwhat = 'title'\n",
        "[[line]]\nline = 1\ntext = {}\nwhat = 'title'\n",
        "[[line]]\nline = 1\ntext = '甲'\nwhat = {}\n", "[[right]]\nrule = {0}\nline = {0}\ntext = {0}\n", "right = {}\n",
        "[[right]]\nrule = 'doubled-word'\nline = 1\ntext = {}\n",
    ),
    "jia-gongbao/rules.toml": ("{}", "rule = {}\n", "[[rule]]\nline = {}\nwhat = {}\n", "[[line]]\nwords = {}\n",
    "[[habit]]\nform = {0}\nwhat = {0}\n"),
}  # fmt: skip
_SIDECAR = (
    "kind", "encoding", "publication", "bulletin", "year", "issue", "total", "published", "title", "doc_number", "agency", "issued",
    "section", "page", "byline", "credit", "genre", "recipients", "note", "unknown", "article", "slug",
)  # fmt: skip
_SOURCE = (
    "甲县人民政府关于做好防汛工作的通知\n甲府发〔2024〕1号\n各乡镇人民政府：\n现就防汛工作通知如下。\n一、加强领导\n各单位要落实责任。\n"
    "甲县人民政府\n2024年5月16日\n"
)
_LEDGER = (
    '{{"source": {0}, "sha256": {0}, "files": {0}, "spans": {0}, "flags": {0}, "lines": {0}, "version": {0}}}'
)
_JSON = (
    "null", "3", "-1", "1e999", "NaN", "true", "[]", "[null]", "{}", '""', '"a"', '{"a": null}', '[[1, 2]]', '[{"rule": 3}]',
    '[{"rule": "doubled-word", "line": 1, "text": null}]', '[{"line": "1"}]', "[" * 5000 + "]" * 5000, '"\\ud800"', '"../../x"',
    "9" * 5000, '{"../../outside.md": "x"}',
)  # fmt: skip


def tries(chance: random.Random) -> Iterator[Try]:
    """Give a try for each list and value, in an order by chance."""
    found = [*_toml(), *_lines(), *_ledgers(), *_sidecars(), *_wholes()]
    chance.shuffle(found)
    yield from found


def _filled(pattern: str, value: str) -> str:
    return pattern.replace("{0}", value).replace("{}", value)


def _quoted(text: str) -> str:
    """Return a text as TOML and JSON write it; half characters cannot be."""
    signs = (sign if sign.isprintable() and sign not in '"\\' else f"\\U{ord(sign):08x}" for sign in text)
    return '"' + "".join(signs) + '"'


def _toml() -> Iterator[Try]:
    values = [*_VALUES, *(_quoted(text) for name, text in TEXTS.items() if name != "half a character")]
    for name, patterns in _TABLES.items():
        task = (
            (("build",), ("ingest", "sources")) if "decisions" in name or "rules" in name else (("build",),)
        )
        for pattern in patterns:
            for value in values:
                text = _filled(pattern, value)
                yield Try(
                    "lists",
                    f"{name}: {text[:90]}",
                    {f"content/{name}": text.encode("utf-8", "surrogatepass")},
                    (name.rpartition("/")[2],),
                    task,
                )


def _lines() -> Iterator[Try]:
    for text in TEXTS.values():
        for pattern in (
            "{}",
            "{} documents/b.html",
            "old.html {}",
            "{0} {0}",
            "old.html documents/b.html {}",
            "a/{}/b.html documents/b.html",
            "{}.html",
        ):
            for name in ("redirects.txt", "addresses.txt"):
                line = _filled(pattern, text)
                data = f"{line}\n".encode("utf-8", "surrogatepass")
                yield Try("lists", f"{name}: {line[:90]}", {f"content/{name}": data}, (name,))


def _ledgers() -> Iterator[Try]:
    for value in _JSON:
        for field in (
            "source",
            "sha256",
            "files",
            "spans",
            "flags",
            "lines",
            "version",
            "articles",
            "pieces",
            "objects",
            "on_pages",
            "on_rows",
            "turned",
            "form",
        ):
            text = f'{{"source": "a.txt", "{field}": {value}}}'
            yield Try(
                "lists",
                f"ledger: {text[:90]}",
                {"content/documents/b/ingest.json": text.encode()},
                ("ingest.json",),
                (("build",), ("ingest", "sources")),
            )
        yield Try(
            "lists",
            f"ledger all: {value[:60]}",
            {
                f"{archive.PLACE}/ingest.json": _LEDGER.replace("{0}", value)
                .replace("{{", "{")
                .replace("}}", "}")
                .encode()
            },
            ("ingest.json",),
            (("build",), ("ingest", "sources")),
        )
        yield Try(
            "lists",
            f"ledger is {value[:60]}",
            {f"{archive.PLACE}/ingest.json": value.encode()},
            ("ingest.json",),
            (("build",), ("ingest", "sources")),
        )


def _sidecars() -> Iterator[Try]:
    values = [*_VALUES, *(_quoted(text) for name, text in TEXTS.items() if name != "half a character")]
    for key in _SIDECAR:
        for value in values:
            for pattern in ("{key} = {}\n", "[article.1]\n{key} = {}\n"):
                text = _filled(pattern.replace("{key}", key), value)
                data = {
                    "sources/c.txt": _SOURCE.encode(),
                    "sources/c.toml": text.encode("utf-8", "surrogatepass"),
                }
                yield Try(
                    "lists",
                    f"sidecar: {text[:90]}",
                    data,
                    ("c.toml", "c.txt"),
                    (("ingest", "sources/c.txt"), ("build",)),
                )


def _wholes() -> Iterator[Try]:
    names = [
        *(f"content/{name}" for name in archive.LISTS),
        "content/documents/b/decisions.toml",
        "content/jia-gongbao/rules.toml",
        "content/documents/b/ingest.json",
        "content/documents/b/original.txt",
    ]
    for name in names:
        text = archive.LISTS.get(name.removeprefix("content/"), "甲\n").encode()
        for what, data in {
            "nothing": b"", "NUL": b"\0" * 100, "UTF-16": text.decode().encode("utf-16"), "GB18030": text.decode().encode("gb18030"),
            "mark of order": b"\xef\xbb\xbf" + text, "CR": text.replace(b"\n", b"\r"), "twice": text + text,
            "a comment": b"# \xe7\x94\xb2\n", "half": text[: len(text) // 2],
            "100,000 lines": text * 3000, "no end": text.rstrip(b"\n"), "bytes": bytes(range(256)), "deep": b"a = " + b"[" * 20_000,
        }.items():  # fmt: skip
            yield Try(
                "lists",
                f"{name}: {what}",
                {name: data},
                (name.rpartition("/")[2],),
                (("build",), ("ingest", "sources")),
            )
