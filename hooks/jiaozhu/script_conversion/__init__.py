"""Texts in the scripts of Taiwan and Hong Kong: OpenCC, and `docs/variants.yml` for what it gets wrong."""
