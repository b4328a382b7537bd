"""The words that a text may use as terms: how often and where they stand, and how the text explains them."""
