"""The door of MkDocs: it hands the events on to `jiaozhu/mkdocs_plugin/`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from jiaozhu.mkdocs_plugin.hook import *  # noqa: F403
