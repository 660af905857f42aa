"""Room for deep calls."""

from __future__ import annotations

import sys
import threading

import pytest

from verbale.engines.signature.depth import with_room


def depth_of(calls: int) -> int:
    return 1 + depth_of(calls - 1) if calls else 0


def test_calls_go_deep_and_the_bounds_are_as_before() -> None:
    before = sys.getrecursionlimit(), threading.stack_size()
    with pytest.raises(RecursionError):
        depth_of(before[0])
    assert with_room(lambda: depth_of(15_000)) == 15_000
    with pytest.raises(RecursionError):
        with_room(lambda: depth_of(100_000))
    assert (sys.getrecursionlimit(), threading.stack_size()) == before
