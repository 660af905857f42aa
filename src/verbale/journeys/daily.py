"""What the node does by itself each day: it answers orders whose day has come, ends texts, forgets names,
mails digests, clears up."""

from __future__ import annotations

import logging
import shutil
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from django.db import transaction

from verbale.domain.cycle import delegation, request
from verbale.domain.spine import journal
from verbale.domain.spine.office import day_of, zone
from verbale.domain.spine.text_record import refresh, utc_day
from verbale.engines.agreement import State
from verbale.journeys.digest import send_digests
from verbale.records import files
from verbale.records.journal import JournalPayload
from verbale.records.text import Text

LEFT_AFTER = timedelta(days=1)
"""How old an unfinished folder in quarantine must be before it counts as left by a process that was killed."""
DIGEST_AT = time(6, 0)
"""From when on, in the office's time zone, the day's digest is mailed."""
DIGEST = "digest.mailed"

log = logging.getLogger(__name__)


def answer_due_orders(*, at: datetime) -> list[str]:
    """Answers every order whose day has come, at once and in the order of its day; returns the numbers of those.

    One that cannot be answered is logged and holds up no other; it is tried again the next time.
    """
    answered = []
    for order in list(request.to_answer(on=day_of(at))):
        try:
            request.answer(order=order, at=at)
        except Exception:
            log.exception("order %s could not be answered and will be tried again", order.number)
        else:
            answered.append(order.number)
    return answered


def mail_digests(*, at: datetime) -> list[str]:
    """Mails the digests, once a day; returns the addresses.

    The day is marked as mailed first: a crash on the way loses a digest rather than mails it twice.
    """
    local = at.astimezone(zone())
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    if local.time() < DIGEST_AT or JournalPayload.objects.filter(act=DIGEST, at__gte=midnight).exists():
        return []
    with transaction.atomic():
        journal.record(act=DIGEST, thing=("office", "1"), by=None, at=at, facts={"day": local.date().isoformat()})
    return send_digests(at=at)


def end_texts(*, at: datetime) -> list[str]:
    """Writes down that agreed texts ended with their last day, which is counted in UTC; returns which."""
    over = Text.objects.filter(ends_on__lt=utc_day(at)).exclude(in_force="").exclude(state=State.ENDED)
    ended = []
    for text in over:
        with transaction.atomic():
            locked = Text.objects.select_for_update().get(pk=text.pk)
            ended += [locked.pk] if refresh(locked, at).state is State.ENDED else []
    return ended


def forget_names(*, at: datetime) -> list[str]:
    """Removes the names of delegations whose day is over; returns whose (COMMISSION.md, 5.1)."""
    return [row.pk for row in delegation.forget(on=day_of(at), at=at)]


def clear_quarantine(*, at: datetime) -> list[str]:
    """Removes what a killed process left in quarantine, where papers lie unsealed while they are worked on."""
    folder = files.home().quarantine
    left = [path for path in folder.iterdir() if _changed(path) < at - LEFT_AFTER] if folder.is_dir() else []
    for path in left:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    return sorted(path.name for path in left)


def _changed(path: Path) -> datetime:
    return datetime.fromtimestamp(path.lstat().st_mtime, UTC)
