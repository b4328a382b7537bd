"""Outputs derived from pages and articles: script variants, search, EPUB, share images, feed, sitemap, offline reading."""
