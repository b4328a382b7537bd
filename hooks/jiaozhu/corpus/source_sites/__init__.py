"""The sites from which the articles were taken, and what they are called."""
