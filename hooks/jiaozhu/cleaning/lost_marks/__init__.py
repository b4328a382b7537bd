"""What is known of marks that were destroyed: whether they were, where they stood, and how likely each of them is there."""
