"""``python -m verbale.cli`` is the ``verbale`` command, and so is the script of that name."""

from __future__ import annotations

import signal
from typing import NoReturn


def run() -> NoReturn:
    """The entry point. Whoever stops it while it is being loaded sees no trace of that."""
    stopped = signal.getsignal(signal.SIGINT)
    if stopped is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from verbale.cli import main

    signal.signal(signal.SIGINT, stopped)
    main.run()


if __name__ == "__main__":
    run()
