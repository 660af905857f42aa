"""Serving a demo's two nodes on loopback until it is interrupted: pages, worker and carrier of each side."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from verbale.kernel.errors import Refused
from verbale.kernel.home import Home


class ServingStopped(Refused):
    """The process “{what}” of {home} ended by itself with exit code {code}. Its last words stand above."""


def serve(*, homes: Iterable[Path], ready: Callable[[], None]) -> None:
    """Runs the processes of each node until one ends, or until it is interrupted or told to end (SIGTERM).

    Ends all of them by their own ids.
    """
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    running = [(home, what, _start(home, command)) for home in homes for what, command in _commands(home)]
    try:
        ready()
        while True:
            for home, what, process in running:
                if process.poll() is not None:
                    raise ServingStopped(what=what, home=home, code=process.returncode)
            time.sleep(0.5)
    except KeyboardInterrupt:
        return
    finally:
        _end([process for _, _, process in running])
        signal.signal(signal.SIGTERM, before)


def _commands(home: Path) -> list[tuple[str, list[str]]]:
    config = Home(home).config()
    pages = [
        "granian", "--interface", "wsgi", "--host", config.host, "--port", str(config.port), "--workers", "1",
        "--log-level", "warning", "verbale.config.wsgi:application",
    ]  # fmt: skip
    return [
        ("pages", pages),
        ("worker", ["verbale.cli", "--home", str(home), "worker"]),
        ("carrier", ["verbale.carrier", "--home", str(home), "run"]),
    ]


def _start(home: Path, command: list[str]) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "VERBALE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "verbale.config.settings"}
    return subprocess.Popen([sys.executable, "-m", *command], env=environment, stdout=subprocess.DEVNULL)


def _end(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
