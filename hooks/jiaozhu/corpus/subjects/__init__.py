"""The subjects of a library: clusters of articles by the words that tell most of them, and what the editor says of these clusters."""
