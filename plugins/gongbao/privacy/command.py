"""`inv check --privacy`: name what in the archive looks like personal data. Nothing is changed."""

from gongbao.bulletin import archive
from gongbao.messages import _
from gongbao.workshop import Failure, unread_files
from gongbao.workshop.settings import folders

from . import suspects


def check(settings: str) -> None:
    """Print every suspect with file and line; fail if there is one, so that a script notices."""
    content = folders(settings).content
    found = 0
    unread_files.refuse_unreadable(content)
    for path in archive.files(content, "*.md"):
        for suspect in suspects.find(path.read_text(encoding="utf-8")):
            found += 1
            print(
                f"{content.name}/{path.relative_to(content).as_posix()}:{suspect.line}: {suspect.what} {suspect.words}"
            )
    if found:
        raise Failure(
            _(
                "{found} places look like personal data — look at each; put █ over what nobody may read, "
                "or write Withdrawn: or Robots: noindex into the header (`inv manual metadata`)",
                found=found,
            )
        )
    print(_("Nothing looks like personal data. Names are not looked for."))
