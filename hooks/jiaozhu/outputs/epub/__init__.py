"""EPUB: one book for each article and one for all of them, in each script of the site. No book depends on the time of the build.

The project has its own writer, because an EPUB is a ZIP of a few XHTML files and `zipfile` can write one with fixed times, so that two
builds give the same bytes.
"""
