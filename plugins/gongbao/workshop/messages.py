"""The catalogues of messages follow the code: what `inv messages` does for who adds or changes one."""

import ast
import contextlib
import io
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from gongbao.messages import LANGUAGES, _, catalogue

from . import ROOT, SOURCE, Failure, site_words
from .quality import require

# Which functions take messages, and which of their arguments are some.
KEYWORDS = {"_": None, "N_": None, "Message": None, "ngettext": (1, 2)}
_HEADER = {
    "Project-Id-Version": "gongbao",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
}
_PLURALS = {"zh_CN": "nplurals=1; plural=0;", "en": "nplurals=2; plural=(n != 1);"}

# (English, its plural or nothing) → the files that say it.
Found = dict[tuple[str, str], list[str]]
# What is raised for the program itself, and never shown.
_INNER = {
    "NotImplementedError",
    "AssertionError",
    "KeyError",
    "StopIteration",
    "NoKey",
    "NotKept",
    "SystemExit",
}


def update() -> None:
    """Bring the catalogues up to date with the code; say what is to be translated."""
    require("babel", "polib")
    for path, found, language in _catalogues():
        left = write(path, found, language)
        name = path.relative_to(ROOT)
        if left:
            raise Failure(
                _(
                    "{file}: {count} messages have no translation — write it below each empty msgstr: {first}",
                    file=name,
                    count=len(left),
                    first="; ".join(left[:5]),
                )
            )
        print(_("{file}: all {count} messages are translated", file=name, count=len(found)))


def _catalogues() -> Iterator[tuple[Path, Found, str]]:
    """Yield each catalogue: where it lies, what it has to hold, its language."""
    program = messages()
    for language in LANGUAGES[1:]:
        yield catalogue.po(language), program, language
    yield (
        site_words.path(),
        {(text, ""): names for text, names in site_words.found().items()},
        site_words.LANGUAGE,
    )


def messages() -> Found:
    """Return the messages of the program, (English, its plural or nothing) → the files that say it."""
    from babel.messages.extract import extract_from_file  # noqa: PLC0415 - a package for developers

    found: Found = {}
    for path in [*sources(), *templates()]:
        name = path.relative_to(ROOT).as_posix()
        form = "python" if path.suffix == ".py" else "jinja2"
        # It warns of f-strings, also where they are a value of a message and no message.
        with contextlib.redirect_stderr(io.StringIO()):
            extracted = list(extract_from_file(form, str(path), KEYWORDS))
        for _line, found_text, _comments, _context in extracted:
            one, many = (found_text[0], found_text[1]) if isinstance(found_text, tuple) else (found_text, "")
            places = found.setdefault((one, many), [])
            places += [name] if name not in places else []
        for text in _of_tasks(path):
            places = found.setdefault((text, ""), [])
            places += [name] if name not in places else []
    return dict(sorted(found.items(), key=lambda item: (item[1][0], item[0])))


def _of_tasks(path: Path) -> Iterator[str]:
    """Yield the help of the tasks of a module: their docstrings, and what they say of their options."""
    if path.name != "tasks.py":
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for function in tree.body:
        if isinstance(function, ast.FunctionDef) and "task" in "".join(
            map(ast.unparse, function.decorator_list)
        ):
            yield ast.get_docstring(function, clean=False) or ""
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            values = [value.value for value in node.values if isinstance(value, ast.Constant)]
            yield from (value for value in values if isinstance(value, str))


def sources() -> list[Path]:
    """Return the files that may say something to a person."""
    return [ROOT / "tasks.py", *sorted((SOURCE / "gongbao").rglob("*.py"))]


def templates() -> list[Path]:
    """Return the pages of the workbench, which speak the language of who sits at it; those of the site are Chinese."""
    return sorted((SOURCE / "gongbao" / "desk" / "templates").glob("*.html"))


def write(path: Path, found: Found, language: str) -> list[str]:
    """Write a catalogue with the messages as they are now; return those without a translation.

    It has no lines and no dates, so that a change of it shows what was said anew and nothing else.
    """
    import polib  # noqa: PLC0415

    old = {
        (entry.msgid, entry.msgid_plural): entry
        for text in _versions(path)
        for entry in polib.pofile(text)
        if entry.translated()
    }
    book = polib.POFile(wrapwidth=0)
    book.metadata = {**_HEADER, "Language": language, "Plural-Forms": _PLURALS[language]}
    for (one, many), places in found.items():
        # Chinese has one form: whoever translates words of the site gives those that count a plural (messages.site).
        kept = old.get((one, many)) or old.get((one, one))
        many = kept.msgid_plural if kept else many
        plural = {"msgstr_plural": kept.msgstr_plural if kept else {0: ""}} if many else {}
        entry = polib.POEntry(
            msgid=one, msgid_plural=many, occurrences=[(name, "") for name in places[:1]], **plural
        )
        if not many:
            entry.msgstr = kept.msgstr if kept else ""
        entry.tcomment = kept.tcomment if kept else ""
        book.append(entry)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(str(path))
    return [entry.msgid for entry in book if not entry.translated()]


def _versions(path: Path) -> list[str]:
    """Return the text of a catalogue; of one that two people changed, both texts that git could not put together."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    if "\n<<<<<<< " not in text:
        return [text] if text else []
    return [
        subprocess.run(
            ["git", "show", f":{stage}:./{path.name}"],
            cwd=path.parent,
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout
        for stage in (3, 2)
    ]


def unsaid(path: Path) -> list[str]:
    """Return the places of a module where words for a person do not go through the catalogue: line and text."""
    return list(dict.fromkeys(_unsaid(path)))


def _unsaid(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in KEYWORDS:
            yield from _not_constant(node)
        for argument in _shown(node):
            if words := _words(argument):
                yield f"{argument.lineno}: {words}"


def _not_constant(call: ast.Call) -> Iterator[str]:
    """Yield what is handed to the catalogue and cannot be found in it: a sentence that is put together."""
    for at in KEYWORDS[ast.unparse(call.func)] or (1,):
        if not (isinstance(call.args[at - 1], ast.Constant) or _is_looked_up(call)):
            yield f"{call.lineno}: {ast.unparse(call)}"


def _is_looked_up(call: ast.Call) -> bool:
    """Say whether a call words what N_ marked elsewhere: a name, or an entry of a table."""
    text = call.args[0]
    found = text.func if isinstance(text, ast.Call) else text  # `TABLE.get(name, N_("…"))`
    return ast.unparse(call.func) in ("_", "Message") and isinstance(
        found, ast.Name | ast.Attribute | ast.Subscript
    )


def _shown(node: ast.AST) -> list[ast.expr]:
    """Return what a piece of code shows to a person: what is printed, logged or raised."""
    if isinstance(node, ast.Raise):
        raised = node.exc
        inner = not isinstance(raised, ast.Call) or ast.unparse(raised.func) in _INNER
        return [] if inner or not isinstance(raised, ast.Call) else raised.args
    if not isinstance(node, ast.Call):
        return []
    if isinstance(node.func, ast.Attribute):
        logged = node.func.attr in ("error", "warning", "info", "warn")
        return node.args if logged and ast.unparse(node.func.value) in ("log", "logger", "self") else []
    return node.args if ast.unparse(node.func) in ("print", "Failure", "Problem") else []


def _words(argument: ast.expr) -> str:
    """Return the words that stand in an argument, outside of calls: two letters in a row are some."""
    nodes = _outside_calls(argument)
    text = "".join(
        node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return text if any(a.isalpha() and b.isalpha() for a, b in pairwise(text)) else ""


def _outside_calls(node: ast.expr) -> Iterator[ast.expr]:
    """Walk an expression, but not into what is handed to a call: that is not what is shown."""
    if isinstance(node, ast.Call):
        if isinstance(node.func, ast.Attribute):
            yield from _outside_calls(node.func.value)  # "…".join(…), "…".format(…)
        return
    yield node
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr):
            yield from _outside_calls(child)
