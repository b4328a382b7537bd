"""Jiaozhu 校注: editions of messy Chinese articles. This package knows nothing of MkDocs; `hooks/press.py` does."""
