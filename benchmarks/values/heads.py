"""Headers: each field of an article and of issue.md with each text, the header as a whole, and bodies."""

import random
from collections.abc import Iterator

from . import archive
from .texts import TEXTS
from .tries import Try

_ARTICLE, _ISSUE = f"{archive.PLACE}/a.md", f"{archive.PLACE}/issue.md"


def _coded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _whole(head: str, rest: str) -> dict[str, bytes]:
    """Return files that are odd as a whole."""
    plain = head + "\n" + rest
    return {
        "nothing": b"",
        "a NUL": b"\0",
        "mark of order": b"\xef\xbb\xbf" + plain.encode(),
        "two marks of order": b"\xef\xbb\xbf" * 2 + plain.encode(),
        "UTF-16": plain.encode("utf-16"),
        "UTF-16 without mark": plain.encode("utf-16-le"),
        "GB18030": plain.encode("gb18030"),
        "CRLF": plain.replace("\n", "\r\n").encode(),
        "CR": plain.replace("\n", "\r").encode(),
        "fences of YAML": f"---\n{head}---\n{rest}".encode(),
        "fences of TOML": f"+++\n{head}+++\n{rest}".encode(),
        "no blank line": (head + rest).encode(),
        "no end of line": head.rstrip("\n").encode(),
        "each field twice": (head + head + "\n" + rest).encode(),
        "continued": (head + "    more\n        more\n\n" + rest).encode(),
        "a blank first": ("\n\n" + plain).encode(),
        "keys in capitals": "".join(f"{key.upper()}: {value}\n" for key, _c, value in _rows(head)).encode()
        + rest.encode(),
        "full-width colons": "".join(f"{key}：{value}\n" for key, _c, value in _rows(head)).encode()
        + b"\n"
        + rest.encode(),
        "10,000 fields": "".join(f"X{n}: a\n" for n in range(10_000)).encode() + plain.encode(),
        "a field of no name": b": a\n" + plain.encode(),
        "half a character of UTF-8": plain.encode()[:-5] + b"\xe4\xb8",
        "turned bits": bytes(byte ^ 0x80 if n % 97 == 0 else byte for n, byte in enumerate(plain.encode())),
        "only a header": head.encode(),
        "only a text": rest.encode(),
    }


def _rows(head: str) -> list[tuple[str, str, str]]:
    return [line.partition(": ") for line in head.splitlines()]


def tries(chance: random.Random) -> Iterator[Try]:
    """Give a try for each field and text, in an order by chance."""
    found = [
        Try("heads", f"{key}: {name}", {_ARTICLE: _coded(archive.article(**{key: text}))}, ("a.md",))
        for key in [
            *archive.HEAD,
            "Withdrawn",
            "Withdrawn_reason",
            "Unknown",
            "Category",
            "Tags",
            "Status",
            "Template",
            "Save_as",
            "Url",
            "Lang",
            "Authors",
        ]
        for name, text in TEXTS.items()
    ]
    found += [
        Try(
            "heads",
            f"issue.md {key}: {name}",
            {_ISSUE: _coded(archive.issue(**{key: text}))},
            ("issue.md", "a.md"),
        )
        for key in [*archive.ISSUE, "Unknown"]
        for name, text in TEXTS.items()
    ]
    found += [
        Try("heads", f"body {form}: {name}", {_ARTICLE: _coded(f"{archive.head(archive.HEAD)}\n{pattern.format(text)}\n")}, ("a.md",))
        for form, pattern in {
            "paragraph": "{}", "heading": "## {}", "cell": "| {0} | 乙 |\n| --- | --- |\n| {0} | {0} |",
            "attachment": "## {} {{: .attachment }}",
            "class": "甲\n{{: .{} }}", "id": "甲\n{{: #{} }}", "link": "[甲]({})", "picture": "![甲]({})",
            "reference": "[甲][1]\n\n[1]: {}",
            "code": "```{0}\n{0}\n```", "raised": "甲^{{{}}}", "bare": "<{}>", "note": "甲[^1]\n\n[^1]: {}",
        }.items()
        for name, text in TEXTS.items()
    ]  # fmt: skip
    found += [
        Try(
            "heads",
            f"issue.md list: {name}",
            {
                _ISSUE: _coded(
                    archive.head(archive.ISSUE)
                    + f"\n## 版权页\n\n- {text}：{text}\n\n## 目录\n\n- {text}\n- {text} 3\n\n## {text}\n\n- {text}\n"
                )
            },
            ("issue.md", "a.md"),
        )
        for name, text in TEXTS.items()
    ]
    found += [
        Try("heads", f"article: {name}", {_ARTICLE: data}, ("a.md",))
        for name, data in _whole(archive.head(archive.HEAD), archive.BODY).items()
    ]
    found += [
        Try("heads", f"issue.md: {name}", {_ISSUE: data}, ("issue.md",))
        for name, data in _whole(archive.head(archive.ISSUE), archive.CONTENTS).items()
    ]
    chance.shuffle(found)
    yield from found
