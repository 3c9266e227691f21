"""What people do with the program, on one page: what `gongbao` and `inv` say when nothing is asked of them."""

import sys
from pathlib import Path

from gongbao.columns import columns
from gongbao.messages import N_, _

# What is typed, and what it does. An example is a word of the person's language, too.
STEPS = (
    (N_("{program} new my-gazette"), N_("begin an archive in a new folder; go into it for all that follows")),
    (N_("{program} desk"), N_("open the workbench in the browser: take files in, settle doubts, publish")),
    (
        N_("{program} ingest sources/2024-01.docx"),
        N_("take a source in; with --dry-run, only show what would come"),
    ),
    (N_("{program} reserve"), N_("build the site, and serve it at http://127.0.0.1:8000/")),
    (N_("{program} offline"), N_("make zips, books, PDFs and a file for Kiwix, for a USB stick")),
    (N_("{program} publish --to NAME"), N_("send the site to a place that publishconf.py names")),
)


def show() -> None:
    """Print the page."""
    program = "inv" if Path(sys.argv[0]).stem.startswith("inv") else "gongbao"
    print(
        _("Gongbao makes an archive of government bulletins, to browse, search, cite and read offline.")
        + "\n"
    )
    print(columns((_(command, program=program), _(words)) for command, words in STEPS) + "\n")
    print(_("All commands: {program} --list. The options of one: {program} --help COMMAND.", program=program))
    print(_("What is installed, and what an archive lacks: {program} doctor.", program=program))
