"""What a build looks through while the process that makes the pages loads what it needs and works."""

from gongbao.cache.files import Entry

from . import state, unread_files
from .mirror import Seen, look
from .settings import Folders, values

# What cannot be read, and what nothing reads, among the archive's files: a line for each.
Unread = tuple[list[str], list[str]]


class Survey:
    """What lies in the folders of an archive and its output before a build changes anything."""

    def __init__(self, place: Folders) -> None:
        self._place = place
        # What the last build noted of the output's files.
        self.noted: dict[str, Entry] = {}
        # What lies in the output, which takes longer to look through than a small build has to work; None until that is done.
        self.seen: Seen | None = None

    def archive(self) -> Unread:
        """Return what cannot be read and what nothing reads among the archive's files."""
        self.noted = state.files_of(self._place.home, self._place.output)
        settings = values(str(self._place.settings))
        return unread_files.look_around(settings, self._place.content, self._place.own_theme)

    def output(self) -> list[str]:
        """Return the files of the output that are not as the last build left and noted them."""
        return state.touched(self._place.output, self.noted)

    def finish(self) -> None:
        """Look through what only the end of the build needs."""
        self.seen = look(self._place.output)
