"""Pelican plugin: search over the whole text, read by the scripts of the theme. It knows nothing of what it indexes."""

from gongbao.search.generator import register

__all__ = ["register"]
