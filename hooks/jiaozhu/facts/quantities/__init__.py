"""Quantities in a text: amounts, shares, counts and durations."""
