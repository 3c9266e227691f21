"""What an archive adds to the program without changing it: a theme of its own over the program's."""

from .theme import register

__all__ = ["register"]
