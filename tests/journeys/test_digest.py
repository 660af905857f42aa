"""The mail digest: each person's inbox in their language, once a day, and no secret in it."""

from datetime import UTC, datetime

import pytest
from django.core import mail

from tests.domain.cycle.bureau import CONFIDENTIAL, INTERNAL, in_this_process, open_bureau
from verbale.domain.cycle import request
from verbale.journeys import daily, digest
from verbale.records.person import Person


@pytest.fixture
def bureau(db, home, clock, monkeypatch, settings):
    in_this_process(monkeypatch)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    return open_bureau(home, clock)


def test_each_person_gets_what_waits_for_them_and_nobody_else_s(bureau):
    withheld, internal = bureau.lines(bureau.order(CONFIDENTIAL, INTERNAL))
    request.state_facts(line=withheld, facts={"series": "Codename Otter"}, by=bureau.who("desk"), at=bureau.at())
    bureau.decide(internal)
    sent = digest.send_digests(at=bureau.at())
    assert sent == ["department@example.org", "desk@example.org", "desk2@example.org"]
    to_department, to_desk, _ = mail.outbox
    assert to_department.subject == "1 thing waits for you"
    assert to_department.body == (
        "What waits for Eva Brunner:\n\n• Approve as Department-in-charge THEIRS-2026-IN-1/2 — due 2026-12-21"
    )
    assert to_desk.body == "What waits for Chiara Rossi:\n\n• Take up THEIRS-2026-IN-1 — due 2026-12-21"
    everything = "\n".join(f"{one.subject}\n{one.body}" for one in mail.outbox)
    for secret in ("Otter", "Item 1", "confidential", "internal", "Principle", "Research"):
        assert secret not in everything


def test_a_digest_is_in_the_person_s_language(bureau):
    bureau.order({})
    Person.objects.filter(handle="desk").update(language="zh-hans")
    digest.send_digests(at=bureau.at())
    to_desk, to_other = mail.outbox
    assert "Take up" in to_other.body
    assert "Take up" not in to_desk.body


def test_nothing_is_mailed_to_who_has_nothing_no_address_or_left(bureau):
    bureau.order({})
    Person.objects.filter(handle="desk").update(email="")
    Person.objects.filter(handle="desk2").update(is_active=False)
    assert digest.send_digests(at=bureau.at()) == []


def test_digests_are_mailed_once_a_day_from_six_on(bureau):
    bureau.order({})
    at = [datetime(2026, 11, 22, hour, tzinfo=UTC) for hour in (5, 6, 7, 23)]
    assert [len(daily.mail_digests(at=moment)) for moment in at] == [0, 2, 0, 0]
    assert len(daily.mail_digests(at=datetime(2026, 11, 23, 6, tzinfo=UTC))) == 2


def test_orders_are_answered_on_their_day_by_the_node_itself(bureau):
    first, second = bureau.order({}), bureau.order({})
    assert daily.answer_due_orders(at=datetime(2026, 12, 20, 23, 59, tzinfo=UTC)) == []
    assert daily.answer_due_orders(at=datetime(2026, 12, 21, 0, 1, tzinfo=UTC)) == [first.number, second.number]
    assert daily.answer_due_orders(at=datetime(2026, 12, 21, 0, 2, tzinfo=UTC)) == []
