"""The program as MkDocs sees it. `hooks/press.py` hands the events on."""

from .press import Press, watch

__all__ = ["Press", "watch"]
