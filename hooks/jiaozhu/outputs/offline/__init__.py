"""Reading without a network."""
