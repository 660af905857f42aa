"""How the channels with a partner stand, in words: what keeps pouches from going, and what lets them go on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from verbale.records.channel import Channel


class Standing(StrEnum):
    """One thing that can be said of a channel; several may hold at once, but nothing holds beside OPEN."""

    STOPPED = "stopped"
    EPOCH = "asks for epoch"
    CONFIRMED = "epoch confirmed"
    CATCHING_UP = "catching up"
    WITHHELD = "withheld"
    BY_LETTER = "by letter"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Stand:
    """What holds, in a sentence, why where somebody said it, what is to be done, and since when if that is known."""

    standing: Standing
    says: str
    todo: str = ""
    why: str = ""
    since: datetime | None = None


def stands(channel: Channel) -> list[Stand]:
    """All that holds of the channels with a partner, the most pressing first."""
    found = [*_stopped(channel), *_epoch(channel), *_behind(channel), *_withheld(channel)]
    if found:
        return found
    if channel.partner.by_letter:
        return [Stand(Standing.BY_LETTER, _("This partner runs no node: pouches go out on paper and disk."))]
    return [Stand(Standing.OPEN, _("The channel is open both ways."))]


def _stopped(channel: Channel) -> Iterator[Stand]:
    if channel.stopped_at is not None:
        yield Stand(
            Standing.STOPPED, _("The channel is stopped in both directions: nothing is sealed, sent or accepted."),
            _(
                "Speak to the partner and compare what both sides hold. Then an administrator lets it go on, with a "
                "reason."
            ),
            channel.stopped_why, channel.stopped_at,
        )  # fmt: skip


def _epoch(channel: Channel) -> Iterator[Stand]:
    told = {"epoch": channel.asks_epoch, "partner": channel.partner.code}
    if channel.asks_epoch == channel.confirmed:
        says = _("Epoch %(epoch)s of %(partner)s is confirmed; it begins in the carrier's next round.") % told
        yield Stand(Standing.CONFIRMED, says)
    elif channel.asks_epoch is not None:
        yield Stand(
            Standing.EPOCH,
            _("%(partner)s says that it was restored, or that its key was revoked, and begins epoch %(epoch)s.") % told,
            _("Ask the partner by telephone whether that is so. If it is, an administrator confirms the epoch."),
        )


def _behind(channel: Channel) -> Iterator[Stand]:
    if channel.catching_up:
        told = {"epoch": channel.epoch, "partner": channel.partner.code}
        yield Stand(
            Standing.CATCHING_UP,
            _("This node begins epoch %(epoch)s, and %(partner)s has not confirmed it yet.") % told,
            _("Tell the partner that it is right. What it has of us and we forgot comes back with its confirmation."),
        )


def _withheld(channel: Channel) -> Iterator[Stand]:
    if channel.withheld_at is not None:
        yield Stand(
            Standing.WITHHELD,
            _("The inspector let a sealed pouch not leave. It took no number, and nothing was sent."),
            _("Mend what it found, or take the release back; the next round seals again what still may leave."),
            channel.withheld_why, channel.withheld_at,
        )  # fmt: skip
