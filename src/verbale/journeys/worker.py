"""The worker: background jobs as they are asked for, and what the node does by itself each day."""

from __future__ import annotations

import logging
import time

from django.core.management import call_command
from django.db import close_old_connections

from verbale.journeys.daily import answer_due_orders, clear_quarantine, end_texts, forget_names, mail_digests
from verbale.kernel.clock import Clock

PAUSE = 1.0
"""Seconds between two looks for jobs."""
EVERY = 60.0
"""Seconds between two looks at the calendar."""

log = logging.getLogger(__name__)


def work(*, clock: Clock, once: bool) -> None:
    """Does what waits; ``once`` ends after it, else the worker goes on until it is ended.

    What fails is logged and tried again the next time; the rest goes on.
    """
    looked = float("-inf")
    while True:
        close_old_connections()
        call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
        if time.monotonic() - looked >= EVERY:
            looked = time.monotonic()
            _do_daily(clock)
        if once:
            return
        time.sleep(PAUSE)


def _do_daily(clock: Clock) -> None:
    for act in (answer_due_orders, end_texts, forget_names, mail_digests, clear_quarantine):
        try:
            act(at=clock.now())
        except Exception:
            log.exception("%s failed and will be tried again", act.__name__)
