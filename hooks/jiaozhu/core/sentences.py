"""Sentence segmentation of Chinese by its marks: a sentence includes the quotation marks that close after it."""

from __future__ import annotations

import regex

SENTENCE = regex.compile(r"[^。！？!?\n]+(?:[。！？!?]+[”’」』）)]*|\n|$)")
