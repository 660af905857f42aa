"""Interim agreements wait for the next session to ratify them, until agreed minutes do."""

from datetime import timedelta

import pytest

from tests.domain.cycle.minuting import LANGUAGES
from tests.domain.cycle.sitting import in_force, sitting
from tests.records.rows import make
from verbale.domain.books import memorandum_draft
from verbale.domain.cycle import interim, minutes_form
from verbale.domain.cycle import session as sessions
from verbale.engines import agreement
from verbale.records import models as records
from verbale.records.session import SessionState


@pytest.fixture
def room(bureau):
    """The first session was held in May 2027; the second is planned."""
    made = sitting(bureau, interim="ratified")
    type(made.session).objects.filter(pk=made.session.pk).update(state=SessionState.HELD)
    made.second = sessions.plan(commission=made.commission, begins="2028-05-10", ends="2028-05-12", **made.desk())
    return made


def agreed(room, title="Exchange of maps", *, days=400, kind="agreement"):
    """A text concluded so many days after the first moment of the test."""
    article = agreement.Article("1", {}, {"zh": "交换地图。", "ru": "Обмен картами."})
    text = in_force(room.bureau, agreement.Revision(kind, LANGUAGES, {"zh": "地图交换", "ru": title}, (article,)))
    records.Text.objects.filter(pk=text.pk).update(opened_at=room.at() + timedelta(days=days))
    return text


def ratified(room, *texts):
    """Agreed minutes of the second session that ratify these texts."""
    facts = {interim.RATIFIES: tuple(one.pk for one in texts)}
    article = agreement.Article("1", {}, {"zh": "批准。", "ru": "Ратифицировано."}, ("ratification",), facts)
    text = in_force(room.bureau, agreement.Revision("minutes", LANGUAGES, {"zh": "纪要", "ru": "Протокол"}, (article,)))
    make(records.Minutes, text=text, session=room.second)


def test_what_was_concluded_between_two_sessions_waits_for_the_second(room):
    before, between = agreed(room, "Older", days=0), agreed(room)
    assert interim.waiting(room.second) == [between]
    assert interim.waiting(room.session) == []
    assert before.pk not in interim.ratified(room.commission)


def test_minutes_that_name_it_ratify_it(room):
    first, second = agreed(room), agreed(room, "Exchange of seeds", kind="programme")
    ratified(room, first)
    assert interim.waiting(room.second) == [second]
    assert interim.ratified(room.commission) == {first.pk: 2}


def test_other_kinds_of_texts_do_not_wait(room):
    agreed(room, kind="statement of account")
    assert interim.waiting(room.second) == []


def test_where_the_statute_lets_them_be_final_nothing_waits(bureau):
    room = sitting(bureau, interim="final")
    type(room.session).objects.filter(pk=room.session.pk).update(state=SessionState.HELD)
    room.second = sessions.plan(commission=room.commission, begins="2028-05-10", **room.desk())
    agreed(room)
    assert interim.waiting(room.second) == []


def test_drafted_minutes_and_memorandum_name_it(room):
    text = agreed(room)
    outline = minutes_form.outline(room.second, LANGUAGES)
    (article,) = [one for one in outline.articles if "ratification" in one.roles]
    assert (article.text, article.facts) == (
        {"zh": "双方批准《地图交换》。", "ru": "Стороны ратифицируют «Exchange of maps»."}, {"ratifies": text.pk},
    )  # fmt: skip
    drafted = memorandum_draft.draft(session=room.second, viewer=room.bureau.who("desk"), on=room.at().date())
    assert [item.title["zh"] for item in drafted.content.agenda] == ["批准临时协议《地图交换》"]
