"""The scripts that read the index, in Node: over an index that was built for it; and their types hold."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from gongbao.search import client, packed
from gongbao.workshop import ROOT

from tests.browser import validators
from tests.search.making import document, make_index

SCRIPTS = Path(__file__).parent / "js"
# Ends with 1 if two scripts differ in more than blanks and comments.
TOKENS = """
const [library, ...paths] = process.argv.slice(1);
const ts = require(library);
const tokens = (path) => {
  const found = [];
  const file = ts.createSourceFile(path, require("fs").readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
  const visit = (node) => {
    if (node.kind >= ts.SyntaxKind.FirstJSDocNode && node.kind <= ts.SyntaxKind.LastJSDocNode) return;
    const children = node.getChildren(file);
    if (!children.length && node.kind !== ts.SyntaxKind.SyntaxList) found.push(node.getText(file));
    children.forEach(visit);
  };
  visit(file);
  return JSON.stringify(found);
};
const [one, other] = paths.map(tokens);
if (one !== other) throw new Error("differs: " + paths[1]);
"""


def run(command: list[str], **more: str) -> None:
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, **more}
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def node() -> str:
    found = shutil.which("node")
    assert found, "node is not installed — run: apt-get install nodejs"
    return found


def test_the_scripts_read_what_was_written(tmp_path: Path, node: str) -> None:
    small, large = tmp_path / "small", tmp_path / "large"
    make_index(small, [document(f"第{n}篇", "盐业、" * n + "盐业改革\n另有规定") for n in range(14)])
    # Where a segment has many documents, the last bits of gaps stand apart.
    make_index(large, [document(f"第{n}篇", "另有" + "、盐业" * (n % 3)) for n in range(300)])
    every = (
        "".join(chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000) + "\U0001f600\U00020000"
    )
    (large / "every.js").write_bytes(packed.script("every", [every]))
    run([node, "--test", str(SCRIPTS / "index.test.mjs")], INDEX=str(small), LARGE=str(large))


def test_types_hold(node: str) -> None:
    compiler = validators.folder() / "typescript" / "bin" / "tsc"
    run([node, str(compiler), "--project", str(SCRIPTS / "tsconfig.json")])


def test_copies_of_the_scripts_are_bundled_and_lose_their_comments_and_nothing_else(
    tmp_path: Path, node: str
) -> None:
    theme, plain, copies = ROOT / "theme" / "static" / "js", tmp_path / "plain", tmp_path / "js"
    shutil.copytree(theme, plain)
    shutil.copytree(theme, copies)
    client.bundle(plain / "search", client.BUNDLES)
    client.shrink(copies)
    parts = {part for bundle in client.BUNDLES.values() for part in bundle} - client.BUNDLES.keys()
    assert not [part for part in parts if (copies / "search" / f"{part}.js").exists()]
    before = sum((theme / "search" / f"{part}.js").stat().st_size for part in client.BUNDLES["full"])
    assert (copies / "search" / "full.js").stat().st_size < 0.8 * before
    assert (copies / "page.js").read_bytes() == (theme / "page.js").read_bytes()
    compiler = validators.folder() / "typescript"
    for path in [copies / "search.js", *sorted(copies.glob("search/*.js"))]:
        run([node, "-e", TOKENS, str(compiler), str(plain / path.relative_to(copies)), str(path)])


def test_every_script_of_the_theme_is_loaded_by_a_name_that_there_is() -> None:
    theme = ROOT / "theme" / "static" / "js"
    scripts = {path.stem for path in (theme / "search").glob("*.js")}
    bundled = {part for bundle in client.BUNDLES.values() for part in bundle}
    assert all(len(set(bundle)) == len(bundle) for bundle in client.BUNDLES.values())
    assert bundled <= scripts
    given = "".join(path.read_text(encoding="utf-8") for path in sorted(theme.rglob("*.js")))
    loaded = set(re.findall(r"\bpart\(\"(\w+)\"\)", given))
    assert loaded == client.BUNDLES.keys() | scripts - bundled
