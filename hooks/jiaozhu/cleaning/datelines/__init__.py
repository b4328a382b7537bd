"""Lines of metadata: what they are made of, which lines of a text they are, and what they say of the article."""
