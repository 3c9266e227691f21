"""Take sources into an archive, as its settings say: what `inv ingest` does."""

from typing import Any

from gongbao.bulletin import article
from gongbao.bulletin.own_fields import OwnFieldError
from gongbao.ingest import command
from gongbao.limit import Limits
from gongbao.messages import _
from gongbao.workshop import Failure, unread_files
from gongbao.workshop.settings import content, values


def take_in(settings_file: str, path: str, to: str, **options: Any) -> int:
    """Read a source or a folder of them into `to` (by default where the settings say); return the code to end with.

    options: those of `ingest.command.run`. Raises Failure where the archive's own fields or files are not right.
    """
    if not path.strip():  # of a variable of the shell that holds nothing; it would be all of this folder
        raise Failure(_("ingest: no source is named — name a file or folder of sources/"))
    archive = content(settings_file)
    unread_files.refuse_unreadable(archive)
    settings = values(settings_file)
    try:
        own = article.own_fields(settings.get("FIELDS"))
    except OwnFieldError as error:
        raise Failure(str(error)) from None
    return command.run(path, to or archive, own=own, limits=Limits.of_ingest(settings), **options)
