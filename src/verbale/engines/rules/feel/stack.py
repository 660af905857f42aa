"""Room for calls one in another.

Python counts the frames of each thread by itself and refuses the thousandth, and a call of FEEL takes some twenty of
them. So every so many calls, what follows runs in a thread of its own, with all frames before it, while its caller
waits: nothing runs side by side, no limit of the process is changed, and the stack of no thread grows.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from contextvars import copy_context
from threading import Thread

from .scope import Exhausted, Scope
from .values import Value

CALLS = 40
"""Calls one in another that one thread takes: of more, few rulebooks have need, and for them all stays as it is."""
STEPS = 100
"""What a thread costs, in steps of a decision."""


def renewed(run: Callable[[], Value], scope: Scope) -> Value:
    """What ``run`` gives or raises, from a new thread. Raises `Exhausted` where there can be none."""
    scope.budget.step(STEPS)
    done: Future[Value] = Future()

    def work() -> None:
        try:
            done.set_result(run())
        except BaseException as fault:  # whatever it is, it is its caller's
            done.set_exception(fault)

    thread = Thread(target=copy_context().run, args=(work,), daemon=True)
    try:
        thread.start()
    except RuntimeError as fault:
        raise Exhausted("no room for more calls one in another") from fault
    return done.result()
