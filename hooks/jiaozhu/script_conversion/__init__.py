"""Conversion of texts to the scripts of Taiwan and Hong Kong, by OpenCC with the corrections of `docs/variants.yml`."""
