"""A file that is complete from the moment it has its name: it is written beside it first, and on the disk before it is named."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp


@contextmanager
def complete_file(folder: Path, data: bytes, mode: int = 0o644) -> Iterator[Path]:
    """A hidden file of ``folder`` that holds ``data``, to be renamed or linked; afterwards it is gone. Raises OSError."""
    handle, name = mkstemp(prefix=".writing.", dir=folder)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(mode)
        yield temporary
    finally:
        with suppress(OSError):
            temporary.unlink()
