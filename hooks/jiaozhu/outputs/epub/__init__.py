"""EPUB: each article as a book, and all of them as one, in each script of the site. Nothing in a book depends on the time of the build.

The writer is our own: an EPUB is a ZIP of a few XHTML files, and `zipfile` writes one with fixed times, so that two builds are alike.
"""
