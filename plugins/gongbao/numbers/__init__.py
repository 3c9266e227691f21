"""Pelican plugin: documents by number, by agency, section, genre and year; what is missing between them."""

from gongbao.numbers.generator import register

__all__ = ["register"]
