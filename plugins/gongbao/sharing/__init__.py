"""Pelican plugin: pictures that stand beside a shared link, and the manifest of a site that is put on a phone's screen."""

from gongbao.sharing.generator import register

__all__ = ["register"]
