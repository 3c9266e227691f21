"""The page beside the text: pictures of the pages of a source, and where on them each paragraph stands.

`source` draws pages and knows nothing of a site; `generator` is Pelican's side.
"""


def register() -> None:
    """Connect the plugin to Pelican."""
    # Only now: who merely draws pages needs no Pelican.
    from .generator import connect  # noqa: PLC0415

    connect()
