"""Settings: each of those that the program knows, with values of other kinds, and with bad ones of its own kind."""

import random
from collections.abc import Iterator

from gongbao import defaults

from .archive import SETTINGS
from .texts import OUTSIDE, TEXTS
from .tries import Try

_KINDS = (
    "None", "True", "-1", "0", "10**400", "1e999", "float('nan')", "1j", "b'bytes'", "object()", "lambda: 0", "range(3)", "...",
    "[]", "[[]]", "[None]", "[b'x']", "{}", "{None: None}", "{'a': {}}", "{'a': {'a': {'a': 'a'}}}", "set()", "()", "(1900, 13, 45)",
    "(1, 2)", "[('a', 'b')]", "[('a', 'b', 'c')]", "[('a', 'javascript:alert(1)')]", "[('a', 'b', 'javascript:alert(1)')]",
    "[('<script>alert(1)</script>', '../../../../x')]", "[('a', '', ''), ('', '', '')]", "__import__('pathlib').Path('x')",
    "[0] * 100_000", "(lambda a: [a.append(a), a][1])([])", "'en-XX'", "'zh'", "'en'", "'../sibling'", "'content'", "'sources'",
    "'content/jia-gongbao/2024-05/a.md'", "'sources/a.txt'", "'files'", f"'{OUTSIDE}/device'", f"'{OUTSIDE}'", f"'{OUTSIDE}/new'",
    "'~'", "'x' * 100_000",
    "['scan', 'x']", "['alto', 'x']", "['pdf', '../../x', '.']", "['json', 'csv', 'x']", "1e-300", "0.001", "'a\\nb'",
    "iter([1])",
    "(n for n in range(3))", "__import__('re').compile('(a+)+$')", "__import__('datetime').datetime(1, 1, 1)",
    "__import__('decimal').Decimal('NaN')",
    "2**63", "-10**400", "True + 1", "bytearray(b'x')", "frozenset({1})", "int", "Exception('x')", "NotImplemented", "[[[[[[[['x']]]]]]]]",
    "{'a': 1, 'b': None, 3: []}", "{'../x': '../y'}", "{'con': 'nul'}", "[{'a': 'b'}]", "{('a', 'b'): 'c'}", "['a'] * 50_000",
    "'NUL'", "'output/../content'", "'./'", "'content/../..'", "'output/output/output'", "'a' + chr(0xdc80)", "'a' + chr(0)", "'甲' * 300",
)  # fmt: skip
# Tables whose parts have kinds of their own: where a part stands, as it is written.
_PARTS = (
    *(f"SEARCH[{name!r}]" for name in defaults.SEARCH),
    *(
        f"SEARCH[{table!r}][{name!r}]"
        for table, rows in defaults.SEARCH.items()
        if isinstance(rows, dict)
        for name in rows
    ),
    "SEARCH['fields']['title']['value']",
    "SEARCH['fields']['title']['boost']",
    "SEARCH['fields']['body']['html']",
    "SEARCH['filters']['year']['first']",
    "SEARCH['filters']['year']['label']",
    "SEARCH['filters']['status']['names']",
    "SEARCH['sorts']['date']['descending']",
    "SEARCH['tuning']['x']",
    *(f"FIELDS['Topic'] = {{'label': '主题'}}; FIELDS['Topic'][{name!r}]" for name in ("label", "several", "filter", "list",
    "page", "pattern", "searchable", "data", "x")),
    "FIELDS['Title']", "FIELDS['中文']", "FIELDS['a b']", "FIELDS['Topic']",
    *(f"LISTS['author'] = {{'value': 'bulletin.byline', 'label': '作者'}}; LISTS['author'][{name!r}]" for name in ("value", "label", "x")),
    "LISTS['../x']", "LISTS['number']", "LISTS['con']",
    *(f"EXTENSIONS[{group!r}]" for group in ("publish", "offline", "noise", "words", "x")),
    "EXTENSIONS['publish'] = {}; EXTENSIONS['publish']['a']",
    "EXTENSIONS['noise'] = {}; EXTENSIONS['noise']['a']",
)  # fmt: skip


def tries(chance: random.Random) -> Iterator[Try]:
    """Give a try for each setting and value, in an order by chance."""
    values = [*_KINDS, *(repr(text) for text in TEXTS.values())]
    names = [name for name in vars(defaults) if name.isupper()]
    lines = [
        (name, f"{name} = {given}")
        for name in names
        for value in values
        for given in ([value, f"[{value}]"] if isinstance(getattr(defaults, name), list) else [value])
    ]
    lines += [(part.partition("[")[0], f"{part} = {value}") for part in _PARTS for value in values]
    chance.shuffle(lines)
    for name, line in lines:
        shown = line if len(line) < 120 else f"{line[:117]}…"
        yield Try(
            "settings",
            shown,
            {"pelicanconf.py": (SETTINGS + line + "\n").encode("utf-8", "surrogatepass")},
            # What Pelican is to pass over is told with the file that it then takes for an article.
            (
                name,
                "pelicanconf.py",
                *(["issue.md"] if name.startswith(("IGNORE", "ARTICLE", "READERS")) else []),
            ),
        )
