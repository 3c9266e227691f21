"""The archive to take away: zips, books, PDFs, a ZIM, sums, and the page that offers them."""

from gongbao.offline.generator import register

__all__ = ["register"]
