"""Work in a process of its own: a fork of this one."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable


def fork(work: Callable[[], object]) -> int:
    """Begins a piece of work in a process of its own, which leaves standard output to this one; its number."""
    child = os.fork()
    if child == 0:
        code, sys.stdout = 1, sys.stderr
        try:
            work()
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(code)
    return child


def ended(process: int) -> int:
    """Waits for a process to end; how: 0, or the signal as a negative number, or 1 for an exception."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
