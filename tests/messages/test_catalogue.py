"""Every message is in the catalogue, translated whole; none goes past it."""

import ast
import json
import shutil
import string
import subprocess
from pathlib import Path

import polib
import pytest
from gongbao import messages
from gongbao.ingest.clean import characters, forms, furniture, page_numbers
from gongbao.ingest.model import decisions
from gongbao.ingest.pictures import decoration
from gongbao.ingest.read.scan import settle
from gongbao.ingest.words import names
from gongbao.messages import LANGUAGES, Message, catalogue, from_data, ngettext, speaking
from gongbao.workshop import ROOT
from gongbao.workshop import messages as follow

CATALOGUE = "messages"  # the room that words them
TRANSLATED = LANGUAGES[1:]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_catalogue_has_the_messages_of_the_code_and_no_others(language) -> None:
    book = polib.pofile(str(catalogue.po(language)))
    assert {(entry.msgid, entry.msgid_plural) for entry in book} == set(follow.messages()), (
        "run: inv messages"
    )
    assert [entry.msgid for entry in book if entry.obsolete or entry.fuzzy or not entry.translated()] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_names_the_same_things(language) -> None:
    wrong = []
    for entry in polib.pofile(str(catalogue.po(language))):
        for said in [entry.msgstr] if not entry.msgid_plural else entry.msgstr_plural.values():
            asked = placeholders(entry.msgid_plural or entry.msgid)
            wrong += [(entry.msgid, said)] if placeholders(said) != asked else []
            assert not entry.msgid_plural or placeholders(entry.msgid) <= asked
    assert wrong == []


def test_no_message_goes_past_the_catalogue() -> None:
    package = ROOT / "plugins" / "gongbao"
    found = [
        f"{path.relative_to(ROOT).as_posix()}:{place}"
        for path in follow.sources()
        if not path.is_relative_to(package) or path.relative_to(package).parts[0] != CATALOGUE
        for place in follow.unsaid(path)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("print('done')", ["1: done"]),
        ("raise Failure(f'{path}: not there')", ["1: : not there"]),
        ("raise ValueError(', '.join(names) + ' missing')", ["1: ,  missing"]),
        ("log.error('%s: bad number', path)", ["1: %s: bad number"]),
        ("print(_(f'{path} is bad'))", ["1: _(f'{path} is bad')"]),
        ("print('\\n'.join(lines), ' … ', 1)", []),
        ("print(_('done'))", []),
        ("raise Failure(_('{path}: not there', path=path))", []),
        ("print(_(WORDS[name]))", []),
        ("raise KeyError('inner')", []),
    ],
)
def test_words_past_the_catalogue_are_found(tmp_path, code, found) -> None:
    path = tmp_path / "module.py"
    path.write_text(code, encoding="utf-8")
    assert follow.unsaid(path) == found


def test_what_stands_within_a_formatted_text_is_found_too() -> None:
    """Babel does not look into f-strings on every Python: a message there would stay English without a word."""
    found = {one for one, _many in follow.messages()}
    missed = []
    for path in follow.sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in follow.KEYWORDS and node.args:
                text = node.args[0]
                if isinstance(text, ast.Constant) and text.value not in found:
                    missed.append(f"{path.relative_to(ROOT).as_posix()}:{node.lineno}: {text.value}")
    assert missed == []


def test_nothing_else_is_called_like_the_function_that_words_messages() -> None:
    """`for _ in …` in a function that words a message would break just there, and only when it is to be shown."""
    found = []
    for path in follow.sources():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        within = {id(inner) for function in functions for inner in ast.walk(function)}
        top = [node for node in ast.walk(tree) if id(node) not in within]
        imports = any(isinstance(node, ast.alias) and node.name == "_" for node in ast.walk(tree))
        for nodes in [*map(list, map(ast.walk, functions)), top]:
            calls = any(isinstance(n, ast.Call) and ast.unparse(n.func) == "_" for n in nodes)
            bound = [n.lineno for n in nodes if _binds(n)]
            if bound and (calls or (nodes is top and imports)):
                found.append(f"{path.relative_to(ROOT).as_posix()}:{bound[0]}")
    assert found == []


def _binds(node: ast.AST) -> bool:
    return (isinstance(node, ast.Name) and node.id == "_" and isinstance(node.ctx, ast.Store)) or (
        isinstance(node, ast.arg) and node.arg == "_"
    )


def test_every_rule_and_object_of_ingest_has_a_name_in_the_catalogue() -> None:
    known = {*names.RULES, *names.OBJECTS, *names.INFERENCES, *names.KINDS}
    used = set()
    for path in sorted((ROOT / "plugins" / "gongbao" / "ingest").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                first = ast.unparse(node.func) in ("Drop", "SourceObject", "NotKept")
                given = [
                    *(node.args[:1] if first else []),
                    *(k.value for k in node.keywords if k.arg == "rule"),
                ]
                used |= {one.value for one in given if isinstance(one, ast.Constant) and one.value}
    assert sorted(used - known) == []
    found = [*characters.RULES, *forms.RULES, furniture.RUNNING_HEADS, page_numbers.PAGE_NUMBERS]
    assert {rule.name for rule in found} <= known
    assert {rule.name for rule in decoration.RULES} <= known
    assert {rule.name for rule in settle.RULES} <= set(names.SETTLINGS)
    assert set(decisions.KINDS) <= {*names.FIELDS, *names.LINES, *known}


def test_a_catalogue_that_two_people_changed_is_put_together(tmp_path) -> None:
    def git(*arguments: str, check: bool = True) -> None:
        who = ["-c", "user.name=甲", "-c", "user.email=jia@example.org"]
        subprocess.run(["git", *who, *arguments], cwd=tmp_path, check=check, capture_output=True)

    path = tmp_path / "gongbao.po"
    both = {("one", ""): ["a.py"], ("two", ""): ["a.py"]}
    git("init", "-q", "-b", "main")
    for branch, said, words in [("main", "one", "一"), ("other", "two", "二")]:
        if branch == "other":
            git("checkout", "-q", "--orphan", "other")
        follow.write(path, {(said, ""): ["a.py"]}, "zh_CN")
        path.write_text(path.read_text(encoding="utf-8").replace('msgstr ""', f'msgstr "{words}"')
                        .replace(f'msgstr "{words}"', 'msgstr ""', 1), encoding="utf-8")  # fmt: skip
        git("add", ".")
        git("commit", "-q", "-m", branch)
    git("merge", "--allow-unrelated-histories", "main", check=False)
    assert "<<<<<<<" in path.read_text(encoding="utf-8")
    assert follow.write(path, both, "zh_CN") == []
    assert [(entry.msgid, entry.msgstr) for entry in polib.pofile(str(path))] == [
        ("one", "一"),
        ("two", "二"),
    ]


def test_a_message_is_worded_when_it_is_shown() -> None:
    message = Message("{file}: all {count} messages are translated", file="a.po", count=3)
    assert str(message) == "a.po: all 3 messages are translated"
    with speaking("zh_CN"):
        assert str(message) == "a.po：3 条消息均已翻译"
        assert (
            messages._("{file}: all {count} messages are translated", file="b", count=1)
            == "b：1 条消息均已翻译"
        )


def test_what_a_file_keeps_of_a_message_is_the_same_in_every_language() -> None:
    message = Message("{file}: all {count} messages are translated", file="a.po", count=3)
    kept = {"what": "{file}: all {count} messages are translated", "values": {"file": "a.po", "count": 3}}
    assert message.data() == kept
    with speaking("zh_CN"):
        assert message.data() == kept
        assert str(from_data(**kept)) == str(message)
    within = Message("{kind} not kept ({rule}), {places}", kind=names.named("picture"), rule=names.named("ruby"),
                     places=(Message("page {page}", page=2), Message("line {line}", line=3)))  # fmt: skip
    assert str(within) == "picture not kept (ruby), page 2, line 3"
    again = from_data(**json.loads(json.dumps(within.data())))
    with speaking("zh_CN"):
        assert str(again) == str(within) == "图片没有收入（注音）：第 2 页、第 3 行"
    assert str(from_data("a sentence of an {old} ledger")) == "a sentence of an {old} ledger"


def test_what_is_counted_is_one_or_many() -> None:
    assert ngettext("{count} page", "{count} pages", 1) == "1 page"
    assert ngettext("{count} page", "{count} pages", 2) == "2 pages"


def test_a_catalogue_that_changed_is_read_anew_and_one_that_cannot_be_written_beside_is_read_too(
    tmp_path, monkeypatch
) -> None:
    monkeypatch.setattr(catalogue, "LOCALE", tmp_path)
    path = catalogue.po("zh_CN")
    path.parent.mkdir(parents=True)
    shutil.copy(ROOT / "plugins/gongbao/messages/locale/zh_CN/LC_MESSAGES/gongbao.po", path)
    sentence = "{file}: all {count} messages are translated"
    read = catalogue.translations.__wrapped__
    assert read("zh_CN").gettext(sentence) == "{file}：{count} 条消息均已翻译"
    assert path.with_suffix(".mo").exists()
    path.write_text(path.read_text(encoding="utf-8").replace("均已翻译", "都有译文"), encoding="utf-8")
    assert read("zh_CN").gettext(sentence) == "{file}：{count} 条消息都有译文"
    path.unlink()  # as in a package
    assert read("zh_CN").gettext(sentence) == "{file}：{count} 条消息都有译文"
    path.with_suffix(".mo").unlink()
    assert read("zh_CN").gettext(sentence) == sentence


def test_what_could_not_be_written_whole_is_not_left_lying(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "gongbao.po"
    source.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a"\nmsgstr "甲"\n',
        encoding="utf-8",
    )

    def full(path: Path, data: bytes) -> int:
        path.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    made = catalogue._make(source, source.with_suffix(".mo"))
    assert made.gettext("a") == "甲"
    assert [path.name for path in tmp_path.iterdir()] == ["gongbao.po"]
