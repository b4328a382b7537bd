"""Sources in Markdown: their structure, with the place of each character, and the facts in front of them."""
