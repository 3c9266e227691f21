"""Pelican plugin: issues with tables of contents, typed articles with outlines, previous and next."""

from gongbao.issues.generator import register

__all__ = ["register"]
