"""The archive to take away: zips, books, PDFs, a ZIM, sums, and the page that offers them."""

from plugins.offline.generator import register

__all__ = ["register"]
