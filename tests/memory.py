"""A quick place for files of tests that write many."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_MEMORY = Path("/dev/shm")
_ENOUGH = 2 * 1024**3


@contextmanager
def quick_folder(name: str) -> Iterator[Path]:
    """A folder in memory, where there is one with room enough; a container's has 64 MB."""
    roomy = _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free >= _ENOUGH
    folder = Path(tempfile.mkdtemp(prefix=f"verbale-{name}-", dir=_MEMORY if roomy else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
