"""The layout of a clean text: which of its lines are one block, of which kind, and what the source marks in it."""
