"""What a person decided about a source: decisions.toml beside its ledger. Ingest does as it says, each time.

A decision names a line by its number and its words, so that it still finds the line when the source was mended, and is
told as without effect when there is no such line any more.
"""

import json
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from .source import SourceError

NAME = "decisions.toml"
_HEAD = (
    "# What a person decided about this source; ingest does as it says (docs/architecture.md, Workbench).\n"
    "# 对这份来源文件所作的决定，再次导入时照此办理。\n"
)


@dataclass(frozen=True)
class LineDecision:
    """What a line is: one of the names of parse.decided, such as title, recipients, furniture, opens."""

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
        raise SourceError(
            f"{path}: not readable as decisions ({error}); take it out of git again, or remove it to decide anew"
        ) from error


def dump(held: Decisions) -> str:
    """Return the text of a file of decisions: the same decisions give the same bytes."""
    out = [_HEAD, f"source = {_text(held.source)}\n"]
    for one in sorted(held.lines, key=lambda d: (d.line, d.what)):
        out.append(f"\n[[decide]]\nline = {one.line}\ntext = {_text(one.text)}\nis = {_text(one.what)}\n")
    for flag in sorted(held.right, key=lambda r: (r.line, r.rule, r.text)):
        out.append(f"\n[[right]]\nrule = {_text(flag.rule)}\nline = {flag.line}\ntext = {_text(flag.text)}\n")
    return "".join(out)


def _text(text: str) -> str:
    # The escapes of JSON are among those of TOML, but TOML wants this one escaped too.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
