"""Which words a text uses as terms, and how it explains them."""
