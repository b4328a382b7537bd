"""The picture that stands for a page where its link is shared, drawn with the Chinese faces of the machine that builds the site."""
