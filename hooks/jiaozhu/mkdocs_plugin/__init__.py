"""The program as MkDocs sees it. `hooks/press.py` hands the events on."""

from .press import Press

__all__ = ["Press"]
