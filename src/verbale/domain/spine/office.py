"""The office of this node: first run, and what is set about it."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.db import transaction

from verbale.domain.spine import journal
from verbale.domain.spine.person import check_role
from verbale.kernel.errors import Refused, WrongUse
from verbale.records.office import Office
from verbale.records.person import Person, Role

PAPER_LANGUAGES = ("en", "zh", "ru", "de", "ko")


class NoSuchTimeZone(WrongUse):
    """There is no time zone “{zone}”. Use a name such as Europe/Zurich or Asia/Shanghai."""


class NoSuchLanguage(WrongUse):
    """Papers cannot be made in “{language}”. The languages are: {languages}."""


class NoSuchSetting(Refused):
    """The office has no setting “{setting}”."""


class OutOfBounds(WrongUse):
    """The office's setting “{setting}” cannot be {value}. Give a number from {least} to {most}."""


SETTINGS = (
    "names", "address", "time_zone", "languages", "mail_from", "mail_host", "mail_port", "answer_days", "batch_from",
)  # fmt: skip


BOUNDS = {"answer_days": (1, 365), "batch_from": (2, 32_767), "mail_port": (0, 65_535)}
"""The least and the most of what is a number."""


def office() -> Office:
    """The office of this node; a fresh one that is not yet saved, before the first run."""
    return Office.objects.filter(pk=1).first() or Office(pk=1, languages=["en"])


@cache
def time_zones() -> frozenset[str]:
    """The names of all time zones; they lie in hundreds of files, which are not looked through twice."""
    return frozenset(available_timezones())


def zone() -> ZoneInfo:
    """The time zone of the office."""
    return ZoneInfo(office().time_zone)


def day_of(at: datetime) -> date:
    """The day on which a moment falls, as the office counts days."""
    return at.astimezone(zone()).date()


@transaction.atomic
def describe(*, by: Person | None, at: datetime, complete: bool = False, **settings: Any) -> Office:
    """Changes what is set about the office; ``by`` is None only while the node is made."""
    if by is not None:
        check_role(by, Role.ADMINISTRATOR)
    ours = office()
    for setting, value in settings.items():
        if setting not in SETTINGS:
            raise NoSuchSetting(setting=setting)
        setattr(ours, setting, value)
    _check(ours)
    if complete and ours.completed_at is None:
        ours.completed_at = at
    ours.save()
    journal.record(act="office.described", thing=("office", "1"), by=by, at=at, facts={"set": sorted(settings)})
    return ours


def _check(ours: Office) -> None:
    for setting, (least, most) in BOUNDS.items():
        value = getattr(ours, setting)
        if not least <= value <= most:
            raise OutOfBounds(setting=setting, value=value, least=least, most=most)
    if ours.time_zone not in time_zones():
        raise NoSuchTimeZone(zone=ours.time_zone)
    for language in ours.languages:
        if language not in PAPER_LANGUAGES:
            raise NoSuchLanguage(language=language, languages=", ".join(PAPER_LANGUAGES))
