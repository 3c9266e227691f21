"""Pelican plugin: the archive as data (catalogue, JSON, CSV, feeds, JSON-LD, citations) and addresses that stay."""

from gongbao.export.generator import register

__all__ = ["register"]
