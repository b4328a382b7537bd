"""What the pages of one site have in common: their groups, the template of each, and what it says of a page."""
