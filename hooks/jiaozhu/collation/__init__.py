"""Collation: from several copies of an article to one text with an apparatus."""
