"""Everything that makes Gongbao: the domain, ingest, and the Pelican plugins."""
