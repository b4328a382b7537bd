"""The body of a page that stands alone: features of its lines, a linear model of them, and the region that is the article."""
