"""From articles to files: one folder a kind of page, each with `page.py` (what it shows) and `page.html.j2` (how)."""
