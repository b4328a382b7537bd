"""Which days the words of a text mean."""
