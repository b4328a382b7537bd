"""注: what annotates a clean text. Each module finds something in the blocks of an edition, and changes nothing in them."""
