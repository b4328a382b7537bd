"""Amounts, shares, counts and durations in a text."""
