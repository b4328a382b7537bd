"""Script variants: every page of the site in the scripts of Taiwan and Hong Kong, made from the HTML that MkDocs has written."""
