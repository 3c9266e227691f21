"""What a person decided about a source: decisions.toml beside its ledger. Ingest does as it says, each time.

A decision names a line by its number and its words, so that it still finds the line when the source was mended, and is
told as without effect when there is no such line any more.
"""

import json
import re
import tomllib
import unicodedata
from dataclasses import dataclass, field, replace
from pathlib import Path

from gongbao.bulletin.fold import drop_invisible
from gongbao.bulletin.own_fields import Fields
from gongbao.messages import _

from .marks import plain
from .source import Source, SourceError

NAME = "decisions.toml"
RULES = "rules.toml"
# What a line can be said to be. Fields of the header; classes of a body; then what is neither.
FIELDS = (
    "title", "subtitle", "doc_number", "agency", "recipients", "issued", "cc", "printed_by", "printed", "disclosure",
    "section", "byline", "credit", "column", "note",
)  # fmt: skip
BLOCKS = (
    "paragraph", "heading", "attachment", "annex", "signature", "day-of-issue", "caption", "attachment-list", "author",
    "remark",
)  # fmt: skip
OPENS, CONTINUES, FURNITURE = "opens", "continues", "furniture"
BOUNDS = (OPENS, CONTINUES)
KINDS = (*FIELDS, *BLOCKS, OPENS, CONTINUES, FURNITURE)
_FIGURES = re.compile(
    r"\d+|(?<![一二三四五六七八九十百〇○零])[一二三四五六七八九十百〇○零]++(?=[年月日期号])"
)
_HEAD = (
    "# What a person decided about this source; ingest does as it says (docs/architecture.md, Workbench).\n"
    "# 对这份来源文件所作的决定，再次导入时照此办理。\n"
)
_RULES_HEAD = (
    "# The habits of this bulletin: a line like one of these, # standing for figures, is that in each issue.\n"
    "# 本刊的惯例：像下面这样的行（# 代表数字），每一期都照此处理。\n"
)
# How far down a bulletin's name is looked for.
_HEAD_LINES = 80


@dataclass(frozen=True)
class LineDecision:
    """What a line is: one of KINDS."""

    line: int
    text: str
    what: str


@dataclass(frozen=True)
class Right:
    """A flag that was looked at and is right as it stands."""

    rule: str
    line: int
    text: str


@dataclass
class Decisions:
    """The decisions about one source."""

    source: str = ""
    lines: list[LineDecision] = field(default_factory=list)
    right: list[Right] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Tell whether anything was decided."""
        return bool(self.lines or self.right)


@dataclass(frozen=True)
class Rule:
    """A rule of one bulletin: a line like this one, figures aside, is that in each of its issues."""

    like: str
    what: str


@dataclass
class BulletinRules:
    """The rules of one bulletin (rules.toml in its folder): the name by which its sources are known, what its lines are.

    codes: whose documents have an issuing code, where a document does not say it: code → agency, as Agency is written.
    """

    bulletin: str = ""
    lines: list[Rule] = field(default_factory=list)
    codes: dict[str, str] = field(default_factory=dict)

    def are_of(self, source: Source, publication: str, asked: str) -> bool:
        """Tell whether they are for a source: the one that is asked for, else the one that its first lines name."""
        if asked:
            return asked == publication
        head = squeezed("".join(line.text for line in source.lines[:_HEAD_LINES]))
        return bool(self.bulletin) and squeezed(self.bulletin) in head


@dataclass(frozen=True)
class Known:
    """All that was decided in an archive: for each source, and for each bulletin, by its folder's name.

    own: the fields that its settings add to those of every archive.
    """

    of_source: dict[str, Decisions] = field(default_factory=dict)
    of_bulletin: dict[str, BulletinRules] = field(default_factory=dict)
    own: Fields = ()


def known(content: Path, own: Fields = ()) -> Known:
    """Read what was decided in an archive; own: the fields that its settings add."""
    of_source: dict[str, Decisions] = {}
    for path in sorted(content.glob(f"*/*/{NAME}")):
        one = load(path)
        # The issues of a bound volume have a folder each, with what was decided about their lines.
        held = of_source.setdefault(one.source, Decisions(one.source))
        held.lines += one.lines
        held.right += one.right
    rules = {path.parent.name: load_rules(path) for path in sorted(content.glob(f"*/{RULES}"))}
    return Known(of_source, rules, own)


def squeezed(text: str) -> str:
    """Return the words of a line as decisions compare them: no blanks, one width, no marks of form."""
    return "".join(unicodedata.normalize("NFKC", drop_invisible(plain(text))).split())


def likeness(text: str) -> str:
    """Return what lines of the same kind have in common: the words, with # for figures."""
    return _FIGURES.sub("#", squeezed(text))


def resolved(decided: Decisions, source: Source) -> tuple[list[LineDecision], list[LineDecision]]:
    """Return the decisions with the numbers that their lines have now, and those whose line is gone."""
    texts = {line.number: squeezed(line.text) for line in source.lines if line.text.strip()}
    found, lost = [], []
    for one in decided.lines:
        wanted = squeezed(one.text)
        if texts.get(one.line) == wanted:
            found.append(one)
            continue
        places = [number for number, text in texts.items() if text == wanted]
        # Where the line stands several times, nobody can tell which one was meant.
        if len(places) == 1:
            found.append(replace(one, line=places[0]))
        else:
            lost.append(one)
    return found, lost


def by_rules(rules: BulletinRules, source: Source) -> list[LineDecision]:
    """Return what the rules of a bulletin say of the lines of a source."""
    what = {rule.like: rule.what for rule in rules.lines}
    return [
        LineDecision(line.number, line.text, what[like])
        for line in source.lines
        if line.text.strip() and (like := likeness(line.text)) in what
    ]


def load(path: Path) -> Decisions:
    """Read a file of decisions; one that is not there decides nothing. Raise SourceError with what to do."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        return Decisions(
            str(data.get("source", "")),
            [LineDecision(int(d["line"]), str(d["text"]), str(d["is"])) for d in data.get("decide", ())],
            [Right(str(d["rule"]), int(d["line"]), str(d.get("text", ""))) for d in data.get("right", ())],
        )
    except FileNotFoundError:
        return Decisions()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError) as error:
        raise SourceError(_unreadable(path, error)) from error


def load_rules(path: Path) -> BulletinRules:
    """Read the rules of a bulletin; a file that is not there has none. Raise SourceError with what to do."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        lines = [Rule(likeness(str(d["like"])), str(d["is"])) for d in data.get("line", ())]
        codes = {str(d["code"]): str(d["agency"]) for d in data.get("number", ())}
        return BulletinRules(str(data.get("bulletin", "")), lines, codes)
    except FileNotFoundError:
        return BulletinRules()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError) as error:
        raise SourceError(_unreadable(path, error)) from error


def _unreadable(path: Path, error: Exception) -> str:
    return _(
        "{path}: not readable as decisions ({error}); take it out of git again, or remove it to decide anew",
        path=path,
        error=error,
    )


def dump_rules(rules: BulletinRules) -> str:
    """Return the text of a bulletin's rules: the same rules give the same bytes."""
    out = [_RULES_HEAD, f"bulletin = {_text(rules.bulletin)}\n"]
    for one in sorted(set(rules.lines), key=lambda rule: (rule.what, rule.like)):
        out.append(f"\n[[line]]\nlike = {_text(one.like)}\nis = {_text(one.what)}\n")
    for code, agency in sorted(rules.codes.items()):
        out.append(f"\n[[number]]\ncode = {_text(code)}\nagency = {_text(agency)}\n")
    return "".join(out)


def dump(decided: Decisions) -> str:
    """Return the text of a file of decisions: the same decisions give the same bytes."""
    out = [_HEAD, f"source = {_text(decided.source)}\n"]
    for one in sorted(decided.lines, key=lambda d: (d.line, d.what)):
        out.append(f"\n[[decide]]\nline = {one.line}\ntext = {_text(one.text)}\nis = {_text(one.what)}\n")
    for flag in sorted(decided.right, key=lambda r: (r.line, r.rule, r.text)):
        out.append(f"\n[[right]]\nrule = {_text(flag.rule)}\nline = {flag.line}\ntext = {_text(flag.text)}\n")
    return "".join(out)


def _text(text: str) -> str:
    # The escapes of JSON are among those of TOML, but TOML wants this one escaped too.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
