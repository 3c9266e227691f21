"""Everything that makes Gongbao: the domain, ingest, and the Pelican plugins."""

__version__ = "0.2.0.dev0"
