"""The lines between the rooms hold: who may import whom, what a plugin is, how long a file may be."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from gongbao import defaults
from gongbao.workshop import ROOT, SOURCE

PLUGINS = SOURCE / "gongbao"
PACKAGES = sorted(path.name for path in PLUGINS.iterdir() if (path / "__init__.py").is_file())
# Package → what else of gongbao it may import. Who is not named is a plugin of the site, see SITE.
MAY_IMPORT = {
    "messages": set(),
    "bulletin": set(),
    "romanise": set(),
    "search": set(),
    "cache": set(),
    "workers": set(),
    "workshop": {"cache", "workers"},
    "desk": {"bulletin", "facsimile", "ingest", "issues", "offline", "publish", "workshop"},
    "ingest": {"bulletin", "romanise", "workers", "workshop"},
    "facsimile": {"bulletin", "cache", "ingest", "workers"},
    "offline": {"bulletin", "cache", "workshop"},
    "archives": {"bulletin", "export", "ingest", "numbers", "publish", "romanise", "workshop"},
    "handover": {"workshop"},
    "privacy": {"bulletin", "workshop"},
    "publish": {"export", "workshop"},
    "assets": {"search"},
    "serviceworker": {"cache", "search"},
}
SITE = {"bulletin", "cache", "romanise", "workers"}
LONGEST = 400
LONGEST_FUNCTION = 60
WRITTEN_BY_HAND = (".py", ".js", ".css", ".html")


def modules(package: str) -> list[Path]:
    return sorted((PLUGINS / package).rglob("*.py"))


def imports(path: Path) -> set[str]:
    """Return the dotted names that a module imports, relative ones made absolute."""
    package = path.relative_to(SOURCE).with_suffix("").parts[:-1]
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join([*above, *([node.module] if node.module else [])])
            names |= {base, *(f"{base}.{alias.name}" for alias in node.names)}
    return names


def rooms(path: Path) -> set[str]:
    return {name.split(".")[1] for name in imports(path) if name.startswith("gongbao.")} & set(PACKAGES)


def has_register(package: str) -> bool:
    tree = ast.parse((PLUGINS / package / "__init__.py").read_text(encoding="utf-8"))
    names = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    names |= {
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    return "register" in names


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [path for name in listed.stdout.splitlines() if (path := ROOT / name).is_file()]


@pytest.mark.parametrize("package", PACKAGES)
def test_a_room_imports_only_what_it_may(package: str) -> None:
    # Whatever says something to a person says it by the catalogue.
    allowed = MAY_IMPORT.get(package, SITE) | {package, "messages"}
    wrong = {path.relative_to(ROOT).as_posix(): rooms(path) - allowed for path in modules(package)}
    assert {name: far for name, far in wrong.items() if far} == {}


def test_stages_of_ingest_import_only_what_comes_before_them() -> None:
    """The folders of ingest in the order of the work; `model` and `forms` are what all later ones speak in."""
    order = [
        "words",
        "model",
        "read",
        "forms",
        "clean",
        "layout",
        "sort",
        "parse",
        "pictures",
        "check",
        "write",
    ]
    ingest = PLUGINS / "ingest"
    assert sorted(p.name for p in ingest.iterdir() if p.is_dir() and p.name != "__pycache__") == sorted(order)
    wrong = []
    for at, stage in enumerate(order):
        for path in modules(f"ingest/{stage}"):
            later = {f"gongbao.ingest.{name}" for name in order[at + 1 :]} | {
                "gongbao.ingest.pipeline",
                "gongbao.ingest.command",
            }
            found = sorted({".".join(name.split(".")[:3]) for name in imports(path)} & later)
            wrong += [f"{path.relative_to(ingest)} imports {', '.join(found)}"] if found else []
    assert wrong == []


def test_the_domain_needs_only_the_standard_library() -> None:
    standard = set(sys.stdlib_module_names) | {"gongbao"}
    foreign = {
        name for path in modules("bulletin") for name in imports(path) if name.split(".")[0] not in standard
    }
    assert foreign == set()


@pytest.mark.parametrize("package", PACKAGES)
def test_only_pelican_plugins_and_the_workshop_know_pelican(package: str) -> None:
    knows = any(
        name.split(".")[0] in ("pelican", "blinker") for path in modules(package) for name in imports(path)
    )
    assert not knows or has_register(package) or package == "workshop"


def test_the_settings_name_exactly_the_packages_with_a_register_function() -> None:
    assert sorted(defaults.PLUGINS) == [f"gongbao.{name}" for name in PACKAGES if has_register(name)]


def test_no_module_keeps_state() -> None:
    """An empty container at the top of a module is there to be filled, and survives from one build to the next."""
    found = []
    for path in sorted(set(PLUGINS.rglob("*.py")) - {PLUGINS / "defaults.py"}):  # an empty setting is a value
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            value = getattr(node, "value", None)
            empty = isinstance(value, ast.List | ast.Dict) and not (
                getattr(value, "elts", None) or getattr(value, "keys", None)
            )
            made = isinstance(value, ast.Call) and ast.unparse(value) in (
                "list()",
                "dict()",
                "set()",
                "Counter()",
            )
            made = made or (isinstance(value, ast.Call) and ast.unparse(value.func).endswith("defaultdict"))
            if isinstance(node, ast.Assign | ast.AnnAssign) and (empty or made):
                found.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert found == []


def test_no_file_is_too_long_to_hold_in_the_head() -> None:
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in tracked()
        if path.suffix in WRITTEN_BY_HAND
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_no_function_of_ingest_is_too_long_to_hold_in_the_head() -> None:
    long = {}
    for path in modules("ingest"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION:
                long[f"{path.relative_to(PLUGINS).as_posix()}:{node.name}"] = (
                    (node.end_lineno or 0) - node.lineno + 1
                )
    assert long == {}


def test_no_module_is_called_utils() -> None:
    assert [path for path in tracked() if path.stem in ("utils", "util", "helpers", "misc", "common")] == []


def test_third_party_scripts_come_from_packages_and_not_from_the_tree() -> None:
    ours = [path for path in tracked() if path.suffix == ".js"]
    assert [path for path in ours if path.name.endswith(".min.js") or path.name == "lunr.js"] == []
