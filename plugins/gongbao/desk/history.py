"""What was changed when by whom: the archive's git repository, if it is one. A session of decisions is a commit."""

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gongbao.messages import _

# What the workbench changes; nothing else of the repository is its business.
PLACES = ("content", "sources")
_SEPARATOR = "\x1f"
_MOST = 60


class GitError(Exception):
    """What git says that went wrong; str() is for a person."""


@dataclass(frozen=True)
class Change:
    """A commit: its hash, when, by whom, what it says, which ones it follows."""

    id: str
    day: str
    who: str
    what: str
    parents: str

    @property
    def undoable(self) -> bool:
        """Tell whether it can be taken back: not the first one, which is the archive, and none that joins two lines."""
        return len(self.parents.split()) == 1


@dataclass
class History:
    """The repository of an archive."""

    root: Path
    content: Path
    sources: Path

    def is_kept(self) -> bool:
        """Tell whether the archive is a repository."""
        try:
            return self._git("rev-parse", "--is-inside-work-tree").strip() == "true"
        except GitError:
            return False

    def begin(self) -> None:
        """Make the archive a repository."""
        self._git("init", "-q")

    def changed(self) -> list[str]:
        """Return the files of the archive that are in no commit yet, or are there in other words."""
        output = self._git("status", "--porcelain", "-z", "-uall", "--", *self._places())
        return sorted(entry[3:] for entry in output.split("\0") if len(entry) > 3 and entry[2] == " ")

    def keep(self, message: str, paths: Sequence[Path] = ()) -> bool:
        """Keep changes of the archive as one commit, all or those below some paths; tell whether there were any."""
        tracked = [str(path) for path in paths if self._is_known(path)] if paths else self._places()
        if not tracked or not self._git("status", "--porcelain", "-uall", "--", *tracked).strip():
            return False
        self._git("add", "-A", "--", *tracked)
        self._git(*self._who(), "commit", "-q", "-m", message, "--", *tracked)
        return True

    def _is_known(self, path: Path) -> bool:
        """Tell whether git has anything to do with a path: it is there, or was."""
        return path.exists() or bool(self._git("ls-files", "--", str(path)).strip())

    def changes(self) -> list[Change]:
        """Return the latest commits that changed the archive, the newest first."""
        form = _SEPARATOR.join(("%h", "%ad", "%an", "%s", "%p"))
        try:
            output = self._git(
                "log", f"-{_MOST}", "--date=format:%Y-%m-%d %H:%M", f"--format={form}", "--", *self._places()
            )
        except GitError:
            return []
        return [Change(*line.split(_SEPARATOR, 4)) for line in output.split("\n") if line]

    def undo(self, commit: str) -> None:
        """Take a commit back by one of its own; nothing is changed where later ones stand on it."""
        if commit not in {change.id for change in self.changes() if change.undoable}:
            raise GitError(_("There is no such change."))
        if self.changed():
            raise GitError(_("Keep what is not kept yet first; then undo."))
        try:
            self._git(*self._who(), "revert", "--no-edit", commit)
        except GitError as error:
            self._quietly("revert", "--abort")
            raise GitError(_("Later changes stand on this one; undo those first.")) from error

    def _who(self) -> list[str]:
        """Return who commits, where git does not know: the account of the machine."""
        try:
            self._git("var", "GIT_AUTHOR_IDENT")
        except GitError:
            return ["-c", "user.name=gongbao", "-c", "user.email=desk@localhost"]
        return []

    def _places(self) -> list[str]:
        return [str(path) for path in (self.content, self.sources) if path.exists()] or ["."]

    def _quietly(self, *arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=self.root, capture_output=True, check=False)

    def _git(self, *arguments: str) -> str:
        try:
            run = subprocess.run(
                ["git", *arguments],
                cwd=self.root,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                check=False,
            )
        except OSError as error:
            raise GitError(_("git is not installed, so no history is kept.")) from error
        if run.returncode:
            raise GitError(run.stderr.strip() or run.stdout.strip())
        return run.stdout
