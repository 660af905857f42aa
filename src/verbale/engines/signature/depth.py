"""Room for a library that follows a paper's structure by calling itself, once for each heading, row and cell."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")

_FRAMES = 20_000
"""Calls within calls. A paper of 300 articles needs some thousands, since each heading is reached from the one before;
what asks for more has no end, and is refused as damaged."""
_STACK = 192 * 1024**2
"""Bytes for them, in a thread of its own: the stack of a program's first thread is too small, and would break it."""
_ONE = threading.Lock()


def with_room(work: Callable[[], Result]) -> Result:
    """The result of the work, done where calls may go deep; one at a time, since the bounds are the whole program's."""
    with _ONE:
        frames, stack = sys.getrecursionlimit(), threading.stack_size(_STACK)
        sys.setrecursionlimit(max(frames, _FRAMES))
        try:
            with ThreadPoolExecutor(1) as thread:
                return thread.submit(work).result()
        finally:
            sys.setrecursionlimit(frames)
            threading.stack_size(stack)
