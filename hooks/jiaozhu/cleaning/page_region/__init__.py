"""The region of a web page that is its article: the lines with their places in the tree, their signals, and the best segment of them."""
