"""The boxes that a site puts between the paragraphs of its articles: how they are learned, and where they stand on a page."""
