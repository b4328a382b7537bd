"""The pictures of articles whose bytes are at hand: where these are, and what the site shows of them."""
