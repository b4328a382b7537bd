"""What arises where all articles stand together: witnesses, shared passages, events, relations, disagreements."""
