"""Sentence segmentation of Chinese by its marks: each sentence with the quotation marks that close behind it."""

from __future__ import annotations

import regex

SENTENCE = regex.compile(r"[^。！？!?\n]+(?:[。！？!?]+[”’」』）)]*|\n|$)")
