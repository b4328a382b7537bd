"""Titles: which line is one, what a web page says of it, and what is glued to it or repeats it."""
