"""Pelican plugin: texts that replace or amend each other in a line of time, and two of them side by side."""

from gongbao.versions.generator import register

__all__ = ["register"]
