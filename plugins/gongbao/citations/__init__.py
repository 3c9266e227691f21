"""Pelican plugin: what each document rests on, who cites it, what it repeals, and what is cited and not held."""

from gongbao.citations.generator import register

__all__ = ["register"]
