"""The editor's desk in the browser, which only `mkdocs serve` has: what its page is told, and what it is sent."""
