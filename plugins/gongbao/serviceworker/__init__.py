"""Keep the archive in the reader's browser: lists of what can be saved, and the service worker that serves it."""

from gongbao.serviceworker.generator import register

__all__ = ["register"]
