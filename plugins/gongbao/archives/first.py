"""Archives of version 0.1: a copy of the whole program, in which an archive was kept.

What the keeper changed of settings and theme stays; the program's own files are set aside in before-upgrade/, whole.
"""

import ast
import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from gongbao import places
from gongbao.messages import _
from gongbao.workshop import Failure

from . import new

ASIDE = "before-upgrade"
_PROGRAM = ("plugins", "theme", "tasks.py", "pelicanconf.py", "benchmarks", "tests", "pyproject.toml", ".ci")
# Where modules lay then; they are settings of the program, which the new one has its own of.
_OURS = ("PLUGINS", "PLUGIN_PATHS", "THEME")


def is_of(home: Path) -> bool:
    """Tell whether an archive holds the program of version 0.1 in itself."""
    return (home / "plugins" / "bulletin" / "__init__.py").is_file() and (home / places.SETTINGS).is_file()


def upgrade(home: Path) -> Iterator[str]:
    """Set the old program aside, begin the settings anew from the program's, and keep what was changed; yield what was done."""
    aside = home / ASIDE
    if aside.exists():
        raise Failure(_("{folder} is there already — move it away, then upgrade again", folder=aside))
    known = json.loads((files("gongbao.archives") / "files" / "0.1.0.json").read_text(encoding="utf-8"))
    settings = list(_changed_settings(home / places.SETTINGS, known["settings"]))
    kept = list(_changed_theme(home / "theme", known["theme"]))
    yield _("This archive was kept by version 0.1, in a copy of the program. Its texts stay as they are.")
    # All that is new is written first: where there is no room for it, nothing is moved yet.
    with tempfile.TemporaryDirectory(prefix=".upgrade-", dir=home) as beside:
        made = Path(beside)
        _begin(home, made, settings)
        for path in kept:
            (made / "theme" / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(home / "theme" / path, made / "theme" / path)
        aside.mkdir()
        for name in _PROGRAM:
            if (home / name).exists():
                (home / name).rename(aside / name)
        for path in made.iterdir():
            path.rename(home / path.name)
    yield _("The old program lies in {folder}/ now; delete it when all is well.", folder=ASIDE)
    for path in kept:
        yield _("theme/{path}: yours, kept; compare it with the program's of today", path=path.as_posix())
    names = ", ".join(name for name, _text in settings) or _("none")
    yield _(
        "{file} begins from the program's settings now; kept of yours: {names}",
        file=places.SETTINGS,
        names=names,
    )


def _changed_settings(path: Path, known: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what an old settings file says otherwise than that of the program, name and lines."""
    text = path.read_text(encoding="utf-8")
    for node in ast.parse(text).body:
        if isinstance(node, ast.Import | ast.ImportFrom) or _is_docstring(node):
            continue
        names = [n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
        if names and all(name in _OURS for name in names):
            continue
        value = getattr(node, "value", None)
        if value is not None and names and all(known.get(name) == _sum(value) for name in names):
            continue
        lines = ast.get_source_segment(text, node) or ""
        yield (
            ", ".join(names) or "…",
            lines.replace('"plugins.', '"gongbao.').replace("'plugins.", "'gongbao."),
        )


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _sum(value: ast.expr) -> str:
    return hashlib.sha256(ast.dump(value).encode()).hexdigest()[:16]


def _changed_theme(theme: Path, known: dict[str, str]) -> Iterator[Path]:
    """Yield the files of an old theme that are not the program's."""
    for path in sorted(theme.rglob("*")) if theme.is_dir() else ():
        name = path.relative_to(theme)
        if (
            path.is_file()
            and known.get(name.as_posix()) != hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        ):
            yield name


def _begin(home: Path, made: Path, settings: list[tuple[str, str]]) -> None:
    """Write what a new archive has and this one has not, and the settings with what was kept, into a folder `made`."""
    own = "".join(f"{lines}\n" for _name, lines in settings)
    for name, text in new.texts(new.Answers(home.name)).items():
        is_theirs = (home / name).exists() and Path(name).parts[0] not in _PROGRAM
        place = made / name
        if name == places.SETTINGS:
            text = text.partition("SITENAME")[0] + own
        elif is_theirs or name.startswith("."):
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8", newline="\n")
