"""Rules, word lists and weights as data: the rulebook, and the reader of `hooks/rules/`."""
