"""Time expressions in a text, and the days that they mean."""
