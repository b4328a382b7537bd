"""The linked data of a page (JSON-LD) in the script of a region: what is read converted, and addresses leading to the region's own."""

from __future__ import annotations

import re

from . import quotes
from .page import Place, led
from .regions import BASE_LANG
from .script import Script

READ = re.compile(r'(?<="headline":")[^"\\]*|(?<="description":")[^"\\]*|(?<="name":")[^"\\]*')
