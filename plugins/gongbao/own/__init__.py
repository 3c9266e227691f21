"""What an archive adds to the program without changing it: a theme of its own over the program's, fields of its own."""

from . import fields, theme


def register() -> None:
    """Connect to Pelican."""
    theme.register()
    fields.register()
