"""The site's own full-text search: an inverted index of character bigrams in one script for all pages, read by `docs/assets/search.js`."""
