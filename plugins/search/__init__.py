"""Pelican plugin: search over the whole text, read by the scripts of the theme. It knows nothing of what it indexes."""

from plugins.search.generator import register

__all__ = ["register"]
