"""Relations between all articles: duplicates, shared passages, events, related articles, disagreements; and term candidates."""
