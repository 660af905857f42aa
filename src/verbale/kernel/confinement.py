"""Work on hostile input in a process of its own, so that it breaks that process and nothing else.

The process has no environment but what starting Python needs, bounds on processor time, memory, files and waiting, and
it answers one request, given as JSON on standard input, with one JSON on standard output. What it answers is not
trusted: a process that was taken over may answer anything, so whoever asks reads the answer as foreign.

The parent calls ``ask``; the module that it names is run, and calls ``serve`` with what it does.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from verbale.kernel.errors import WrongUse

_PACKAGES = Path(__file__).parents[2]
_ENVIRONMENT = {"PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8", "MALLOC_ARENA_MAX": "2"}


class NoLimit(WrongUse):
    """The limit “{limit}” must be a whole number above zero, not {value}."""


class Overran(Exception):
    """The process was ended since it wanted more than it may; ``limit`` says of what, with the unit."""

    def __init__(self, limit: str) -> None:
        super().__init__(limit)
        self.limit = limit


class Broke(Exception):
    """The process died, or gave no answer that can be read; ``how`` says which."""

    def __init__(self, how: str) -> None:
        super().__init__(how)
        self.how = how


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the process may use: ``memory`` (address space) and ``output`` (of one file) in bytes, ``seconds`` of
    processor time, ``wall_seconds`` of waiting, ``files`` open at once."""

    memory: int
    output: int
    seconds: int
    wall_seconds: int
    files: int


def check_limits(limits: Any) -> None:
    """Refuses a dataclass of limits in which one is no whole number above zero. Raises NoLimit."""
    for field in fields(limits):
        value = getattr(limits, field.name)
        if not isinstance(value, int) or value < 1:
            raise NoLimit(limit=field.name, value=value)


def ask(
    module: str,
    request: Mapping[str, Any],
    bounds: Bounds,
    *,
    longest: int,
    environment: Mapping[str, str] | None = None,
) -> Any:
    """The JSON that the process of a module answers; of one longer than ``longest`` bytes nothing is read.

    Raises Overran, Broke.
    """
    with tempfile.TemporaryFile() as written:
        code = _run(module, json.dumps(request).encode(), written.fileno(), bounds, environment or {})
        length = written.seek(0, os.SEEK_END)
        written.seek(0)
        return _judged(code, written.read() if length <= longest else b"", bounds)


def serve(bounds: Callable[[Any], Bounds], answer: Callable[[Any], Any]) -> None:
    """What the process does: bounds itself as the request says, then answers it."""
    request = json.load(sys.stdin)
    _bind(bounds(request))
    json.dump(answer(request), sys.stdout)


def _bind(bounds: Bounds) -> None:
    limits = {
        resource.RLIMIT_AS: bounds.memory,
        resource.RLIMIT_CPU: bounds.seconds,
        resource.RLIMIT_FSIZE: bounds.output,
        resource.RLIMIT_NOFILE: bounds.files,
        resource.RLIMIT_CORE: 0,
    }
    for limit, value in limits.items():
        resource.setrlimit(limit, (value, value))


def _run(module: str, request: bytes, written: int, bounds: Bounds, environment: Mapping[str, str]) -> int:
    with subprocess.Popen(
        [sys.executable, "-P", "-s", "-m", module],
        stdin=subprocess.PIPE,
        stdout=written,
        stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": str(_PACKAGES), **_ENVIRONMENT, **environment},
        cwd="/",
        start_new_session=True,
    ) as process:
        try:
            process.communicate(request, timeout=bounds.wall_seconds)
        except subprocess.TimeoutExpired as fault:
            os.killpg(process.pid, signal.SIGKILL)
            raise Overran(f"{bounds.wall_seconds} s of waiting") from fault
        return process.returncode


def _judged(code: int, written: bytes, bounds: Bounds) -> Any:
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        raise Overran(f"{bounds.seconds} s of processor time")
    if code:
        raise Broke(signal.Signals(-code).name if code < 0 else f"exit {code}")
    try:
        return json.loads(written)
    except (ValueError, RecursionError) as fault:
        raise Broke("no answer") from fault
