"""Publish: the finished site leaves the workshop for its readers."""
