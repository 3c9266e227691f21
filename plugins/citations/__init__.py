"""Pelican plugin: what each document rests on, who cites it, what it repeals, and what is cited and not held."""

from plugins.citations.generator import register

__all__ = ["register"]
