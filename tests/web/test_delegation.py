"""Delegations in the pages: named in rows, told, theirs beside ours, forgotten after their day."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.domain.cycle.sitting import found
from tests.web.shelf import text_of
from tests.web.test_visit import planned, room  # noqa: F401 - the room is a fixture
from verbale.domain.cycle import delegation
from verbale.domain.cycle import session as sessions
from verbale.domain.cycle.delegation import Named
from verbale.records.delegation import Delegation
from verbale.records.dispatch import Message

PEOPLE = (("Anna Weber", "Director of the Hydrology Office", "head"), ("Bernd Kurz", "Head of section", "member"))


@pytest.fixture
def session(room):  # noqa: F811
    commission = found(SimpleNamespace(partner=room.partner, at=lambda: room.clock.forward(minutes=1)))
    return sessions.plan(commission=commission, begins="2027-05-10", ends="2027-05-16", host="OURS", **room.acting())


def rows(*people, **head) -> dict[str, str]:
    """The form with these people in its rows."""
    sent = {"side": "ours", "keep_until": "2028-05-31", "rows": str(len(people)), "do": "save"} | head
    for number, (name, office, part) in enumerate(people):
        sent |= {f"d{number}-name": name, f"d{number}-office": office, f"d{number}-part": part}
    return sent


def theirs(room, session):  # noqa: F811
    people = [{"name": "李海", "office": "水文局局长", "part": "head"}]
    body = {"commission": session.commission_id, "session": session.number, "delegates": people,
            "keep_until": "2028-05-31"}  # fmt: skip
    return delegation.told(partner=room.partner, body=body, at=room.clock.forward(minutes=1))


def people_of(row) -> list[tuple[str, str, str]]:
    return [(one.name, one.office, one.part) for one in row.delegates.all()]


def test_readers_and_writers(room, session):  # noqa: F811
    row = theirs(room, session)
    read, write = [f"/delegations/{row.pk}"], [f"/sessions/{session.pk}/delegation", f"/delegations/{row.pk}/tell"]
    may = {"desk": (200, (200, 302)), "approver": (200, (403, 403)), "auditor": (200, (403, 403)),
           "administrator": (200, (403, 403)), "librarian": (403, (403, 403))}  # fmt: skip
    for role, (reads, writes) in may.items():
        client = room.client(role)
        assert [client.get(address).status_code for address in read] == [reads]
        assert tuple(client.get(address).status_code for address in write) == writes
    shown = text_of(room.client("auditor").get(read[0]))
    assert [word for word in ("Name ours", "Record theirs", "/tell") if word in shown] == []


def test_ours_is_named_and_told_and_theirs_stands_beside_it(room, session):  # noqa: F811
    client = room.client()
    answer = client.post(f"/sessions/{session.pk}/delegation", rows(*PEOPLE, ("", "", "member")))
    row = Delegation.objects.get()
    assert answer.headers["Location"] == f"/delegations/{row.pk}"
    assert (people_of(row), row.delete_after, row.side) == (list(PEOPLE), date(2028, 5, 31), "OURS")
    shown = text_of(client.get(f"/delegations/{row.pk}"))
    assert ("Not told to the partner yet." in shown, "They have not told theirs." in shown) == (True, True)
    client.post(f"/delegations/{row.pk}/tell")
    assert [one.body["delegates"][0]["name"] for one in Message.objects.filter(what="delegation")] == ["Anna Weber"]
    theirs(room, session)
    shown = text_of(room.client("auditor").get(f"/delegations/{row.pk}"))
    for words in (
        "Told to the partner on",
        "They told us on",
        "李海",
        "水文局局长",
        "Director of the Hydrology Office",
    ):
        assert words in shown


def test_what_was_told_and_changed_since_says_so(room, session):  # noqa: F811
    client = room.client()
    client.post(f"/sessions/{session.pk}/delegation", rows(*PEOPLE))
    row = Delegation.objects.get()
    client.post(f"/delegations/{row.pk}/tell")
    room.clock.forward(minutes=5)
    client.post(f"/sessions/{session.pk}/delegation", rows(PEOPLE[0]))
    assert "changed since: the partner holds the older one" in text_of(client.get(f"/delegations/{row.pk}"))
    room.clock.forward(minutes=5)
    client.post(f"/delegations/{row.pk}/tell")
    assert "changed since" not in text_of(client.get(f"/delegations/{row.pk}"))


def test_a_refusal_to_tell_is_said(room, session):  # noqa: F811
    one = planned(room)
    client = room.client()
    client.post(f"/visits/{one.pk}/delegation", rows(*PEOPLE))
    row = Delegation.objects.get()
    shown = text_of(client.post(f"/delegations/{row.pk}/tell", follow=True))
    assert "A delegation for a visit is not told by this node" in shown
    assert "The partner does not see this." in shown
    assert "Working visit" in shown


def test_rows_are_added_and_people_of_our_office_take_over_their_office(room, session):  # noqa: F811
    room.office.desk.office_held = "Secretary of the commission"
    room.office.desk.save()
    client, address = room.client(), f"/sessions/{session.pk}/delegation"
    fresh = client.get(address).context["rows"]
    assert [row["part"].value() for row in fresh] == ["head", "member", "member", "member"]
    more = client.post(address, rows(PEOPLE[0], do="more"))
    assert len(more.context["rows"]) == 6
    taken = client.post(address, rows(PEOPLE[0], do="people") | {"people": [room.office.desk.pk]})
    typed = [[row[name].value() for name in ("name", "office", "part")] for row in taken.context["rows"]]
    assert typed[:2] == [list(PEOPLE[0]), [room.office.desk.name, "Secretary of the commission", "member"]]
    assert taken.context["form"]["keep_until"].value() == "2028-05-31"
    assert not Delegation.objects.exists()


def test_it_is_named_again_from_what_stands(room, session):  # noqa: F811
    client, address = room.client(), f"/sessions/{session.pk}/delegation"
    client.post(address, rows(*PEOPLE))
    shown = client.get(address).context["rows"]
    assert [row["name"].value() for row in shown] == ["Anna Weber", "Bernd Kurz", None]


@pytest.mark.parametrize(
    ("sent", "status", "words"),
    [
        (rows(PEOPLE[1]), 400, "it has 0 heads"),
        (rows(PEOPLE[0], PEOPLE[0]), 400, "it has 2 heads"),
        (rows(), 400, "it has not 1 to 200 people"),
        (rows(PEOPLE[0], ("Cora Lang", "", "member")), 422, "“office” cannot be kept so: it is empty"),
        (rows(PEOPLE[0], ("", "Secretary", "member")), 422, "“name” cannot be kept so: it is empty"),
        (rows(PEOPLE[0], keep_until="2020-01-01"), 400, "is over, or more than 30 years away"),
        (rows(PEOPLE[0], keep_until=""), 422, "Names kept until"),
        (rows(PEOPLE[0], side="nobody"), 422, "Whose delegation"),
        (rows(rows="x"), 400, "it has not 1 to 200 people"),
    ],
)
def test_bad_input_is_named_and_nothing_typed_is_lost(room, session, sent, status, words):  # noqa: F811
    answer = room.client().post(f"/sessions/{session.pk}/delegation", sent)
    shown = text_of(answer)
    assert (answer.status_code, words in shown) == (status, True)
    assert all(sent[field] in shown for field in sent if field.endswith("-office"))
    assert not Delegation.objects.exists()


def test_theirs_is_recorded_by_hand_unless_they_told_it(room, session):  # noqa: F811
    client, address = room.client(), f"/sessions/{session.pk}/delegation"
    assert client.get(f"{address}?side=theirs").context["form"]["side"].value() == "theirs"
    client.post(address, rows(PEOPLE[0], side="theirs"))
    assert Delegation.objects.get().side == room.partner.code
    theirs(room, session)
    answer = client.post(address, rows(PEOPLE[0], side="theirs"))
    assert (answer.status_code, "told this delegation itself" in text_of(answer)) == (409, True)


def test_names_that_are_gone_say_until_when_they_were_kept(room):  # noqa: F811
    one = planned(room)
    until = date(2026, 12, 31)
    row = delegation.name(to=one, delegates=[Named(*PEOPLE[0])], keep_until=until, **room.acting())
    delegation.forget(on=date(2027, 1, 1), at=room.clock.forward(minutes=1))
    shown = text_of(room.client("auditor").get(f"/delegations/{row.pk}"))
    assert ("The names were kept until" in shown, "Anna Weber" in shown) == (True, False)
    assert "The names were kept until their day and are gone." in text_of(room.client().get(f"/visits/{one.pk}"))


def test_the_cost_does_not_grow_with_people(room, session):  # noqa: F811
    row = delegation.name(to=session, delegates=[Named(*PEOPLE[0])], keep_until=date(2028, 5, 31), **room.acting())
    client = room.client("auditor")

    def cost():
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/delegations/{row.pk}")
        return len(asked)

    before = cost()
    many = [Named(*PEOPLE[0]), *(Named(f"Person {number}", "Secretary") for number in range(30))]
    delegation.name(to=session, delegates=many, keep_until=date(2028, 5, 31), **room.acting())
    assert cost() == before
