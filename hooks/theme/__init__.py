"""The theme of Jiaozhu, which MkDocs finds by the folder of this module."""

import os

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material, which is loaded next, prints a notice about its own future otherwise
