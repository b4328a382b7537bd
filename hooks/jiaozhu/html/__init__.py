"""Reading HTML: its tokens, its elements, and what a browser would show of a page."""
