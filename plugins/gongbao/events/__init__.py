"""Pelican plugin: what bulletins tell besides documents, across all issues: appointments, and what happened on which day."""

from gongbao.events.generator import register

__all__ = ["register"]
