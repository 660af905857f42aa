"""What people do in the simulation: acts on texts, and marks, whose effect at the other side can be counted.

A mark is a kind of message that only the simulation knows: it tells a number, and its effect is a journal entry.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from random import Random

import pytest
from django.db import transaction

from tests.faults.node import partner, who
from verbale.domain.spine import channel, dispatch, journal, text
from verbale.domain.spine.text_record import standing_of, utc_day
from verbale.engines.agreement import Article, Revision
from verbale.journeys import arrival
from verbale.journeys.message import Message
from verbale.kernel.errors import VerbaleError
from verbale.records.journal import JournalPayload
from verbale.records.text import Text, TextAct

MARK, MADE = "mark", "test.mark"


def _marked(message: Message) -> None:
    journal.record(
        act=MADE, thing=message.arrived, by=None, at=message.at, facts={"number": int(message.body["number"])}
    )


@contextmanager
def marks_understood() -> Iterator[None]:
    """Both nodes know the kind of message that a mark is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(arrival._ROUTES, MARK, _marked)
        yield


@transaction.atomic
def mark(number: int, at: datetime) -> None:
    """Tells the partner a number."""
    dispatch.queue(partner=partner(), what=MARK, body={"number": number}, thing=channel.of(partner()), at=at)
    journal.record(act="test.marking", thing=("channel", "1"), by=who("desk"), at=at, facts={"number": number})


def marks_made() -> list[int]:
    """The numbers that the partner told, in the order in which they took effect here."""
    rows = JournalPayload.objects.filter(act=MADE).order_by("entry")
    return [facts["number"] for facts in rows.values_list("facts", flat=True)]


def revision(number: int) -> Revision:
    """A short programme; another number gives other content."""
    article = Article("1", {"en": "Scope"}, {"en": f"The sides exchange {number} papers."})
    return Revision("programme", ("en",), {"en": f"Programme {number}"}, (article,))


def on_a_text(number: int, random: Random, at: datetime) -> str:
    """Some act on some text, as far as the text allows it; what was done."""
    texts = list(Text.objects.order_by("id"))
    new = not texts or (len(texts) < 2 and random.random() < 0.2)
    kind = (
        "open"
        if new
        else random.choice(["propose", "withdraw", "approve", "approve", "approve", "take back", "notice"])
    )
    about = random.choice(texts) if texts else None
    pick, days = random.random(), random.randrange(1, 30)
    try:
        if new or about is None:
            made = text.open_text(partner=partner(), revision=revision(number), by=who("desk"), at=at)
            return f"opens text {made.pk}"
        return f"{_do(kind, about, number, pick, days, at)} on {about.pk}"
    except VerbaleError as refusal:
        return f"{kind}: {refusal.sentence()[:60]}"


def _do(kind: str, about: Text, number: int, pick: float, days: int, at: datetime) -> str:
    desk, head = {"text": about, "by": who("desk"), "at": at}, {"text": about, "by": who("head"), "at": at}
    head["second_factor"] = True
    stands = standing_of(about, utc_day(at)).standing_proposals
    if kind == "propose":
        answers = stands[int(pick * len(stands))].act if stands and pick < 0.7 else None
        return f"{text.propose(revision=revision(number), answers=answers, **desk).act} {number}"
    if kind == "withdraw":
        return text.withdraw(**desk).act
    if kind == "take back":
        return text.take_back(**head).act
    if kind == "notice":
        return text.give_notice(last_day=(at + timedelta(days=days)).date(), **head).act
    wanted = stands[int(pick * len(stands))].revision if stands else ""
    return text.approve(revision=wanted, **head).act


def own_acts(side: str) -> dict[str, str]:
    """The acts on texts of one side that the node knows: hash, and which it is."""
    rows = TextAct.objects.filter(side=side).order_by("text", "number")
    return {row.hash: f"{row.text_id} {row.number} {row.act}" for row in rows}
