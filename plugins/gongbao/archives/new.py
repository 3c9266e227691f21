"""Begin an archive: a folder of its own, with settings that begin from the program's."""

import contextlib
import shutil
import sys
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from string import Template

from gongbao import __version__, places
from gongbao.messages import N_, _, reason
from gongbao.workshop import Failure

# What an archive begins with: where it lies → the file that it is made from.
FILES = {
    "pelicanconf.py": "pelicanconf.py.in",
    "publishconf.py": "publishconf.py.in",
    "tasks.py": "tasks.py.in",
    "requirements.txt": "requirements.txt.in",
    "README.md": "README.md.in",
    ".gitignore": "gitignore.in",
    "theme/README.md": "theme.md.in",
    "theme/static/css/own.css": "own.css.in",
    "start.py": "start.py.in",
    "start.sh": "start.sh.in",
    "start.command": "start.command.in",
    "start.bat": "start.bat.in",
    ".github/workflows/publish.yml": "github.yml.in",
    ".workflow/publish.yml": "gitee.yml.in",
}
FOLDERS = ("content", "sources", "theme/templates")
_QUESTIONS = {
    "name": N_("Name of the archive, as readers see it"),
    "description": N_("One sentence on what it holds (may be left out)"),
    "keeper": N_("Who answers for it, shown in the foot of every page (may be left out)"),
    "address": N_("Address of the published site, https://… (may be left out)"),
}


@dataclass(frozen=True)
class Answers:
    """What the four questions ask for."""

    name: str
    description: str = ""
    keeper: str = ""
    address: str = ""


def new(folder: str, given: Answers, ask: bool = True) -> Path:
    """Make an archive in a folder that is new or empty; return the folder."""
    home = Path(folder).expanduser().resolve()
    _refuse(home)
    given = replace(given, name=given.name or home.name)
    answers = _ask(given) if ask else given
    if answers.address and not answers.address.startswith(("https://", "http://")):
        raise Failure(
            _("{address} is no address of a site — write all of it: https://www.example.gov.cn/gongbao",
              address=answers.address)
        )  # fmt: skip
    for answer in vars(answers).values():
        if not all(sign.isprintable() or sign.isspace() for sign in answer):
            raise Failure(
                _(
                    "{answer} holds signs that no page can show — write it with --name, in letters",
                    answer=answer,
                )
            )
    _write(home, answers)
    print(_("{folder}: the archive is made. Put files into sources/, then:", folder=home))
    print(*_next(home), sep="\n")
    return home


def _next(home: Path) -> list[str]:
    """Return the commands that come next."""
    return [f'  cd "{home}"', "  gongbao ingest sources", "  gongbao reserve"]


def texts(answers: Answers, version: str = __version__) -> dict[str, str]:
    """Return the files of a new archive, name → text; version: that of the program that keeps it."""
    words = {
        "title": answers.name,
        "name": _quoted(answers.name),
        "description": _quoted(answers.description),
        "keeper": _quoted(answers.keeper),
        "address": _quoted(answers.address.rstrip("/")),
        "version": version,
    }
    templates = files("gongbao.archives") / "files"
    return {
        name: Template((templates / made_from).read_text(encoding="utf-8")).substitute(words)
        for name, made_from in FILES.items()
    }


def _refuse(home: Path) -> None:
    """Refuse a place where something is that could be lost, or that lies in another archive."""
    if home.is_dir() and (there := sorted(path.name for path in home.iterdir())):
        raise Failure(
            _(
                "{folder} holds {name} already — name a new folder, or an empty one",
                folder=home,
                name=there[0],
            )
        )
    if home.exists() and not home.is_dir():
        raise Failure(_("{folder} is a file — name a new folder", folder=home))
    around = places.archive(home.parent)
    if (around / places.SETTINGS).is_file():
        raise Failure(_("{folder} lies in another archive, {other} — name a place outside of it",
                        folder=home, other=around))  # fmt: skip


def _ask(given: Answers) -> Answers:
    if not sys.stdin.isatty():
        raise Failure(_("there is nobody to answer questions — add --name NAME --yes"))
    answered = {}
    for field, question in _QUESTIONS.items():
        before = getattr(given, field)
        answer = input(f"{_(question)}{f' [{before}]' if before else ''}: ").strip()
        answered[field] = answer or before
    return Answers(**answered)


def _write(home: Path, answers: Answers) -> None:
    """Write the files of a new archive; where that is cut off, nothing of it stays: the folder is new or empty again."""
    new_folders = [path for path in (home, *home.parents) if not path.exists()]
    try:
        for name in FOLDERS:
            (home / name).mkdir(parents=True, exist_ok=True)
        for name, text in texts(answers).items():
            place = home / name
            place.parent.mkdir(parents=True, exist_ok=True)
            # cmd.exe loses its labels in a file with bare line feeds.
            place.write_text(text, encoding="utf-8", newline="\r\n" if name.endswith(".bat") else "\n")
            if name.endswith((".sh", ".command")):
                place.chmod(0o755)
        shutil.copyfile(places.synonyms(), home / "content" / "synonyms.toml")
    except BaseException as error:
        for name in {Path(name).parts[0] for name in (*FOLDERS, *FILES)}:
            shutil.rmtree(home / name, ignore_errors=True)
            with contextlib.suppress(OSError):
                (home / name).unlink()
        for path in new_folders:
            with contextlib.suppress(OSError):
                path.rmdir()
        if not isinstance(error, OSError):
            raise
        raise Failure(
            _("{place}: cannot be written ({why})", place=error.filename or home, why=reason(error))
        ) from error


def _quoted(text: str) -> str:
    """Write a text as Python does, in double quotes."""
    inner = "".join(f"\\{char}" if char in '\\"' else char for char in text if char.isprintable())
    return f'"{inner}"'
