"""The site's own search: an index of pairs of characters in one script for all pages, read by `docs/assets/search.js`."""
