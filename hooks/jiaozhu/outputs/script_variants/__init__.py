"""Every page of the site again in the scripts of Taiwan and Hong Kong, made from the HTML that MkDocs has written."""
