"""Ingest: read a source, clean it, split it into articles, parse each one, write Markdown and a ledger."""
