"""`python -m jiaozhu`: see `cli.py`."""

import sys

from .cli import main

sys.exit(main())
