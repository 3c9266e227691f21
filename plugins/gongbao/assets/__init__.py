"""Pelican plugin: style sheets and scripts of the theme, put together and made small where they were copied to."""

from gongbao.assets.generator import register

__all__ = ["register"]
