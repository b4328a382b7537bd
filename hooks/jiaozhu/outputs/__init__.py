"""What is made of pages and articles: other scripts, search, books, pictures, feed, sitemap, offline reading."""
